"""What sending taught us about places and people."""

from dataclasses import replace

from bot.domain.team import Person, Place
from bot.domain.vocabulary import Role
from bot.handlers.desk.desk import known_zone, tidy
from bot.ports import Intent, Kind, LogFilter, Profile, Work

_AT_ONCE = 100
"""Open challenges whose cards a channel gets at once; the others come when they change."""


def learned(place_id: str, address: str, work: Work) -> None:
    """A better address for a place, e.g. the private conversation that was opened to send."""
    place = work.places.get(place_id)
    if place and place.address != address:
        work.places.save(replace(place, address=address))


def gone(place: Place, reason: str, work: Work) -> None:
    """Nothing can be posted here any more: remember it, and tell the team's leads, once."""
    known = work.places.get(place.id)
    if known is None or known.gone:
        return
    work.places.save(replace(known, gone=reason))
    if known.team is None:
        return
    for lead in work.teams.members(known.team, Role.LEAD):
        private = work.places.personal(lead.id)
        if private and not private.gone and private.id != known.id:
            work.outbox.put(Intent(Kind.PLACE_GONE, known.id, private.id))


def show_open(place: Place, team: str, work: Work) -> None:
    """Put what is open in a team's channel that is new to it, or that the bot came back to."""
    rows, _ = work.challenges.find(LogFilter(open=True, teams=(team,)), limit=_AT_ONCE)
    for row in reversed(rows):
        work.outbox.put(Intent(Kind.CARD, row.id, place.id))


def catch_up(place: Place, work: Work) -> None:
    """Draw what was erased anew in a place that was gone: while the bot was away, nothing could be taken back."""
    for posting in work.postings.of_erased(place.id):
        work.outbox.put(Intent(Kind.ERASED, posting.subject, posting.place, posting.turn))


def told(person_id: str, profile: Profile, work: Work) -> Person | None:
    """Write down what a platform says about a person; a language they chose themselves stays."""
    person = work.people.get(person_id)
    if person is None:
        return None
    person = replace(
        person,
        name=tidy(profile.name) or person.name,
        language=person.language or profile.language,
        time_zone=known_zone(profile.time_zone) or person.time_zone,
        gone=profile.gone,
        guest=profile.guest,
    )
    work.people.save(person)
    return person
