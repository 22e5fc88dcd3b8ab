"""Whole stories, as people see them: the real bot as a process, and a Slack that runs in a real browser."""
