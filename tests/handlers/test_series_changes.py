"""Another rhythm for a series: shown back first, what was posted stays, and it can be undone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.meeting import MOST_SERIES, MeetingState
from bot.domain.recurrence import MonthlyByWeekday, Weekly
from bot.handlers.desk.requests import Reply
from bot.ports import AlarmKind, Kind
from tests.handlers.test_meetings import EVERY, FIRST, agenda, heard, meetings, queued, rung, series
from tests.handlers.test_meetings import planned as plan
from tests.handlers.town import (
    JO,
    LEE,
    LINCOLN,
    SAM,
    Town,
    alone,
    button,
    filled,
    form,
    said,
)

# NOW is Wednesday, October 14, 2026, 10:00 in Detroit.
MONDAYS = "change to every 1st Monday at 2pm for 30 minutes"
FIRST_MONDAY = datetime(2026, 11, 2, 19, 0, tzinfo=UTC)
EVE = datetime(2026, 11, 9, 13, 0, tzinfo=UTC)


async def planned(town: Town, words: str = EVERY) -> None:
    """Each a second after the one before, so that they are known by their order."""
    await plan(town, words)
    town.clock.forward(seconds=1)


async def changed(town: Town, words: str = MONDAYS) -> Reply:
    return await town.press(LEE, button(await agenda(town, words), "Save"), LINCOLN)


async def test_it_is_shown_back_with_what_holds_so_far_and_nothing_is_saved(town: Town) -> None:
    await planned(town)
    shown = said(await agenda(town, MONDAYS)).replace("\u202f", " ")
    assert "On the first Monday of each month at 2:00 PM for 30 minutes" in shown
    assert "Until now: on the second Tuesday of each month at 3:30 PM for 45 minutes." in shown
    assert [day in shown for day in ("November 2, 2026", "December 7, 2026", "January 4, 2027")] == [True] * 3
    [one] = await series(town)
    assert (one.rule, one.version) == (MonthlyByWeekday((2,), (1,)), 1)


async def test_saved_the_next_meeting_and_its_alarm_follow_the_new_rule(town: Town) -> None:
    await planned(town)
    [before] = await series(town)
    await changed(town)
    [one], [meeting] = await series(town), await meetings(town)
    assert (one.id, one.rule, one.minutes, one.made_at) == (before.id, MonthlyByWeekday((1,), (0,)), 30, before.made_at)
    assert (meeting.scheduled, meeting.at, meeting.minutes) == (FIRST_MONDAY, FIRST_MONDAY, 30)
    alarm = await town.look(lambda work: work.alarms.at(AlarmKind.SERIES, one.id))
    assert alarm == datetime(2026, 10, 30, 12, 0, tzinfo=UTC)


async def test_what_was_posted_stays_and_its_successor_follows_the_new_rule(town: Town) -> None:
    await planned(town)
    await rung(town, EVE)
    before = await heard(town)
    shown = said(await agenda(town, "change to every Tuesday at 5pm")).replace("\u202f", " ")
    assert "The meeting of Tuesday, November 10, 2026 at 3:30 PM stays" in shown
    assert "Tuesday, November 10, 2026 at 5:00" not in shown
    await changed(town, "change to every Tuesday at 5pm")
    assert [meeting.at for meeting in await meetings(town)] == [FIRST]
    assert await heard(town) == before
    assert await queued(town, Kind.AGENDA_CHANGED) == []
    await rung(town, FIRST - timedelta(minutes=30))
    await rung(town, FIRST + timedelta(minutes=45))
    [over, after] = await meetings(town)
    assert (over.state, after.at) == (MeetingState.OVER, datetime(2026, 11, 17, 22, 0, tzinfo=UTC))


async def test_what_somebody_moved_stays(town: Town) -> None:
    await planned(town)
    [one] = await meetings(town)
    moved = button(await agenda(town, "move to Nov 12"), "Move it")
    await town.press(LEE, moved, LINCOLN)
    await changed(town)
    [meeting] = await meetings(town)
    assert (meeting.id, meeting.at) == (one.id, FIRST + timedelta(days=2))


async def test_undone_the_meetings_are_as_before(town: Town) -> None:
    await planned(town)
    [before] = await series(town)
    undo = button(await changed(town), "Undo")
    await town.press(LEE, undo, LINCOLN)
    [one], [meeting] = await series(town), await meetings(town)
    assert replace(one, version=before.version) == before
    assert meeting.at == FIRST


async def test_every_other_week_counts_from_now_and_undone_from_then(town: Town) -> None:
    await planned(town, "every Tuesday at 3pm")
    town.clock.forward(seconds=14 * 24 * 3600)
    saved = await changed(town, "change to every other Tuesday at 3pm")
    [one], [meeting] = await series(town), await meetings(town)
    assert (one.rule, one.starts.isoformat()) == (Weekly((1,), 2), "2026-10-28")
    assert meeting.at == datetime(2026, 11, 3, 20, 0, tzinfo=UTC)
    await town.press(LEE, button(saved, "Undo"), LINCOLN)
    [one] = await series(town)
    assert one.starts.isoformat() == "2026-10-14"


async def test_a_time_alone_leaves_the_days_as_they_are(town: Town) -> None:
    await planned(town, "every other Tuesday at 3pm until June 1, 2027")
    await planned(town, EVERY)
    await rung(town, datetime(2026, 10, 28, 14, 0, tzinfo=UTC))
    await changed(town, "change 1 to 4pm")
    soonest, other = await series(town)
    assert (soonest.rule, soonest.time.hour, soonest.starts.isoformat()) == (Weekly((1,), 2), 16, "2026-10-14")
    assert str(soonest.ends) == "2027-06-01"
    assert (other.time.hour, other.version) == (15, 1)


@pytest.mark.parametrize("words", ["change 2 to every 1st Monday at 2pm", f"change {EVERY} to every 1st Monday at 2pm"])
async def test_a_number_or_the_rhythm_so_far_says_which(town: Town, words: str) -> None:
    await planned(town)
    await planned(town, "every Friday at 9am")
    assert "1. Every Friday" in said(await agenda(town, ""))
    await changed(town, words)
    second_tuesday, friday = await series(town)
    assert (second_tuesday.rule, friday.rule) == (MonthlyByWeekday((1,), (0,)), Weekly((4,)))


@pytest.mark.parametrize("words", [MONDAYS, MONDAYS.replace("change", "change 7")])
async def test_where_it_is_not_clear_which_each_has_a_button_with_the_form_filled_in(town: Town, words: str) -> None:
    await planned(town)
    await planned(town, "every Friday at 9am")
    shown = await agenda(town, words)
    assert "Change which meetings?" in said(shown)
    asked = form(await town.press(LEE, button(shown, "Change"), LINCOLN))
    assert filled(asked)["rhythm"] == "on the first Monday of each month"
    preview = await town.send(LEE, asked, {**filled(asked), "starts": "", "ends": ""}, LINCOLN)
    assert "Until now: every Friday" in said(preview)


async def test_from_the_list_the_form_is_filled_in_with_what_holds(town: Town) -> None:
    await planned(town, "every Tuesday at 3pm until June 1, 2027 for 50 minutes")
    asked = form(await town.press(LEE, button(await agenda(town, ""), "Change"), LINCOLN))
    held = {"rhythm": "every Tuesday", "clock": "3:00\u202fPM", "minutes": "50"}
    assert filled(asked) == held
    town.clock.forward(seconds=14 * 24 * 3600)
    said_in_form = {"rhythm": "every other Tuesday", "clock": "4pm", "starts": "2026-10-14", "ends": ""}
    preview = await town.send(LEE, asked, {**held, **said_in_form}, LINCOLN)
    await town.press(LEE, button(preview, "Save"), LINCOLN)
    [one] = await series(town)
    assert (one.time.hour, one.starts.isoformat(), one.ends, one.version) == (16, "2026-10-28", None, 2)


async def test_what_was_not_understood_is_asked_with_the_rest_filled_in(town: Town) -> None:
    await planned(town)
    asked = form(await agenda(town, "change 1 to every blue moon at 4pm"))
    assert [field for field, _ in asked.errors] == ["rhythm"]
    assert filled(asked) == {"rhythm": "every blue moon at 4pm", "clock": "4:00\u202fPM", "minutes": "45"}


async def test_who_saves_what_somebody_else_changed_meanwhile_is_shown_it(town: Town) -> None:
    await planned(town)
    late = button(await agenda(town, "change to every 3rd Monday at 9am"), "Save")
    await changed(town)
    shown = said(await town.press(JO, late, LINCOLN))
    assert "Somebody changed it in the meantime" in shown
    assert "On the first Monday" in shown
    [one] = await series(town)
    assert one.rule == MonthlyByWeekday((1,), (0,))


async def test_pressed_twice_it_is_changed_once(town: Town) -> None:
    await planned(town)
    save = button(await agenda(town, MONDAYS), "Save")
    await town.press(LEE, save, LINCOLN)
    again = await town.press(LEE, save, LINCOLN)
    assert "Saved" in said(again)
    assert [one.version for one in await series(town)] == [2]


async def test_a_cancelled_one_is_not_brought_back_by_an_old_button(town: Town) -> None:
    await planned(town)
    late = button(await agenda(town, MONDAYS), "Save")
    await town.press(LEE, button(await agenda(town, "cancel"), "Cancel"), LINCOLN)
    assert "Cancelled" in said(await town.press(LEE, late, LINCOLN))
    assert await series(town) == []


async def test_only_who_leads_the_team_changes_them(town: Town) -> None:
    await planned(town)
    save = button(await agenda(town, MONDAYS), "Save")
    assert "lead" in said(await agenda(town, MONDAYS, SAM))
    await town.press(SAM, save, LINCOLN)
    assert [one.version for one in await series(town)] == [1]


async def test_a_team_has_as_many_series_as_can_be_shown_and_those_can_be_changed(town: Town) -> None:
    last = button(await agenda(town, "every Tuesday at 1pm"), "Save")
    for hour in range(MOST_SERIES):
        await planned(town, f"every Monday at {hour + 9}:00")
    refused = await town.press(LEE, last, LINCOLN)
    for full in (refused, await agenda(town, EVERY), await agenda(town, "new")):
        assert "6 series are as many as a team can have" in said(full)
    assert len(await series(town)) == MOST_SERIES
    await changed(town, "change 6 to every Friday at 14:00")
    assert sum(one.rule == Weekly((4,)) for one in await series(town)) == 1


@pytest.mark.parametrize(
    ("words", "then"),
    [(EVERY, "On the second Tuesday"), ("skip", "No meeting is planned"), ("", "has no meeting here yet")],
)
async def test_in_private_who_is_on_two_teams_chooses_one_and_loses_nothing(town: Town, words: str, then: str) -> None:
    asked = await agenda(town, words, where=alone(LEE))
    chosen = button(asked, "Cedar")
    assert then in said(await town.press(LEE, chosen, alone(LEE)))


async def test_what_is_missing_waits_behind_a_button_for_the_team_that_was_chosen(town: Town) -> None:
    asked = await agenda(town, "every Tuesday for 50 minutes", where=alone(LEE))
    opened = await town.press(LEE, button(asked, "Cedar"), alone(LEE))
    shown = form(await town.press(LEE, button(opened, "Open the form"), alone(LEE)))
    assert (shown.subject, filled(shown)["minutes"]) == ("t-cedar", "50")


async def test_buttons_in_private_stay_with_the_team_that_was_chosen(town: Town) -> None:
    listed = await town.press(LEE, button(await agenda(town, "", where=alone(LEE)), "Cedar"), alone(LEE))
    shown = form(await town.press(LEE, button(listed, "Add a meeting"), alone(LEE)))
    preview = await town.send(LEE, shown, {"rhythm": "every Monday", "clock": "9am", "minutes": "45"}, alone(LEE))
    saved = await town.press(LEE, button(preview, "Save"), alone(LEE))
    again = await town.press(LEE, button(saved, "Show the meetings"), alone(LEE))
    assert "Every Monday" in said(again)
    assert await series(town) == []
