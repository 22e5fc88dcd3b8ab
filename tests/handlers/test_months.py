"""A team's month, as the clock looks after it: the word to the leads, how it ended, what was heard and done."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain.known_days import Days, KnownDays
from bot.domain.review import Month, Tally
from bot.handlers import outgoing
from bot.ports import AlarmKind, Kind, Session, Work
from bot.scheduler import due
from bot.storage.store import DatabaseStore
from bot.ui.form import ChecksField
from bot.ui.speech import read_aloud
from tests.handlers.office import removed, reported, shown
from tests.handlers.town import (
    DANA,
    JO,
    LEE,
    LINCOLN,
    ORG,
    Town,
    button,
    card,
    filled,
    form,
    settle,
)
from tests.support.database import HandClock

OCTOBER = Month(2026, 10)
DETROIT = ZoneInfo("America/Detroit")
LINCOLNS = "t-lincoln"


@pytest.fixture
async def town(sqlite_store: DatabaseStore, clock: HandClock) -> Town:
    """It is Wednesday, October 14, 2026, ten in the morning."""
    return await settle(sqlite_store, clock)


async def until(town: Town, month: int, day: int, hour: int = 8, year: int = 2026) -> None:
    """The clock goes on to this hour in Detroit, and everything that is due by then rings."""
    moment = datetime(year, month, day, hour, 0, 1, tzinfo=DETROIT)
    town.clock.forward(seconds=(moment - town.clock.now()).total_seconds())
    await due.ring(town.store, town.clock)


async def told(town: Town, kind: Kind) -> list[str]:
    """What goes out now of a kind about Lincoln's months."""

    def draw(work: Work) -> list[str]:
        lines = [line for line in work.outbox.ledger(LINCOLNS) if line.intent.kind is kind]
        drawn = [outgoing.message(line, work, town.clock.now()) for line in lines]
        return [read_aloud(shown(out)) for out in drawn if out]

    return await town.look(draw)


async def settled(town: Town) -> list[Tally]:
    return list(await town.look(lambda work: work.reviews.settled(LINCOLNS)))


async def stamp(town: Town, number: int) -> None:
    """Reviewed by Lee, by a card of the review that stands at it."""
    start = await town.say(LEE, "log", LINCOLN)
    await town.press(LEE, button(start, "Start the review"), LINCOLN)

    def draw(work: Work) -> str:
        walk = work.reviews.latest(LINCOLNS)
        row = work.challenges.numbered(number)
        assert walk is not None
        assert row is not None
        assert walk.at == row.id
        return walk.id

    walk = await town.look(draw)
    lines = await town.look(lambda work: work.outbox.ledger(walk))
    drawn = await town.look(lambda work: shown(outgoing.message(lines[0], work, town.clock.now())))
    await town.press(LEE, drawn.buttons[0], LINCOLN)


async def test_five_school_days_before_the_end_each_lead_hears_once_what_is_missing(town: Town) -> None:
    await reported(town)
    await until(town, 10, 22)
    before = await told(town, Kind.UNREVIEWED)

    await until(town, 10, 23)
    await until(town, 10, 26)

    (after,) = await told(town, Kind.UNREVIEWED)
    assert before == []
    assert "1 open challenge of Lincoln SLT has not been reviewed in October 2026 yet." in after
    assert "The month ends on Saturday, October 31, 2026" in after


async def test_the_days_off_of_the_district_move_the_word_to_the_leads(town: Town) -> None:
    await reported(town)
    off = Days(date(2026, 10, 29), date(2026, 10, 30))
    await town.store.write(lambda session: session.work(ORG).school_days.save(KnownDays((off,), version=1)))

    await until(town, 10, 20)
    await until(town, 10, 21)

    assert len(await told(town, Kind.UNREVIEWED)) == 1


async def test_what_was_reviewed_in_the_meantime_is_not_asked_for(town: Town) -> None:
    await reported(town)
    await until(town, 10, 23)

    await stamp(town, 1)

    assert await told(town, Kind.UNREVIEWED) == []


async def test_where_everything_was_reviewed_no_lead_hears_anything(town: Town) -> None:
    await reported(town)
    await stamp(town, 1)

    await until(town, 10, 23)

    assert (
        await town.look(lambda work: [it for it in work.outbox.ledger(LINCOLNS) if it.intent.kind is Kind.UNREVIEWED])
        == []
    )


async def test_a_month_whose_rows_were_all_stamped_is_reviewed(town: Town) -> None:
    await reported(town)
    await stamp(town, 1)

    await until(town, 11, 2)

    assert await settled(town) == [Tally(OCTOBER, 1, 1)]
    assert (await settled(town))[0].reviewed


async def test_a_missed_month_is_written_down_as_missed_once_and_stays_so(town: Town) -> None:
    await reported(town)
    await until(town, 10, 23)
    await until(town, 11, 2)
    missed = await settled(town)
    assert await told(town, Kind.UNREVIEWED) == []  # what did not go out in time is not said any more

    await stamp(town, 1)
    await until(town, 11, 3)

    assert missed == [Tally(OCTOBER, 1, 0)]
    assert not missed[0].reviewed
    assert await settled(town) == missed
    await until(town, 11, 23)
    assert await told(town, Kind.UNREVIEWED) == []


