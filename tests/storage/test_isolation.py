"""One organization never sees, changes or counts what is another's, whatever id it sends."""

import inspect
from collections.abc import Callable
from dataclasses import replace
from datetime import time, timedelta

import pytest

from bot.domain import life
from bot.domain.agreement import Answer, Consent, Edition, GroupAgreement, TeamAgreements
from bot.domain.changes import Noted
from bot.domain.known_days import Days, KnownDays
from bot.domain.meeting import changed
from bot.domain.minutes import Minutes, Section
from bot.domain.pulse import Pulse, Step
from bot.domain.reminders import Hours, Wishes
from bot.domain.review import Month, Tally, Walk
from bot.domain.school_calendar import WEEKDAYS
from bot.domain.success import Success
from bot.domain.team import Organization
from bot.domain.vocabulary import Platform, Role
from bot.ports import AlarmKind, Conflict, Intent, Kind, LogFilter, Posting, Session, Work
from bot.storage.faults import StatementRefused
from bot.storage.store import DatabaseStore
from tests.storage.district import (
    CHANNEL,
    HANDLE,
    LEAD,
    MEETING,
    ORG,
    PRIVATE,
    SAID,
    SERIES,
    TEAM,
    dump,
    person,
    report,
    settle,
    stored,
)
from tests.support.database import NOW
from tests.support.walks import REPORTER

OTHER = "hillside"
THEIRS = life.start(SAID, id="c1", number=1, team=TEAM, calendar=WEEKDAYS, actor=REPORTER, platform=None, now=NOW)
MOVED = life.move(THEIRS[0], Noted("Ours now"), team=TEAM, calendar=WEEKDAYS, actor=LEAD, platform=None, now=NOW)
CODE = "seven-green-otters"
NOVEMBER, AFTER = Month(2026, 11), NOW + timedelta(days=60)
SUCCESS = Success(ORG, "ok1", TEAM.id, LEAD, "Ours works", NOW)
MINUTES = Minutes(ORG, MEETING.id, NOW, {Section.DECIDED: "Ours"})
WALK = Walk(ORG, "w1", TEAM.id, 1, NOVEMBER, NOW, LEAD, at="c1", seen=1)
AGREED = TeamAgreements(
    ORG,
    TEAM.id,
    version=3,
    edition=2,
    agreed=(GroupAgreement("We knock", "We respect"),),
    agreed_at=NOW,
    asked_at=NOW,
    wording=(GroupAgreement("We listen"),),
    round=4,
    answers=(Answer(LEAD, Consent.CONCERN, 7, "Not in the hall", named=True), Answer(REPORTER)),
)
ABOUT_THE_TEAM = {MEETING.id: Kind.AGENDA, WALK.id: Kind.REVIEW, TEAM.id: Kind.HEARD}
EDITION = Edition(2, AGREED.agreed, NOW)
WISHES = Wishes(Hours(time(9), time(15), (0, 2)), stopped=True, about={"c1": NOW.date(), "c2": None})
PULSE = Pulse(ORG, "pulse-1", TEAM.id, NOW, NOW)

