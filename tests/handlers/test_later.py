"""Later: what one person put off does not come in their reminders, until its day or until it becomes something new."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain.known_days import Days
from bot.domain.reminders import Hours, Wishes
from bot.handlers.desk.requests import Reply, Via
from bot.ports import AlarmKind, Kind, Session
from bot.storage.store import DatabaseStore
from tests.handlers.office import reminded, reported, ring, to
from tests.handlers.town import (
    DANA,
    JO,
    LEE,
    LINCOLN,
    ORG,
    SAM,
    Town,
    alone,
    button,
    card,
    form,
    said,
    settle,
    thread_of,
)
from tests.support.database import HandClock

HERE = ZoneInfo("America/Detroit")
TODAY = date(2026, 10, 21)
"""A Wednesday: what was reported at first became late in the morning."""
BREAK = Days(date(2026, 11, 25), date(2026, 11, 27), name="Thanksgiving break")
WINTER = Days(date(2026, 12, 21), date(2027, 1, 1), name="Winter break")


@pytest.fixture
async def town(sqlite_store: DatabaseStore, clock: HandClock) -> Town:
    """Two reports are late, and Lee has not read today's reminder yet."""
    town = await settle(sqlite_store, clock)
    for words in ("The copier is out of paper", "No keys for the gym"):
        await reported(town, words=words)
    for row in await town.rows():
        await ring(town, row)
    return town


async def off(town: Town, *days: Days) -> None:
    def save(session: Session) -> None:
        work = session.work(ORG)
        work.school_days.save(work.school_days.known().typed(days))

    await town.store.write(save)


async def on(town: Town, local: str) -> None:
    at = datetime.fromisoformat(local).replace(tzinfo=HERE)
    town.clock.forward(seconds=(at - town.clock.now()).total_seconds())


async def wishes(town: Town, who: str = "p-lee") -> Wishes:
    return await town.look(lambda work: work.wishes.of(who))


async def about(town: Town, number: int = 1) -> date | str | None:
    row = await town.row(number)
    return (await wishes(town)).about.get(row.id, "nothing")


async def digest(town: Town) -> Reply:
    await reminded(town, LEE)
    (shown,) = await to(town, Kind.DIGEST, LEE)
    return Reply(card=shown)


async def test_a_reminder_offers_later_for_each_of_its_lines_and_what_was_chosen_is_shown_back_in_full(
    town: Town,
) -> None:
    asked = await town.press(LEE, button(await digest(town), "Remind me later"), alone(LEE))
    assert [one.label for one in card(asked).buttons] == [
        "Tomorrow",
        "Next week",
        "Another day",
        "It is waiting",
        "Stop for this one",
    ]

    told = await town.press(LEE, button(asked, "Next week"), alone(LEE))

    assert "I remind you of #1 again on Monday, October 26, 2026." in said(told)
    assert await about(town, 1) == date(2026, 10, 26)
    assert await about(town, 2) == "nothing"


async def test_what_was_put_off_is_in_no_reminder_until_its_day_and_then_it_is(town: Town) -> None:
    await town.say(LEE, "#1 later next week", LINCOLN)
    (told,) = await reminded(town, LEE)
    assert "#1" not in told
    assert "#2" in told

    await on(town, "2026-10-23T09:00")
    assert await reminded(town, LEE) == []

    await on(town, "2026-10-26T07:30")
    (told,) = await reminded(town, LEE)
    assert "#1 · Triage it · late since Wed, Oct 21" in told
    assert (await wishes(town)).about == {}


async def test_who_put_off_everything_is_not_written_to_and_is_looked_at_on_the_first_day_that_came_back(
    town: Town,
) -> None:
    await reported(town, words="The bell is a minute late")  # it has time
    await town.say(LEE, "#1 later next week", LINCOLN)
    await town.say(LEE, "#2 later Dec 1", LINCOLN)

    assert await reminded(town, LEE) == []
    assert await town.queued(Kind.DIGEST) == []
    at = await town.look(lambda work: work.alarms.at(AlarmKind.DIGEST, "p-lee"))
    assert at == datetime(2026, 10, 26, 7, 30, tzinfo=HERE)