async def test_the_next_word_to_the_leads_says_that_the_month_before_was_missed(town: Town) -> None:
    await reported(town)
    await until(town, 11, 2)

    await until(town, 11, 23)

    assert "October 2026 was missed: 0 of 1 were reviewed." in (await told(town, Kind.UNREVIEWED))[-1]


async def test_what_was_reported_in_the_last_days_is_for_the_next_month(town: Town) -> None:
    await reported(town)
    await stamp(town, 1)
    await until(town, 10, 26)
    await reported(town, words="The gym is cold")

    await until(town, 11, 2)

    assert await settled(town) == [Tally(OCTOBER, 1, 1)]


async def test_what_was_closed_before_the_end_needs_no_stamp(town: Town) -> None:
    await reported(town)
    await town.press(DANA, card(await town.say(DANA, "#1 withdraw", LINCOLN)).buttons[0], LINCOLN)
    row = await town.row()
    await until(town, 11, 2)

    assert not row.open
    assert await settled(town) == [Tally(OCTOBER, 0, 0)]


async def test_a_bot_that_was_off_for_months_writes_each_down_and_posts_of_the_last_alone(town: Town) -> None:
    await reported(town)

    await until(town, 2, 3, year=2027)

    assert [str(it.month) for it in await settled(town)] == ["2027-01", "2026-12", "2026-11", "2026-10"]
    assert ["January 2027" in one for one in await told(town, Kind.HEARD)] == [True]
    assert await told(town, Kind.UNREVIEWED) == []


async def test_a_month_without_school_is_neither_reviewed_nor_missed(town: Town) -> None:
    await reported(town)
    off = Days(date(2026, 11, 1), date(2026, 12, 2))
    await town.store.write(lambda session: session.work(ORG).school_days.save(KnownDays((off,), version=1)))

    await until(town, 12, 3)
    await until(town, 1, 4, year=2027)

    assert [str(it.month) for it in await settled(town)] == ["2026-12", "2026-10"]


async def test_it_rings_on_every_school_day(town: Town) -> None:
    await reported(town)
    moments = []
    for day in (15, 16, 19, 20):
        moments.append(await town.look(lambda work: work.alarms.at(AlarmKind.MONTH, LINCOLNS)))
        await until(town, 10, day)

    at = [moment.astimezone(DETROIT) for moment in moments if moment]
    assert [(it.day, it.hour) for it in at] == [(15, 8), (16, 8), (19, 8), (20, 8)]


async def test_two_bots_that_ring_at_once_say_it_once(town: Town) -> None:
    await reported(town)
    await until(town, 10, 23)
    await town.store.write(again)

    await due.ring(town.store, town.clock)

    assert len(await told(town, Kind.UNREVIEWED)) == 1


def again(session: Session) -> None:
    work = session.work(ORG)
    work.alarms.set(AlarmKind.MONTH, LINCOLNS, datetime(2026, 10, 23, 8, tzinfo=DETROIT))


async def test_on_the_first_school_day_the_team_reads_what_was_heard_and_done_without_a_name(town: Town) -> None:
    await removed(town)
    await reported(town, words="The gym is cold")

    await until(town, 11, 2)

    (heard,) = await told(town, Kind.HEARD)
    assert "What we heard, what we did: October 2026" in heard
    assert ("New reports: 2" in heard, "Removed: 1" in heard) == (True, True)
    assert "#1 · Forty new chargers are in the carts · not confirmed yet" in heard
    assert [name for name in ("Dana", "Lee", "gym", "Chromebooks") if name in heard] == []


async def test_what_was_redirected_is_counted_and_nothing_of_it_is_quoted(town: Town) -> None:
    await reported(town, words="My paper tray is jammed")
    asked = await town.say(LEE, "#1 redirect ticket", LINCOLN)
    await town.press(LEE, card(asked).buttons[0], LINCOLN)

    await until(town, 11, 2)

    (heard,) = await told(town, Kind.HEARD)
    assert "Belonged somewhere else: 1" in heard
    assert "paper tray" not in heard


async def test_with_nothing_heard_and_nothing_open_nothing_is_posted(town: Town) -> None:
    await reported(town)
    await town.press(DANA, card(await town.say(DANA, "#1 withdraw", LINCOLN)).buttons[0], LINCOLN)

    await until(town, 11, 2)

    assert await told(town, Kind.HEARD) == []


async def test_a_team_that_wants_no_monthly_post_gets_none_and_its_months_are_written_down_all_the_same(
    town: Town,
) -> None:
    await reported(town)
    opened = form(await town.say(JO, "setup", LINCOLN))
    [switch] = [field for field in opened.fields if isinstance(field, ChecksField) and field.id == "monthly"]
    assert switch.value == ("yes",)
    await town.send(JO, opened, {**filled(opened), "leads": (LEE.handle,)}, LINCOLN)
    again = form(await town.say(JO, "setup", LINCOLN))
    assert [field.value for field in again.fields if isinstance(field, ChecksField) and field.id == "monthly"] == [()]

    await until(town, 11, 2)

    assert await told(town, Kind.HEARD) == []
    assert [it.month for it in await settled(town)] == [OCTOBER]
