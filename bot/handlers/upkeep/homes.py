"""Where home was opened, it stays true: it is drawn again when a challenge that it may show has changed."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.domain.challenge import Challenge
from bot.ports import Intent, Kind, Posting, Work

LIVE = timedelta(days=1)
"""How long after it was last opened. Slack says when somebody opens the App Home again, and an older card on Teams is
far up in the conversation."""
PATIENCE = timedelta(seconds=10)
"""What happens meanwhile is one redraw, since a team that sorts out a report makes several moves in a row."""


def refresh(before: Challenge | None, after: Challenge, work: Work, at: datetime) -> None:
    """For the team, and for whoever reported it or has something to do in it. Erased words leave every home, also of
    whoever has nothing to do with it any more."""
    if after.erased and not (before and before.erased):
        _draw_again(work.postings.homes(None, since=0), work, at)
        return
    since = int((at - LIVE).timestamp())
    opened = [*work.postings.homes(after.team, since=since)]
    for person in {*after.followers, *_at_work(after), *(_at_work(before) if before else ())}:
        opened += (one for one in work.postings.of(person, Kind.HOME) if one.seq >= since)
    _draw_again(opened, work, at)


def _draw_again(opened: Iterable[Posting], work: Work, at: datetime) -> None:
    for one in {(one.place, one.ref): one for one in opened}.values():
        work.outbox.put(Intent(Kind.HOME, one.subject, one.place, one.seq), due=at + PATIENCE)


def _at_work(row: Challenge) -> set[str]:
    owners = {step.owner for step in row.steps}
    return {person for person in (row.assignee, row.decision_maker, *owners) if person}
