"""A person's reminder: one message with all that they owe, made when it goes out from the rows as they are then."""

from datetime import datetime

from bot.domain.team import Person, Place
from bot.handlers.challenges.dues import looked_at, to_remind, unreadable
from bot.handlers.desk import scenes
from bot.handlers.reminders import team_dues
from bot.handlers.upkeep import reminding
from bot.handlers.upkeep.reminding import remind
from bot.ports import Intent, Kind, Work
from bot.ui.card import Card
from bot.ui.views import digest
from bot.ui.views.lists import Due
from bot.ui.views.team_due import TeamDue
from bot.ui.words import words


def ring(person_id: str, work: Work, now: datetime) -> None:
    """Queue today's, if there is anything to be reminded of. Who cannot be reached is tried on the next school day."""
    person = work.people.get(person_id)
    if person is None:
        return
    work.wishes.save(person_id, work.wishes.of(person_id).current(reminding.today(person, work, now)))
    zone = reminding.zone(person, work)
    reminding.look_again(person, work, now, *looked_at(person_id, zone, work, now))
    if _content(person, work, now) is None:
        return
    if not reminding.may_ring(person, work, now):  # the calendar, or where they are, has changed since
        remind(person_id, work, now)
        return
    place = work.places.personal(person_id)
    if place is None or place.gone:
        reminding.tomorrow(person, work, now)
        return
    day = reminding.today(person, work, now).toordinal()
    work.outbox.put(Intent(Kind.DIGEST, person_id, place.id, day))


def card(intent: Intent, place: Place, work: Work, now: datetime) -> Card | None:
    """None when it is not the time for it any more, or nothing is late."""
    person = work.people.get(intent.subject)
    if person is None or not person.present or place.person != person.id:
        return None
    if not reminding.may_go_out(person, intent.seq, work, now):
        return None
    content = _content(person, work, now)
    if content is None:
        return None
    due, beside = content
    w = words(scenes.language(place, None, work))
    return digest.digest(w, due, beside, unread=unreadable(person.id, work))


def _content(person: Person, work: Work, now: datetime) -> tuple[list[Due], list[TeamDue]] | None:
    """All that they owe; None while nothing of it is to be brought to mind."""
    due = to_remind(person.id, reminding.zone(person, work), work, now)
    beside, wanted = team_dues.of(person.id, work, now)
    return (due, beside) if due or wanted else None
