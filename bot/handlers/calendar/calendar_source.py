"""The district's own calendar and public holidays: given, read, chosen from by a person, and read again by itself."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.known_days import Address, Days, Found, KnownDays, Origin, Trouble
from bot.domain.local_day import local_day
from bot.handlers.calendar import public_holidays
from bot.handlers.calendar.school_days import require_setter
from bot.handlers.desk import answers
from bot.handlers.desk.desk import Desk
from bot.handlers.desk.requests import Invocation, Press, Reply, Submission, Via
from bot.handlers.upkeep import planning
from bot.ports import Intent, Kind, Wanted, Work
from bot.ui.views import calendar_source as view
from bot.ui.views import school_calendar

AGAIN = timedelta(days=1)
_BEGINNING = "begin:vcalendar"


def open_source(_: Press, desk: Desk) -> Reply:
    require_setter(desk)
    return Reply(form=view.source_form(desk.words))


def save_source(request: Submission, desk: Desk) -> Reply:
    require_setter(desk)
    w = desk.words
    url, content = answers.text(request, "address"), answers.text(request, "content")
    schemes = ("https://", "webcal://", *(("http://",) if desk.dev else ()))
    errors = {}
    if bool(url) == bool(content):
        errors["address"] = w("Give either an address or the content of a file.")
    elif url and not url.lower().startswith(schemes):
        errors["address"] = w("The address must begin with https://.")
    elif content and not is_calendar(content):
        errors["content"] = w("A calendar file begins with BEGIN:VCALENDAR. Paste all of it.")
    if errors:
        return Reply(form=view.source_form(w, address=url, content=content, errors=errors))
    return offer(url, content, desk)


def is_calendar(text: str) -> bool:
    return text.lstrip("\ufeff \r\n\t")[: len(_BEGINNING)].lower() == _BEGINNING


def pasted_by(request: Invocation) -> bool:
    """Whether somebody sent the bot the content of a calendar file, where nobody else reads it."""
    return request.via is Via.COMMAND and is_calendar(request.text)


def offer(url: str, content: str, desk: Desk) -> Reply:
    """Remember where it is; it is read by itself, outside of any transaction."""
    require_setter(desk)
    known = desk.work.school_days.known()
    offered = Address(url, desk.me().id)
    desk.work.school_days.save(replace(known, offered=offered, found=(), version=known.version + 1))
    desk.work.school_days.look(desk.now, content)
    return Reply(card=view.reading(desk.words))


def arrived(wanted: Wanted, outcome: Sequence[Found] | Trouble, work: Work, now: datetime, jitter: timedelta) -> None:
    """What came of reading: a person chooses from what was offered; what was confirmed before is kept up to date."""
    known = work.school_days.known()
    source = known.offered if wanted.offered else known.address
    if source is None or source.url != wanted.url:
        return  # given up or replaced meanwhile
    after = _offered(known, source, outcome) if wanted.offered else _again(known, source, outcome, work, now)
    if after is not known:
        work.school_days.save(after)
        if after.entries != known.entries:
            planning.replan_all(work, now)
        if wanted.offered or (after.address and after.address.trouble) != source.trouble:
            _tell(source.by, after, work)
    work.school_days.look(now + AGAIN + jitter if known.address else None)


def _offered(known: KnownDays, source: Address, outcome: Sequence[Found] | Trouble) -> KnownDays:
    trouble = outcome if isinstance(outcome, Trouble) else None
    found = () if isinstance(outcome, Trouble) else view.choice(outcome)
    return replace(known, offered=replace(source, trouble=trouble), found=found, version=known.version + 1)


def _again(
    known: KnownDays, source: Address, outcome: Sequence[Found] | Trouble, work: Work, now: datetime
) -> KnownDays:
    """The last good one stays when it cannot be read; its giver hears of that once, and once when it can be again."""
    if isinstance(outcome, Trouble):
        if source.trouble:
            return known
        return replace(known, address=replace(source, trouble=outcome), version=known.version + 1)
    today = local_day(now, work.organization.time_zone)
    read = known.read_again(Origin.ADDRESS, outcome, since=today)
    if read is known and not source.trouble:
        return known
    return replace(read, address=replace(source, trouble=None), version=known.version + 1)


def _tell(person: str, known: KnownDays, work: Work) -> None:
    place = work.places.personal(person)
    if place is not None and place.gone is None:
        work.outbox.put(Intent(Kind.CALENDAR, work.organization.id, place.id, known.version))


# --- Choosing --------------------------------------------------------------------------------------------------------


def open_choice(_: Press, desk: Desk) -> Reply:
    require_setter(desk)
    known = desk.work.school_days.known()
    if not known.found:
        return Reply(card=school_calendar.nothing_to_undo(desk.words))
    return Reply(form=view.choose_form(desk.words, known.found, mark=_mark(known.found)))


def choose(request: Submission, desk: Desk) -> Reply:
    require_setter(desk)
    known = desk.work.school_days.known()
    if known.offered is None or request.args.get("of") != _mark(known.found):
        return Reply(card=school_calendar.nothing_to_undo(desk.words))
    origin = Origin.ADDRESS if known.offered.url else Origin.FILE
    found = [replace(it, days=replace(it.days, origin=origin)) for it in known.found]
    after = known.chosen(origin, found, _kept(request, found), since=desk.today())
    address = replace(known.offered, trouble=None) if known.offered.url else known.address
    desk.work.school_days.save(replace(after, offered=None, found=(), address=address))
    desk.work.school_days.look(desk.now + AGAIN if address else None)
    return _saved(after, origin, desk)


def stop(_: Press, desk: Desk) -> Reply:
    """Read the address no more; the days that came from it stay."""
    require_setter(desk)
    known = desk.work.school_days.known()
    desk.work.school_days.save(replace(known, address=None, version=known.version + 1))
    desk.work.school_days.look(None)
    return Reply(card=view.stopped(desk.words))


def open_holidays(_: Press, desk: Desk) -> Reply:
    require_setter(desk)
    known = desk.work.school_days.known()
    given = {"country": known.country, "region": known.region}
    return Reply(form=view.holidays_form(desk.words, public_holidays.COUNTRIES, given))


def list_holidays(request: Submission, desk: Desk) -> Reply:
    """The holidays of what was chosen, to be confirmed."""
    require_setter(desk)
    w = desk.words
    given = {id: answers.text(request, id) for id in ("country", "region")}
    known = given["country"] in public_holidays.COUNTRIES
    region = public_holidays.region(given["country"], given["region"]) if known else None
    if region is None:
        wrong = "region" if known else "country"
        errors = {
            wrong: w("I do not know this state or province. Write it like MI or Michigan.")
            if known
            else w("Choose one.")
        }
        return Reply(form=view.holidays_form(w, public_holidays.COUNTRIES, given, errors=errors))
    found = _holidays(given["country"], region, desk)
    args = (("country", given["country"]), ("region", region))
    return Reply(form=view.choose_form(w, found, name="holidays_chosen", mark=_mark(found), args=args))


def choose_holidays(request: Submission, desk: Desk) -> Reply:
    require_setter(desk)
    country, region = request.args.get("country", ""), request.args.get("region", "")
    allowed = country in public_holidays.COUNTRIES and public_holidays.region(country, region) == region
    found = _holidays(country, region, desk) if allowed else ()
    if not found or request.args.get("of") != _mark(found):
        return Reply(card=school_calendar.nothing_to_undo(desk.words))
    known = desk.work.school_days.known()
    after = known.chosen(Origin.HOLIDAYS, found, _kept(request, found), since=desk.today())
    desk.work.school_days.save(replace(after, country=country, region=region))
    public_holidays.look_again(desk.work, desk.now)
    return _saved(after, Origin.HOLIDAYS, desk)


def _holidays(country: str, region: str, desk: Desk) -> tuple[Found, ...]:
    return view.choice(public_holidays.coming(country, region, desk.today()))


def _saved(after: KnownDays, origin: Origin, desk: Desk) -> Reply:
    planning.replan_all(desk.work, desk.now)
    said: list[Days] = [it for it in after.entries if it.origin is origin and it.last >= desk.today()]
    return Reply(card=school_calendar.saved(desk.words, said, version=after.version))


def _kept(request: Submission, found: Iterable[Found]) -> tuple[str, ...]:
    ticked = {one for value in request.values.values() if isinstance(value, tuple) for one in value}
    return tuple(name for index, name in enumerate(view.names(found)) if str(index) in ticked)


def _mark(found: Iterable[Found]) -> str:
    """Tells a list from every other, so that a choice is never taken for one from another list."""
    return hashlib.sha256(repr(tuple(found)).encode()).hexdigest()[:16]
