"""The minutes of a meeting: what the draft tells, who confirms it, and that it is there within a day."""

from dataclasses import replace
from datetime import time, timedelta

import pytest

from bot.domain.agreement import GroupAgreement, TeamAgreements
from bot.domain.meeting import Meeting, MeetingState, Series
from bot.domain.pulse import Pulse
from bot.domain.recurrence import Weekly
from bot.domain.team import Person, Place
from bot.domain.vocabulary import Duty, Platform, Role, Visibility
from bot.handlers import outgoing
from bot.handlers.desk.requests import Caller
from bot.ports import AlarmKind, Delivery, Kind, Session, Work
from bot.scheduler import due
from bot.storage.store import DatabaseStore
from bot.ui.card import Act, Button, Card
from bot.ui.form import Form
from bot.ui.speech import read_aloud, read_form
from tests.handlers.circle import CIRCLE, gather
from tests.handlers.office import assigned, private_of, reminded, removed, reported, ring, sent, shown, to
from tests.handlers.town import (
    ANA,
    DANA,
    LEE,
    LINCOLN,
    ORG,
    SAM,
    TENANT,
    WORKSPACE,
    Town,
    alone,
    card,
    default_visibility,
    filled,
    form,
    said,
    settle,
)
from tests.support.database import NOW, HandClock

BEGINS = NOW + timedelta(minutes=30)
SERIES = Series(ORG, "s-1", "t-lincoln", Weekly((2,)), time(10, 30), NOW.date(), NOW)
MEETING = Meeting(
    ORG, "m-1", "s-1", "t-lincoln", BEGINS, BEGINS, 45, MeetingState.POSTED, note_taker="p-sam", reminded=True
)


@pytest.fixture
async def town(sqlite_store: DatabaseStore, clock: HandClock) -> Town:
    """Lincoln meets at half past ten for 45 minutes; Sam takes the notes."""
    town = await settle(sqlite_store, clock)

    def plan(session: Session) -> None:
        work = session.work(ORG)
        work.people.save(Person(ORG, "p-sam", SAM.name, handles=(SAM.handle,)))
        work.places.save(Place(ORG, "private-sam", Platform.SLACK, WORKSPACE, "", "U0SAM", "", person="p-sam"))
        work.teams.set_members("t-lincoln", Role.MEMBER, ["p-sam"])
        work.places.save(Place(ORG, "twin", Platform.TEAMS, TENANT, "a-twin", "19:twin", "Lincoln", team="t-lincoln"))
        work.meetings.save_series(SERIES)
        work.meetings.save(MEETING)
        work.alarms.set(AlarmKind.SERIES, SERIES.id, MEETING.ends)

    await town.store.write(plan)
    return town


async def meet(town: Town) -> None:
    """The meeting begins; what is said from now on is said in it."""
    town.clock.forward(seconds=(BEGINS - town.clock.now()).total_seconds() + 60)


async def part(town: Town, *, hours: float = 0) -> None:
    """So long after the meeting's end."""
    end = MEETING.ends + timedelta(hours=hours, seconds=1)
    town.clock.forward(seconds=(end - town.clock.now()).total_seconds())
    await due.ring(town.store, town.clock)


async def cards(town: Town, kind: Kind) -> dict[str, Card]:
    """By place, what is to go out now of a kind about the meeting."""

    def draw(work: Work) -> dict[str, Card]:
        lines = [line for line in work.outbox.ledger(MEETING.id) if line.intent.kind is kind]
        drawn = {line.intent.place: outgoing.message(line, work, town.clock.now()) for line in lines}
        return {place: shown(out) for place, out in drawn.items() if out}

    return await town.look(draw)


async def drafted(town: Town) -> str:
    return read_aloud((await cards(town, Kind.MINUTES_DUE))["private-sam"])


async def opened(town: Town, by: Caller = SAM) -> Form:
    due_card = (await cards(town, Kind.MINUTES_DUE))["private-sam"]
    return form(await town.press(by, due_card.buttons[0], alone(by)))


