"""Microsoft Teams: what arrives from the Bot Framework connector, and what goes back to it."""
