"""Where a team's review stands, drawn on all its channels: it goes on whatever happens to the row in front of it."""

from bot.domain.challenge import Challenge
from bot.domain.review import Stage, Walk
from bot.ports import Intent, Kind, Work


def follow(row: Challenge, work: Work) -> None:
    """Something happened to `row`: a review that stands at it is drawn again, and goes on from one that was closed."""
    walk = work.reviews.latest(row.team)
    if walk is None or walk.at != row.id:
        return
    if not row.open and walk.stage is Stage.RUNNING:
        go_on(walk, work)
    else:
        redraw(walk, work)


def go_on(walk: Walk, work: Work, *, skip: bool = False) -> Walk:
    """To what comes next, leaving the row that it stands at for later where `skip` says so."""
    pending = work.reviews.pending(walk.team, walk.month)
    walk = walk.skip(pending) if skip else walk.on_to(pending)
    save(walk, work)
    return walk


def save(walk: Walk, work: Work) -> None:
    work.reviews.save(walk)
    redraw(walk, work)


def redraw(walk: Walk, work: Work) -> None:
    """On every channel that the team has now."""
    for place in work.places.triage(walk.team):
        work.outbox.put(Intent(Kind.REVIEW, walk.id, place.id))
