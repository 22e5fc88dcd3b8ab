"""Who is on a team: whoever is in its channels, as the platforms list them. And what happens when somebody leaves."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.domain import life
from bot.domain.challenge import Challenge
from bot.domain.changes import HandedOver
from bot.domain.team import Handle, Person, Place
from bot.domain.vocabulary import Role
from bot.handlers.agreements import agreement_changes
from bot.handlers.challenges.announce import announce
from bot.handlers.desk import places
from bot.handlers.desk.desk import keep
from bot.handlers.desk.requests import Caller
from bot.handlers.desk.who_owes import coordinators
from bot.ports import MOST_LISTED, AlarmKind, Intent, Kind, Listed, LogFilter, Profile, Work

AGAIN = timedelta(days=1)
"""So often a channel is asked about again, whatever the platform told or failed to tell meanwhile."""
APART = timedelta(seconds=1)
"""Between one question about a person and the next: Slack answers about a hundred in a minute."""
AT_ONCE = datetime(2026, 1, 1, tzinfo=UTC)
_MANY = 1000
_LEADING = (Role.LEAD, Role.COACH)


def ask(place: Place, work: Work, at: datetime) -> None:
    """Have the platform asked, from `at` on, who is in a channel."""
    work.alarms.set(AlarmKind.ROSTER, place.id, at)


def ring(place_id: str, work: Work, now: datetime) -> None:
    place = work.places.get(place_id)
    if place is None or place.team is None or place.gone:
        return
    work.outbox.put(Intent(Kind.ROSTER, place.id, place.id))
    ask(place, work, now + AGAIN)


def listed(place_id: str, people: Sequence[Listed], work: Work, now: datetime) -> None:
    """Take over what a platform lists. A crowd is no team, and a channel without anybody is no answer: neither changes
    anything. Where many are new, their profiles are asked for one after the other."""
    place = work.places.get(place_id)
    if place is None or place.team is None or not 0 < len(people) < MOST_LISTED:
        return
    known = work.people.by_users(place.platform, place.workspace, (one.user for one in people))
    here: list[str] = []
    for one in people:
        person = known.get(one.user)
        if person is None or person.gone or _new(one, person):
            caller = Caller(Handle(place.platform, place.workspace, one.user), one.name, guest=one.guest)
            person = keep(caller, work, asked_at=now + len(here) * APART)
        if person.present:
            here.append(person.id)
    work.rosters.set(place.id, here)
    settle(place.team, work, now)


def _new(one: Listed, person: Person) -> bool:
    """Whether the list says something about them that is not known."""
    return (one.name or person.name, person.guest if one.guest is None else one.guest) != (person.name, person.guest)


def settle(team: str, work: Work, now: datetime) -> None:
    """On the team is who is in one of its channels; whoever is not any more has left it."""
    here = set(work.rosters.on(team))
    before = {person.id for person in work.teams.members(team, Role.MEMBER)}
    left = before - here
    work.teams.set_members(team, Role.MEMBER, sorted(here))
    for person in sorted(left):
        _leave(person, team, _LEADING, work, now)
        private = work.places.personal(person)
        if private and not work.rosters.places(person):  # perhaps they left altogether
            work.outbox.put(Intent(Kind.PROFILE, person, private.id))
    if here != before:
        agreement_changes.follow(team, work, now)


def described(person_id: str, profile: Profile, work: Work, now: datetime) -> None:
    """Take over what a platform says about a person."""
    person = places.told(person_id, profile, work)
    if person and not person.present:
        absent(person, work, now)


def absent(person: Person, work: Work, now: datetime) -> None:
    """Somebody's account was closed, or turned out to be no colleague's: they are on no team, and do nothing there."""
    teams = {membership.team for membership in work.teams.memberships(person.id)}
    teams |= {row.team for row in _theirs(person.id, None, work)}
    for place in work.rosters.places(person.id):
        work.rosters.set(place, [one for one in work.rosters.of(place) if one != person.id])
    for team in sorted(teams):
        _leave(person.id, team, tuple(Role), work, now)
        agreement_changes.follow(team, work, now)


def account_closed(person: Person, handle: Handle, work: Work, now: datetime) -> None:
    """The account under `handle` was closed; who has another one goes on with that."""
    private = work.places.by_key(handle.platform, handle.workspace, handle.user)
    if private:
        work.places.save(replace(private, gone="account_closed"))
    if any(other != handle for other in person.handles):
        _out_of(person, handle, work, now)
        return
    gone = replace(person, gone=True)
    work.people.save(gone)
    absent(gone, work, now)


def _out_of(person: Person, handle: Handle, work: Work, now: datetime) -> None:
    for place in [work.places.get(id) for id in work.rosters.places(person.id)]:
        if place and place.team and (place.platform, place.workspace) == (handle.platform, handle.workspace):
            work.rosters.set(place.id, [one for one in work.rosters.of(place.id) if one != person.id])
            settle(place.team, work, now)


def _leave(person: str, team: str, roles: Sequence[Role], work: Work, now: datetime) -> None:
    """They hold none of `roles` any more, and what they had to do on the team's rows is a lead's."""
    led = False
    for role in roles:
        holding = [one.id for one in work.teams.members(team, role)]
        if person in holding:
            work.teams.set_members(team, role, [one for one in holding if one != person])
            led = led or role is Role.LEAD
    rows = _theirs(person, team, work)
    leads = [one.id for one in work.teams.members(team, Role.LEAD) if one.present]
    others = [one for one in coordinators(team, work) if one != person]
    heir = next(iter((*leads, *others)), None)
    for row in rows:
        _hand_over(row, person, heir, work, now)
    told = dict.fromkeys(([heir] if heir and rows else []) + (others if led and not leads else []))
    for one in told:
        private = work.places.personal(one)
        if private and not private.gone:
            work.outbox.put(Intent(Kind.HANDED_OVER, person, private.id, int(now.timestamp())))


def _theirs(person: str, team: str | None, work: Work) -> Sequence[Challenge]:
    """Open rows on which somebody has something to do."""
    return work.challenges.find(LogFilter(owns=person, open=True, teams=(team,) if team else ()), limit=_MANY)[0]


def _hand_over(row: Challenge, person: str, to: str | None, work: Work, now: datetime) -> None:
    team = work.teams.get(row.team)
    if team is None:
        return
    after, event = life.move(
        row, HandedOver(person, to), team=team, calendar=work.calendar(), actor=None, platform=None, now=now
    )
    work.challenges.save(after, event)
    announce(row, after, event, work)
