"""barrierbot: a district's log of implementation challenges, live on Slack and Microsoft Teams."""

from importlib.metadata import version

__version__ = version("barrierbot")
