"""The outbox's way to Teams: what is asked of the connector for each place, and what becomes of it."""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from typing import Any

import aiohttp
import pytest

from bot.adapters.teams import refs
from bot.adapters.teams.allowance import BURST, PER_SECOND, Allowance
from bot.adapters.teams.cards import Surface
from bot.adapters.teams.clouds import CLOUDS
from bot.adapters.teams.connector import Connector
from bot.adapters.teams.contacts import Contacts
from bot.adapters.teams.messenger import TeamsMessenger
from bot.adapters.teams.origin import origin
from bot.adapters.teams.refs import Address, Ref
from bot.domain.team import Handle, Organization, Person, Place, Team
from bot.domain.vocabulary import Platform
from bot.ports import (
    MOST_LISTED,
    NOT_THERE,
    DeliveryOutcome,
    Failed,
    Gone,
    Listed,
    Message,
    Profile,
    Retry,
    Sent,
    Session,
    Uncertain,
)
from bot.storage.store import DatabaseStore
from bot.ui.card import Act, Button, Card, Item, Items, Quote
from bot.ui.text import Plain, Said
from tests.adapters.teams.conftest import HandClock
from tests.adapters.teams.keyset import APP_ID, TENANT, activity
from tests.adapters.teams.teams_side import CHANNEL, ROOT, USER, Teams
from tests.adapters.teams.walk import actions, said

CARD = Card("Challenge #12", (Quote((Said("Chargers"),)),), (Button("Assign", Act("assign", "c-12", 3), opens=True),))
MESSAGE = Message("c-12:card", CARD)
LINE = Message("c-12:line:4", line=(Plain("Lee has it now: "), Said("*chargers*")))
THREAD = refs.encode(Ref(CHANNEL, ROOT, ROOT))
HUGE = Card("x", (Items((Item((Said("x"),), Button("Show", Act("show", args=(("w", "w" * 1800),)))),) * 30),))


@pytest.fixture
def contacts() -> Contacts:
    return Contacts()


@pytest.fixture
def messenger(contacts: Contacts, store: DatabaseStore, clock: HandClock) -> TeamsMessenger:
    return TeamsMessenger(
        contacts, store, CLOUDS["public"], app_id=APP_ID, surface=Surface.CHAT, dev=True, seconds=clock
    )


@pytest.fixture
async def online(
    messenger: TeamsMessenger, session: aiohttp.ClientSession, teams: Teams
) -> AsyncIterator[TeamsMessenger]:
    messenger.connect(Connector(session, CLOUDS["public"], None, dev=True))
    yield messenger


def place(teams: Teams, *, conversation: str = CHANNEL, person: str | None = None) -> Place:
    address = refs.address(teams.url, conversation, TENANT, channel=person is None)
    return Place("o-7", "pl-3", Platform.TEAMS, TENANT, address, person or CHANNEL, "leads", person=person)


def never_written_to() -> Place:
    return Place("o-7", "pl-4", Platform.TEAMS, TENANT, "", "aad-7", "", person="p-lee")


async def test_a_card_in_a_channel_begins_a_thread_of_its_own(online: TeamsMessenger, teams: Teams) -> None:
    assert await online.post(place(teams), MESSAGE) == Sent(refs.encode(Ref(CHANNEL, "901", "901")))
    (call,) = teams.calls
    assert (call.method, call.path, call.query) == ("POST", "conversations", {})
    assert call.body["channelData"] == {"channel": {"id": CHANNEL}, "tenant": {"id": TENANT}}
    assert (call.body["isGroup"], call.body["bot"], call.body["tenantId"]) == (True, {"id": f"28:{APP_ID}"}, TENANT)
    assert (call.body["activity"]["summary"], said(call.card)) == ("Challenge #12", "Chargers")
    assert actions(call.card)[0]["data"]["msteams"] == {"type": "task/fetch"}


async def test_a_line_is_sent_into_the_cards_thread(online: TeamsMessenger, teams: Teams) -> None:
    outcome = await online.post(place(teams), replace(LINE, thread=THREAD))
    assert outcome == Sent(refs.encode(Ref(CHANNEL, "902", ROOT)))
    (call,) = teams.calls
    assert call.path == f"conversations/{CHANNEL};messageid={ROOT}/activities"
    assert said(call.card) == "Lee has it now: *chargers*"
    assert "text" not in call.body


