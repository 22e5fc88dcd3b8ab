"""The minutes of a meeting: drafted from what happened in it, put right and confirmed by the note taker."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.vocabulary import Move

REMIND = timedelta(hours=20)
POST = timedelta(hours=23)
"""After the meeting's end: whoever takes the notes is reminded, and then the draft is posted as a draft."""


class Section(StrEnum):
    """In the order in which they are read."""

    DECIDED = "decided"
    TO_DO = "to_do"
    """Who does what by when."""
    DONE = "done"
    """Finished steps, removals and verdicts."""
    TO_TELL = "to_tell"
    """Who tells whom."""


SECTION_OF: dict[Move, Section] = {
    Move.TRIAGE: Section.DECIDED,
    Move.MERGE: Section.DECIDED,
    Move.REDIRECT: Section.DECIDED,
    Move.CLOSE: Section.DECIDED,
    Move.ASSIGN: Section.TO_DO,
    Move.ADD_STEP: Section.TO_DO,
    Move.STEP_DONE: Section.DONE,
    Move.REPORT_REMOVAL: Section.DONE,
    Move.VERDICT: Section.DONE,
    Move.CONVERSATION: Section.DONE,
}
"""What the draft tells of a meeting; everything else is in the log."""

NEWS = frozenset({Move.TRIAGE, Move.ASSIGN, Move.MERGE, Move.REPORT_REMOVAL, Move.CLOSE})
"""What those who reported it should hear."""


@dataclass(frozen=True, slots=True)
class Minutes:
    org: str
    meeting: str
    """Id; a meeting has one."""
    drafted_at: datetime
    texts: Mapping[str, str] = field(default_factory=dict)
    """By section, what stands in it; a section that is not there is empty."""
    confirmed_by: str | None = None
    confirmed_at: datetime | None = None
    posted: bool = False
    version: int = 1

    def confirm(self, texts: Mapping[str, str], by: str, now: datetime) -> "Minutes":
        kept = {section: text for section, text in texts.items() if text}
        return replace(self, texts=kept, confirmed_by=by, confirmed_at=now, posted=True, version=self.version + 1)

    def without(self, number: int, words: Iterable[str], instead: str) -> "Minutes":
        """With `instead` in each line about a challenge, and in place of its `words` wherever they stand; the same
        object where there is nothing of it. What the note taker wrote around them stays."""
        mark, standing = f"#{number}:", _standing(words, "\n".join(self.texts.values()))

        def left(line: str) -> str:
            return f"{mark} {instead}" if line.startswith(mark) else line

        texts = {
            section: standing.sub(instead, "\n".join(map(left, text.splitlines())))
            for section, text in self.texts.items()
        }
        return self if texts == self.texts else replace(self, texts=texts, version=self.version + 1)

    def numbers(self) -> frozenset[int]:
        """Those of the challenges that a line is about."""
        lines = (line for text in self.texts.values() for line in text.splitlines())
        return frozenset(int(found[1]) for line in lines if (found := _MARK.match(line)))

    def as_draft(self) -> "Minutes":
        """Posted although nobody has confirmed them."""
        return replace(self, posted=True, version=self.version + 1)


_MARK = re.compile(r"#(\d{1,9}):")
_ANYBODYS = 2
"""A text of so few words may be in anybody's sentence."""


def _standing(words: Iterable[str], within: str) -> re.Pattern[str]:
    """Finds any of these texts, however its lines are broken; a very short one only where it is quoted.

    Only what stands there at all is looked for: hundreds of long notes would else be tried at every letter.
    """
    flat = " ".join(within.split()).lower()
    there = {text for text in (" ".join(one.split()) for one in words) if text and text.lower() in flat}
    texts = sorted(there, key=len, reverse=True)
    return re.compile("|".join(map(_anywhere, texts)) or r"(?!)", re.IGNORECASE)


def _anywhere(text: str) -> str:
    parts = text.split()
    found = r"\s+".join(map(re.escape, parts))
    return rf"(?<=“){found}(?=”)" if len(parts) <= _ANYBODYS else rf"(?<!\w){found}(?!\w)"
