"""A made-up school district, and what it takes to walk through the bot in it on one machine."""
