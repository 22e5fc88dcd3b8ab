"""Codes of unlinked reports inside other words: kept beside a name, they would tell who wrote which report."""

import re
from collections.abc import Iterable

from bot.domain.refusals import Refusal, Why
from bot.ports import Work

_FOUR = "[2-9a-hjkmnp-z]{4}"
# Looked for from every word on: a word of four letters may stand right before a code.
_LIKE_A_CODE = re.compile(rf"(?<![0-9a-z])(?=({_FOUR}(?:[ -]?{_FOUR}){{2}})(?![0-9a-z]))")


def refuse(texts: Iterable[str], work: Work) -> None:
    """Raise if one of `texts` holds a code that opens a report of this organization."""
    for text in texts:
        for found in _LIKE_A_CODE.finditer(" ".join(text.lower().split())):
            if work.codes.challenge(re.sub("[ -]", "", found[1])):
                raise Refusal(Why.CODE_INSIDE)
