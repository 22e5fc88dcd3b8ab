"""barrierbot: a district's log of implementation challenges, live on Slack and Microsoft Teams."""
