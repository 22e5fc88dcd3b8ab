"""What the record forgets, and what it keeps unreadable."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import update

from bot.domain import life
from bot.domain.changes import (
    AlsoAffected,
    Answered,
    Asked,
    Assigned,
    Change,
    Closed,
    ConversationRecorded,
    DetailsAdded,
    Noted,
    Redirected,
    RemovalReported,
    StepAdded,
    StepDone,
    Triaged,
    VerdictGiven,
    VisibilitySet,
    Withdrawn,
    Woken,
)
from bot.domain.known_days import Address, Days, KnownDays
from bot.domain.reminders import Wishes
from bot.domain.school_calendar import WEEKDAYS
from bot.domain.vocabulary import Driver, Duty, Level, Nature, Outcome, Platform, Reach, Redirect, Verdict, Visibility
from bot.ports import DeliveryState, Intent, Kind, LogFilter, Posting, Session
from bot.storage.faults import StatementRefused
from bot.storage.queues import outbox
from bot.storage.session import DatabaseSession
from bot.storage.store import DatabaseStore
from tests.storage.district import (
    ASSIGNEE,
    CHANNEL,
    HANDLE,
    LEAD,
    ORG,
    PRIVATE,
    SAID,
    TEACHER,
    TEAM,
    act,
    dump,
    rebuilt,
    report,
    settle,
    stored,
)
from tests.support.database import KEYS, NOW
from tests.support.walks import REPORTER

WHO_THERE_IS = frozenset({"person", "handle", "membership", "place"})
"""The directory of people, which does not say who reported what."""
SECRET = "zanzibar"
"""A word that is in every text a person writes below."""
SNOW = Days(date(2026, 12, 7), date(2026, 12, 7), name="Snow day")


@pytest.fixture(autouse=True)
async def district(store: DatabaseStore) -> None:
    await store.write(settle)


async def lived(store: DatabaseStore, *moves: tuple[Change, str | None]) -> None:
    said = replace(SAID, summary=f"{SECRET} {SAID.summary}", practice=SECRET, idea=SECRET)
    await store.write(report("c1", said))
    for change, by in moves:
        await store.write(act("c1", change, by=by))


LIFE: tuple[tuple[Change, str | None], ...] = (
    (DetailsAdded(tried=SECRET, summary=f"{SECRET} again"), REPORTER),
    (Asked(f"{SECRET}?"), LEAD),
    (Answered(SECRET), REPORTER),
    (Triaged("Technology", Reach.EXTERNAL, Nature.ADAPTIVE, Driver.ORGANIZATION, Level.DISTRICT, SECRET), LEAD),
    (AlsoAffected(), TEACHER),
    (Noted(SECRET, by_follower=True), REPORTER),
    (StepAdded(SECRET), LEAD),
    (StepDone(1), LEAD),
)
ASKED: tuple[tuple[Change, str | None], ...] = (
    (Assigned(ASSIGNEE), LEAD),
    (RemovalReported(SECRET), ASSIGNEE),
    (VerdictGiven(Verdict.PARTLY, SECRET), REPORTER),
    (RemovalReported(SECRET), ASSIGNEE),
    (VerdictGiven(Verdict.SUFFICIENT, SECRET), REPORTER),
    (Noted(SECRET), LEAD),
)


def tell_the_reporter(session: Session) -> None:
    work = session.work(ORG)
    work.inbox.first_time(f"press by {HANDLE.user}")
    work.postings.record(Posting(PRIVATE.id, "c1", Kind.STATUS, "ref-private", 1))
    for seq in (1, 2, 3):
        work.outbox.put(Intent(Kind.STATUS, "c1", PRIVATE.id, seq))
    work.outbox.put(Intent(Kind.CARD, "c1", CHANNEL.id))
    work.wishes.save(REPORTER, Wishes(about={"c1": NOW.date()}))


@pytest.mark.parametrize("moves", [LIFE, LIFE + ASKED], ids=["being looked at", "removed and answered"])
async def test_becoming_unlinked_leaves_the_reporter_nowhere(
    store: DatabaseStore, database_url: str, moves: tuple[tuple[Change, str | None], ...]
) -> None:
    await lived(store, *moves)
    await store.write(tell_the_reporter)
    assert f"'{REPORTER}'" in dump(database_url, without=WHO_THERE_IS)["challenge"]

    def unlink(session: Session) -> None:
        session.work(ORG).outbox.put(Intent(Kind.STATUS, "c1", PRIVATE.id, 99))
        act("c1", VisibilitySet(Visibility.UNLINKED), by=REPORTER)(session)

    await store.write(unlink)
    everything = "\n".join(dump(database_url, without=WHO_THERE_IS).values())
    assert [trace for trace in (REPORTER, HANDLE.user, SAID.link) if trace in everything] == []
    row = await store.read(lambda s: stored(s, "c1"))
    assert await store.read(lambda s: rebuilt(s, "c1")) == row
    assert [d.intent.place for d in await store.read(lambda s: s.work(ORG).outbox.ledger("c1"))] == [CHANNEL.id]
    assert await store.read(lambda s: s.work(ORG).postings.of("c1", Kind.STATUS)) == []
    assert (await store.read(lambda s: s.work(ORG).challenges.find(LogFilter(follower=REPORTER), limit=5)))[1] == 0


@pytest.mark.parametrize("state", [DeliveryState.WAITING, DeliveryState.DROPPED])
async def test_becoming_unlinked_leaves_no_home_in_the_outbox(store: DatabaseStore, state: DeliveryState) -> None:
    def ended(session: Session) -> None:
        assert isinstance(session, DatabaseSession)
        session.connection.execute(update(outbox).where(outbox.c.kind == Kind.HOME).values(state=state))

    await lived(store)
    await store.write(lambda s: s.work(ORG).outbox.put(Intent(Kind.HOME, REPORTER, PRIVATE.id, 1)))
    await store.write(ended)

    await store.write(act("c1", VisibilitySet(Visibility.UNLINKED), by=REPORTER))

    assert await store.read(lambda s: s.work(ORG).outbox.ledger(REPORTER)) == []


async def test_becoming_unlinked_when_it_is_closed_leaves_no_platform_beside_an_erased_name(
    store: DatabaseStore,
) -> None:
    await lived(store, *ASKED[:2], (VerdictGiven(Verdict.SUFFICIENT), REPORTER), (Closed(), LEAD))

    await store.write(act("c1", VisibilitySet(Visibility.UNLINKED), by=REPORTER))

    history = await store.read(lambda s: s.work(ORG).challenges.history("c1"))
    assert {event.platform for event in history if event.actor is None} == {None}
    assert [event.actor for event in history] == [None, LEAD, ASSIGNEE, None, LEAD, None]
    assert (await store.read(lambda s: stored(s, "c1"))).reporter is None


async def test_what_the_reporter_did_as_a_lead_stays_theirs_when_the_report_becomes_unlinked(
    store: DatabaseStore,
) -> None:
    as_lead: tuple[tuple[Change, str | None], ...] = (
        (Asked("Which rooms?"), REPORTER),
        (Answered("All"), REPORTER),
        (Noted("A colleague's note"), REPORTER),
        (StepAdded("Order chargers"), REPORTER),
    )
    await lived(store, *as_lead)

    await store.write(act("c1", VisibilitySet(Visibility.UNLINKED), by=REPORTER))

    history = await store.read(lambda s: s.work(ORG).challenges.history("c1"))
    assert [event.actor for event in history] == [None, REPORTER, None, REPORTER, REPORTER, None]
    row = await store.read(lambda s: stored(s, "c1"))
    assert [note.author for note in row.notes] == [None, REPORTER]
    assert await store.read(lambda s: rebuilt(s, "c1")) == row


async def test_an_unlinked_report_leaves_no_id_to_begin_with(store: DatabaseStore, database_url: str) -> None:
    said = replace(SAID, visibility=Visibility.UNLINKED)
    await store.write(report("c1", said))
    await store.write(lambda s: s.work(ORG).codes.put("seven-green-otters", "c1"))
    everything = "\n".join(dump(database_url, without=WHO_THERE_IS).values())
    assert [trace for trace in (REPORTER, HANDLE.user, SAID.link, "otters") if trace in everything] == []
    assert await store.read(lambda s: s.work(ORG).codes.challenge("seven-green-otters")) == "c1"
    assert await store.read(lambda s: s.work(ORG).codes.challenge("seven-green-otter")) is None


async def test_an_unlinked_report_that_names_its_reporter_is_refused(store: DatabaseStore) -> None:
    row, event = life.start(
        SAID, id="c1", number=1, team=TEAM, calendar=WEEKDAYS, actor=REPORTER, platform=None, now=NOW
    )
    hidden = replace(row, visibility=Visibility.UNLINKED)
    with pytest.raises(ValueError, match="unlinked"):
        await store.write(lambda s: s.work(ORG).challenges.add(hidden, event))
    with pytest.raises(ValueError, match="unlinked"):
        await store.write(lambda s: s.work(ORG).challenges.add(replace(hidden, reporter=None), event))


@pytest.mark.parametrize(
    ("end", "by", "outcome"),
    [(Redirected(Redirect.HARASSMENT), LEAD, Outcome.REDIRECTED), (Withdrawn(), REPORTER, Outcome.WITHDRAWN)],
)
async def test_a_redirect_and_a_withdrawal_erase_every_word(
    store: DatabaseStore, database_url: str, end: Change, by: str, outcome: Outcome
) -> None:
    await lived(store, *LIFE)
    await store.write(report("c2", replace(SAID, summary="Another one", link="")))
    assert SECRET in "\n".join(dump(database_url).values())
    await store.write(act("c1", end, by=by))
    everything = "\n".join(dump(database_url, without=frozenset({"wording_data"})).values())
    assert SECRET not in everything
    assert SAID.link not in everything
    row = await store.read(lambda s: stored(s, "c1"))
    assert (row.outcome, row.type, row.summary) == (outcome, "Technology", "")
    assert await store.read(lambda s: rebuilt(s, "c1")) == row
    assert await store.read(lambda s: s.work(ORG).challenges.find(LogFilter(words=SECRET), limit=5)) == ([], 0)
    assert (await store.read(lambda s: stored(s, "c2"))).summary == "Another one"


async def test_an_ended_conversation_keeps_no_words_either(store: DatabaseStore, database_url: str) -> None:
    await lived(store, (Assigned(ASSIGNEE), LEAD), (RemovalReported(SECRET), ASSIGNEE), (Woken(Duty.VERDICT), None))
    await store.write(act("c1", ConversationRecorded(Verdict.NO, SECRET)))
    await store.write(act("c1", Withdrawn(), by=REPORTER))
    assert SECRET not in "\n".join(dump(database_url, without=frozenset({"wording_data"})).values())


async def test_tokens_are_encrypted_and_survive_a_change_of_keys(store: DatabaseStore, database_url: str) -> None:
    tokens = {"bot_token": f"xoxb-{SECRET}"}
    await store.write(lambda s: s.installations.put(Platform.SLACK, "T07LAKE", tokens))
    assert SECRET not in "\n".join(dump(database_url).values())
    assert await store.read(lambda s: s.installations.get(Platform.SLACK, "T07LAKE")) == tokens
    assert await store.read(lambda s: s.installations.get(Platform.TEAMS, "T07LAKE")) is None
    rotated = DatabaseStore(database_url, secret_keys=["a newer key", *KEYS])
    assert await rotated.read(lambda s: s.installations.get(Platform.SLACK, "T07LAKE")) == tokens
    await rotated.write(lambda s: s.installations.delete(Platform.SLACK, "T07LAKE"))
    assert await rotated.read(lambda s: s.installations.get(Platform.SLACK, "T07LAKE")) is None
    await rotated.close()


async def test_a_code_survives_a_change_of_keys(store: DatabaseStore, database_url: str) -> None:
    await store.write(report("c1", replace(SAID, visibility=Visibility.UNLINKED)))
    await store.write(lambda s: s.work(ORG).codes.put("seven-green-otters", "c1"))
    rotated = DatabaseStore(database_url, secret_keys=["a newer key", *KEYS])
    assert await rotated.read(lambda s: s.work(ORG).codes.challenge("seven-green-otters")) == "c1"
    await rotated.close()


async def test_an_address_whose_key_was_lost_is_given_up_and_the_days_off_still_count(
    store: DatabaseStore, database_url: str
) -> None:
    """It stops neither its own organization nor the reading of anybody else's calendar."""
    given = KnownDays(address=Address(f"https://{SECRET}.example/days.ics", REPORTER)).typed([SNOW])
    await store.write(lambda s: s.work(ORG).school_days.save(given))
    await store.write(lambda s: s.work(ORG).school_days.look(NOW))
    left = DatabaseStore(database_url, secret_keys=["a newer key"])
    known = await left.read(lambda s: s.work(ORG).school_days.known())
    assert (known.entries, known.address) == ((SNOW,), None)
    assert await left.read(lambda s: s.looks.unreadable()) == 1
    assert await left.write(lambda s: s.looks.claim(NOW, NOW)) is None
    assert not await left.read(lambda s: s.looks.waiting(NOW))
    await left.close()


@pytest.mark.parametrize("keys", [[], ["good", ""]])
def test_an_empty_key_is_refused(keys: list[str]) -> None:
    with pytest.raises(ValueError, match="secret key"):
        DatabaseStore("sqlite:///nowhere.db", secret_keys=keys)


async def test_what_the_database_refuses_is_told_without_the_words(store: DatabaseStore) -> None:
    await store.write(report("c1"))
    with pytest.raises(StatementRefused, match="INSERT INTO challenge") as refused:
        await store.write(report("c1"))
    assert SAID.summary not in repr(refused.getrepr())
    assert refused.value.__cause__ is None
