"""Reminders over days: few, within hours, of what is true, and in the end of everything."""

import asyncio
import re
import shutil
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.domain import life
from bot.domain.challenge import Challenge
from bot.domain.changes import Asked, Assigned, Change, Noted, RemovalReported, StepAdded, Waited, Withdrawn
from bot.domain.known_days import Days, KnownDays
from bot.domain.life import BEFORE_REMOVAL
from bot.domain.refusals import Refusal
from bot.domain.reminders import Wishes
from bot.domain.vocabulary import Platform
from bot.handlers.challenges.announce import announce
from bot.handlers.desk.who_owes import reminded
from bot.handlers.reminders.reminders import change
from bot.handlers.upkeep import reminding
from bot.ports import DeliveryOutcome, Failed, LogFilter, Retry, Session
from bot.scheduler.delivery import Courier
from bot.scheduler.due import ring
from bot.storage.store import DatabaseStore
from bot.ui.speech import read_aloud
from tests.support.database import KEYS, NOW, HandClock
from tests.support.messengers import WritingMessenger
from tests.support.riverside import ORG, founded, reported

OFF = Days(NOW.date() + timedelta(days=12), NOW.date() + timedelta(days=16), name="Fall break")
HOME = ZoneInfo("America/Chicago")
Wish = Callable[[Wishes, date], Wishes]
WISHES: tuple[Wish, ...] = (
    lambda wishes, _: replace(wishes, stopped=True),
    lambda wishes, _: replace(wishes, stopped=False),
    lambda wishes, _: wishes.wishing("c1", None),
    lambda wishes, _: wishes.without("c1", "c2"),
    lambda wishes, today: wishes.wishing("c2", today + timedelta(days=3)),
)
"""Omar, who coordinates, stops nothing: somebody hears of everything."""
MOST = 15
"""Reports in one walk: as many as a reminder names."""
HINGE = StepAdded("Order a hinge", "tess", NOW.date() + timedelta(days=9))
CHANGES: tuple[Change, ...] = (
    Assigned("tess"),
    Assigned("omar"),
    Asked("Which one?"),
    Noted("Looked at it"),
    HINGE,
    Waited("the locksmith"),
    RemovalReported("Mended"),
    Withdrawn(),
)


@dataclass(frozen=True)
class Reminder:
    """One that went out."""

    place: str
    at: datetime
    numbers: frozenset[int]
    closed: frozenset[int]
    """Numbers of what was closed by then."""
    late: frozenset[int]
    silent: frozenset[int]
    """Numbers of what its reader had put off or stopped by then."""


