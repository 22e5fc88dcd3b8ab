"""Log lines as JSON (or for a terminal in dev mode): what happened and how it ended, never whose or which words."""

import logging

import structlog

from bot.settings import Settings


def configure(settings: Settings) -> None:
    """Set up structlog, and keep the SDKs' own loggers from writing bodies or tokens."""
    level = logging.getLevelNamesMapping()[settings.log_level.upper()]
    renderer: structlog.typing.Processor = (
        structlog.dev.ConsoleRenderer() if settings.dev_mode else structlog.processors.JSONRenderer()
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")
    for noisy in ("slack_bolt", "slack_sdk", "botbuilder", "msrest", "msal", "urllib3", "apscheduler", "aiohttp"):
        logging.getLogger(noisy).setLevel(logging.ERROR)
