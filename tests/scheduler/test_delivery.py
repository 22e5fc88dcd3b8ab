"""The life of a delivery: in order, within the pace, never lost, at most one repeat."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

import pytest
from sqlalchemy import select, text, update
from structlog.testing import capture_logs

from bot.domain.vocabulary import Platform, Role
from bot.ports import (
    NOT_THERE,
    Delivery,
    DeliveryOutcome,
    DeliveryState,
    Failed,
    Gone,
    Intent,
    Kind,
    Listed,
    Profile,
    Retry,
    Sent,
    Session,
    Uncertain,
)
from bot.scheduler.calling import LONGEST
from bot.scheduler.delivery import GIVE_UP, LEASE, Courier, backoff
from bot.storage.session import DatabaseSession
from bot.storage.store import DatabaseStore
from bot.storage.tables import event
from tests.support.database import HandClock
from tests.support.messengers import WritingMessenger
from tests.support.riverside import ORG, founded, place, reported, spoil

T = TypeVar("T")


@dataclass
class Interrupted:
    """A store in which, right after its n-th look, something else happens."""

    store: DatabaseStore
    then: dict[int, Callable[[], Awaitable[None]]]
    looks: int = 0

    async def write(self, fn: Callable[[Session], T]) -> T:
        return await self.store.write(fn)

    async def read(self, fn: Callable[[Session], T]) -> T:
        result = await self.store.read(fn)
        self.looks += 1
        await self.then.get(self.looks, nothing)()
        return result

    async def healthy(self) -> bool:
        return await self.store.healthy()


async def nothing() -> None:
    """Nothing happens."""


@dataclass
class Office:
    store: DatabaseStore
    clock: HandClock
    slack: WritingMessenger
    teams: WritingMessenger

    def courier(self, worker: str = "one", longest: float = LONGEST) -> Courier:
        messengers = {Platform.SLACK: self.slack, Platform.TEAMS: self.teams}
        return Courier(self.store, messengers, self.clock, worker=worker, longest=longest)

    async def report(self, words: str = "The projector in the gym hums") -> str:
        return (await self.store.write(lambda session: reported(session, self.clock, words))).id

    async def ledger(self, subject: str) -> list[Delivery]:
        return await self.store.read(lambda session: list(session.work(ORG).outbox.ledger(subject)))

    async def state(self, subject: str, platform: Platform) -> Delivery:
        key = await self.store.read(lambda session: place(session, platform).id)
        return next(row for row in await self.ledger(subject) if row.intent.place == key)


@pytest.fixture
async def office(store: DatabaseStore, clock: HandClock) -> Office:
    await store.write(founded)
    return Office(store, clock, WritingMessenger(Platform.SLACK), WritingMessenger(Platform.TEAMS))


async def test_a_report_shows_its_card_in_the_teams_place_on_each_platform(office: Office) -> None:
    await office.report()
    await office.courier().drain()
    assert [post.place for post in office.slack.sent] == ["C0ELM"]
    assert [post.place for post in office.teams.sent] == ["19:elm@thread.tacv2"]


async def test_a_sent_message_is_not_sent_again(office: Office) -> None:
    subject = await office.report()
    await office.courier().drain()
    office.clock.forward(hours=3)
    await office.courier("another").drain()
    assert len(office.slack.sent) == 1
    assert (await office.state(subject, Platform.SLACK)).state is DeliveryState.SENT


async def test_a_message_put_right_after_the_last_look_goes_out_without_waiting_for_a_tick(office: Office) -> None:
    store = Interrupted(office.store, {})
    courier = Courier(store, {Platform.SLACK: office.slack, Platform.TEAMS: office.teams}, office.clock, worker="one")

    async def put_something_and_say_so() -> None:
        await office.report()
        await courier.drain()

    store.then[1] = put_something_and_say_so  # the first look found nothing
    await courier.drain()
    assert len(office.slack.sent) == 1


async def test_a_place_gets_one_message_within_its_pace(office: Office) -> None:
    await office.report("The gym is too cold")
    await office.report("No paper for the copier")
    await office.courier().drain()
    assert len(office.slack.sent) == 1
    office.clock.forward(seconds=office.slack.pace)
    await office.courier().drain()
    assert len(office.slack.sent) == 2


def newer(statement: str) -> Callable[[Session], None]:
    """What a newer version wrote beside us."""

    def write(session: Session) -> None:
        assert isinstance(session, DatabaseSession)
        session.connection.execute(text(statement))

    return write


@pytest.mark.parametrize("state", ["waiting", "sending"])
async def test_a_message_that_a_newer_version_put_waits_for_it_and_holds_up_no_other(
    office: Office, state: str
) -> None:
    await office.report("The gym is too cold")
    await office.store.write(newer(f"UPDATE outbox SET kind = 'tidings', state = '{state}'"))
    await office.report("No paper for the copier")
    courier = office.courier()
    with capture_logs() as told:
        for _ in range(20):
            await courier.drain()
            office.clock.forward(seconds=10)
    assert len(office.slack.sent) == len(office.teams.sent) == 1
    assert [line["kind"] for line in told if line["event"] == "left for a newer version"] == ["tidings"]
    looks_again = await office.courier().next_due()
    assert looks_again is not None and looks_again >= office.clock.now()
    await office.store.write(newer("UPDATE outbox SET kind = 'card' WHERE kind = 'tidings'"))
    for _ in range(20):
        office.clock.forward(seconds=10)
        await courier.drain()
    assert len(office.slack.sent) == len(office.teams.sent) == 2


def called(session: Session, kind: str) -> None:
    """The only event there is, under another name."""
    assert isinstance(session, DatabaseSession)
    change = session.connection.execute(select(event.c.change)).scalar_one()
    session.connection.execute(update(event).values(change={**change, "kind": kind}))


async def test_a_line_about_what_only_a_newer_version_can_read_waits_for_it(office: Office) -> None:
    subject = await office.report()
    await office.courier().drain()

    def line(session: Session) -> None:
        session.work(ORG).outbox.put(Intent(Kind.LINE, subject, place(session, Platform.SLACK).id, 1))

    await office.store.write(line)
    await office.store.write(lambda session: called(session, "tidings"))
    for _ in range(30):
        office.clock.forward(minutes=1)
        await office.courier().drain()
    assert len(office.slack.sent) == 1
    await office.store.write(lambda session: called(session, "report"))
    for _ in range(10):
        office.clock.forward(minutes=1)
        await office.courier().drain()
    assert len(office.slack.sent) == 2


async def test_a_platform_that_asks_to_wait_is_obeyed(office: Office) -> None:
    office.slack.answers = [Retry(30.0)]
    await office.report()
    await office.courier().drain()
    office.clock.forward(seconds=29)
    await office.courier().drain()
    assert len(office.slack.sent) == 1
    office.clock.forward(seconds=1)
    await office.courier().drain()
    assert len(office.slack.sent) == 2


async def test_a_limit_on_the_whole_workspace_holds_its_other_places(office: Office) -> None:
    office.slack.answers = [Retry(30.0, whole_workspace=True)]
    await office.report()
    await office.courier().drain()
    private = await office.store.write(lambda session: session.work(ORG).places.personal("omar"))
    assert private is not None
    await office.store.write(lambda session: session.work(ORG).outbox.put(Intent(Kind.PROFILE, "omar", private.id)))
    office.slack.known = Profile("Omar H.", "es-MX", "America/Denver", admin=False, guest=False)
    await office.courier().drain()
    assert [row.state for row in await office.ledger("omar")] == [DeliveryState.WAITING]


async def test_a_place_that_is_gone_is_marked_and_its_leads_are_told_once(office: Office) -> None:
    office.slack.answers = [Gone("is_archived"), Gone("is_archived")]
    subject = await office.report()
    await office.courier().drain()
    channel = await office.store.read(
        lambda session: session.work(ORG).places.by_key(Platform.SLACK, "T0RIVER", "C0ELM")
    )
    assert channel is not None and channel.gone == "is_archived"
    office.clock.forward(seconds=5)
    await office.courier().drain()
    told = [row for row in await office.ledger(channel.id) if row.intent.kind is Kind.PLACE_GONE]
    assert [row.state for row in told] == [DeliveryState.SENT]
    assert (await office.ledger(subject))[0].reason in ("is_archived", "")


@pytest.mark.parametrize(
    ("outcome", "state", "reason"),
    [
        (Failed("invalid_blocks"), DeliveryState.FAILED, "invalid_blocks"),
        (Gone("not_in_channel"), DeliveryState.FAILED, "not_in_channel"),
        (Sent("ref-7"), DeliveryState.SENT, ""),
        (Retry(0, "500"), DeliveryState.WAITING, ""),
        (Uncertain("reset"), DeliveryState.WAITING, "interrupted"),
    ],
)
async def test_the_ledger_says_what_came_of_it(
    office: Office, outcome: DeliveryOutcome, state: DeliveryState, reason: str
) -> None:
    office.slack.answers = [outcome]
    subject = await office.report()
    await office.courier().drain()
    row = await office.state(subject, Platform.SLACK)
    assert (row.state, row.reason) == (state, reason)


def test_a_platform_is_not_waited_for_until_another_worker_takes_over() -> None:
    assert LONGEST <= LEASE - 15


async def test_a_message_without_an_end_may_have_arrived(office: Office) -> None:
    office.slack.meanwhile = asyncio.Event().wait
    subject = await office.report()
    await office.courier(longest=0).drain()
    row = await office.state(subject, Platform.SLACK)
    assert (row.state, row.reason) == (DeliveryState.WAITING, "interrupted")


@pytest.mark.parametrize("kind", [Kind.PROFILE, Kind.ROSTER])
async def test_a_question_without_an_end_is_asked_again(office: Office, kind: Kind) -> None:
    office.slack.meanwhile = asyncio.Event().wait
    subject = await asked_about(office, kind, longest=0)
    assert [row.state for row in await office.ledger(subject)] == [DeliveryState.WAITING]
    office.clock.forward(minutes=5)
    await office.courier().drain()
    assert [row.state for row in await office.ledger(subject)] == [DeliveryState.SENT]


async def test_an_uncertain_message_is_repeated_once_and_not_again(office: Office) -> None:
    office.slack.answers = [Uncertain("reset"), Uncertain("reset")]
    subject = await office.report()
    for _ in range(5):
        await office.courier().drain()
        office.clock.forward(minutes=10)
    assert len(office.slack.sent) == 2
    assert (await office.state(subject, Platform.SLACK)).state is DeliveryState.FAILED


async def test_after_a_crash_a_message_goes_out_once_more_at_most(office: Office) -> None:
    await office.report()
    for _ in range(4):  # each time the worker is gone before it could write down what came of it
        await office.store.write(
            lambda session: session.lanes.claim("crashed", now=office.clock.now(), lease=LEASE, limit=9)
        )
        office.clock.forward(seconds=LEASE)
    await office.courier().drain()
    assert office.slack.sent == []


async def test_a_worker_that_crashed_once_leaves_its_message_to_the_next(office: Office) -> None:
    await office.report()
    await office.store.write(
        lambda session: session.lanes.claim("crashed", now=office.clock.now(), lease=LEASE, limit=9)
    )
    await office.courier().drain()
    assert office.slack.sent == []
    office.clock.forward(seconds=LEASE)
    await office.courier().drain()
    assert len(office.slack.sent) == 1


async def test_a_card_that_somebody_deleted_is_shown_again(office: Office) -> None:
    subject = await office.report()
    await office.courier().drain()
    key = await office.store.read(lambda session: place(session, Platform.SLACK).id)
    await office.store.write(lambda session: session.work(ORG).outbox.put(Intent(Kind.CARD, subject, key)))
    office.clock.forward(seconds=5)
    office.slack.answers = [NOT_THERE, Sent("slack-new")]
    await office.courier().drain()
    assert [post.ref for post in office.slack.sent] == [None, "slack-1", None]
    posting = await office.store.read(lambda session: session.work(ORG).postings.get(key, subject, Kind.CARD))
    assert posting is not None and posting.ref == "slack-new"


async def test_a_message_that_never_gets_through_is_given_up_and_said_so(office: Office) -> None:
    office.slack.answers = [Retry(60.0, "503")] * (GIVE_UP + 5)
    subject = await office.report()
    for _ in range(GIVE_UP + 3):
        await office.courier().drain()
        office.clock.forward(hours=2)
    row = await office.state(subject, Platform.SLACK)
    assert (row.state, row.reason) == (DeliveryState.FAILED, "503")


async def test_a_profile_is_written_down_but_no_administrator_for_good_and_a_chosen_language_stays(
    office: Office,
) -> None:
    office.slack.known = Profile("Omar H.", "en-US", "America/Denver", admin=True, guest=False)

    def ask(session: Session) -> None:
        work = session.work(ORG)
        private = work.places.personal("omar")
        assert private is not None
        work.outbox.put(Intent(Kind.PROFILE, "omar", private.id))

    await office.store.write(ask)
    await office.courier().drain()
    omar = await office.store.read(lambda session: session.work(ORG).people.get("omar"))
    assert omar is not None
    assert (omar.name, omar.language, omar.time_zone, omar.admin) == ("Omar H.", "es", "America/Denver", False)


@pytest.mark.parametrize("attempts", [1, 5, 9, 200])
def test_waits_grow_and_never_pass_five_minutes(attempts: int) -> None:
    assert 0 < backoff(attempts) <= 300


async def test_a_card_that_cannot_be_drawn_holds_up_nothing_behind_it(office: Office) -> None:
    broken = await office.report("The gym is too cold")
    await office.report("No paper for the copier")
    await office.store.write(lambda session: spoil(session, broken))
    await office.courier().drain()
    office.clock.forward(seconds=5)
    await office.courier().drain()
    row = await office.state(broken, Platform.SLACK)
    assert (row.state, row.reason) == (DeliveryState.FAILED, "not drawn")
    assert len(office.slack.sent) == 1


async def test_messages_wait_for_a_platform_that_is_not_configured(office: Office) -> None:
    subject = await office.report()
    only_teams = Courier(office.store, {Platform.TEAMS: office.teams}, office.clock, worker="one")
    for _ in range(GIVE_UP + 3):
        await only_teams.drain()
        office.clock.forward(hours=2)
    assert (await office.state(subject, Platform.SLACK)).state is DeliveryState.WAITING
    await office.courier().drain()
    assert len(office.slack.sent) == 1


async def asked_about(office: Office, kind: Kind, longest: float = LONGEST) -> str:
    """Ask about a person, or about who is in the channel; returns the subject."""

    def ask(session: Session) -> str:
        work = session.work(ORG)
        private = work.places.personal("omar")
        assert private is not None
        intent = {
            Kind.PROFILE: Intent(kind, "omar", private.id),
            Kind.ROSTER: Intent(kind, place(session, Platform.SLACK).id, place(session, Platform.SLACK).id),
        }[kind]
        work.outbox.put(intent)
        return intent.subject

    subject = await office.store.write(ask)
    await office.courier(longest=longest).drain()
    return subject


@pytest.mark.parametrize("kind", [Kind.PROFILE, Kind.ROSTER])
async def test_a_question_that_the_platform_puts_off_is_asked_again(office: Office, kind: Kind) -> None:
    office.slack.known = office.slack.listed = Retry(20.0)
    subject = await asked_about(office, kind)
    assert [row.state for row in await office.ledger(subject)] == [DeliveryState.WAITING]
    office.slack.known = office.slack.listed = None
    office.clock.forward(seconds=21)
    await office.courier().drain()
    assert [row.state for row in await office.ledger(subject)] == [DeliveryState.SENT]


async def test_who_is_in_a_channel_is_on_the_team(office: Office) -> None:
    office.slack.listed = [Listed("U0TESS"), Listed("U0NEW")]
    await asked_about(office, Kind.ROSTER)
    people = await office.store.read(lambda session: session.work(ORG).teams.members("elm", Role.MEMBER))
    assert {handle.user for person in people for handle in person.handles} == {"U0TESS", "U0NEW"}


async def test_somebody_whose_profile_says_so_is_gone(office: Office) -> None:
    office.slack.known = Profile("Omar H.", None, None, admin=False, guest=False, gone=True)
    await asked_about(office, Kind.PROFILE)
    assert await office.store.read(lambda session: list(session.work(ORG).teams.members("elm", Role.COORDINATOR))) == []
