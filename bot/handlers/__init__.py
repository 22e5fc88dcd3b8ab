"""What happens: one verb a function, called by both platforms and by the clock."""