async def test_a_line_says_which_language_it_is_in(online: TeamsMessenger, teams: Teams) -> None:
    await online.post(place(teams), replace(LINE, language="es"))
    assert [call.card["lang"] for call in teams.calls] == ["es"]


async def test_a_private_message_goes_to_the_chat(online: TeamsMessenger, teams: Teams) -> None:
    outcome = await online.post(place(teams, conversation="a:1xyz", person=USER), MESSAGE)
    assert outcome == Sent(refs.encode(Ref("a:1xyz", "902")))
    assert [call.path for call in teams.calls] == ["conversations/a:1xyz/activities"]


async def test_a_card_is_redrawn_where_it_stands(online: TeamsMessenger, teams: Teams) -> None:
    chat = refs.encode(Ref("a:1xyz", "902"))
    assert await online.update(place(teams), THREAD, MESSAGE) == Sent(THREAD)
    assert await online.update(place(teams, conversation="a:1xyz", person=USER), chat, MESSAGE) == Sent(chat)
    assert [(call.method, call.path) for call in teams.calls] == [
        ("PUT", f"conversations/{CHANNEL};messageid={ROOT}/activities/{ROOT}"),
        ("PUT", "conversations/a:1xyz/activities/902"),
    ]


async def test_a_first_message_opens_the_chat_and_its_address_is_learned(
    online: TeamsMessenger, contacts: Contacts, teams: Teams
) -> None:
    contacts.note(origin(activity(serviceUrl=teams.url, recipient={"id": "28:known-here"})))
    learned = refs.address(teams.url, "a:1private", TENANT, channel=False)
    assert await online.post(never_written_to(), MESSAGE) == Sent(refs.encode(Ref("a:1private", "902")), learned)
    opened, sent = teams.calls
    assert opened.body == {
        "isGroup": False,
        "bot": {"id": "28:known-here"},
        "members": [{"id": "aad-7"}],
        "tenantId": TENANT,
        "channelData": {"tenant": {"id": TENANT}},
    }
    assert sent.path == "conversations/a:1private/activities"


async def found(store: DatabaseStore, teams: Teams) -> None:
    """The tenant's district, with one channel and one person on Teams."""

    def write(session: Session) -> None:
        session.found(Platform.TEAMS, TENANT, Organization("o-7", "Riverbend"))
        work = session.work("o-7")
        work.teams.save(Team("o-7", "t-1", "Lincoln SLT"))
        work.people.save(Person("o-7", "p-lee", "", handles=(Handle(Platform.TEAMS, TENANT, "aad-7"),)))
        work.places.save(replace(place(teams), id="pl-1", team="t-1"))
        private = refs.address(teams.url, "a:1lee", TENANT, channel=False)
        work.places.save(replace(never_written_to(), id="pl-2", address=private, key="aad-8", person="p-lee"))

    await store.write(write)


async def test_after_a_restart_the_districts_channels_say_where_teams_answers(
    online: TeamsMessenger, store: DatabaseStore, teams: Teams
) -> None:
    await found(store, teams)
    assert isinstance(await online.post(never_written_to(), MESSAGE), Sent)
    assert len(teams.calls) == 2


async def test_where_the_only_channel_is_gone_it_still_says_where_teams_answers(
    online: TeamsMessenger, store: DatabaseStore, teams: Teams
) -> None:
    await found(store, teams)
    lost = replace(place(teams), id="pl-1", team="t-1", gone="BotNotInConversationRoster")
    await store.write(lambda session: session.work("o-7").places.save(lost))
    assert isinstance(await online.post(never_written_to(), MESSAGE), Sent)


async def test_in_development_nobody_is_written_to_before_somebody_wrote(online: TeamsMessenger) -> None:
    assert await online.post(never_written_to(), MESSAGE) == Retry(0.0, "no-service-address")


async def test_a_person_who_has_not_got_the_app_cannot_be_written_to_until_they_come(
    online: TeamsMessenger, contacts: Contacts, teams: Teams
) -> None:
    contacts.note(origin(activity(serviceUrl=teams.url)))
    teams.refuse = lambda call: (403, {}, "ForbiddenOperationException")
    assert await online.post(never_written_to(), MESSAGE) == Gone("ForbiddenOperationException")


