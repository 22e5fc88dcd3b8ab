"""Slack: what arrives from it, and what goes back to it."""
