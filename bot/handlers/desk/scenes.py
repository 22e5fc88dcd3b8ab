"""The scene that a view is drawn for: out of a request's desk, or for a place that something goes out to."""

from bot.domain.challenge import Challenge
from bot.domain.permission import roles
from bot.domain.team import Place, Team
from bot.domain.vocabulary import Role
from bot.handlers.desk.desk import Desk, show
from bot.handlers.desk.who_owes import unheard
from bot.ports import Work
from bot.ui.text import Line
from bot.ui.views.scene import Scene
from bot.ui.views.thread_line import thread_line
from bot.ui.words import closest, words


def of_desk(desk: Desk, row: Challenge | None = None) -> Scene:
    """For the caller alone. Without a row nothing that depends on roles is known."""
    return Scene(
        desk.words,
        desk.who,
        lambda id: _number(id, desk.work),
        _zone(row, desk.work) if row else desk.time_zone(),
        desk.held(row) if row else frozenset(),
        desk.known.id if desk.known else None,
        unheard=row is not None and unheard(row, desk.work),
    )


def of_place(place: Place, row: Challenge, work: Work) -> Scene:
    """For everybody who reads a channel, or for the one person a private conversation is with."""
    w = words(language(place, row, work))
    return Scene(
        w,
        lambda person: show(person, place.platform, place.workspace, work, w),
        lambda id: _number(id, work),
        _zone(row, work),
        held(place, row, work),
        place.person,
        unheard=unheard(row, work),
    )


def of_person(place: Place, time_zone: str, work: Work) -> Scene:
    """For the one person of a private conversation, about no challenge in particular."""
    w = words(language(place, None, work))
    return Scene(
        w,
        lambda person: show(person, place.platform, place.workspace, work, w),
        lambda id: _number(id, work),
        time_zone,
        reader=place.person,
    )


def of_team(place: Place, team: Team, work: Work) -> Scene:
    """For everybody who reads a team's channel; nobody there is anything to a challenge."""
    w = words(language(place, None, work))
    return Scene(
        w,
        lambda person: show(person, place.platform, place.workspace, work, w),
        lambda id: _number(id, work),
        team.time_zone,
    )


def language(place: Place, row: Challenge | None, work: Work) -> str:
    """A person's own language; a channel's, its team's; else the team's of the row, else the organization's."""
    team = work.teams.get(place.team or (row.team if row else "")) if place.team or row else None
    fallback = closest(team.language if team else None, work.organization.language)
    person = work.people.get(place.person) if place.person else None
    return closest(person.language if person else None, fallback)


def held(place: Place, row: Challenge, work: Work) -> frozenset[Role]:
    """What the reader of a private conversation is to `row`; nothing for a channel."""
    person = work.people.get(place.person) if place.person else None
    return roles(person, row, work.teams.memberships(person.id)) if person else frozenset()


def last_event(row: Challenge, desk: Desk) -> Line:
    """ "Ana Torres assigned it to Lee Park." """
    return thread_line(desk.work.challenges.event(row.id, row.version), row, of_desk(desk, row))


def _number(id: str, work: Work) -> int | None:
    row = work.challenges.get(id)
    return row.number if row else None


def _zone(row: Challenge, work: Work) -> str:
    team = work.teams.get(row.team)
    return team.time_zone if team else work.organization.time_zone
