"""Everything that is logged while a test runs, and whether a word, an id or a token of somebody stands in it."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import structlog

from bot.logs import configure
from bot.settings import Settings

QUIETED = ("slack_bolt", "slack_sdk", "botbuilder", "msrest", "msal", "urllib3", "apscheduler", "aiohttp")


@dataclass(slots=True)
class Logs:
    """`lines` as they would be written; `secrets` is what must stand in none of them."""

    lines: list[str] = field(default_factory=list)
    secrets: set[str] = field(default_factory=set)

    def hide(self, *secrets: str) -> None:
        """None of these may be logged; words are looked for as a whole and each long one by itself."""
        for secret in filter(None, secrets):
            self.secrets.add(secret)
            self.secrets.update(word for word in secret.split() if len(word) >= 8)

    def leaks(self) -> list[str]:
        """Lines that tell what they must not."""
        plain = [secret for secret in self.secrets if len(secret) >= 4]
        escaped = [json.dumps(secret)[1:-1] for secret in plain]
        return [line for line in self.lines if any(secret in line for secret in (*plain, *escaped))]

    def events(self) -> list[dict[str, Any]]:
        """The bot's own lines."""
        return [json.loads(line) for line in self.lines if line.startswith("{")]

    def about(self, event: str) -> list[dict[str, Any]]:
        return [line for line in self.events() if line["event"] == event]


class _Handler(logging.Handler):
    """What other packages log, as `bot.logs` lets it through."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._lines = lines
        self.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        self._lines.append(self.format(record))


class _Writer:
    """Where structlog's rendered lines go."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines

    def msg(self, line: str) -> None:
        self._lines.append(line)

    debug = info = warning = error = critical = msg


@contextmanager
def captured(settings: Settings) -> Iterator[Logs]:
    """Logging as the bot sets it up, but into a list; everything is as before afterwards."""
    logs, root = Logs(), logging.getLogger()
    levels = {name: logging.getLogger(name).level for name in QUIETED}
    handler = _Handler(logs.lines)
    try:
        configure(settings)
        structlog.configure(logger_factory=lambda *_: _Writer(logs.lines), cache_logger_on_first_use=False)
        root.addHandler(handler)
        yield logs
    finally:
        root.removeHandler(handler)
        structlog.reset_defaults()
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)
