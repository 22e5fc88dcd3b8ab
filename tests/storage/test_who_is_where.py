"""Which tables know a person, and why: a table that is new has to say so here."""

from dataclasses import replace
from datetime import time, timedelta

from bot.domain.agreement import Answer, Consent, GroupAgreement, TeamAgreements
from bot.domain.changes import Reviewed
from bot.domain.known_days import Address, KnownDays
from bot.domain.minutes import Minutes
from bot.domain.pulse import Pulse, Step
from bot.domain.reminders import Hours, Wishes
from bot.domain.review import Month, Walk
from bot.domain.success import Success
from bot.domain.vocabulary import Decision, Role
from bot.ports import AlarmKind, Intent, Kind, Posting, Session
from bot.storage.store import DatabaseStore
from bot.storage.tables import metadata
from tests.storage.district import MEETING, ORG, PRIVATE, SERIES, TEAM, act, dump, report, settle
from tests.support.database import NOW
from tests.support.walks import REPORTER

OF_A_REPORT = {
    "challenge": "who reported it, who works on it, and who owes what",
    "event": "who did what",
    "tie": "whom a challenge concerns, to find it by them",
    "outbox": "what is to be sent to them in private, for about a year",
    "posting": "their own home, which names no challenge; messages about a report name the place",
    "wish": "what they do not want to be reminded of",
}
"""Leave it with the name: choosing no link takes the reporter out of these (`test_privacy.py`)."""
OF_THEIR_WORK = {
    "person": "the person",
    "handle": "the person's accounts",
    "place": "the person's private conversation",
    "membership": "their roles",
    "presence": "whose channels they are in",
    "own_hours": "when they want to be reminded",
    "alarm": "when they may be reminded next; rung, it is gone",
    "meeting": "who leads, takes notes and keeps time; who moved or skipped it",
    "minutes": "who confirmed them",
    "review_walk": "who began a review",
    "review_stamp": "who looked at a challenge as one of the team",
    "success": "who told it, and may take it back",
    "consent": "who was asked, and what they said, until the next asking",
}
"""Say what somebody did in a role, in the open, and nothing of what they reported."""
SEALED = {
    "school_calendar": "who gave the address, encrypted beside it: they are told when it breaks",
    "installation": "who installed the bot, encrypted beside its tokens: they are told when somebody else does",
}
"""Name somebody, and show it to nobody without the keys."""
NOBODY = frozenset(
    {
        "organization",
        "workspace",
        "team",
        "code",
        "inbox",
        "lane",
        "pause",
        "setting",
        "series",
        "review_month",
        "agreements",
        "proposal",
        "edition",
        "pulse",
        "pulse_seen",
    }
)
"""Know no person; digests among them are keyed, and go with time or with what they were for."""


def everywhere(session: Session) -> None:
    """One person, in all that a person can be in."""
    settle(session)
    report("c1")(session)
    work = session.work(ORG)
    work.teams.set_members(TEAM.id, Role.MEMBER, [REPORTER])
    work.rosters.set("channel", [REPORTER])
    work.wishes.save(REPORTER, Wishes(Hours(time(9), time(10)), about={"c1": NOW.date()}))
    work.alarms.set(AlarmKind.DIGEST, REPORTER, NOW)
    work.meetings.save_series(SERIES)
    work.meetings.save(replace(MEETING, note_taker=REPORTER))
    work.minutes.save(Minutes(ORG, MEETING.id, NOW))
    work.minutes.save(Minutes(ORG, MEETING.id, NOW).confirm({}, REPORTER, NOW))
    work.reviews.save(Walk(ORG, "w1", TEAM.id, 1, Month(2026, 11), NOW, REPORTER, at="c1", seen=1))
    act("c1", Reviewed("2026-10", Decision.KEPT), by=REPORTER)(session)
    work.successes.add(Success(ORG, "ok1", TEAM.id, REPORTER, "It works", NOW))
    work.agreements.hold(TEAM.id)
    words, answers = (GroupAgreement("We knock"),), (Answer(REPORTER, Consent.CONCERN, 7, "Not in the hall"),)
    work.agreements.save(TeamAgreements(ORG, TEAM.id, version=1, asked_at=NOW, wording=words, round=1, answers=answers))
    work.agreements.propose(TEAM.id, "We knock", "")
    work.pulses.open(Pulse(ORG, "pulse-1", TEAM.id, NOW, NOW + timedelta(days=1)))
    work.pulses.count("pulse-1", REPORTER, Step.FULLY)
    work.inbox.first_time(f"press by {REPORTER}")
    work.school_days.save(KnownDays(version=1, address=Address("", REPORTER)))
    work.outbox.put(Intent(Kind.DIGEST, REPORTER, PRIVATE.id, 1))
    work.postings.record(Posting(PRIVATE.id, REPORTER, Kind.HOME, "ref-1", 1))


def test_every_table_says_whether_it_knows_a_person() -> None:
    known = [*OF_A_REPORT, *OF_THEIR_WORK, *SEALED, *NOBODY]
    assert sorted(known) == sorted(metadata.tables)


async def test_a_person_is_where_it_says_and_nowhere_else(store: DatabaseStore, database_url: str) -> None:
    await store.write(everywhere)

    found = {name for name, rows in dump(database_url).items() if REPORTER in rows or "U0REPORTER" in rows}

    assert {name for name in found if name in metadata.tables} == OF_A_REPORT.keys() | OF_THEIR_WORK.keys()
    assert found <= metadata.tables.keys()
