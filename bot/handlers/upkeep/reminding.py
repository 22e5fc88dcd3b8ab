"""When somebody is reminded next: at most once on a local day of theirs, in their own hours."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain.local_day import local_day
from bot.domain.reminders import Reminding, next_opening, open_at
from bot.domain.team import Person
from bot.ports import AlarmKind, Kind, Work


def remind(person_id: str, work: Work, now: datetime) -> None:
    """Have them reminded at the next moment when they may be; asked twice, they are reminded once."""
    person = work.people.get(person_id)
    if person is not None and person.present:
        at = next_opening(now, timing(person, work), zone(person, work), work.calendar())
        work.alarms.set(AlarmKind.DIGEST, person_id, at)


def tomorrow(person: Person, work: Work, now: datetime) -> None:
    """As `remind`, but not today any more."""
    tried = Reminding(work.wishes.of(person.id).hours, last=today(person, work, now))
    work.alarms.set(AlarmKind.DIGEST, person.id, next_opening(now, tried, zone(person, work), work.calendar()))


def look_again(person: Person, work: Work, now: datetime, *days: date) -> None:
    """See to it that they are looked at on the first of `days` and of those to which they put something off, if not
    before."""
    wishes = work.wishes.of(person.id)
    first = min((*days, *((wishes.next_day,) if wishes.next_day else ())), default=None)
    if first is None or wishes.stopped:
        return
    opens = datetime.combine(first, wishes.hours.starts, ZoneInfo(zone(person, work)))
    work.alarms.hasten(AlarmKind.DIGEST, person.id, max(opens, now))


def may_ring(person: Person, work: Work, now: datetime) -> bool:
    return open_at(now, timing(person, work), zone(person, work), work.calendar())


def may_go_out(person: Person, day: int, work: Work, now: datetime) -> bool:
    """Whether the reminder of a day, by its ordinal, may still be sent: however long it waited, never late at night."""
    hours = Reminding(work.wishes.of(person.id).hours)
    still = open_at(now, hours, zone(person, work), work.calendar())
    return still and today(person, work, now).toordinal() == day


def today(person: Person, work: Work, now: datetime) -> date:
    """Their own date."""
    return local_day(now, zone(person, work))


def timing(person: Person, work: Work) -> Reminding:
    """The outbox itself knows their last day: a reminder is unique by it, whoever puts it and however often."""
    days = [one.intent.seq for one in work.outbox.ledger(person.id) if one.intent.kind is Kind.DIGEST]
    return Reminding(work.wishes.of(person.id).hours, last=date.fromordinal(max(days)) if days else None)


def zone(person: Person, work: Work) -> str:
    return person.time_zone or work.organization.time_zone
