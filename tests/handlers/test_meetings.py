"""Meetings by words, button and form: nothing is saved before it was shown back, and nobody undoes another unseen."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.domain.known_days import Days
from bot.domain.meeting import Meeting, MeetingState, Series
from bot.domain.recurrence import MonthlyBySchoolDay
from bot.domain.team import Place
from bot.domain.vocabulary import Platform, Role, Visibility
from bot.handlers import outgoing
from bot.handlers.desk.requests import Caller, Reply, Where
from bot.handlers.upkeep import planning
from bot.ports import AlarmKind, Delivery, Kind, Session, Work
from bot.storage.store import DatabaseStore
from bot.ui.card import Act, Button, Card
from bot.ui.speech import read_aloud
from tests.handlers.office import aloud, channel_card, reported, sent
from tests.handlers.town import (
    ANA,
    CEDAR,
    DANA,
    GENERAL,
    JO,
    LEE,
    LINCOLN,
    ORG,
    SAM,
    TENANT,
    Town,
    Values,
    alone,
    button,
    card,
    default_visibility,
    filled,
    form,
    said,
    settle,
)
from tests.support.database import HandClock

# NOW is Wednesday, October 14, 2026, 10:00 in Detroit.
EVERY = "every 2nd Tuesday at 3:30pm"
FIRST = datetime(2026, 11, 10, 20, 30, tzinfo=UTC)
SECOND = datetime(2026, 12, 8, 20, 30, tzinfo=UTC)
THINGS = (
    "Printer jams daily", "Bus arrives late", "Library closed at lunch", "Gym double booked", "Whiteboard broken",
    "Screener login fails", "Substitute shortage", "Copier without toner", "Kitchen too loud", "Headsets missing",
    "Elevator stuck again",
)  # fmt: skip
TWIN = Place(ORG, "place-twin", Platform.TEAMS, TENANT, "address-twin", "19:twin", "Lincoln", team="t-lincoln")


@pytest.fixture
async def town(sqlite_store: DatabaseStore, clock: HandClock) -> Town:
    return await settle(sqlite_store, clock)


async def agenda(town: Town, words: str, who: Caller = LEE, where: Where = LINCOLN) -> Reply:
    return await town.say(who, words, where, command="agenda")


async def planned(town: Town, words: str = EVERY, where: Where = LINCOLN) -> Reply:
    shown = await agenda(town, words, where=where)
    return await town.press(LEE, button(shown, "Save"), where)


async def meetings(town: Town) -> list[Meeting]:
    """Of Lincoln, the earliest first."""
    return list(reversed(await town.look(lambda work: work.meetings.of_team("t-lincoln"))))


async def series(town: Town) -> list[Series]:
    return list(await town.look(lambda work: work.meetings.series_of("t-lincoln")))


async def rung(town: Town, at: datetime) -> None:
    """Set the clock and let every alarm ring that is due."""
    town.clock.forward(seconds=(at - town.clock.now()).total_seconds())

    def ring(session: Session) -> None:
        for alarm in session.ringing.due(town.clock.now(), limit=50):
            session.ringing.take(alarm, town.clock.now())
            planning.ring(alarm.subject, session.work(alarm.org), town.clock.now())

    await town.store.write(ring)


async def queued(town: Town, kind: Kind) -> list[Delivery]:
    def ask(work: Work) -> list[Delivery]:
        every = [line for one in work.meetings.of_team("t-lincoln") for line in work.outbox.ledger(one.id)]
        return sorted((line for line in every if line.intent.kind is kind), key=lambda line: line.id)

    return await town.look(ask)


async def heard(town: Town, kind: Kind = Kind.AGENDA) -> list[str]:
    """What goes out of a kind, read aloud; what is no longer true is left out."""
    lines = await queued(town, kind)
    now = town.clock.now()
    drawn = await town.look(lambda work: [outgoing.message(line, work, now) for line in lines])
    return [aloud(out) for out in drawn if out is not None]


async def test_a_rhythm_is_shown_back_with_its_next_dates_and_nothing_is_saved(town: Town) -> None:
    shown = said(await agenda(town, EVERY))
    assert "On the second Tuesday of each month at 3:30" in shown
    assert [day in shown for day in ("November 10, 2026", "December 8, 2026", "January 12, 2027")] == [True] * 3
    assert "Nothing is saved yet" in shown
    assert await series(town) == []


async def test_saved_it_is_planned_and_the_clock_is_set(town: Town) -> None:
    reply = await planned(town)
    [one], [meeting] = await series(town), await meetings(town)
    assert (meeting.scheduled, meeting.at, meeting.state) == (FIRST, FIRST, MeetingState.PLANNED)
    assert "Tuesday, November 10, 2026 at 3:30" in said(reply).replace("\u202f", " ")
    alarm = await town.look(lambda work: work.alarms.at(AlarmKind.SERIES, one.id))
    assert alarm == datetime(2026, 11, 9, 13, 0, tzinfo=UTC)


async def test_saving_twice_makes_one_series(town: Town) -> None:
    save = button(await agenda(town, EVERY), "Save")
    await town.press(LEE, save, LINCOLN)
    await town.press(LEE, save, LINCOLN)
    assert len(await series(town)) == 1
    assert len(await meetings(town)) == 1


async def test_the_other_meaning_of_every_second_tuesday_is_one_tap_away(town: Town) -> None:
    other = await town.press(LEE, button(await agenda(town, EVERY), "I mean"), LINCOLN)
    assert "Every 2 weeks on Tuesday" in said(other)
    await town.press(LEE, button(other, "Save"), LINCOLN)
    assert [meeting.at for meeting in await meetings(town)] == [datetime(2026, 10, 20, 19, 30, tzinfo=UTC)]


@pytest.mark.parametrize("who", [SAM, ANA])
async def test_only_who_leads_the_team_plans_its_meetings(town: Town, who: Caller) -> None:
    refused = said(await agenda(town, EVERY, who))
    assert ("lead" in refused) or ("equipo" in refused)
    save = button(await agenda(town, EVERY), "Save")
    await town.press(who, save, LINCOLN)
    assert await series(town) == []


async def test_in_a_channel_without_a_team_it_is_said_where_to_type(town: Town) -> None:
    assert "in the team's own channel" in said(await agenda(town, EVERY, where=GENERAL, who=SAM))


async def test_with_nothing_planned_it_says_how_to_begin(town: Town) -> None:
    assert "/agenda every 2nd Tuesday at 3:30pm" in said(await agenda(town, ""))
    teacher = await agenda(town, "", SAM)
    assert "A lead, a coach or the coordinator" in said(teacher)
    assert card(teacher).buttons == ()


async def test_what_is_not_understood_is_asked_with_what_was_understood(town: Town) -> None:
    asked = form(await agenda(town, "every Tuesday from Feb 30 at 3pm for 50 minutes"))
    assert filled(asked) == {"rhythm": "every Tuesday", "clock": "3:00\u202fPM", "minutes": "50"}
    assert [field for field, _ in asked.errors] == ["starts"]
    shown = await town.send(LEE, asked, {**filled(asked), "starts": "2027-03-02", "ends": ""}, LINCOLN)
    assert "March 2, 2027" in said(shown)
    await town.press(LEE, button(shown, "Save"), LINCOLN)
    [one] = await series(town)
    assert (one.minutes, one.starts.isoformat(), one.ends) == (50, "2027-03-02", None)


async def test_a_form_keeps_what_was_typed_and_says_what_is_wrong(town: Town) -> None:
    asked = form(await town.press(LEE, button(await agenda(town, ""), "Add a meeting"), LINCOLN))
    again = form(await town.send(LEE, asked, {"rhythm": "blue moons", "clock": "tea time", "minutes": "30"}, LINCOLN))
    assert [field for field, _ in again.errors] == ["rhythm", "clock"]
    assert filled(again) == {"rhythm": "blue moons", "clock": "tea time", "minutes": "30"}


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (
            "every 5th Friday at 3pm from Nov 1 until Nov 20",
            "Between these days there is no such meeting. Choose a later end, or another rhythm.",
        ),
        ("every Friday at 3pm from Dec 20 until Dec 1, 2026", "The end is before the start. Choose a later end."),
    ],
)
async def test_a_rule_that_never_fires_is_asked_about(town: Town, line: str, sentence: str) -> None:
    asked = form(await agenda(town, line))
    assert dict(asked.errors) == {"ends": sentence}


async def test_every_fifth_friday_says_that_some_months_have_none(town: Town) -> None:
    assert "Some months have no such day" in said(await agenda(town, "every 5th Friday at 3pm"))


async def test_a_day_off_moves_it_and_the_preview_says_so(town: Town) -> None:
    await off(town, "2026-11-10", "Veterans")
    shown = said(await agenda(town, EVERY))
    assert "Monday, November 9, 2026" in shown
    assert "no school on Tuesday, November 10, 2026" in shown


async def off(town: Town, day: str, name: str) -> None:
    known = await town.look(lambda work: work.school_days.known())
    said = Days(date.fromisoformat(day), date.fromisoformat(day), name=name)
    await town.store.write(lambda session: session.work(ORG).school_days.save(known.typed([said])))


async def test_in_spanish_where_the_channel_speaks_it(town: Town) -> None:
    shown = said(await town.say(JO, "cada segundo martes a las 15:30", CEDAR, command="agenda"))
    assert "second Tuesday of each month" in shown  # Jo reads English; the rule is the same
    await town.press(JO, button(await town.say(JO, EVERY, CEDAR, command="agenda"), "Save"), CEDAR)
    await rung(town, datetime(2026, 11, 9, 13, 0, tzinfo=UTC))
    line = await town.look(
        lambda work: next(it for one in work.meetings.of_team("t-cedar") for it in work.outbox.ledger(one.id))
    )
    drawn = await town.look(lambda work: outgoing.message(line, work, town.clock.now()))
    assert "martes, 10 de noviembre de 2026" in aloud(drawn)


async def test_the_agenda_comes_the_school_day_before_and_a_line_half_an_hour_before(town: Town) -> None:
    await planned(town)
    row = await reported(town)
    await rung(town, datetime(2026, 11, 9, 13, 0, tzinfo=UTC))
    assert f"#{row.number}" in (await heard(town))[0]
    await sent(town)
    await rung(town, FIRST - timedelta(minutes=30))
    assert len(await queued(town, Kind.AGENDA)) == 2
    assert "We begin at 3:30" in (await heard(town, Kind.AGENDA_SOON))[0].replace("\u202f", " ")
    await rung(town, FIRST + timedelta(minutes=45))
    [over, following] = await meetings(town)
    assert (over.state, following.at, following.state) == (MeetingState.OVER, SECOND, MeetingState.PLANNED)


async def test_a_bot_that_was_off_posts_what_is_still_true_once_and_drops_what_is_over(town: Town) -> None:
    await planned(town)
    await rung(town, SECOND - timedelta(minutes=5))
    [over, now] = await meetings(town)
    assert (over.state, now.state, now.reminded) == (MeetingState.OVER, MeetingState.POSTED, True)
    assert [line.intent.subject for line in await queued(town, Kind.AGENDA)] == [now.id]
    assert await queued(town, Kind.AGENDA_SOON) == []


async def test_the_first_school_day_after_a_long_break_belongs_to_a_slot_that_is_past(town: Town) -> None:
    work_days = Days(date(2026, 10, 1), date(2026, 10, 20), name="Flood")
    known = await town.look(lambda work: work.school_days.known())
    await town.store.write(lambda session: session.work(ORG).school_days.save(known.typed([work_days])))
    made = Series(
        ORG, "s-flood", "t-lincoln", MonthlyBySchoolDay(last=False), time(8, 0), date(2026, 9, 1), town.clock.now()
    )

    def plan(session: Session) -> None:
        work = session.work(ORG)
        team = work.teams.get("t-lincoln")
        assert team is not None
        work.meetings.save_series(made)
        planning.replan(made, team, work, town.clock.now())

    await town.store.write(plan)
    assert [meeting.at for meeting in await meetings(town)] == [datetime(2026, 10, 21, 12, 0, tzinfo=UTC)]


async def test_a_day_off_that_is_said_too_late_moves_nothing_into_the_past(town: Town) -> None:
    await planned(town)
    await rung(town, FIRST - timedelta(hours=3))
    await off(town, "2026-11-10", "Snow")
    at = town.clock.now()
    await town.store.write(lambda session: planning.replan_all(session.work(ORG), at))
    assert [meeting.at for meeting in await meetings(town)] == [FIRST]


async def test_ringing_twice_or_with_the_clock_set_back_posts_once(town: Town) -> None:
    await planned(town)
    [one] = await series(town)
    eve = datetime(2026, 11, 9, 13, 0, tzinfo=UTC)
    for at in (eve, eve, eve - timedelta(hours=5), eve + timedelta(hours=1)):
        await town.store.write(lambda session, at=at: planning.ring(one.id, session.work(ORG), at))  # type: ignore[misc]
    assert len(await queued(town, Kind.AGENDA)) == 1
    [meeting] = await meetings(town)
    assert meeting.posts == 1


async def test_what_is_due_in_a_moment_rings_again_in_a_while_and_not_for_ever(town: Town) -> None:
    """Something due again at the moment it was rung would hold up, in the same look, all that is due after it."""
    await planned(town)
    [one] = await series(town)
    await rung(town, FIRST - timedelta(days=1))
    await rung(town, FIRST - timedelta(minutes=30, seconds=2))
    early = town.clock.now()
    await town.store.write(lambda session: planning.ring(one.id, session.work(ORG), early))
    assert await town.look(lambda work: work.alarms.at(AlarmKind.SERIES, one.id)) == early + planning.COALESCE


async def test_both_twins_get_it_and_a_place_can_be_chosen(town: Town) -> None:
    await town.store.write(lambda session: session.work(ORG).places.save(TWIN))
    asked = form(await agenda(town, "every Tuesday"))
    values: Values = {"rhythm": "every Tuesday", "clock": "8:00", "minutes": "30", "places": ("place-twin",)}
    await town.press(LEE, button(await town.send(LEE, asked, values, LINCOLN), "Save"), LINCOLN)
    await planned(town)
    await rung(town, datetime(2026, 11, 9, 14, 0, tzinfo=UTC))
    places = {(line.intent.subject, line.intent.place) for line in await queued(town, Kind.AGENDA)}
    every = {(one.id, one.minutes) for one in await meetings(town)}
    assert sorted((dict(every)[id], place) for id, place in places) == [
        (30, "place-twin"),
        (45, "place-lincoln"),
        (45, "place-twin"),
    ]


async def test_moved_by_the_calendar_after_it_was_planned(town: Town) -> None:
    await planned(town)
    await town.say(JO, "no school Nov 10: Veterans Day", LINCOLN, command="agenda")
    [meeting] = await meetings(town)
    assert meeting.at == FIRST - timedelta(days=1)
    await rung(town, datetime(2026, 11, 6, 13, 0, tzinfo=UTC))
    [text] = await heard(town)
    assert "no school (Veterans Day)" in text


async def test_skip_asks_which_and_undo_brings_it_back(town: Town) -> None:
    await planned(town)
    await planned(town, "every Friday at 8am")
    shown = await agenda(town, "skip")
    assert "Friday, October 16" in said(shown)
    assert "Tuesday, November 10" in said(shown)
    skipped = await town.press(LEE, button(shown, "Skip"), LINCOLN)
    assert "is skipped, by Lee Park" in said(skipped)
    states = {meeting.at: meeting.state for meeting in await meetings(town)}
    friday = datetime(2026, 10, 16, 12, 0, tzinfo=UTC)
    assert states[friday] is MeetingState.SKIPPED
    assert states[friday + timedelta(days=7)] is MeetingState.PLANNED
    await town.press(LEE, button(skipped, "Undo"), LINCOLN)
    assert {meeting.at: meeting.state for meeting in await meetings(town)}[friday] is MeetingState.PLANNED


@pytest.mark.parametrize(
    ("words", "at"),
    [
        ("move to thursday", datetime(2026, 11, 12, 20, 30, tzinfo=UTC)),
        ("move to Thursday at 4pm", datetime(2026, 11, 12, 21, 0, tzinfo=UTC)),
        ("move to 4pm", datetime(2026, 11, 10, 21, 0, tzinfo=UTC)),
        ("mover al 13 de noviembre a las 8", datetime(2026, 11, 13, 13, 0, tzinfo=UTC)),
    ],
)
async def test_move_shows_the_whole_date_before_it_is_moved(town: Town, words: str, at: datetime) -> None:
    await planned(town)
    shown = await agenda(town, words)
    assert (await meetings(town))[0].at == FIRST
    await town.press(LEE, button(shown, "Move it"), LINCOLN)
    [meeting] = await meetings(town)
    assert (meeting.scheduled, meeting.at, meeting.moved_by) == (FIRST, at, "p-lee")


async def test_a_day_that_cannot_be_read_is_asked_for_in_a_form(town: Town) -> None:
    await planned(town)
    shown = await agenda(town, "move to when the bell rings")
    assert "“when the bell rings”" in said(shown)
    asked = form(await town.press(LEE, button(shown, "Choose the day"), LINCOLN))
    again = form(await town.send(LEE, asked, {"day": "2026-10-01", "clock": "teatime"}, LINCOLN))
    assert [field for field, _ in again.errors] == ["clock"]
    late = form(await town.send(LEE, asked, {"day": "2026-10-01", "clock": "8:00"}, LINCOLN))
    assert [field for field, _ in late.errors] == ["day"]
    await town.send(LEE, asked, {"day": "2026-11-12", "clock": "8:00"}, LINCOLN)
    assert (await meetings(town))[0].at == datetime(2026, 11, 12, 13, 0, tzinfo=UTC)


async def test_of_two_who_change_it_at_once_the_second_reads_what_the_first_did(town: Town) -> None:
    await planned(town)
    hers, his = await agenda(town, "move to thursday"), await agenda(town, "skip", JO)
    await town.press(LEE, button(hers, "Move it"), LINCOLN)
    told = await town.press(JO, button(his, "Skip"), LINCOLN)
    assert "Somebody changed it in the meantime" in said(told)
    assert "Lee Park moved it" in said(told)
    assert (await meetings(town))[0].state is MeetingState.PLANNED


async def test_what_was_posted_is_redrawn_and_its_thread_is_told(town: Town) -> None:
    await planned(town)
    await agenda_posted(town)
    skipped = await town.press(LEE, button(await agenda(town, "skip"), "Skip"), LINCOLN)
    assert "skipped" in said(skipped)
    assert "Lee Park skipped this meeting" in (await heard(town))[-1]
    assert "Lee Park skipped this meeting" in (await heard(town, Kind.AGENDA_CHANGED))[-1]


async def agenda_posted(town: Town) -> Reply:
    reply = await town.press(LEE, button(await agenda(town, "post"), "Post it now"), LINCOLN)
    await sent(town)
    return reply


async def test_post_now_is_a_new_message_each_time(town: Town) -> None:
    await planned(town)
    assert "goes to the team's channel now" in said(await agenda_posted(town))
    await agenda_posted(town)
    drawn = [line.intent.seq for line in await queued(town, Kind.AGENDA)]
    assert drawn == [1, 2]


async def test_cancelled_after_a_question_and_brought_back_by_undo(town: Town) -> None:
    await planned(town)
    cancel = button(await agenda(town, "cancel"), "Cancel the series")
    assert cancel.confirm is not None
    gone = await town.press(LEE, cancel, LINCOLN)
    assert await series(town) == []
    await rung(town, datetime(2026, 11, 9, 14, 0, tzinfo=UTC))
    assert await queued(town, Kind.AGENDA) == []
    await town.press(LEE, button(gone, "Undo"), LINCOLN)
    assert len(await series(town)) == 1
    await rung(town, datetime(2026, 11, 9, 15, 0, tzinfo=UTC))
    assert len(await queued(town, Kind.AGENDA)) == 1


async def test_roles_go_round_and_anybody_on_the_team_can_change_them(town: Town) -> None:
    await planned(town)
    await agenda_posted(town)
    [meeting] = await meetings(town)
    assert {meeting.facilitator, meeting.note_taker} == {"p-lee", "p-jo"}
    shown = Reply(card=(await drawn_card(town)))
    asked = form(await town.press(JO, button(shown, "Change roles"), LINCOLN))
    reply = await town.send(JO, asked, {"facilitator": JO.handle, "timekeeper": LEE.handle}, LINCOLN)
    assert "Facilitator: Jo Whitfield" in said(reply)
    [meeting] = await meetings(town)
    assert (meeting.facilitator, meeting.note_taker, meeting.timekeeper) == ("p-jo", None, "p-lee")
    refused = await town.press(SAM, button(shown, "Change roles"), LINCOLN)
    assert "somebody on its team" in said(refused)


async def drawn_card(town: Town) -> Card:
    lines = await queued(town, Kind.AGENDA)
    out = await town.look(lambda work: outgoing.message(lines[-1], work, town.clock.now()))
    message = out.message if isinstance(out, outgoing.Redraw) else out
    assert message is not None and message.card is not None
    return message.card


async def test_a_row_says_how_it_came_and_the_end_who_tells_whom(town: Town) -> None:
    await planned(town)
    await reported(town, words="Printer jams daily")
    await default_visibility(town, Visibility.CONFIDENTIAL)
    await reported(town, words="Gym double booked")
    asked = form(await town.press(DANA, Button("Report", Act("report"), opens=True), alone(DANA)))
    await town.send(DANA, asked, filled(asked, summary="Bus late", team="t-lincoln", visibility="unlinked"))
    await agenda_posted(town)
    card = await drawn_card(town)
    told = read_aloud(card)
    assert "#1 · Printer jams daily · from Dana Reyes · new today" in told
    assert "#2 · Gym double booked · in confidence · new today" in told
    assert "#3 · Bus late · reported without a name · new today" in told
    assert "Who tells whom (5 min)\nWhat is decided here, I tell in private" in told
    assert "Reported without a name: #3." in told
    assert told.count("Dana") == 1
    assert "U0DANA" not in repr(card)


async def test_an_agenda_of_reports_without_a_name_alone_promises_nobody_a_message(town: Town) -> None:
    await planned(town)
    await agenda_posted(town)
    assert "Who tells whom" not in read_aloud(await drawn_card(town))
    asked = form(await town.press(DANA, Button("Report", Act("report"), opens=True), alone(DANA)))
    await town.send(DANA, asked, filled(asked, summary="Bus late", team="t-lincoln", visibility="unlinked"))
    told = read_aloud(await drawn_card(town))
    assert "Reported without a name: #1." in told
    assert "I tell in private" not in told


async def test_the_review_is_offered_until_the_month_is_complete(town: Town) -> None:
    await planned(town)
    await reported(town)
    await agenda_posted(town)
    start = button(Reply(card=await drawn_card(town)), "Start the review")
    await town.press(LEE, start, LINCOLN)
    row = await town.row()
    await town.press(LEE, Button("Keep as it is", Act("review_keep", row.id, row.version)), LINCOLN)
    assert [one.label for one in (await drawn_card(town)).buttons] == ["Show all", "Change roles"]
    await reported(town, words="The copier is out of paper")
    assert "Start the review" in [one.label for one in (await drawn_card(town)).buttons]


async def test_a_change_to_a_row_redraws_the_agenda_once_and_not_when_it_is_over(town: Town) -> None:
    await planned(town)
    await agenda_posted(town)
    row = await reported(town)
    await town.press(LEE, button(await channel_card(town, row), "This affects me"), LINCOLN)
    waiting = [line for line in await queued(town, Kind.AGENDA) if line.sent_at is None]
    assert len(waiting) == 1
    assert waiting[0].due_at == town.clock.now() + planning.COALESCE
    town.clock.forward(seconds=6)
    await sent(town)
    await rung(town, FIRST + timedelta(hours=1))
    await sent(town)
    before = len(await queued(town, Kind.AGENDA))
    await reported(town, words="The copier is out of paper")
    assert len(await queued(town, Kind.AGENDA)) == before


async def test_show_all_pages_through_every_open_row(town: Town) -> None:
    await planned(town)
    for thing in THINGS:
        await reported(town, words=thing)
    await agenda_posted(town)
    shown = Reply(card=await drawn_card(town))
    first = await town.press(SAM, button(shown, "Show all"), LINCOLN)
    assert "11 challenges. Page 1 of 2." in said(first)
    assert "Page 2 of 2." in said(await town.press(SAM, button(first, "Next page"), LINCOLN))


@pytest.mark.parametrize("verb", ["agenda_skip", "agenda_move", "agenda_all", "agenda_cancel", "agenda_roles"])
async def test_an_id_that_is_nobodys_leads_nowhere(town: Town, verb: str) -> None:
    await planned(town)
    pressed = button(await agenda(town, "skip"), "Skip")
    forged = replace(pressed, act=replace(pressed.act, verb=verb, subject="m-nowhere"))
    assert "not there" in said(await town.press(LEE, forged, LINCOLN))


async def test_another_teams_lead_is_refused_on_the_loaded_team(town: Town) -> None:
    """The button was drawn for Lincoln's lead; rights are asked of who presses it, where the meeting is."""
    await planned(town)
    skip = button(await agenda(town, "skip"), "Skip")
    assert "lead" in said(await town.press(SAM, skip, LINCOLN))
    assert (await meetings(town))[0].state is MeetingState.PLANNED


