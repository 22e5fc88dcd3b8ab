"""The life of one challenge: reported, moved on, followed up, listed."""
