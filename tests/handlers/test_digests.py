"""A person's reminder: one message with all that they owe, on a school day in their own hours."""

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import chain
from zoneinfo import ZoneInfo

import pytest

from bot.domain.vocabulary import Role
from bot.handlers import outgoing
from bot.ports import AlarmKind, DeliveryState, Kind, Session, Work
from tests.handlers.office import assigned, reminded, reported, ring, to
from tests.handlers.town import DANA, JO, LEE, LINCOLN, ORG, SAM, Town, alone, said
from tests.support.riverside import spoil

HERE = ZoneInfo("America/Detroit")


async def until(town: Town, local: str) -> None:
    """Move the clock to a local time."""
    at = datetime.fromisoformat(local).replace(tzinfo=HERE)
    town.clock.forward(seconds=(at - town.clock.now()).total_seconds())


async def late(town: Town, *words: str) -> None:
    """Reports that nobody triages in five school days; the clock stands right after the last one rang."""
    for one in words:
        await reported(town, words=one)
    for row in await town.rows():
        await ring(town, row)


async def next_alarm(town: Town, who: str = "p-lee") -> datetime | None:
    return await town.look(lambda work: work.alarms.at(AlarmKind.DIGEST, who))


async def test_several_things_make_one_message_that_quotes_none_of_them(town: Town) -> None:
    await late(town, "The copier is out of paper", "No keys for the gym")

    (told,) = await reminded(town, LEE)

    assert "A reminder: 2 things wait for you" in told
    assert "#1 · Triage it · late since Wed, Oct 21" in told
    assert "#2 · Triage it · late since Wed, Oct 21" in told
    assert "copier" not in told


async def test_with_what_is_late_comes_what_has_time(town: Town) -> None:
    await late(town, "The copier is out of paper")
    await reported(town, words="No keys for the gym")

    (told,) = await reminded(town, LEE)

    assert "#2 · Triage it · by Wed, Oct 28" in told


async def test_who_owes_nothing_that_is_late_is_not_reminded(town: Town) -> None:
    await late(town, "The copier is out of paper")
    await town.say(LEE, "#1 triage technology internal technical organization school", LINCOLN)
    await reported(town, words="No keys for the gym")

    assert await reminded(town, LEE) == []
    assert await town.queued(Kind.DIGEST) == []


async def test_what_was_done_while_a_reminder_waited_is_not_in_it(town: Town) -> None:
    await late(town, "The copier is out of paper", "No keys for the gym")
    await reminded(town, LEE)
    await town.say(LEE, "#1 triage technology internal technical organization school", LINCOLN)
    await town.say(LEE, "#2 triage technology internal technical organization school", LINCOLN)

    assert await to(town, Kind.DIGEST, LEE) == []


@pytest.mark.parametrize("local", ["2026-10-21T16:30", "2026-10-21T23:00", "2026-10-22T09:00", "2026-10-24T10:00"])
async def test_a_reminder_that_waited_until_the_evening_or_another_day_does_not_go_out(town: Town, local: str) -> None:
    await late(town, "The copier is out of paper")
    await reminded(town, LEE)

    await until(town, local)

    assert await to(town, Kind.DIGEST, LEE) == []


async def test_what_becomes_late_on_a_day_that_was_used_waits_for_the_next_school_day(town: Town) -> None:
    first, second = await reported(town), await reported(town, words="No keys for the gym")
    await ring(town, first)
    await reminded(town, LEE)

    await ring(town, second)

    assert await next_alarm(town) == datetime(2026, 10, 22, 7, 30, tzinfo=HERE)
    await reminded(town, LEE)
    assert len(await town.queued(Kind.DIGEST)) == 1
    await until(town, "2026-10-22T07:30")
    assert len(await reminded(town, LEE)) == 1
    assert len(await town.queued(Kind.DIGEST)) == 2


async def test_who_cannot_be_reached_is_tried_again_on_the_next_school_day(town: Town) -> None:
    await late(town, "The copier is out of paper")
    await unreachable(town, "account_closed")
    assert await reminded(town, LEE) == []
    assert await next_alarm(town) == datetime(2026, 10, 22, 7, 30, tzinfo=HERE)

    await unreachable(town, None)
    await until(town, "2026-10-22T07:30")

    assert len(await reminded(town, LEE)) == 1


async def unreachable(town: Town, why: str | None) -> None:
    def change(session: Session) -> None:
        work = session.work(ORG)
        place = work.places.personal("p-lee")
        assert place is not None
        work.places.save(replace(place, gone=why))

    await town.store.write(change)


async def test_where_nobody_leads_the_coordinator_hears_of_it(town: Town) -> None:
    await town.store.write(lambda session: session.work(ORG).teams.set_members("t-lincoln", Role.LEAD, []))
    await late(town, "The copier is out of paper")

    assert ["#1 · Triage it" in one for one in await reminded(town, JO)] == [True]


async def test_a_lead_hears_that_a_question_was_not_answered(town: Town) -> None:
    await reported(town)
    await town.say(LEE, "#1 ask Which cart is it?", LINCOLN)
    await ring(town, await town.row())

    (lead,), (reporter,) = await reminded(town, LEE), await reminded(town, DANA)

    assert "The question has not been answered; you can go on without an answer" in lead
    assert "Answer the question" in reporter


async def test_a_reporter_who_chooses_no_link_leaves_no_day_on_which_they_were_reminded(town: Town) -> None:
    await reported(town)
    await town.say(LEE, "#1 ask Which cart is it?", LINCOLN)
    await ring(town, await town.row())
    await reminded(town, DANA)
    await town.store.write(sent)
    assert await days_of_dana(town) == [DeliveryState.SENT]

    opened = await town.say(DANA, "#1 visibility unlinked", alone(DANA))
    assert opened.form is not None
    await town.send(DANA, opened.form, {"visibility": "unlinked"}, alone(DANA))

    assert await days_of_dana(town) == []


