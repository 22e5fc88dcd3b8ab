"""Group agreements: proposed, worded, consented to, adopted, and looked at again."""
