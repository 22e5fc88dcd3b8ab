"""The parity ledger: every ability of the bot, and for each platform the test that shows it or why it is missing.

The rows stand in parity.toml; `python -m tests.parity --write` makes docs/parity.md from them.
"""

import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import get_args

from bot.domain.vocabulary import Platform
from bot.handlers.desk.requests import Reply, Request, Via
from bot.handlers.routes import COMMANDS, ROUTES, SHORTCUTS
from bot.ports import DeliveryOutcome, Kind, Message, Messenger, Profile
from bot.ui.card import Block, Style
from bot.ui.form import Field
from bot.ui.text import Span

TESTS = Path(__file__).parent
ROWS = Path(__file__).with_suffix(".toml")
TABLE = TESTS.parent / "docs" / "parity.md"
EXEMPT = "exempt: "
BOTH = "both"

Row = Mapping[str, str]


def abilities() -> list[str]:
    """What there is to do, told by the code itself."""
    return list(_abilities())


def _abilities() -> Iterator[str]:
    yield from (f"press {one.name}" for one in ROUTES if one.press)
    yield from (f"form {one.name}" for one in ROUTES if one.submit)
    yield from (f"command {one.name}" for one in COMMANDS)
    yield from (f"shortcut {one.name}" for one in SHORTCUTS)
    yield from (f"words by {via.value}" for via in Via)
    yield from (f"request {kind.__name__}" for kind in get_args(Request))
    yield from (f"reply {name}" for name in Reply.__slots__)
    yield from (f"message {kind.value}" for kind in Kind)
    yield "content calendar"  # of a file, pasted: neither platform gives a bot the file itself without wider rights
    yield from (f"posting {part}" for part in Message.__slots__)
    yield from (f"profile {part}" for part in Profile.__slots__)
    yield from (f"block {kind.__name__}" for kind in get_args(Block))
    yield from (f"span {kind.__name__}" for kind in get_args(Span))
    yield from (f"field {kind.__name__}" for kind in get_args(Field))
    yield from (f"button style {style.value}" for style in Style if style is not Style.DEFAULT)
    yield from (f"button {part}" for part in ("opens", "confirm", "spoken", "more"))
    yield from (f"outcome {kind.__name__}" for kind in get_args(DeliveryOutcome))
    yield from (f"messenger {name}" for name in vars(Messenger) if not name.startswith("_") and name.islower())


def rows() -> dict[str, Row]:
    """Ability → platform → test or exemption; "both" is one test that is asked of both."""
    told = tomllib.loads(ROWS.read_text())
    return {f"{kind} {name}": row for kind, group in told.items() for name, row in group.items()}


def said(row: Row, platform: Platform) -> str:
    return row.get(platform.value) or row.get(BOTH, "")


def exists(test: str) -> bool:
    """`test` is "file::function", the file's path beginning in tests/."""
    name, _, function = test.partition("::")
    path = TESTS / name
    return path.is_file() and bool(re.search(rf"^(?:async )?def {re.escape(function)}\b", path.read_text(), re.M))


def table() -> str:
    """The ledger as a page."""
    lines = [
        "# What each platform can do",
        "",
        "Made from `tests/parity.toml` by `python -m tests.parity --write`; a test keeps it fresh. Each ability is",
        "told by the code; `done` stands where a test shows it.",
        "",
        "| ability | Slack | Teams |",
        "|---|---|---|",
    ]
    lines += [
        f"| {name} | {_cell(row, Platform.SLACK)} | {_cell(row, Platform.TEAMS)} |" for name, row in rows().items()
    ]
    return "\n".join(lines) + "\n"


def _cell(row: Row, platform: Platform) -> str:
    told = said(row, platform)
    return told.removeprefix(EXEMPT) if told.startswith(EXEMPT) else f"[done](../tests/{told.partition('::')[0]})"


def main(arguments: list[str]) -> None:
    if "--write" in arguments:
        TABLE.write_text(table())
    else:
        print(table(), end="")


if __name__ == "__main__":
    main(sys.argv[1:])
