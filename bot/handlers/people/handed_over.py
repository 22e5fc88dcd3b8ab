"""The message to whoever has, from now on, what somebody who left had to do."""

from collections.abc import Sequence

from bot.domain.challenge import Challenge
from bot.domain.changes import HandedOver
from bot.domain.team import Place
from bot.domain.vocabulary import Role
from bot.handlers.desk import scenes
from bot.handlers.desk.desk import show
from bot.handlers.desk.who_owes import coordinators
from bot.ports import Intent, LogFilter, Work
from bot.ui.card import Card
from bot.ui.views import handed_over as view
from bot.ui.words import words

_MANY = 200


def card(intent: Intent, place: Place, work: Work) -> Card | None:
    """As things are now: what they have since handed on or finished is left out."""
    if place.person is None:
        return None
    w = words(scenes.language(place, None, work))
    came = rows(intent, work)
    leaderless = [team.name for team in work.teams.all() if _waits_for(place.person, team.id, work)]
    if not came and not leaderless:
        return None
    who = show(intent.subject, place.platform, place.workspace, work, w)
    return view.handed_over(w, who, came, leaderless)


def rows(intent: Intent, work: Work) -> Sequence[Challenge]:
    """What came to whoever the message is for, and is still theirs."""
    place = work.places.get(intent.place)
    if place is None or place.person is None:
        return ()
    found, _ = work.challenges.find(LogFilter(owns=place.person, open=True), limit=_MANY)
    return [row for row in found if _came(row, intent, place.person, work)]


def _came(row: Challenge, intent: Intent, to: str, work: Work) -> bool:
    return any(
        event.change == HandedOver(intent.subject, to) and int(event.at.timestamp()) == intent.seq
        for event in work.challenges.history(row.id)
    )


def _waits_for(person: str, team: str, work: Work) -> bool:
    """Nobody leads the team, and finding somebody is up to this coordinator."""
    return not work.teams.members(team, Role.LEAD) and person in coordinators(team, work)