CALLS: dict[str, Callable[[Work], object]] = {
    "agreements.cluster": lambda w: w.agreements.cluster(TEAM.id, {1: "We wait"}),
    "agreements.editions": lambda w: w.agreements.editions(TEAM.id),
    "agreements.forget_proposals": lambda w: w.agreements.forget_proposals(TEAM.id, up_to=9),
    "agreements.get": lambda w: w.agreements.get(TEAM.id),
    "agreements.hold": lambda w: w.agreements.hold(TEAM.id),
    "agreements.proposals": lambda w: w.agreements.proposals(TEAM.id),
    "agreements.propose": lambda w: w.agreements.propose(TEAM.id, "We knock", ""),
    "agreements.save": lambda w: w.agreements.save(replace(AGREED, org=OTHER)),
    "agreements.save_edition": lambda w: w.agreements.save_edition(TEAM.id, EDITION),
    "alarms.at": lambda w: w.alarms.at(AlarmKind.SERIES, "s1"),
    "alarms.clear": lambda w: w.alarms.clear(AlarmKind.SERIES, "s1"),
    "alarms.hasten": lambda w: w.alarms.hasten(AlarmKind.SERIES, "s1", NOW - timedelta(days=1)),
    "alarms.set": lambda w: w.alarms.set(AlarmKind.SERIES, "s1", NOW),
    "calendar": lambda w: w.calendar(),
    "challenges.add": lambda w: w.challenges.add(*THEIRS),
    "challenges.event": lambda w: w.challenges.event("c1", 1),
    "challenges.between": lambda w: w.challenges.between(TEAM.id, NOW, AFTER),
    "challenges.find": lambda w: [
        w.challenges.find(wanted, limit=10)
        for wanted in (
            LogFilter(),
            LogFilter(words=SAID.summary),
            LogFilter(school=SAID.school),
            LogFilter(follower=REPORTER),
            LogFilter(owed_by=LEAD),
            LogFilter(owns=LEAD),
            LogFilter(teams=(TEAM.id,)),
        )
    ],
    "challenges.get": lambda w: w.challenges.get("c1"),
    "challenges.history": lambda w: w.challenges.history("c1"),
    "challenges.merged_into": lambda w: w.challenges.merged_into("c1"),
    "challenges.next_number": lambda w: w.challenges.next_number(),
    "challenges.numbered": lambda w: w.challenges.numbered(1),
    "challenges.save": lambda w: w.challenges.save(*MOVED),
    "challenges.similar": lambda w: w.challenges.similar(SAID.summary),
    "codes.challenge": lambda w: w.codes.challenge(CODE),
    "codes.put": lambda w: w.codes.put("another code", "c1"),
    "inbox.first_time": lambda w: w.inbox.first_time("event 1"),
    "meetings.all_series": lambda w: w.meetings.all_series(),
    "meetings.get": lambda w: w.meetings.get("m1"),
    "meetings.last": lambda w: w.meetings.last("s1"),
    "meetings.latest": lambda w: w.meetings.latest(TEAM.id),
    "meetings.next": lambda w: w.meetings.next("s1"),
    "meetings.of_slot": lambda w: w.meetings.of_slot("s1", MEETING.scheduled),
    "meetings.of_team": lambda w: w.meetings.of_team(TEAM.id),
    "meetings.remove": lambda w: w.meetings.remove(MEETING),
    "meetings.save": lambda w: w.meetings.save(changed(MEETING, reminded=True)),
    "meetings.save_series": lambda w: w.meetings.save_series(replace(SERIES, version=2, minutes=5)),
    "meetings.series": lambda w: w.meetings.series("s1"),
    "meetings.series_of": lambda w: w.meetings.series_of(TEAM.id),
    "minutes.get": lambda w: w.minutes.get(MEETING.id),
    "minutes.save": lambda w: w.minutes.save(replace(MINUTES, version=2, posted=True)),
    "outbox.ledger": lambda w: w.outbox.ledger("c1"),
    "outbox.put": lambda w: w.outbox.put(Intent(Kind.CARD, "c1", CHANNEL.id)),
    "people.all": lambda w: w.people.all(),
    "people.by_handle": lambda w: w.people.by_handle(HANDLE),
    "people.by_users": lambda w: w.people.by_users(Platform.SLACK, HANDLE.workspace, [HANDLE.user]),
    "people.get": lambda w: w.people.get(REPORTER),
    "people.named": lambda w: w.people.named("reporter"),
    "people.save": lambda w: w.people.save(person(REPORTER, "Renamed", HANDLE)),
    "places.by_key": lambda w: w.places.by_key(Platform.SLACK, CHANNEL.workspace, CHANNEL.key),
    "places.get": lambda w: w.places.get(CHANNEL.id),
    "places.lost": lambda w: w.places.lost(TEAM.id),
    "places.personal": lambda w: w.places.personal(REPORTER),
    "places.save": lambda w: w.places.save(replace(CHANNEL, name="#renamed")),
    "places.triage": lambda w: w.places.triage(TEAM.id),
    "postings.about": lambda w: w.postings.about("c1"),
    "postings.by_ref": lambda w: w.postings.by_ref(CHANNEL.id, "ref-1"),
    "postings.get": lambda w: w.postings.get(CHANNEL.id, "c1", Kind.CARD),
    "postings.homes": lambda w: [one for team in (TEAM.id, None) for one in w.postings.homes(team, since=0)],
    "postings.of": lambda w: w.postings.of("c1", Kind.CARD),
    "postings.of_erased": lambda w: w.postings.of_erased(CHANNEL.id),
    "postings.of_team": lambda w: w.postings.of_team(TEAM.id),
    "postings.record": lambda w: w.postings.record(Posting(CHANNEL.id, "c1", Kind.CARD, "ref-2")),
    "reviews.began": lambda w: w.reviews.began(TEAM.id),
    "reviews.latest": lambda w: w.reviews.latest(TEAM.id),
    "reviews.pending": lambda w: w.reviews.pending(TEAM.id, NOVEMBER),
    "reviews.save": lambda w: w.reviews.save(replace(WALK, version=2, at="c1")),
    "reviews.settle": lambda w: w.reviews.settle(TEAM.id, Tally(NOVEMBER, 9, 9), NOW),
    "reviews.settled": lambda w: w.reviews.settled(TEAM.id),
    "reviews.stamps": lambda w: w.reviews.stamps(TEAM.id, NOVEMBER),
    "reviews.tally": lambda w: w.reviews.tally(TEAM.id, NOVEMBER, reported_before=AFTER, open_at=NOW),
    "reviews.walk": lambda w: w.reviews.walk(WALK.id),
    "rosters.of": lambda w: w.rosters.of(CHANNEL.id),
    "rosters.on": lambda w: w.rosters.on(TEAM.id),
    "rosters.places": lambda w: w.rosters.places(REPORTER),
    "rosters.set": lambda w: w.rosters.set(CHANNEL.id, [LEAD]),
    "save_organization": lambda w: w.save_organization(Organization(ORG, "Renamed")),
    "pulses.close": lambda w: w.pulses.close(PULSE.id),
    "pulses.count": lambda w: w.pulses.count(PULSE.id, LEAD, Step.PARTLY),
    "pulses.get": lambda w: w.pulses.get(PULSE.id),
    "pulses.open": lambda w: w.pulses.open(replace(PULSE, org=OTHER)),
    "pulses.standing": lambda w: w.pulses.standing(TEAM.id),
    "school_days.known": lambda w: w.school_days.known(),
    "school_days.look": lambda w: w.school_days.look(NOW, "BEGIN:VCALENDAR"),
    "school_days.save": lambda w: w.school_days.save(KnownDays(version=1)),
    "successes.add": lambda w: w.successes.add(replace(SUCCESS, id="ok2")),
    "successes.erase": lambda w: w.successes.erase("ok1"),
    "successes.get": lambda w: w.successes.get("ok1"),
    "successes.of_person": lambda w: w.successes.of_person(LEAD, limit=5),
    "successes.of_team": lambda w: w.successes.of_team(TEAM.id, since=None, until=AFTER),
    "teams.all": lambda w: w.teams.all(),
    "teams.get": lambda w: w.teams.get(TEAM.id),
    "teams.members": lambda w: [w.teams.members(TEAM.id), w.teams.members(TEAM.id, Role.LEAD)],
    "teams.memberships": lambda w: w.teams.memberships(LEAD),
    "teams.save": lambda w: w.teams.save(replace(TEAM, name="Renamed")),
    "wishes.any_stopped": lambda w: w.wishes.any_stopped(),
    "wishes.of": lambda w: w.wishes.of(LEAD),
    "wishes.over": lambda w: w.wishes.over("c1"),
    "wishes.putting_off": lambda w: w.wishes.putting_off("c1"),
    "wishes.save": lambda w: w.wishes.save(LEAD, Wishes(about={"c1": None})),
    "teams.set_members": lambda w: w.teams.set_members(TEAM.id, Role.LEAD, [REPORTER]),
}
HARMLESS = {
    "[]",
    "[[], []]",
    "None",
    "1",
    "True",
    "refused",
    f"{[([], 0)] * 7}",
    repr(KnownDays()),
    repr(WEEKDAYS),
    repr(Tally(NOVEMBER, 0, 0)),
    "{}",
    repr(TeamAgreements(OTHER, TEAM.id)),
    repr(Wishes()),
    "False",
}
"""Nothing found, the first number, a key not seen before here, or a refusal."""