async def test_whoever_else_owes_it_goes_on_being_reminded(town: Town) -> None:
    await town.say(LEE, "#1 ask Which one?", LINCOLN)
    await ring(town, await town.row(1))
    await town.say(LEE, "#1 later in 3 weeks", LINCOLN)

    assert not any("#1 " in told for told in await reminded(town, LEE))
    assert ["#1 · Answer the question" in told for told in await reminded(town, DANA)] == [True]


async def test_something_new_of_it_that_is_theirs_ends_what_was_put_off(town: Town) -> None:
    await town.say(LEE, "#1 later in 3 weeks", LINCOLN)
    await town.say(LEE, "#1 note The supplier called", LINCOLN)
    assert await about(town) == date(2026, 11, 11)

    await town.say(LEE, "#1 triage technology internal technical organization school", LINCOLN)

    assert await about(town) == "nothing"


async def test_a_step_for_somebody_else_leaves_it_put_off(town: Town) -> None:
    await town.say(SAM, "help", LINCOLN)
    await town.say(LEE, "#1 assign Lee Park", LINCOLN)
    await town.say(LEE, "#1 step Order paper", LINCOLN)
    await town.say(LEE, "#1 later in 3 weeks", LINCOLN)

    await town.say(JO, "#1 step Call the shop \ue0000\ue001", LINCOLN, people=(SAM,))
    assert await about(town) == date(2026, 11, 11)

    await town.say(JO, "#1 step Ask at the office \ue0000\ue001", LINCOLN, people=(LEE,))
    assert await about(town) == "nothing"


async def test_what_somebody_who_left_had_to_do_is_something_new_for_their_heir(town: Town) -> None:
    await town.say(JO, "help", LINCOLN)
    await town.say(LEE, "#1 assign Jo Whitfield", LINCOLN)
    await town.say(LEE, "#1 later in 3 weeks", LINCOLN)

    await town.happen(JO, "account_closed", None)

    assert (await town.row(1)).assignee == "p-lee"
    assert await about(town) == "nothing"


async def test_of_a_closed_challenge_nothing_is_wished(town: Town) -> None:
    await town.say(LEE, "#1 later next week", LINCOLN)
    await town.say(LEE, "#1 merge #2", LINCOLN)
    assert await about(town) == "nothing"


async def test_it_can_be_taken_back(town: Town) -> None:
    await town.say(LEE, "#1 later Dec 1", LINCOLN)
    again = await town.say(LEE, "#1 later tomorrow", LINCOLN)

    undone = await town.press(LEE, button(again, "Undo"), alone(LEE))
    assert "Undone" in said(undone)
    assert await about(town) == date(2026, 12, 1)

    await town.press(LEE, button(await town.say(LEE, "#2 later tomorrow", LINCOLN), "Undo"), alone(LEE))
    assert await about(town, 2) == "nothing"


@pytest.mark.parametrize(
    ("words", "until"),
    [
        ("later tomorrow", date(2026, 10, 22)),
        ("remind me next week", date(2026, 10, 26)),
        ("later: Dec 1", date(2026, 12, 1)),
        ("later Saturday", date(2026, 10, 26)),
        ("snooze in 3 school days", date(2026, 10, 26)),
        ("later after the break", date(2026, 11, 30)),
        ("later after winter break", date(2027, 1, 4)),
        ("más tarde mañana", date(2026, 10, 22)),
        ("más tarde la próxima semana", date(2026, 10, 26)),
        ("luego después de las vacaciones", date(2026, 11, 30)),
    ],
)
async def test_it_is_understood_in_words(town: Town, words: str, until: date) -> None:
    await off(town, BREAK, WINTER)
    await town.say(LEE, f"1 {words}", LINCOLN)
    assert await about(town) == until


async def test_in_a_challenges_thread_no_number_is_needed(town: Town) -> None:
    thread = await thread_of(town, await town.row(2))
    await town.say(LEE, "later next week", thread, via=Via.MENTION)
    assert await about(town, 2) == date(2026, 10, 26)


