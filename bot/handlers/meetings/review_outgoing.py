"""What goes out about a team's month: the card of its review, the word to its leads, what was heard and done."""

from collections.abc import Sequence
from datetime import datetime, time
from zoneinfo import ZoneInfo

from bot.domain.challenge import Challenge
from bot.domain.heard import heard
from bot.domain.review import Month, Stage, Walk
from bot.domain.team import Place, Team
from bot.handlers.desk import scenes
from bot.handlers.meetings.reviews import decided
from bot.handlers.upkeep import months
from bot.ports import LogFilter, Work
from bot.ui.card import Card
from bot.ui.views import reviews as view
from bot.ui.views.heard import heard_card
from bot.ui.words import words

MANY = 2000


def walk_card(walk: Walk, place: Place, work: Work) -> Card | None:
    """As the walk stands now."""
    if place.team != walk.team:
        return None
    w = words(scenes.language(place, None, work))
    latest = work.reviews.latest(walk.team)
    if latest is None or latest.id != walk.id:
        return view.moved(w, walk.month, to=latest.month if latest else walk.month)
    pending = work.reviews.pending(walk.team, walk.month)
    stamps = work.reviews.stamps(walk.team, walk.month)
    passed = sum(one.id in walk.skipped for one in pending)
    progress = view.Progress(min(len(stamps) + passed + 1, len(stamps) + len(pending)), len(stamps) + len(pending))
    row = work.challenges.get(walk.at) if walk.at else None
    if walk.stage is Stage.STOPPED:
        return view.stopped(w, walk.month, progress, walk=walk.id, version=walk.version)
    if row is None:
        decisions, left = [stamp.decision for stamp in stamps], [one.number for one in pending]
        return view.done(w, walk.team, walk.month, decisions=decisions, left=left)
    scene = scenes.of_place(place, row, work)
    found = decided(row, walk, work)
    return view.running(row, scene, progress, walk=walk.id, version=walk.version, found=found)


def unreviewed_card(team_id: str, month: Month, place: Place, work: Work, now: datetime) -> Card | None:
    """None once nothing is missing any more, or the month is over."""
    team = work.teams.get(team_id)
    if team is None or now >= month.ends(team.time_zone):
        return None
    tally = months.tally(team, month, work)
    if tally.reviewed:
        return None
    missed = next((it for it in work.reviews.settled(team.id) if it.month == month.before and not it.reviewed), None)
    w = words(scenes.language(place, None, work))
    return view.unreviewed(w, (team.id, team.name), tally, last=month.last, missed=missed)


def heard_from(team_id: str, month: Month, place: Place, work: Work, now: datetime) -> Card | None:
    """None where nothing was heard and nothing is open: silence says it better."""
    team = work.teams.get(team_id)
    if team is None or place.team != team.id:
        return None
    told_now = now < month.next.ends(team.time_zone)  # drawn again later, it does not tell of another day
    still_open = LogFilter(teams=(team.id,), open=True)
    open_now = work.challenges.find(still_open, limit=MANY)[0] if told_now else ()
    found = heard(month, _changed_since(month, team, work), open_now, team.time_zone)
    return heard_card(found, words(scenes.language(place, None, work))) if found.anything else None


def removed_in(team: Team, month: Month, work: Work) -> Sequence[Challenge]:
    """Those whose removal a team reads of in what it heard of a month."""
    return heard(month, _changed_since(month, team, work), (), team.time_zone).removed


def _changed_since(month: Month, team: Team, work: Work) -> Sequence[Challenge]:
    began = datetime.combine(month.first, time.min, ZoneInfo(team.time_zone))
    return work.challenges.find(LogFilter(teams=(team.id,), changed_since=began), limit=MANY)[0]
