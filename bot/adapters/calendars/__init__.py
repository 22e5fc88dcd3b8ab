"""A district's published calendar: fetched from its address, and read in a process of its own."""
