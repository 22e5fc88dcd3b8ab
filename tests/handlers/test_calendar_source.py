"""The district's own calendar and public holidays: offered, read by itself, chosen from, and kept up to date."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import pytest

from bot.domain.known_days import Address, DayKind, Days, Found, KnownDays, Origin, Trouble
from bot.domain.team import Organization, Person
from bot.domain.vocabulary import Platform
from bot.handlers import outgoing
from bot.handlers.calendar import public_holidays
from bot.handlers.desk.requests import Reply
from bot.ports import AlarmKind, Kind, Message, Session, Work
from bot.scheduler import due
from bot.scheduler.calendars import LEASE, Reader
from bot.ui.card import Card
from bot.ui.form import ChecksField, Form
from bot.ui.speech import read_aloud
from tests.handlers.town import JO, LINCOLN, ORG, SAM, Town, alone, button, card, filled, form, said

URL = "https://district.example/private-7f3a/days.ics"
FILE = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR"


@dataclass(slots=True)
class Shelf:
    """Stands for the web and for the process that reads calendars."""

    outcome: Sequence[Found] | Trouble = ()
    asked: list[str] = field(default_factory=list)

    async def fetch(self, url: str) -> bytes | Trouble:
        self.asked.append(url)
        return self.outcome if isinstance(self.outcome, Trouble) else b"fetched"

    async def read(self, content: bytes, first: date, last: date) -> Sequence[Found] | Trouble:
        self.asked.append(content.decode())
        return self.outcome


@pytest.fixture
def shelf(town: Town) -> Shelf:
    winter = in_days(town, 30, 40, "Winter break")
    return Shelf([winter, in_days(town, 50, 50, "Board retreat", likely=False)])


def in_days(town: Town, first: int, last: int, name: str, *, likely: bool = True) -> Found:
    today = town.clock.now().date()
    days = Days(today + timedelta(days=first), today + timedelta(days=last), DayKind.OFF, name, Origin.ADDRESS)
    return Found(days, likely)


async def tick(town: Town, shelf: Shelf) -> int:
    return await Reader(town.store, shelf, town.clock).run()


async def known(town: Town) -> KnownDays:
    return await town.look(lambda work: work.school_days.known())


async def offered(town: Town, **values: str) -> Reply:
    shown = await town.say(JO, "calendar", LINCOLN, command="agenda")
    opened = form(await town.press(JO, button(shown, "District's calendar"), LINCOLN))
    return await town.send(JO, opened, {**filled(opened), **values}, LINCOLN)


async def heard(town: Town) -> list[Card]:
    """What Jo gets in private about the calendar, as it would go out now."""

    def look(work: Work) -> list[Card]:
        sent = [line for line in work.outbox.ledger(ORG) if line.intent.kind is Kind.CALENDAR]
        drawn = [outgoing.message(line, work, town.clock.now()) for line in sent]
        return [one.card for one in drawn if isinstance(one, Message) and one.card]

    return await town.look(look)


async def confirmed(town: Town, shelf: Shelf) -> None:
    """The address is offered and read, and what sounds like no school is confirmed."""
    await offered(town, address=URL)
    await tick(town, shelf)
    opened = form(await town.press(JO, button(Reply(card=(await heard(town))[-1]), "Choose"), LINCOLN))
    await town.send(JO, opened, ticked(opened), LINCOLN)


def ticked(shown: Form) -> dict[str, str | tuple[str, ...]]:
    """What the form sends as it was drawn."""
    return {one.id: one.value for one in shown.fields if isinstance(one, ChecksField)}


@dataclass(slots=True)
class Slow(Shelf):
    """The first calendar that is asked for comes only after another one was read."""

    read_one: asyncio.Event = field(default_factory=asyncio.Event)

    async def fetch(self, url: str) -> bytes | Trouble:
        content = await Shelf.fetch(self, url)
        waits = {1: self.read_one.wait}.get(len(self.asked), self._at_once)
        await waits()
        return content

    async def read(self, content: bytes, first: date, last: date) -> Sequence[Found] | Trouble:
        self.read_one.set()
        return await Shelf.read(self, content, first, last)

    async def _at_once(self) -> None:
        """It is there."""


async def test_a_calendar_that_hangs_holds_up_no_other(town: Town, shelf: Shelf) -> None:
    def others(session: Session) -> None:
        for number in range(9):
            session.found(Platform.SLACK, f"T0{number}", Organization(f"o-{number}", "Another"))
            days = session.work(f"o-{number}").school_days
            days.save(KnownDays(version=1, address=Address(f"https://{number}.example/days.ics", "p-jo")))
            days.look(town.clock.now())

    await town.store.write(others)
    async with asyncio.timeout(5):
        assert await tick(town, Slow(shelf.outcome)) == 9


async def test_an_address_is_read_by_itself_and_nothing_changes_before_a_person_has_chosen(
    town: Town, shelf: Shelf
) -> None:
    assert "Nothing changes before you have chosen" in said(await offered(town, address=URL))
    assert await tick(town, shelf) == 1
    assert shelf.asked == [URL, "fetched"]
    assert (await known(town)).entries == ()
    (told,) = await heard(town)
    assert "It names 2 kinds of days." in read_aloud(told)
    opened = form(await town.press(JO, button(Reply(card=told), "Choose"), LINCOLN))
    assert "Winter break" in repr(opened)
    saved = await town.send(JO, opened, ticked(opened), LINCOLN)
    assert "Winter break" in said(saved)
    after = await known(town)
    assert [(it.name, it.origin) for it in after.entries] == [("Winter break", Origin.ADDRESS)]
    assert (after.kept, after.passed) == (("Winter break",), ("Board retreat",))


async def test_it_is_read_again_every_day_and_follows_what_was_chosen(town: Town, shelf: Shelf) -> None:
    await confirmed(town, shelf)
    version = (await known(town)).version
    assert await tick(town, shelf) == 0
    town.clock.forward(days=2)
    assert await tick(town, shelf) == 1
    assert (await known(town)).version == version
    snow = in_days(town, 3, 3, "Snow day: no school")
    shelf.outcome = [in_days(town, 28, 45, "Winter break"), in_days(town, 48, 48, "Board retreat"), snow]
    town.clock.forward(days=2)
    await tick(town, shelf)
    entries = (await known(town)).entries
    assert [it.name for it in entries] == ["Snow day: no school", "Winter break"]
    assert entries[1].last == shelf.outcome[0].days.last


async def test_the_last_good_one_stays_and_its_giver_hears_once_that_it_fails_and_once_that_it_works(
    town: Town, shelf: Shelf
) -> None:
    await confirmed(town, shelf)
    good, entries = shelf.outcome, (await known(town)).entries
    before = await queued(town)
    for shelf.outcome in (Trouble.NOT_A_CALENDAR, Trouble.SLOW, Trouble.NOT_A_CALENDAR):
        town.clock.forward(days=2)
        assert await tick(town, shelf) == 1
    assert (await known(town)).entries == entries
    assert await queued(town) == before + 1
    told = (await heard(town))[-1]
    assert "perhaps a web page" in read_aloud(told)
    assert "The days I read before still hold" in read_aloud(told)
    shelf.outcome = good
    for _ in range(2):
        town.clock.forward(days=2)
        await tick(town, shelf)
    assert await queued(town) == before + 2
    assert "can be read again" in read_aloud((await heard(town))[-1])


async def queued(town: Town) -> int:
    lines = await town.look(lambda work: work.outbox.ledger(ORG))
    return sum(line.intent.kind is Kind.CALENDAR for line in lines)


@pytest.mark.parametrize("trouble", Trouble)
async def test_what_cannot_be_read_changes_nothing_and_is_said(town: Town, shelf: Shelf, trouble: Trouble) -> None:
    await confirmed(town, shelf)
    before = await known(town)
    shelf.outcome = trouble
    await offered(town, address="https://other.example/days.ics")
    await tick(town, shelf)
    after = await known(town)
    assert (after.entries, after.address) == (before.entries, before.address)
    assert "Nothing was changed." in read_aloud((await heard(town))[-1])
    shelf.asked.clear()
    town.clock.forward(days=2)
    await tick(town, shelf)
    assert shelf.asked == [URL]


async def test_what_was_claimed_by_somebody_who_died_over_it_is_read_a_quarter_of_an_hour_later(
    town: Town, shelf: Shelf
) -> None:
    await offered(town, content=FILE)
    now = town.clock.now()
    wanted = await town.store.write(lambda session: session.looks.claim(now, now + LEASE))
    assert wanted is not None and wanted.content == FILE
    assert await tick(town, shelf) == 0
    town.clock.forward(minutes=16)
    assert await tick(town, shelf) == 1
    assert shelf.asked == [FILE]


async def test_days_typed_while_it_was_read_are_not_lost(town: Town, shelf: Shelf) -> None:
    await confirmed(town, shelf)
    await town.say(JO, "half day tomorrow: Fair", LINCOLN, command="agenda")
    shelf.outcome = [in_days(town, 28, 45, "Winter break")]
    town.clock.forward(days=2)
    await tick(town, shelf)
    assert {it.name for it in (await known(town)).entries} == {"Fair", "Winter break"}


async def test_an_address_can_be_given_up_and_its_days_stay(town: Town, shelf: Shelf) -> None:
    await confirmed(town, shelf)
    shelf.outcome = Trouble.REFUSED
    town.clock.forward(days=2)
    await tick(town, shelf)
    told = Reply(card=(await heard(town))[-1])
    assert "stay in the school calendar" in said(await town.press(JO, button(told, "Stop"), LINCOLN))
    assert ((await known(town)).address, len((await known(town)).entries)) == (None, 1)
    town.clock.forward(days=2)
    assert await tick(town, shelf) == 0


async def test_the_content_of_a_file_is_pasted_into_the_form_or_sent_in_private(town: Town, shelf: Shelf) -> None:
    await offered(town, content=FILE)
    await tick(town, shelf)
    assert shelf.asked == [FILE]
    assert "Reading the calendar" in said(await town.say(JO, FILE, LINCOLN, command="agenda"))
    assert "Reading the calendar" in said(await town.say(JO, FILE, alone(JO), bare=True))
    await tick(town, shelf)
    opened = form(await town.press(JO, button(Reply(card=(await heard(town))[-1]), "Choose"), LINCOLN))
    await town.send(JO, opened, ticked(opened), LINCOLN)
    after = await known(town)
    assert [it.origin for it in after.entries] == [Origin.FILE]
    assert after.address is None
    town.clock.forward(days=3)
    assert await tick(town, shelf) == 0


async def test_a_pasted_file_of_somebody_who_may_not_is_refused_and_kept_nowhere(town: Town, shelf: Shelf) -> None:
    sam = replace(SAM, admin=False)
    assert "Only the district coordinator" in said(await town.say(sam, FILE, alone(sam), bare=True))
    assert await tick(town, shelf) == 0
    assert "VCALENDAR" not in await town.everything()


@pytest.mark.parametrize(
    ("values", "at"),
    [
        ({}, "address"),
        ({"address": URL, "content": FILE}, "address"),
        ({"address": "http://district.example/days.ics"}, "address"),
        ({"address": "days.ics"}, "address"),
        ({"content": "Winter break Dec 21 to Jan 1"}, "content"),
    ],
)
async def test_the_form_says_what_is_missing_where_it_is(town: Town, values: dict[str, str], at: str) -> None:
    assert [id for id, _ in form(await offered(town, **values)).errors] == [at]


async def test_an_address_is_unreadable_in_the_database(town: Town, shelf: Shelf) -> None:
    await offered(town, address=URL)
    assert "private-7f3a" not in await town.everything()
    await confirmed(town, shelf)
    assert "private-7f3a" not in await town.everything()


async def test_a_choice_made_from_an_older_list_is_not_taken_for_one_from_the_new(town: Town, shelf: Shelf) -> None:
    await offered(town, address=URL)
    await tick(town, shelf)
    opened = form(await town.press(JO, button(Reply(card=(await heard(town))[-1]), "Choose"), LINCOLN))
    shelf.outcome = [in_days(town, 9, 9, "Another day off")]
    await offered(town, address=URL)
    await tick(town, shelf)
    assert "has changed since" in said(await town.send(JO, opened, ticked(opened), LINCOLN))
    assert (await known(town)).entries == ()


async def test_who_is_gone_hears_nothing_more_of_it(town: Town, shelf: Shelf) -> None:
    await offered(town, address=URL)
    await tick(town, shelf)

    def leave(session: Session) -> None:
        jo = session.work(ORG).people.get("p-jo")
        assert isinstance(jo, Person)
        session.work(ORG).people.save(replace(jo, gone=True))

    await town.store.write(leave)
    assert await heard(town) == []


# --- Public holidays -------------------------------------------------------------------------------------------------


async def listed(town: Town, country: str, region: str) -> Reply:
    shown = await town.say(JO, "calendar", LINCOLN, command="agenda")
    opened = form(await town.press(JO, button(shown, "Public holidays"), LINCOLN))
    return await town.send(JO, opened, {"country": country, "region": region}, LINCOLN)


@pytest.mark.parametrize("region", ["NC", "nc", "North Carolina"])
async def test_holidays_are_shown_by_name_and_kept_once_confirmed(town: Town, region: str) -> None:
    choice = form(await listed(town, "US", region))
    values = ticked(choice)
    friday = next(
        option.value
        for one in choice.fields
        if isinstance(one, ChecksField)
        for option in one.options
        if option.label == "Good Friday"
    )
    without = {id: tuple(one for one in value if one != friday) for id, value in values.items()}
    assert card(await town.send(JO, choice, without, LINCOLN)).title == "School calendar saved"
    after = await known(town)
    names = {it.name for it in after.entries}
    assert {"Thanksgiving Day", "Labor Day"} <= names
    assert "Good Friday" not in names
    assert all(it.first.weekday() < 5 for it in after.entries)
    assert (after.country, after.region) == ("US", "NC")


async def test_an_unknown_state_is_asked_for(town: Town) -> None:
    assert [id for id, _ in form(await listed(town, "US", "Atlantis")).errors] == ["region"]
    assert [id for id, _ in form(await listed(town, "XX", "")).errors] == ["country"]


async def test_a_year_later_the_confirmed_names_go_on_and_no_other(town: Town) -> None:
    choice = form(await listed(town, "US", ""))
    first = {"part0": ticked(choice)["part0"][:1]}
    await town.send(JO, choice, first, LINCOLN)
    before = await known(town)
    new = replace(before, passed=(), version=before.version + 1)  # as if the others had only been made since
    await town.store.write(lambda session: session.work(ORG).school_days.save(new))
    town.clock.forward(days=366)
    assert await due.ring(town.store, town.clock) == 1
    after = await known(town)
    assert {it.name for it in after.entries} == set(before.kept)
    assert after.entries[-1].first > before.entries[-1].first
    assert after.before is None
    assert await town.look(lambda work: work.alarms.at(AlarmKind.HOLIDAYS, ORG))


@pytest.mark.parametrize("country", public_holidays.COUNTRIES)
def test_every_country_of_the_form_is_known(country: str) -> None:
    assert public_holidays.region(country, "") == ""
    assert public_holidays.coming(country, "", date(2026, 11, 22))