def methods() -> set[str]:
    """Every public method of the parts of a Work, as the port names them."""
    parts = inspect.get_annotations(Work)
    own = {name for name, it in vars(Work).items() if inspect.isfunction(it) and not name.startswith("_")}
    return own | {
        f"{part}.{name}"
        for part, kind in parts.items()
        if kind is not Organization
        for name, it in vars(kind).items()
        if inspect.isfunction(it) and not name.startswith("_")
    }


def test_every_method_is_tried() -> None:
    assert set(CALLS) == methods()


def fill(session: Session) -> None:
    settle(session)
    report("c1")(session)
    session.found(Platform.SLACK, "T of another", Organization(OTHER, "Hillside schools"))
    work = session.work(ORG)
    work.inbox.first_time("event 1")
    work.codes.put(CODE, "c1")
    work.alarms.set(AlarmKind.SERIES, "s1", NOW)
    work.reviews.save(WALK)
    work.reviews.settle(TEAM.id, Tally(NOVEMBER, 3, 2), NOW)
    work.rosters.set(CHANNEL.id, [REPORTER])
    work.school_days.save(KnownDays((Days(NOW.date(), NOW.date()),), version=1))
    work.meetings.save_series(SERIES)
    work.meetings.save(MEETING)
    work.minutes.save(MINUTES)
    work.agreements.hold(TEAM.id)
    work.agreements.save(AGREED)
    work.agreements.propose(TEAM.id, "We knock first", "")
    work.agreements.save_edition(TEAM.id, EDITION)
    work.pulses.open(PULSE)
    work.pulses.count(PULSE.id, LEAD, Step.FULLY)
    work.successes.add(SUCCESS)
    work.wishes.save(LEAD, WISHES)
    work.postings.record(Posting(CHANNEL.id, "c1", Kind.CARD, "ref-1"))
    for subject, kind in ABOUT_THE_TEAM.items():
        work.postings.record(Posting(CHANNEL.id, subject, kind, f"ref-{subject}"))
    work.postings.record(Posting(PRIVATE.id, LEAD, Kind.HOME, "ref-home", 100))
    work.outbox.put(Intent(Kind.CARD, "c1", CHANNEL.id))
    work.outbox.put(Intent(Kind.STATUS, "c1", PRIVATE.id, 1))


