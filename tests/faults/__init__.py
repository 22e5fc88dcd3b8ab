"""The whole bot between two platforms on this machine, and what goes wrong between them."""
