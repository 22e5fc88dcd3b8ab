"""The district's school days: typed, public, and read from its own calendar."""