async def tried(store: DatabaseStore, name: str) -> str:
    try:
        return repr(await store.write(lambda s: CALLS[name](s.work(OTHER))))
    except (Conflict, LookupError, StatementRefused, ValueError):
        return "refused"


@pytest.mark.parametrize("name", sorted(CALLS))
async def test_another_organizations_ids_lead_nowhere(store: DatabaseStore, database_url: str, name: str) -> None:
    await store.write(fill)
    before = dump(database_url)
    found = await tried(store, name)
    assert found in HARMLESS
    assert ours(dump(database_url)) == ours(before)


def ours(tables: dict[str, str]) -> list[str]:
    """Every line that the other organization has nothing to do with."""
    return [line for text in tables.values() for line in text.splitlines() if OTHER not in line]


async def test_the_owner_finds_all_of_it(store: DatabaseStore) -> None:
    await store.write(fill)

    def look(session: Session) -> list[object]:
        work = session.work(ORG)
        assert stored(session, "c1").reporter == REPORTER
        return [
            work.agreements.get(TEAM.id) == AGREED,
            work.agreements.proposals(TEAM.id),
            work.agreements.editions(TEAM.id) == [EDITION],
            work.pulses.standing(TEAM.id) == PULSE,
            work.wishes.of(LEAD) == WISHES,
            work.wishes.any_stopped(),
            work.wishes.putting_off("c1") == [LEAD],
            work.alarms.at(AlarmKind.SERIES, "s1"),
            work.calendar().breaks,
            work.school_days.known().version,
            work.challenges.event("c1", 1),
            work.challenges.numbered(1),
            work.challenges.similar(SAID.summary),
            work.codes.challenge(CODE),
            work.meetings.next("s1"),
            work.meetings.series_of(TEAM.id),
            work.outbox.ledger("c1"),
            work.people.by_handle(HANDLE),
            work.people.by_users(Platform.SLACK, HANDLE.workspace, [HANDLE.user]),
            work.places.personal(REPORTER),
            work.postings.by_ref(CHANNEL.id, "ref-1"),
            {one.subject for one in work.postings.of_team(TEAM.id)} == set(ABOUT_THE_TEAM),
            work.postings.homes(TEAM.id, since=100),
            work.challenges.between(TEAM.id, NOW, AFTER),
            work.minutes.get(MEETING.id),
            work.successes.get("ok1"),
            work.successes.of_person(LEAD, limit=5),
            work.successes.of_team(TEAM.id, since=None, until=AFTER),
            work.reviews.walk(WALK.id),
            work.reviews.latest(TEAM.id),
            work.reviews.pending(TEAM.id, NOVEMBER),
            work.reviews.settled(TEAM.id),
            work.rosters.of(CHANNEL.id),
            work.rosters.on(TEAM.id),
            work.rosters.places(REPORTER),
            work.teams.members(TEAM.id, Role.LEAD),
        ]

    assert all(await store.read(look))


async def test_the_same_event_and_the_same_ids_are_each_organizations_own(store: DatabaseStore) -> None:
    await store.write(fill)
    assert await store.write(lambda s: s.work(OTHER).inbox.first_time("event 1"))
    assert not await store.write(lambda s: s.work(ORG).inbox.first_time("event 1"))
    await store.write(lambda s: s.work(OTHER).teams.save(replace(TEAM, org=OTHER, name="Theirs")))
    assert (await store.read(lambda s: s.work(ORG).teams.all()))[0].name == TEAM.name


async def test_there_is_no_work_without_an_organization(store: DatabaseStore) -> None:
    with pytest.raises(LookupError):
        await store.write(lambda s: s.work("nowhere"))


async def test_a_workspace_leads_to_its_organization_only(store: DatabaseStore) -> None:
    await store.write(fill)
    found = await store.read(lambda s: s.organization_of(Platform.SLACK, "T of another"))
    assert found == Organization(OTHER, "Hillside schools")
    assert await store.read(lambda s: s.organization_of(Platform.TEAMS, "T of another")) is None
    await store.write(lambda s: s.found(Platform.TEAMS, "tenant", Organization(OTHER, "A name that is not new")))
    assert await store.read(lambda s: s.organization_of(Platform.TEAMS, "tenant")) == found