async def test_the_draft_tells_what_happened_in_the_meeting_and_nothing_else(town: Town) -> None:
    await reported(town, words="The carts are gone")
    await town.say(LEE, "#1 note Before the meeting", LINCOLN)
    await meet(town)
    await town.say(LEE, "#1 triage technology internal technical organization school", LINCOLN)
    await town.say(LEE, "#1 assign Sam Okafor by Dec 1", LINCOLN)
    await town.say(SAM, "#1 step Order a second cart by Nov 20", LINCOLN)
    await part(town)
    town.clock.forward(minutes=5)
    await town.say(SAM, "#1 step After the meeting", LINCOLN)

    told = await drafted(town)

    assert "Decided\n- #1: Lee Park triaged it as Technology: internal, technical, organization, school." in told
    assert "#1: Lee Park assigned it to Sam Okafor. Target: Tuesday, December 1, 2026." in told
    assert "#1: Sam Okafor added a step: “Order a second cart”. By Friday, November 20, 2026." in told
    assert "Who tells whom\n- #1: the bot tells the person who reported it, in private." in told
    assert [words for words in ("carts are gone", "Before", "After", "Dana") if words in told] == []


async def test_of_what_was_said_in_confidence_no_name_and_of_what_was_redirected_no_word(town: Town) -> None:
    await default_visibility(town, Visibility.CONFIDENTIAL)
    await reported(town, words="The carts are gone")
    await reported(town, words="My paper tray is jammed")
    await meet(town)
    await town.say(LEE, "#1 assign Sam Okafor", LINCOLN)
    await town.say(LEE, "#2 triage technology internal technical organization school", LINCOLN)
    asked = await town.say(LEE, "#2 redirect ticket", LINCOLN)
    await town.press(LEE, card(asked).buttons[0], LINCOLN)
    await part(town)

    told = await drafted(town)

    assert "#2: Lee Park redirected it and its words were erased. Kind: A repair or an IT request." in told
    assert told.count("#2") == 1
    assert [words for words in ("Dana", "paper tray", "carts") if words in told] == []


async def out_of_reach(town: Town) -> None:
    """Nothing can be written to Dana any more."""
    place = await private_of(town, DANA)

    def close(session: Session) -> None:
        places = session.work(ORG).places
        known = places.get(place)
        assert known is not None
        places.save(replace(known, gone="account_inactive"))

    await town.store.write(close)


@pytest.mark.parametrize(
    ("visibility", "line"),
    [
        (Visibility.NAMED, "#1: Sam Okafor tells the person who reported it, in person."),
        (Visibility.CONFIDENTIAL, "#1: the district coordinator tells the person who reported it, in person."),
    ],
)
async def test_whom_the_bot_cannot_write_to_a_person_tells_who_may_know_them(
    town: Town, visibility: Visibility, line: str
) -> None:
    await default_visibility(town, visibility)
    await reported(town)
    await out_of_reach(town)
    await meet(town)
    await town.say(LEE, "#1 assign Sam Okafor", LINCOLN)
    await part(town)
    assert line in await drafted(town)
    assert "Dana" not in await drafted(town)


async def test_of_a_report_without_a_name_the_staff_is_told_and_whoever_has_left_is_not(town: Town) -> None:
    asked = form(await town.press(DANA, Button("Report", Act("report"), opens=True), alone(DANA)))
    await town.send(DANA, asked, filled(asked, summary="The carts are gone", team="t-lincoln", visibility="unlinked"))
    await reported(town, words="The bell rings twice")
    await town.happen(DANA, "account_closed", None)
    await meet(town)
    for number in (1, 2):
        await town.say(LEE, f"#{number} assign Sam Okafor", LINCOLN)
    await part(town)
    told = await drafted(town)
    assert "Who tells whom\n- #1: Sam Okafor tells the staff whom it concerns; its code shows it." in told
    assert told.count("#2") == 1


async def test_who_did_not_answer_is_talked_with_and_the_minutes_say_by_when(town: Town) -> None:
    row = await removed(town)
    for _ in range(4):
        row = await ring(town, row)
    assert row.owed is not None
    assert row.owed.what is Duty.CONVERSATION
    begins = town.clock.now() + timedelta(hours=1)
    later = replace(MEETING, scheduled=begins, at=begins, version=2)
    await town.store.write(lambda session: session.work(ORG).meetings.save(later))
    town.clock.forward(seconds=2 * 3600)
    await due.ring(town.store, town.clock)
    told = await drafted(town)
    assert f"#{row.number}: one of the team's leads talks with the person who reported it, by " in told


async def test_what_the_note_taker_says_of_who_tells_whom_is_what_is_posted(town: Town) -> None:
    await reported(town)
    await meet(town)
    await town.say(LEE, "#1 assign Sam Okafor", LINCOLN)
    await part(town)
    asked = await opened(town)
    assert filled(asked)["to_tell"] == "#1: the bot tells the person who reported it, in private."
    await town.send(SAM, asked, {**filled(asked), "to_tell": "#1: Jo tells all of grade 4"}, alone(SAM))
    posted = read_aloud((await cards(town, Kind.MINUTES))["place-lincoln"])
    assert "Who tells whom\n- #1: Jo tells all of grade 4" in posted
    assert "the bot tells" not in posted