REFUSALS: list[tuple[tuple[int, dict[str, str], str], DeliveryOutcome]] = [
    ((429, {"Retry-After": "17"}, "TooManyRequests"), Retry(17.0, "TooManyRequests")),
    ((403, {}, "BotNotInConversationRoster"), Gone("BotNotInConversationRoster")),
    ((413, {}, "MessageSizeTooBig"), Failed("MessageSizeTooBig")),
    ((502, {}, ""), Retry(0.0, "http-502")),
    ((200, {}, ""), Uncertain("no-id")),
]


@pytest.mark.parametrize(("refused", "outcome"), REFUSALS)
@pytest.mark.parametrize("thread", [None, THREAD])
async def test_what_the_connector_says_is_passed_on(
    online: TeamsMessenger, teams: Teams, refused: Any, outcome: DeliveryOutcome, thread: str | None
) -> None:
    teams.refuse = lambda call: refused
    assert await online.post(place(teams), replace(MESSAGE, thread=thread)) == outcome
    assert len(teams.calls) == 1


@pytest.mark.parametrize("code", ["MessageNotFound", "ActivityNotFoundInConversation", ""])
async def test_a_card_that_somebody_deleted_is_posted_anew_by_whoever_asks(
    online: TeamsMessenger, teams: Teams, code: str
) -> None:
    teams.refuse = lambda call: (404, {}, code)
    assert await online.update(place(teams), THREAD, MESSAGE) == NOT_THERE


@pytest.mark.parametrize("service", ["https://evil.trafficmanager.net/", "http://10.0.0.1/", "https://evil.example/"])
async def test_a_stored_address_is_not_trusted_blindly(online: TeamsMessenger, service: str) -> None:
    there = replace(
        never_written_to(), address=refs.encode_address(Address(service, CHANNEL, TENANT, channel=True)), person=None
    )
    assert await online.post(there, MESSAGE) == Gone("service-address")
    assert await online.update(there, THREAD, MESSAGE) == Gone("service-address")


@pytest.mark.parametrize(
    ("change", "message", "reason"),
    [
        (lambda there: replace(there, address="{}"), MESSAGE, "bad_ref"),
        (lambda there: replace(there, address=""), MESSAGE, "bad_ref"),
        (lambda there: there, replace(MESSAGE, thread="C123:17.5"), "bad_ref"),
        (lambda there: there, Message("x", HUGE), "too_large"),
    ],
)
async def test_what_cannot_be_sent_at_all_has_failed(
    online: TeamsMessenger, teams: Teams, change: Callable[[Place], Place], message: Message, reason: str
) -> None:
    assert await online.post(change(place(teams)), message) == Failed(reason)
    assert teams.calls == []


async def test_before_the_start_and_after_the_stop_everything_waits(messenger: TeamsMessenger, teams: Teams) -> None:
    assert await messenger.post(place(teams), MESSAGE) == Retry(0.0, "not-started")
    assert await messenger.update(place(teams), THREAD, MESSAGE) == Retry(0.0, "not-started")
    assert await messenger.profile(TENANT, USER) is None


async def test_a_place_that_had_its_share_waits_and_another_does_not(
    online: TeamsMessenger, teams: Teams, clock: HandClock
) -> None:
    there = place(teams)
    for _ in range(BURST):
        assert isinstance(await online.post(there, replace(LINE, thread=THREAD)), Sent)
    waits = await online.post(there, MESSAGE)
    assert isinstance(waits, Retry)
    assert waits.after == pytest.approx(1 / PER_SECOND)
    assert isinstance(await online.post(replace(there, id="pl-9"), MESSAGE), Sent)
    clock.at += waits.after
    assert isinstance(await online.update(there, THREAD, MESSAGE), Sent)


async def test_what_cannot_be_sent_costs_nothing_of_the_pace(online: TeamsMessenger, teams: Teams) -> None:
    for _ in range(BURST + 1):
        assert await online.update(place(teams), "not ours", MESSAGE) == Failed("bad_ref")
    assert isinstance(await online.post(place(teams), MESSAGE), Sent)


@pytest.mark.parametrize(("seconds", "most"), [(1, 60), (30, 60), (3600, 1800)])
def test_no_conversation_gets_more_than_teams_takes(clock: HandClock, seconds: int, most: int) -> None:
    clock.at = 0.0
    allowance, sent = Allowance(clock), 0
    while clock.at < seconds:
        sent += allowance.wait("pl-3") == 0
        clock.at += 0.125
    assert 0 < sent <= most


