"""A person's own reminders: shown, stopped and begun again, at their own hours; what they stop, a lead hears of."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.domain.reminders import Hours, Wishes
from bot.domain.vocabulary import Role
from bot.handlers.desk.requests import Via
from bot.ports import AlarmKind, Kind
from tests.handlers.office import channel_card, reminded, reported, ring, sent
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
    filled,
    form,
    said,
    thread_of,
)

HERE = ZoneInfo("America/Detroit")
NOBODY = "Nobody who owes this is reminded of it"


async def of_sam(town: Town) -> None:
    """One challenge that is Sam's, late; the clock stands right after it rang."""
    await town.say(SAM, "help", LINCOLN)
    await reported(town)
    await town.say(LEE, "#1 triage technology internal technical organization school", LINCOLN)
    await town.say(LEE, "#1 assign \ue0000\ue001", LINCOLN, people=(SAM,))
    await ring(town, await town.row())


async def on(town: Town, local: str) -> None:
    at = datetime.fromisoformat(local).replace(tzinfo=HERE)
    town.clock.forward(seconds=(at - town.clock.now()).total_seconds())


async def wishes(town: Town, who: str = "p-lee") -> Wishes:
    return await town.look(lambda work: work.wishes.of(who))


async def test_who_asked_for_nothing_reads_the_usual_and_nothing_of_them_is_kept(town: Town) -> None:
    told = await town.say(LEE, "reminders", LINCOLN)
    assert "on school days from 7:30\u202fAM to 4:30\u202fPM of your own time" in said(told)
    assert [one.label for one in card(told).buttons] == ["Stop all", "Other hours or days", "What I owe"]
    await town.say(SAM, "reminders", LINCOLN)
    assert await town.look(lambda work: work.people.by_handle(SAM.handle)) is None


async def test_what_was_put_off_and_stopped_is_listed_and_begins_again_in_one_tap(town: Town) -> None:
    for words in ("The copier is out of paper", "No keys for the gym"):
        await reported(town, words=words)
    await town.say(LEE, "#1 later Dec 1", LINCOLN)
    await town.say(LEE, "#2 reminders stop", LINCOLN)

    shown = await town.say(LEE, "reminders", LINCOLN)
    assert "#1 · put off until Tuesday, December 1, 2026" in said(shown)
    assert "#2 · stopped" in said(shown)

    await town.press(LEE, button(shown, "Remind me again"), alone(LEE))
    shown = await town.say(LEE, "reminders", LINCOLN)
    assert "#1" not in said(shown)
    assert "#2 · stopped" in said(shown)


async def test_of_a_challenge_that_is_stopped_its_owner_is_not_reminded_and_a_lead_is(town: Town) -> None:
    await of_sam(town)
    asked = await town.say(SAM, "#1 later", LINCOLN)
    told = await town.press(SAM, button(asked, "Stop for this one"), alone(SAM))
    assert "I do not remind you of #1 any more" in said(told)

    assert await reminded(town, SAM) == []
    (told_lead,) = await reminded(town, LEE)
    assert "#1 · Nobody who owes this is reminded of it; talk with them, or assign it anew" in told_lead


async def test_the_card_and_the_leads_list_say_that_nobody_is_reminded_until_it_begins_again(town: Town) -> None:
    await of_sam(town)
    row = await town.row()
    assert NOBODY not in said(await channel_card(town, row))

    await town.say(SAM, "reminders stop", LINCOLN)
    assert NOBODY in said(await channel_card(town, row))
    assert NOBODY in said(await town.say(LEE, "todo", LINCOLN))

    await town.say(SAM, "reminders start", LINCOLN)
    assert NOBODY not in said(await channel_card(town, row))
    assert NOBODY not in said(await town.say(LEE, "todo", LINCOLN))
    assert ["#1 · Add the first steps" in told for told in await reminded(town, SAM)] == [True]


async def test_stopping_and_beginning_draw_the_card_anew(town: Town) -> None:
    await of_sam(town)
    before = len(await town.queued(Kind.CARD))
    await sent(town)
    await town.say(SAM, "reminders stop", LINCOLN)
    assert len(await town.queued(Kind.CARD)) == before + 1


async def test_what_becomes_late_after_everything_was_stopped_goes_to_the_lead(town: Town) -> None:
    await town.say(SAM, "help", LINCOLN)
    await town.say(SAM, "reminders stop", LINCOLN)
    await of_sam(town)
    assert await reminded(town, SAM) == []
    assert [NOBODY in told for told in await reminded(town, LEE)] == [True]


async def test_where_the_leads_stopped_as_well_the_coordinator_hears_of_it(town: Town) -> None:
    await of_sam(town)
    await town.say(SAM, "reminders stop", LINCOLN)
    await town.say(LEE, "#1 reminders stop", LINCOLN)

    assert await reminded(town, LEE) == []
    assert [NOBODY in told for told in await reminded(town, JO)] == [True]


async def test_who_stopped_hears_at_once_what_is_news(town: Town) -> None:
    await town.say(SAM, "help", LINCOLN)
    await town.say(SAM, "reminders stop", LINCOLN)
    await reported(town)
    await town.say(LEE, "#1 assign \ue0000\ue001", LINCOLN, people=(SAM,))
    assert len(await town.queued(Kind.OWED)) == 1