async def test_a_verdict_is_told_without_the_reporters_own_words(town: Town) -> None:
    row = await assigned(town)
    await town.say(LEE, f"#{row.number} removed The carts are back", LINCOLN)
    await meet(town)
    await town.say(DANA, f"#{row.number} verdict partly, room 14 is still dark", LINCOLN)
    await part(town)

    assert "says it is only partly gone" in await drafted(town)
    assert "room 14" not in await drafted(town)


async def test_what_the_note_taker_put_right_is_posted_on_both_platforms(town: Town) -> None:
    await reported(town)
    await meet(town)
    await part(town)
    asked = await opened(town)

    reply = await town.send(SAM, asked, filled(asked, decided="We try one cart a floor."), alone(SAM))

    posted = {place: read_aloud(one) for place, one in (await cards(town, Kind.MINUTES)).items()}
    assert said(reply) == "Confirmed. The minutes are in the team's channel."
    assert set(posted) == {"place-lincoln", "twin"}
    assert all("We try one cart a floor.\nConfirmed by Sam Okafor." in one for one in posted.values())
    assert await cards(town, Kind.MINUTES_DUE) == {}
    await part(town, hours=30)
    assert len(await cards(town, Kind.MINUTES)) == 2


async def test_what_nobody_confirmed_is_called_for_again_and_posted_as_a_draft_within_a_day(town: Town) -> None:
    await meet(town)
    await part(town)
    first = await drafted(town)
    await part(town, hours=20.5)  # a quarter to eight
    (second,) = await reminded(town, SAM)
    owed = await town.say(SAM, "todo", alone(SAM))
    early = await cards(town, Kind.MINUTES)
    await part(town, hours=23)

    posted = read_aloud((await cards(town, Kind.MINUTES))["place-lincoln"])
    assert "within a day" in first
    assert "Confirm the minutes of Lincoln SLT" in second
    assert "Confirm the minutes of Lincoln SLT" in said(owed)
    assert await to(town, Kind.DIGEST, SAM) == []
    assert early == {}
    assert "Nothing was decided, assigned or finished.\nA draft from the log: nobody has confirmed it yet." in posted


async def test_a_posted_draft_can_still_be_confirmed(town: Town) -> None:
    await meet(town)
    await part(town)
    await part(town, hours=23)
    correct = (await cards(town, Kind.MINUTES))["place-lincoln"].buttons[0]
    asked = form(await town.press(LEE, correct, LINCOLN))

    await town.send(LEE, asked, filled(asked, to_do="Sam calls the vendor."), LINCOLN)

    assert "Confirmed by Lee Park." in read_aloud((await cards(town, Kind.MINUTES))["place-lincoln"])


async def test_a_bot_that_was_off_posts_the_draft_when_it_is_back(town: Town) -> None:
    await meet(town)
    await town.say(LEE, "The carts are gone", LINCOLN)
    await part(town, hours=70)

    assert "A draft from the log" in read_aloud((await cards(town, Kind.MINUTES))["place-lincoln"])


async def test_without_a_note_taker_the_leads_are_asked(town: Town) -> None:
    nobody = replace(MEETING, note_taker=None, version=2)
    await town.store.write(lambda session: session.work(ORG).meetings.save(nobody))
    await meet(town)
    await part(town)

    assert set(await cards(town, Kind.MINUTES_DUE)) == {"private-p-lee"}


async def test_only_the_team_confirms(town: Town) -> None:
    await meet(town)
    await part(town)
    asked = await opened(town)

    refused = await town.send(DANA, asked, filled(asked), alone(DANA))

    assert "Only a lead of its team" in said(refused)
    assert await cards(town, Kind.MINUTES) == {}


