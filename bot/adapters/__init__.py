"""The edges: the platforms and the web, where other people's formats are translated and nothing else is decided."""
