"""The one way in which a challenge changes: rights, transition table, row and event, and what must be said."""

from dataclasses import fields

from bot.domain import life
from bot.domain.challenge import Challenge
from bot.domain.changes import Change
from bot.domain.permission import require
from bot.domain.refusals import Refusal, Why
from bot.domain.vocabulary import Move, Role
from bot.handlers.challenges.announce import announce
from bot.handlers.desk import code_words
from bot.handlers.desk.desk import Desk

ADDITIVE = frozenset(
    {Move.ADD_DETAILS, Move.NOTE, Move.WAIT, Move.ADD_STEP, Move.AFFECTS_ME, Move.ANSWER, Move.VERDICT, Move.SUSTAIN}
)
"""Moves that only add: they hold even when their card is out of date, as long as the status allows them."""

REPORTER = frozenset({Role.REPORTER})


def make(
    desk: Desk,
    row: Challenge,
    change: Change,
    *,
    version: int | None = None,
    by_code: bool = False,
    said_in: str = "",
) -> Challenge:
    """Make `change` on `row` for the caller and queue everything that people must hear of it.

    `version` is that of the card or form it came from; None for typed words, which name no picture.
    `said_in`: id of the place in whose thread everybody read it already, as it was said.
    `by_code`: an unlinked reporter who showed the code; nothing of theirs is kept.
    """
    held = REPORTER if by_code else desk.held(row)
    require(change.kind, held)
    code_words.refuse((it for f in fields(change) if isinstance(it := getattr(change, f.name), str)), desk.work)
    if version is not None and version != row.version and change.kind not in ADDITIVE:
        last = desk.work.challenges.event(row.id, row.version)
        raise Refusal(Why.OUT_OF_DATE, by=last.actor or "", move=last.change.kind, number=row.number)
    actor = None if by_code else desk.me().id
    platform = None if by_code else desk.platform
    after, event = life.move(
        row,
        change,
        team=desk.team(row),
        calendar=desk.work.calendar(),
        actor=actor,
        platform=platform,
        now=desk.now,
    )
    desk.work.challenges.save(after, event)
    announce(row, after, event, desk.work, said_in=said_in)
    return after


def allow(row: Challenge, move: Move, held: frozenset[Role] = REPORTER) -> None:
    """Refuse before anything is asked what would be refused when it is made; asked again then."""
    require(move, held)
    if move not in life.moves(row):
        raise Refusal(Why.NOT_NOW, move=move, status=row.status, number=row.number)