async def test_what_is_taken_back_after_the_meeting_leaves_its_minutes_and_its_agenda(town: Town) -> None:
    """The rest of what the note taker put right stays; the messages that are there are drawn again."""
    await meet(town)
    await reported(town, words="The gym floor is wet")
    await town.say(LEE, "#1 triage technology internal technical organization school", LINCOLN)
    await town.say(LEE, "#1 step Mop the floor\nwith Maria by Nov 20", LINCOLN)
    await town.store.write(lambda session: session.work(ORG).meetings.save(replace(MEETING, posts=1, version=2)))
    await part(town)
    asked = await opened(town)
    own = {**filled(asked), "decided": "We meet earlier."}
    await town.send(SAM, asked, own, alone(SAM))
    assert "Maria" in read_aloud((await cards(town, Kind.MINUTES))["place-lincoln"])
    await sent(town)
    before = await ledger(town)
    await town.press(DANA, card(await town.say(DANA, "#1 withdraw", LINCOLN)).buttons[0], LINCOLN)
    told = read_aloud((await cards(town, Kind.MINUTES))["place-lincoln"])
    assert "Maria" not in told
    assert "#1: words erased" in told
    assert "We meet earlier." in told
    assert "Sam Okafor" in told
    fresh = [line.intent for line in await ledger(town) if line not in before]
    assert {(one.kind, one.place) for one in fresh} >= {
        (kind, place) for kind in (Kind.MINUTES, Kind.AGENDA) for place in ("place-lincoln", "twin")
    }


async def test_a_form_that_was_open_when_words_were_erased_does_not_bring_them_back(town: Town) -> None:
    await meet(town)
    await reported(town, words="The gym floor is wet")
    await town.say(LEE, "#1 triage technology internal technical organization school", LINCOLN)
    await town.say(LEE, "#1 step Mop the floor with Maria by Nov 20", LINCOLN)
    await part(town)
    asked = await opened(town)
    await town.press(DANA, card(await town.say(DANA, "#1 withdraw", LINCOLN)).buttons[0], LINCOLN)

    again = form(await town.send(SAM, asked, {**filled(asked), "decided": "We meet earlier."}, alone(SAM)))

    assert "Words that stood in them were erased in the meantime." in read_form(again)
    assert "Maria" not in f"{filled(again)}"
    assert filled(again)["decided"] == "We meet earlier."


async def ledger(town: Town) -> list[Delivery]:
    return list(await town.look(lambda work: work.outbox.ledger(MEETING.id)))


async def test_of_two_who_confirm_the_second_reads_of_the_first_and_loses_no_word(town: Town) -> None:
    await meet(town)
    await part(town)
    asked, same = await opened(town), await opened(town, LEE)
    await town.send(SAM, asked, filled(asked, decided="One cart a floor."), alone(SAM))

    again = form(await town.send(LEE, same, filled(same, decided="Two carts a floor."), alone(LEE)))

    assert "Sam Okafor confirmed them in the meantime." in read_form(again)
    assert filled(again)["decided"] == "Two carts a floor."
    await town.send(LEE, again, filled(again), alone(LEE))
    posted = read_aloud((await cards(town, Kind.MINUTES))["place-lincoln"])
    assert "Two carts a floor." in posted
    assert "Confirmed by Lee Park." in posted


async def test_words_that_may_point_to_a_student_are_asked_about_before_they_are_kept(town: Town) -> None:
    await meet(town)
    await part(town)
    asked = await opened(town)
    named = filled(asked, decided="My student Jayden Miller gets another seat.")

    again = form(await town.send(SAM, asked, named, alone(SAM)))

    assert "This may point to one student" in read_form(again)
    assert await cards(town, Kind.MINUTES) == {}


async def agreed(town: Town) -> None:
    """A team of five has agreements."""
    await gather(town, (*CIRCLE, ANA))
    words = (GroupAgreement("We start on time"),)
    it = TeamAgreements(ORG, "t-lincoln", version=1, edition=1, agreed=words, agreed_at=NOW)

    def keep(session: Session) -> None:
        session.work(ORG).agreements.hold("t-lincoln")
        session.work(ORG).agreements.save(it)

    await town.store.write(keep)


async def pulse(town: Town) -> Pulse | None:
    return await town.look(lambda work: work.pulses.standing("t-lincoln"))


async def test_at_the_end_of_a_meeting_a_team_with_agreements_is_asked_how_well_it_kept_them(town: Town) -> None:
    await agreed(town)
    await meet(town)
    await part(town, hours=-0.5)
    assert await pulse(town) is None
    await part(town)
    asked = await pulse(town)
    assert asked is not None
    asked_in = await town.look(lambda work: {line.intent.place for line in work.outbox.ledger(asked.id)})
    assert len(asked_in) == 2


async def test_a_team_without_agreements_is_not_asked(town: Town) -> None:
    await part(town)
    assert await pulse(town) is None


async def test_a_bot_that_was_off_for_a_day_asks_nobody_about_the_meeting(town: Town) -> None:
    await agreed(town)
    await part(town, hours=30)
    assert await pulse(town) is None
