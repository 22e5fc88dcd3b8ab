"""Messages about many challenges (a month, minutes, an agenda, a handover) lose the words of one that was erased."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from bot.domain.changes import Assigned, RemovalReported, StepAdded, VerdictGiven, VisibilitySet, Waited, Withdrawn
from bot.domain.meeting import Meeting, MeetingState, Series
from bot.domain.recurrence import Weekly
from bot.domain.review import Month, Walk
from bot.domain.vocabulary import Platform, Verdict, Visibility
from bot.handlers.people import rosters
from bot.handlers.upkeep import planning, review_walk
from bot.ports import Session
from bot.scheduler.due import ring
from bot.storage.store import DatabaseStore
from tests.scheduler.office import Office, everywhere
from tests.support.database import NOW, HandClock
from tests.support.messengers import WritingMessenger
from tests.support.riverside import ORG, founded, place, reported

BEGINS = NOW + timedelta(minutes=30)
SERIES = Series(ORG, "s-1", "elm", Weekly((2,)), time(9, 30), NOW.date(), NOW)
MEETING = Meeting(
    ORG, "m-1", "s-1", "elm", BEGINS, BEGINS, 45, MeetingState.POSTED, note_taker="lena", reminded=True, posts=1
)
IN_NOVEMBER = datetime(2026, 11, 2, 15, 0, tzinfo=UTC)


@pytest.fixture
async def office(store: DatabaseStore, clock: HandClock) -> Office:
    """A challenge that Lena works on."""
    made = Office(store, clock, WritingMessenger(Platform.SLACK), WritingMessenger(Platform.TEAMS))
    await store.write(founded)
    row = await store.write(lambda session: reported(session, clock, "The projector in the gym hums"))
    made.id = row.id
    await made.act(Assigned("lena"), "lena")
    await made.send()
    return made


async def until(office: Office, moment: datetime) -> None:
    office.clock.forward(seconds=(moment - office.clock.now()).total_seconds())
    await ring(office.store, office.clock)
    await office.send()


async def heard(office: Office) -> None:
    """It was removed in October, the team read so in November, and then it came back."""
    await office.store.write(lambda session: reported(session, office.clock, "The gym is cold"))
    await office.act(RemovalReported("No hum since it hangs lower"), "lena")
    await until(office, IN_NOVEMBER)
    assert "since it hangs lower · not confirmed yet" in everywhere(office)
    await office.act(VerdictGiven(Verdict.PARTLY, ""), "tess")
    office.clock.forward(days=40)
    await office.send()


def leave(session: Session) -> None:
    """Slack's channel is nobody's any more."""
    session.work(ORG).places.save(replace(place(session, Platform.SLACK), team=None))


async def test_what_a_team_heard_of_a_month_loses_the_words_of_a_removal(office: Office) -> None:
    await heard(office)

    await office.act(Withdrawn(), "tess")
    await office.send()

    assert "hangs lower" not in everywhere(office)
    assert everywhere(office).count("What we heard, what we did: October 2026") == 2
    assert everywhere(office).count("New reports: 1") == 2
    assert "Waiting" not in everywhere(office)


async def test_what_went_out_while_words_were_erased_loses_them_too(office: Office) -> None:
    await office.act(RemovalReported("No hum since it hangs lower"), "lena")
    await office.send()
    await office.act(VerdictGiven(Verdict.PARTLY, ""), "tess")
    await office.act(RemovalReported("No hum since it hangs lower"), "lena")
    await office.send()
    office.clock.forward(seconds=(IN_NOVEMBER - office.clock.now()).total_seconds())
    await ring(office.store, office.clock)
    await office.send(times=1)  # the cards; what was heard waits for its turn

    async def reopened_and_erased() -> None:
        await office.act(VerdictGiven(Verdict.PARTLY, ""), "tess")
        await office.act(Withdrawn(), "tess")

    office.teams.meanwhile = reopened_and_erased
    await office.send()

    assert "hangs lower" not in everywhere(office)


async def met(office: Office) -> None:
    """The team met, and Lena has the draft of the minutes."""

    def plan(session: Session) -> None:
        work = session.work(ORG)
        work.meetings.save_series(SERIES)
        work.meetings.save(MEETING)
        planning.draw(MEETING, work)
        planning.replan(SERIES, work.teams.all()[0], work, office.clock.now())

    await office.store.write(plan)
    await until(office, BEGINS + timedelta(minutes=1))
    await office.act(StepAdded("Hang the hum lower", None, None), "lena")
    await until(office, MEETING.ends + timedelta(seconds=1))
    assert "#1: Lena Brandt added a step: “Hang the hum lower”." in everywhere(office)


async def test_the_draft_of_minutes_loses_the_words_of_what_was_erased(office: Office) -> None:
    await met(office)

    await office.act(Withdrawn(), "tess")
    await office.send()

    assert "hum" not in everywhere(office)
    assert "#1: words erased" in everywhere(office)


async def test_so_does_the_draft_when_the_minutes_are_out(office: Office) -> None:
    await met(office)
    await until(office, MEETING.ends + timedelta(hours=23, minutes=1))
    assert everywhere(office).count("Hang the hum lower") > 3

    await office.act(Withdrawn(), "tess")
    await office.send()

    assert "hum" not in everywhere(office)


async def confirm(office: Office, done: str) -> None:
    def keep(session: Session) -> None:
        minutes = session.work(ORG).minutes.get(MEETING.id)
        assert minutes is not None
        session.work(ORG).minutes.save(minutes.confirm({"to_do": done}, "lena", office.clock.now()))

    await office.store.write(keep)


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("We hang the\nhum LOWER, says Lena.", "We words erased, says Lena."),
        ("Lena: “hang the hum lower” by Friday", "Lena: “words erased” by Friday"),
        ("We hang it higher.", "We hang it higher."),
        ("The man from Hum and Sons is late.", "The man from words erased is late."),
        ("We hum less: “hum less” is done", "We hum less: “words erased” is done"),
        ("#1: Lena sees to it", "#1: words erased"),
        ("#12: Lena sees to it", "#12: Lena sees to it"),
    ],
)
async def test_of_minutes_the_words_of_the_challenge_go_and_those_of_the_note_taker_stay(
    office: Office, written: str, left: str
) -> None:
    await office.act(StepAdded("Hum less", None, None), "lena")
    await met(office)
    await office.act(Waited("Hum and Sons"), "lena")
    await confirm(office, written)

    await office.act(Withdrawn(), "tess")

    kept = await office.store.read(lambda session: session.work(ORG).minutes.get(MEETING.id))
    assert kept is not None
    assert dict(kept.texts) == {"to_do": left}


async def test_whoever_took_over_reads_no_words_that_were_erased_since(office: Office) -> None:
    await office.act(Assigned("omar"), "lena")

    def close_account(session: Session) -> None:
        work = session.work(ORG)
        omar = work.people.get("omar")
        assert omar is not None
        rosters.absent(omar, work, office.clock.now())

    await office.store.write(close_account)
    await office.send()
    assert "Handed over to you" in everywhere(office)

    await office.act(Withdrawn(), "tess")
    await office.send()

    assert "hum" not in everywhere(office)


async def reviewing(office: Office) -> None:
    """A review stands at the challenge."""

    def begin(session: Session) -> None:
        work = session.work(ORG)
        month = Month(2026, 10)
        walk = Walk(ORG, "w-1", "elm", 1, month, office.clock.now(), "lena", version=0)
        review_walk.save(walk.on_to(work.reviews.pending("elm", month)), work)

    await office.store.write(begin)
    await office.send()


async def test_a_channel_that_is_no_longer_the_teams_loses_erased_words_as_well(office: Office) -> None:
    await met(office)
    await reviewing(office)
    await until(office, MEETING.ends + timedelta(hours=23, minutes=1))
    await office.act(RemovalReported("No hum since it hangs lower"), "lena")
    await until(office, IN_NOVEMBER)
    await office.act(VerdictGiven(Verdict.PARTLY, ""), "tess")
    await office.send()
    await office.store.write(leave)
    before = office.now_shown()["C0ELM"]
    assert sum("hum" in text for text in before.values()) > 4

    await office.act(Withdrawn(), "tess")
    await office.send()

    assert "hum" not in everywhere(office)


async def test_nor_does_an_agenda_that_was_posted_anew_keep_them(office: Office) -> None:
    await met(office)

    def post_again(session: Session) -> None:
        work = session.work(ORG)
        meeting = work.meetings.get(MEETING.id)
        assert meeting is not None
        again = replace(meeting, posts=2, state=MeetingState.POSTED, version=meeting.version + 1)
        work.meetings.save(again)
        planning.draw(again, work)

    await office.store.write(post_again)
    await office.send()

    await office.act(Withdrawn(), "tess")
    await office.send()

    assert "hum" not in everywhere(office)


@pytest.mark.parametrize("visibility", [Visibility.CONFIDENTIAL, Visibility.UNLINKED])
async def test_a_channel_that_is_no_longer_the_teams_loses_the_name_too(office: Office, visibility: Visibility) -> None:
    await office.store.write(leave)
    assert any("Tess" in text for text in office.now_shown()["C0ELM"].values())

    await office.act(VisibilitySet(visibility), "tess")
    await office.send()

    assert not any("Tess" in text for text in office.now_shown()["C0ELM"].values())


async def test_minutes_name_nobody_who_reported(office: Office) -> None:
    await office.act(RemovalReported("No hum since it hangs lower"), "lena")
    await met_over(office)

    kept = await office.store.read(lambda session: session.work(ORG).minutes.get(MEETING.id))

    assert kept is not None
    assert "says it is only partly gone" in kept.texts["done"]
    assert "Tess" not in f"{kept.texts}"


async def met_over(office: Office) -> None:
    def plan(session: Session) -> None:
        work = session.work(ORG)
        work.meetings.save_series(SERIES)
        work.meetings.save(MEETING)
        planning.replan(SERIES, work.teams.all()[0], work, office.clock.now())

    await office.store.write(plan)
    await until(office, BEGINS + timedelta(minutes=1))
    await office.act(VerdictGiven(Verdict.PARTLY, ""), "tess")
    await until(office, MEETING.ends + timedelta(seconds=1))