def sent(session: Session) -> None:
    """Everything that is due went out."""
    now = datetime(2026, 12, 1, tzinfo=UTC)
    batches = (session.lanes.claim("one", now=now, lease=60, limit=99) for _ in range(20))
    for delivery in chain.from_iterable(batches):
        session.lanes.done((replace(delivery, state=DeliveryState.SENT, sent_at=now), 0), now=now)


async def days_of_dana(town: Town) -> list[DeliveryState]:
    def ask(work: Work) -> list[DeliveryState]:
        dana = work.people.by_handle(DANA.handle)
        assert dana is not None
        return [one.state for one in work.outbox.ledger(dana.id) if one.intent.kind is Kind.DIGEST]

    return await town.look(ask)


async def test_in_spanish_it_says_the_same(town: Town) -> None:
    def speak(session: Session) -> None:
        work = session.work(ORG)
        lee = work.people.get("p-lee")
        assert lee is not None
        work.people.save(replace(lee, language="es-MX"))

    await late(town, "The copier is out of paper")
    await town.store.write(speak)

    (told,) = await reminded(town, LEE)

    assert "Recordatorio: 1 cosa te espera" in told
    assert "con retraso desde el" in told


async def test_the_reminder_of_a_day_has_its_day_for_a_key(town: Town) -> None:
    await late(town, "The copier is out of paper")
    await reminded(town, LEE)
    (queued,) = await town.queued(Kind.DIGEST)

    drawn = await town.look(lambda work: outgoing.message(queued, work, town.clock.now()))

    assert queued.intent.seq == date(2026, 10, 21).toordinal()
    assert getattr(drawn, "key", "") == f"digest:p-lee:{queued.intent.seq}"


@pytest.mark.parametrize(
    ("span", "then"),
    [
        ("3 weeks", "2026-11-04 09:00"),
        ("3 days", "2026-10-19 07:30"),
        ("2 hours", "2026-10-14 12:00"),
        ("14 hours", "2026-10-15 00:00"),
    ],
)
async def test_a_demos_clock_is_moved_on_by_days_to_a_time_at_which_people_are_reminded(
    town: Town, span: str, then: str
) -> None:
    town.dev = True
    await assigned(town)
    await town.say(DANA, f"skip {span}", command="demo")
    offset = await town.store.read(lambda session: float(session.setting("demo_offset_seconds") or 0))
    town.clock.forward(seconds=offset)
    assert f"{town.clock.now().astimezone(HERE):%Y-%m-%d %H:%M}" == then
    assert said(await town.say(DANA, "now", command="demo"))


async def with_a_step(town: Town, due: str = "by Oct 20") -> None:
    """A step of Sam's in a challenge of Lee's, which has time; today is the 14th."""
    await town.say(SAM, "help", LINCOLN)
    await assigned(town)
    await town.say(LEE, f"#1 step Order chargers {due} \ue0000\ue001", LINCOLN, people=(SAM,))


async def test_a_step_whose_day_is_over_brings_a_reminder_by_itself(town: Town) -> None:
    await with_a_step(town)
    await until(town, "2026-10-20T12:00")
    assert await reminded(town, SAM) == []

    await until(town, "2026-10-21T07:30")
    (told,) = await reminded(town, SAM)

    assert "#1 · Finish your step · late since Tue, Oct 20" in told
    assert await reminded(town, LEE) == []


async def test_a_late_step_comes_again_after_a_week_of_school_until_it_is_done(town: Town) -> None:
    await with_a_step(town)
    await until(town, "2026-10-21T07:30")
    await reminded(town, SAM)
    await until(town, "2026-10-27T12:00")
    assert await reminded(town, SAM) == []

    await until(town, "2026-10-28T07:30")
    assert len(await reminded(town, SAM)) == 1
    await town.say(SAM, "#1 done 1", LINCOLN)
    await until(town, "2026-11-04T07:30")
    assert await reminded(town, SAM) == []


async def test_a_step_of_what_is_said_to_be_gone_is_brought_to_nobody(town: Town) -> None:
    await with_a_step(town)
    await town.say(LEE, "#1 removed New chargers are in", LINCOLN)
    await until(town, "2026-10-21T07:30")
    assert await reminded(town, SAM) == []
    assert "Order chargers" not in said(await town.say(SAM, "todo", LINCOLN))


async def test_a_late_step_that_was_put_off_waits(town: Town) -> None:
    await with_a_step(town)
    await town.say(SAM, "#1 later Oct 23", LINCOLN)
    await until(town, "2026-10-21T07:30")
    assert await reminded(town, SAM) == []
    await until(town, "2026-10-23T07:30")
    assert len(await reminded(town, SAM)) == 1


async def test_missing_progress_brings_a_reminder_every_ten_school_days(town: Town) -> None:
    await assigned(town)
    await town.say(LEE, "#1 step Order chargers", LINCOLN)
    rings = []
    for _ in range(2):
        await ring(town, await town.row())
        rings.append(town.clock.now().astimezone(HERE).date())
        assert ["#1 · Report progress · late since Wed, Oct 28" in told for told in await reminded(town, LEE)] == [True]
    assert rings == [date(2026, 10, 28), date(2026, 11, 11)]


async def test_one_row_that_cannot_be_read_keeps_nobody_from_the_others(town: Town) -> None:
    await late(town, "The copier is out of paper", "No keys for the gym")
    broken = await town.row(1)
    await town.store.write(lambda session: spoil(session, broken.id))

    (told,) = await reminded(town, LEE)

    assert "#2 · Triage it" in told
    assert "#1" not in told
    assert "1 more could not be shown." in told