async def test_a_series_is_not_planned_for_another_team_by_a_made_up_button(town: Town) -> None:
    """Whoever leads Cedar may save Cedar's series: this one is Lincoln's."""
    await planned(town)
    await town.store.write(lambda session: session.work(ORG).teams.set_members("t-lincoln", Role.LEAD, ["p-jo"]))
    before = await town.look(lambda work: work.meetings.of_team("t-lincoln"))
    [theirs] = await series(town)
    shown = await agenda(town, "every Friday at 8am", where=CEDAR)
    save = button(shown, "Save")
    forged = replace(save, act=replace(save.act, subject=theirs.id))
    town.clock.forward(days=60)
    assert "not there" in said(await town.press(LEE, forged, CEDAR))
    assert await town.look(lambda work: work.meetings.of_team("t-lincoln")) == before
    assert await town.look(lambda work: work.meetings.of_team("t-cedar")) == []


async def test_a_place_that_is_gone_gets_nothing_and_the_others_do(town: Town) -> None:
    await town.store.write(lambda session: session.work(ORG).places.save(replace(TWIN, gone="is_archived")))
    await planned(town)
    await rung(town, datetime(2026, 11, 9, 13, 0, tzinfo=UTC))
    assert [line.intent.place for line in await queued(town, Kind.AGENDA)] == ["place-lincoln"]