@pytest.mark.parametrize(("role", "guest"), [("user", False), ("guest", True)])
async def test_a_person_is_looked_up_where_they_were_last_seen(
    online: TeamsMessenger, contacts: Contacts, teams: Teams, role: str, guest: bool
) -> None:
    contacts.note(origin(activity(serviceUrl=teams.url, conversation={"id": "a:1xyz;messageid=7", "tenantId": TENANT})))
    teams.roster[USER] = {"id": "29:1ab", "aadObjectId": USER, "name": "Ana Ruiz\u202e", "userRole": role}
    assert await online.profile(TENANT, USER) == Profile("Ana Ruiz", None, None, admin=False, guest=guest)
    assert [call.path for call in teams.calls] == [f"conversations/a:1xyz/members/{USER}"]


async def test_a_person_never_seen_is_looked_up_in_the_districts_channels(
    online: TeamsMessenger, store: DatabaseStore, teams: Teams
) -> None:
    await found(store, teams)
    teams.roster["aad-7"] = {"id": "29:lee", "objectId": "aad-7", "name": "Lee Park"}
    assert await online.profile(TENANT, "aad-7") == Profile("Lee Park", None, None, admin=False, guest=False)
    assert [call.path for call in teams.calls] == [f"conversations/{CHANNEL}/members/aad-7"]


@pytest.mark.parametrize("member", [{"id": "29:x"}, {"aadObjectId": "aad-other", "name": "Other"}, {"aadObjectId": 7}])
async def test_an_answer_about_somebody_else_is_none(
    online: TeamsMessenger, contacts: Contacts, teams: Teams, member: dict[str, Any]
) -> None:
    contacts.note(origin(activity(serviceUrl=teams.url)))
    teams.roster[USER] = member
    assert await online.profile(TENANT, USER) is None


async def test_a_person_whom_nobody_knows_stays_unknown(online: TeamsMessenger) -> None:
    assert await online.profile(TENANT, USER) is None


ANA = {"id": "29:1ab", "aadObjectId": USER, "name": "Ana Ruiz", "userRole": "user"}


async def test_a_channels_people_are_read_page_by_page(online: TeamsMessenger, teams: Teams) -> None:
    guest = {"id": "29:2", "aadObjectId": "aad-2", "name": "Vendor", "userRole": "guest"}
    teams.pages = [{"members": [ANA, {"id": "28:other-bot"}], "continuationToken": "p 2&"}, {"members": [guest]}]
    found = [Listed(USER, "Ana Ruiz", guest=False), Listed("aad-2", "Vendor", guest=True)]
    assert await online.roster(place(teams)) == found
    assert [(call.path, call.query) for call in teams.calls] == [
        (f"conversations/{CHANNEL}/pagedmembers", {"pageSize": "200"}),
        (f"conversations/{CHANNEL}/pagedmembers", {"pageSize": "200", "continuationToken": "p 2&"}),
    ]


async def test_a_crowd_is_not_read_to_its_end(online: TeamsMessenger, teams: Teams) -> None:
    people = [{"id": f"29:{n}", "aadObjectId": f"aad-{n}", "name": "Somebody"} for n in range(200)]
    teams.pages = [{"members": people, "continuationToken": "more"}] * 9
    found = await online.roster(place(teams))
    assert isinstance(found, list)
    assert (len(found), len(teams.calls)) == (MOST_LISTED, 3)


async def test_an_unreadable_list_is_no_list(online: TeamsMessenger, teams: Teams) -> None:
    teams.pages = [{"ok": True}]
    assert await online.roster(place(teams)) is None
    assert await online.roster(replace(place(teams), address="no address")) is None


async def test_a_list_that_teams_refuses_is_asked_for_later_or_not_at_all(online: TeamsMessenger, teams: Teams) -> None:
    teams.refuse = lambda call: (429, {"Retry-After": "8"}, "TooManyRequests")
    assert await online.roster(place(teams)) == Retry(8.0, "TooManyRequests")
    teams.refuse = lambda call: (403, {}, "BotNotInConversationRoster")
    assert await online.roster(place(teams)) is None


async def test_before_the_edge_runs_nobody_is_listed(messenger: TeamsMessenger, teams: Teams) -> None:
    assert await messenger.roster(place(teams)) == Retry(0.0, "not-started")