async def test_after_the_break_is_offered_only_where_one_is_coming(town: Town) -> None:
    await off(town, Days(date(2026, 11, 11), date(2026, 11, 11), name="Veterans Day"))
    assert "After the break" not in [one.label for one in card(await town.say(LEE, "#1 later", LINCOLN)).buttons]
    told = await town.say(LEE, "#1 later after the break", LINCOLN)
    assert "I cannot read “after the break” as a day" in said(told)

    await off(town, BREAK)
    assert "After the break" in [one.label for one in card(await town.say(LEE, "#1 later", LINCOLN)).buttons]


async def test_what_was_not_understood_is_asked_and_may_be_a_report_in_one_tap(town: Town) -> None:
    told = await town.say(LEE, "#1 later buses are needed", LINCOLN)
    assert "I cannot read “buses are needed” as a day" in said(told)
    assert "later buses are needed" in str(button(told, "Report these words").act.args)
    assert await about(town) == "nothing"


async def test_a_day_with_two_meanings_is_asked(town: Town) -> None:
    told = await town.say(LEE, "#1 later next Friday", LINCOLN)
    assert [one.label for one in card(told).buttons][:2] == ["Friday, October 23, 2026", "Friday, October 30, 2026"]
    await town.press(LEE, card(told).buttons[1], LINCOLN)
    assert await about(town) == date(2026, 10, 30)


@pytest.mark.parametrize("words", ["later today", "later yesterday", "later in 130 days"])
async def test_a_day_that_is_too_soon_or_too_far_changes_nothing(town: Town, words: str) -> None:
    assert card(await town.say(LEE, f"#1 {words}", LINCOLN)).buttons
    assert await about(town) == "nothing"


async def test_another_day_is_chosen_in_a_form_that_says_what_is_wrong(town: Town) -> None:
    asked = await town.say(LEE, "#1 later", LINCOLN)
    shown = form(await town.press(LEE, button(asked, "Another day"), alone(LEE)))

    again = form(await town.send(LEE, shown, {"day": TODAY.isoformat()}, alone(LEE)))
    assert again.errors == (("day", "Choose a later day: you are reminded once a day at most."),)
    again = form(await town.send(LEE, shown, {"day": "2027-05-01"}, alone(LEE)))
    assert "120 days" in again.errors[0][1]

    told = await town.send(LEE, shown, {"day": "2026-11-07"}, alone(LEE))
    assert "Monday, November 9, 2026" in said(told)  # the 7th is a Saturday


async def test_nobody_puts_off_what_is_not_theirs(town: Town) -> None:
    row = await town.row(1)
    assert "Nobody reminds you of it" in said(await town.say(SAM, "#1 later tomorrow", LINCOLN))
    assert await town.look(lambda work: work.wishes.putting_off(row.id)) == []


async def test_who_chooses_no_link_leaves_no_wish_either(town: Town) -> None:
    await town.say(LEE, "#1 ask Which one?", LINCOLN)
    await town.say(DANA, "#1 later tomorrow", alone(DANA))
    row = await town.row(1)
    assert len(await town.look(lambda work: work.wishes.putting_off(row.id))) == 1

    opened = form(await town.say(DANA, "#1 visibility unlinked", alone(DANA)))
    await town.send(DANA, opened, {"visibility": "unlinked"}, alone(DANA))

    assert await town.look(lambda work: work.wishes.putting_off(row.id)) == []


async def test_a_line_that_only_begins_with_later_is_a_report(town: Town) -> None:
    await town.say(DANA, "Later buses are needed on Fridays for the chess club", LINCOLN)
    assert (await town.rows())[-1].summary.startswith("Later buses")


async def test_without_a_number_it_is_asked_of_which_one(town: Town) -> None:
    assert "Which challenge?" in said(await town.say(LEE, "later next week", LINCOLN))


async def test_what_is_put_off_comes_on_one_of_ones_own_days_and_says_so(town: Town) -> None:
    def save(session: Session) -> None:
        session.work(ORG).wishes.save("p-lee", Wishes(Hours(days=(0, 3))))

    await town.store.write(save)
    told = said(await town.say(LEE, "#1 later tuesday", LINCOLN))

    assert "again on Thursday, October 29, 2026" in told
    assert set((await wishes(town)).about.values()) == {date(2026, 10, 29)}