async def test_a_reporter_who_stopped_is_named_by_nothing(town: Town) -> None:
    await reported(town)
    await town.say(LEE, "#1 ask Which cart is it?", LINCOLN)
    await town.say(DANA, "reminders stop", alone(DANA))
    row = await ring(town, await town.row())

    assert NOBODY not in said(await channel_card(town, row))
    assert await reminded(town, DANA) == []
    assert ["The question has not been answered" in told for told in await reminded(town, LEE)] == [True]


async def test_in_a_challenges_thread_its_own_reminders_are_meant(town: Town) -> None:
    row = await reported(town)
    thread = await thread_of(town, row)
    await town.say(LEE, "reminders stop", thread, via=Via.MENTION)
    assert await wishes(town) == Wishes(about={row.id: None})
    await town.say(LEE, "reminders start", thread, via=Via.MENTION)
    assert await wishes(town) == Wishes()


async def test_nobody_stops_what_is_not_theirs(town: Town) -> None:
    await reported(town)
    assert "Nobody reminds you of it" in said(await town.say(SAM, "#1 reminders stop", LINCOLN))


async def test_whoever_stopped_nothing_reads_how_things_are_where_they_begin_it_again(town: Town) -> None:
    await reported(town)
    assert "again" not in said(await town.say(SAM, "#1 reminders start", LINCOLN))
    assert await wishes(town, "p-sam") == Wishes()


@pytest.mark.parametrize(
    ("words", "hours"),
    [
        ("reminders 7:30 to 15:30", Hours(time(7, 30), time(15, 30))),
        ("reminders from 8 to 4", Hours(time(8), time(16))),
        ("Reminders: 6:30am to 3pm", Hours(time(6, 30), time(15))),
        ("reminders 6 to 15:00", Hours(time(6), time(15))),
        ("recordatorios de 9 a 14:30", Hours(time(9), time(14, 30))),
    ],
)
async def test_ones_own_hours_in_words_are_shown_back_and_can_be_undone(town: Town, words: str, hours: Hours) -> None:
    told = await town.say(LEE, words, LINCOLN)
    assert (await wishes(town)).hours == hours
    assert "One message a day at most" in said(told)
    await town.press(LEE, button(told, "Undo"), alone(LEE))
    assert (await wishes(town)).hours == Hours()


async def test_a_reminder_comes_and_goes_out_in_ones_own_hours(town: Town) -> None:
    await town.say(LEE, "reminders 13:00 to 14:00", LINCOLN)
    await reported(town)
    await ring(town, await town.row())

    assert await reminded(town, LEE) == []
    at = await town.look(lambda work: work.alarms.at(AlarmKind.DIGEST, "p-lee"))
    assert at == datetime(2026, 10, 21, 13, 0, tzinfo=HERE)
    await on(town, "2026-10-21T13:00")
    assert len(await reminded(town, LEE)) == 1
    await on(town, "2026-10-21T14:00")
    assert await reminded(town, LEE) == []


async def test_ones_own_days_are_chosen_in_a_form(town: Town) -> None:
    shown = form(await town.press(LEE, button(await town.say(LEE, "reminders"), "Other hours"), alone(LEE)))
    told = await town.send(LEE, shown, filled(shown, days=("0", "3")), alone(LEE))
    assert "on Monday and Thursday with school" in said(told)
    assert (await wishes(town)).hours == Hours(days=(0, 3))

    await reported(town)
    await ring(town, await town.row())  # a Wednesday
    at = await town.look(lambda work: work.alarms.at(AlarmKind.DIGEST, "p-lee"))
    assert at == datetime(2026, 10, 22, 7, 30, tzinfo=HERE)


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"starts": "early"}, {"starts"}),
        ({"ends": "25:00"}, {"ends"}),
        ({"starts": "9:00", "ends": "9:10 AM"}, {"ends"}),
        ({"days": ()}, {"days"}),
    ],
)
async def test_hours_that_are_none_are_asked_again(
    town: Town, values: dict[str, str | tuple[str, ...]], wrong: set[str]
) -> None:
    shown = form(await town.press(LEE, button(await town.say(LEE, "reminders"), "Other hours"), alone(LEE)))
    again = form(await town.send(LEE, shown, filled(shown, **{"days": ("0", "1"), **values}), alone(LEE)))
    assert {id for id, _ in again.errors} == wrong
    assert await wishes(town) == Wishes()


async def test_a_line_about_reminders_that_is_no_command_is_a_report(town: Town) -> None:
    await town.say(DANA, "Reminders come too late in the day", LINCOLN)
    assert (await town.rows())[-1].summary == "Reminders come too late in the day"


async def test_a_lead_who_left_leading_is_no_reason_to_hear_of_nothing(town: Town) -> None:
    await of_sam(town)
    await town.say(SAM, "reminders stop", LINCOLN)
    await town.store.write(lambda session: session.work(ORG).teams.set_members("t-lincoln", Role.LEAD, []))
    await ring(town, await town.row())
    assert [NOBODY in told for told in await reminded(town, JO)] == [True]