@dataclass
class School:
    """Riverside with two processes on one database."""

    store: DatabaseStore
    clock: HandClock
    reminders: list[Reminder] = field(default_factory=list)
    messengers: dict[Platform, WritingMessenger] = field(
        default_factory=lambda: {one: WritingMessenger(one, pace=0.0) for one in Platform}
    )
    words: Iterator[str] = field(default_factory=lambda: (f"Door {number} sticks" for number in range(MOST)))

    async def tick(self) -> None:
        seen = {platform: len(one.sent) for platform, one in self.messengers.items()}
        await asyncio.gather(ring(self.store, self.clock), ring(self.store, self.clock))
        couriers = [Courier(self.store, self.messengers, self.clock, worker=name) for name in ("one", "two")]
        await asyncio.gather(*(courier.drain() for courier in couriers))
        rows = await self.rows()
        closed = frozenset(row.number for row in rows if not row.open)
        today = self.clock.now().astimezone(HOME).date()
        late = frozenset(row.number for row in rows if row.late_since or late_steps(row, today))
        for platform, messenger in self.messengers.items():
            new = [post for post in messenger.sent[seen[platform] :] if post.message.key.startswith("digest:")]
            for post in [one for one in new if one.named]:
                assert post.message.card is not None
                numbers = frozenset(int(found) for found in re.findall(r"#(\d+) ·", read_aloud(post.message.card)))
                silent = await self.store.read(lambda session, to=post.place: silenced(session, to, self.clock.now()))  # type: ignore[misc]
                self.reminders.append(Reminder(post.place, self.clock.now(), numbers, closed, late, silent))

    async def rows(self) -> list[Challenge]:
        found, _ = await self.store.read(lambda session: session.work(ORG).challenges.find(LogFilter(), limit=99))
        return list(found)

    async def report(self) -> None:
        for words in islice(self.words, 1):
            await self.store.write(lambda session, words=words: reported(session, self.clock, words))  # type: ignore[misc]

    async def change(self, number: int, what: Change) -> None:
        def act(session: Session) -> None:
            work = session.work(ORG)
            row, team = work.challenges.numbered(number), work.teams.get("elm")
            assert row is not None and team is not None
            after, event = life.move(
                row, what, team=team, calendar=work.calendar(), actor="lena", platform=None, now=self.clock.now()
            )
            work.challenges.save(after, event)
            announce(row, after, event, work)

        with suppress(Refusal, AssertionError):
            await self.store.write(act)

    async def wish(self, who: str, what: Wish) -> None:
        def act(session: Session) -> None:
            work = session.work(ORG)
            person, rows = work.people.get(who), work.challenges.find(LogFilter(open=True), limit=99)[0]
            assert person is not None
            wishes = what(work.wishes.of(who), self.clock.now().date())
            change(person, wishes, rows, work, self.clock.now())
            reminding.look_again(person, work, self.clock.now())

        await self.store.write(act)

    async def off(self) -> None:
        """Nobody rings and nothing is sent."""


def silenced(session: Session, to: str, now: datetime) -> frozenset[int]:
    work = session.work(ORG)
    rows = work.challenges.find(LogFilter(open=True), limit=99)[0]
    wishes = work.wishes.of({"U0TESS": "tess", "U0OMAR": "omar"}.get(to, "lena"))
    return frozenset(row.number for row in rows if wishes.silent(row.id, now.astimezone(HOME).date()))


def settled(session: Session) -> None:
    """There is a break before long, and Omar lives two hours behind the others."""
    founded(session)
    work = session.work(ORG)
    work.school_days.save(KnownDays().typed([OFF]))
    omar = work.people.get("omar")
    assert omar is not None
    work.people.save(replace(omar, time_zone="America/Los_Angeles"))


def late_steps(row: Challenge, today: date) -> list[tuple[str | None, date]]:
    """(owner, day) of each step whose day is over."""
    steps = row.steps if row.status in BEFORE_REMOVAL else ()
    return [(step.owner, step.due) for step in steps if step.due and step.due < today and step.done_at is None]


def hung(session: Session, now: datetime) -> dict[tuple[str, int], datetime]:
    """Of every open challenge that is late: who must have heard of it, as (place, number), and since when."""
    work = session.work(ORG)
    late = [(row, row.late_since) for row in work.challenges.find(LogFilter(open=True), limit=99)[0] if row.late_since]
    owed = [(work.places.personal(person), row, since) for row, since in late for person in reminded(row, work)]
    assert all(reminded(row, work) for row, _ in late)
    for row in work.challenges.find(LogFilter(open=True), limit=99)[0]:
        for owner, due in late_steps(row, now.astimezone(HOME).date()):
            if owner and not work.wishes.of(owner).stops(row.id):
                owed.append((work.places.personal(owner), row, datetime.combine(due, time(23), HOME)))
    return {(place.key, row.number): since for place, row, since in owed if place}


Act = Callable[[School], Awaitable[None]]


def changing(number: int, what: Change) -> Act:
    return lambda school: school.change(number, what)


def wishing(who: str, what: Wish) -> Act:
    return lambda school: school.wish(who, what)


