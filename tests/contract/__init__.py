"""What both platforms' adapters must do alike: each question is one function, asked of both."""