hours = st.integers(1, 13)
acts = (
    st.just(School.report)
    | st.builds(changing, st.integers(1, 3), st.sampled_from(CHANGES))
    | st.builds(wishing, st.sampled_from(["lena", "tess"]), st.sampled_from(WISHES))
)
running = st.sampled_from([School.tick, School.tick, School.tick, School.off])
answers = st.sampled_from([(), (Retry(9 * 3600.0),) * 9, (Retry(9 * 3600.0),) * 9, (Failed("refused"),) * 9])
Step = tuple[int, Act, Act, tuple[DeliveryOutcome, ...]]


async def live(school: School, steps: list[Step]) -> None:
    await school.store.write(settled)
    for _ in range(3):
        await school.report()
        school.clock.forward(days=2)
    for hours, act, run, answers in steps:
        school.clock.forward(hours=hours)
        for messenger in school.messengers.values():
            messenger.answers = list(answers)
        await act(school)
        await run(school)
    for messenger in school.messengers.values():
        messenger.answers = []
    for _ in range(45):
        school.clock.forward(hours=7)
        await school.tick()


def at_home(reminder: Reminder) -> datetime:
    return reminder.at.astimezone(ZoneInfo("America/Los_Angeles") if reminder.place == "U0OMAR" else HOME)


TOO_LATE: list[Step] = [
    (12, School.off, School.off, ()),
    (12, School.off, School.tick, (Retry(9 * 3600.0),) * 9),
    (10, changing(1, Assigned("tess")), School.tick, ()),
    (13, School.off, School.tick, ()),
]
"""The one thing that was late goes on while its reminder waits for the platform, and the others have time."""


@example(TOO_LATE)
@example([(1, changing(1, HINGE), School.tick, ())])
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(hours, acts, running, answers), min_size=15, max_size=30))
def test_reminders_are_few_in_time_and_true_and_reach_everybody(migrated_sqlite: Path, steps: list[Step]) -> None:
    async def lived(path: str) -> tuple[School, dict[tuple[str, int], datetime]]:
        clock = HandClock()
        store = DatabaseStore(f"sqlite:///{path}", secret_keys=KEYS, clock=clock)
        school = School(store, clock)
        await live(school, steps)
        owed = await store.read(lambda session: hung(session, clock.now()))
        await store.close()
        return school, owed

    with TemporaryDirectory() as folder:
        school, owed = asyncio.run(lived(shutil.copy(migrated_sqlite, folder)))

    calendar = KnownDays().typed([OFF]).calendar()
    local = [at_home(one) for one in school.reminders]
    days = Counter((one.place, at_home(one).date()) for one in school.reminders)
    assert all(time(7, 30) <= at.time() < time(16, 30) and calendar.is_school_day(at.date()) for at in local)
    assert set(days.values()) <= {1}
    assert not any(one.numbers & (one.closed | one.silent) for one in school.reminders)
    assert all(one.numbers & one.late for one in school.reminders)
    told = {(one.place, number): one.at for one in school.reminders for number in one.numbers}
    lately = {owed_by: since for owed_by, since in owed.items() if since < school.clock.now() - timedelta(days=5)}
    assert {owed_by for owed_by, since in lately.items() if owed_by not in told or told[owed_by] < since} == set()


async def test_what_could_not_go_out_in_hours_goes_out_on_the_next_school_day(
    sqlite_store: DatabaseStore, clock: HandClock
) -> None:
    """The platform asks for nine hours of patience in the morning: in the evening it is too late."""
    school = School(sqlite_store, clock)
    await sqlite_store.write(founded)
    await school.report()
    await school.tick()
    clock.forward(days=7)
    school.messengers[Platform.TEAMS].answers = [Retry(9 * 3600.0)] * 9
    await school.tick()
    school.messengers[Platform.TEAMS].answers = []
    clock.forward(hours=10)
    await school.tick()
    assert school.reminders == []
    clock.forward(hours=14)
    await school.tick()
    assert [one.numbers for one in school.reminders] == [{1}]
