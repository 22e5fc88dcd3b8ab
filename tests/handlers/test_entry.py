"""Every request is one transaction: once, in the caller's language, within the caller's organization."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TypeVar

import pytest
import structlog

from bot.domain.team import Handle
from bot.domain.vocabulary import Platform, Visibility
from bot.handlers import entry
from bot.handlers.demo_clock import OFFSET, skip
from bot.handlers.requests import Invocation, Press, Submission, Via
from bot.handlers.routes import COMMANDS, ROUTES, asks_admin, command, route
from bot.ports import Conflict, Session, Store, Unavailable
from bot.storage.store import DatabaseStore
from bot.ui.card import Act, Button
from bot.ui.form import Form
from tests.handlers.town import (
    CEDAR,
    DANA,
    GENERAL,
    GUEST,
    JO,
    LEE,
    LINCOLN,
    MALLORY,
    ORG,
    SAM,
    WORKSPACE,
    Town,
    alone,
    button,
    default_visibility,
    filled,
    form,
    said,
    settle,
    thread_of,
)
from tests.support.database import HandClock

T = TypeVar("T")
WORDS = "Chromebooks won't hold a charge in room 12"


@dataclass
class Colliding:
    """A store before which somebody else is faster, `times` times; then it is the real one."""

    behind: Store
    times: int

    async def write(self, fn: Callable[[Session], T]) -> T:
        self.times -= 1
        if self.times >= 0:
            raise Conflict
        return await self.behind.write(fn)

    async def read(self, fn: Callable[[Session], T]) -> T:
        return await self.behind.read(fn)

    async def healthy(self) -> bool:
        return True


class Away:
    """A store whose database is gone."""

    async def write(self, fn: Callable[[Session], T]) -> T:
        raise Unavailable

    async def read(self, fn: Callable[[Session], T]) -> T:
        raise Unavailable

    async def healthy(self) -> bool:
        return False


@pytest.fixture
async def town(sqlite_store: DatabaseStore, clock: HandClock) -> Town:
    return await settle(sqlite_store, clock)


async def test_the_same_event_five_times_files_one_challenge(town: Town) -> None:
    replies = [await town.say(DANA, WORDS, LINCOLN, key="event-a") for _ in range(5)]

    assert len(await town.rows()) == 1
    assert [reply.card is not None for reply in replies] == [True, False, False, False, False]


async def test_a_refusal_leaves_nothing_behind_and_is_said_again_when_asked_again(town: Town) -> None:
    await town.say(DANA, WORDS, LINCOLN)
    before = await town.everything()

    first = await town.say(SAM, "1 close", alone(SAM), key="event-b")
    again = await town.say(SAM, "1 close", alone(SAM), key="event-b")

    assert said(first) == said(again)
    assert await town.everything() == before


async def test_who_lost_a_race_is_served_on_the_second_try(town: Town) -> None:
    busy = Town(Colliding(town.store, times=1), town.clock)

    await busy.say(DANA, WORDS, LINCOLN)

    assert len(await town.rows()) == 1


async def test_who_loses_twice_is_told_that_nothing_was_changed(town: Town) -> None:
    busy = Town(Colliding(town.store, times=2), town.clock)

    reply = await busy.say(DANA, WORDS, LINCOLN)

    assert "Nothing was changed" in said(reply)


async def test_without_a_database_the_person_is_told_that_nothing_was_saved(clock: HandClock) -> None:
    reply = await Town(Away(), clock).say(DANA, WORDS, LINCOLN)

    assert "Nothing was saved" in said(reply)


async def test_of_two_who_press_the_same_button_the_second_reads_what_the_first_did(town: Town) -> None:
    await town.say(DANA, WORDS, LINCOLN)
    await town.say(LEE, "1 assign Lee Park", alone(LEE))
    row = await town.row()
    await town.say(LEE, "1 removed New chargers", alone(LEE))
    await town.press(DANA, Button("Yes", Act("verdict", row.id, 3, (("verdict", "sufficient"),))), alone(DANA))
    stale = Button("Close", Act("close", row.id, (await town.row()).version))
    await town.say(SAM, "1 note Seen it myself", alone(SAM))

    reply = await town.press(JO, stale, LINCOLN)

    assert "Sam Okafor noted" in said(reply)
    assert "in the meantime" in said(reply)
    assert (await town.row()).open


@pytest.mark.parametrize("words", [WORDS, "1", "log", "help", "setup", "code 2222-2222-2222"])
async def test_a_guest_is_refused_whatever_they_type(town: Town, words: str) -> None:
    before = await town.everything()

    reply = await town.say(GUEST, words, LINCOLN)

    assert "as a guest" in said(reply)
    assert await town.everything() == before


async def test_a_guests_workspace_founds_nothing(town: Town) -> None:
    stranger = replace(GUEST, handle=Handle(Platform.SLACK, "T0STRANGE", "U0S"))

    await town.say(stranger, WORDS, LINCOLN)

    found = await town.store.read(lambda session: session.organization_of(Platform.SLACK, "T0STRANGE"))
    assert found is None


@pytest.mark.parametrize("name", [one.name for one in ROUTES if one.press])
async def test_another_organization_cannot_press_a_challenge_of_this_one(town: Town, name: str) -> None:
    await town.say(DANA, WORDS, LINCOLN)
    row = await town.row()

    reply = await town.press(MALLORY, Button("x", Act(name, row.id, row.version)), LINCOLN)

    assert WORDS not in f"{reply}"
    assert await town.row() == row


@pytest.mark.parametrize("name", [one.name for one in ROUTES if one.submit])
async def test_another_organization_cannot_send_a_form_about_a_challenge_of_this_one(town: Town, name: str) -> None:
    await town.say(DANA, WORDS, LINCOLN)
    row = await town.row()
    sent = Submission("event-m", MALLORY, LINCOLN, name, row.id, row.version, {"text": "x", "same": row.id})

    reply = await entry.serve(town.store, sent, clock=town.clock, dev=False, ask=town.ask)

    assert WORDS not in f"{reply}"
    assert await town.row() == row


@pytest.mark.parametrize("verb", ["", "nonsense", "REPORT", "../report", "connect"])
async def test_a_forged_or_forgotten_button_does_nothing_and_says_so(town: Town, verb: str) -> None:
    before = await town.rows()

    reply = await town.press(DANA, Button("x", Act(verb or "x", "c-1")), LINCOLN)

    assert "out of date" in said(reply)
    assert await town.rows() == before


@pytest.mark.parametrize("name", [one.name for one in ROUTES if one.press])
async def test_any_button_with_made_up_contents_is_answered_and_never_breaks(town: Town, name: str) -> None:
    args = {"words": "\x00" * 3, "code": "' OR 1=1", "verdict": "{{DATE()}}", "page": "-1", "team": "x", "once": "y"}
    request = Press("event-f", DANA, LINCOLN, name, "c-nowhere", -7, args)

    reply = await entry.serve(town.store, request, clock=town.clock, dev=False, ask=town.ask)

    assert await town.rows() == []
    assert reply is not None


async def test_a_person_is_answered_in_their_own_language_before_the_channels(town: Town) -> None:
    spanish = await town.say(replace(SAM, language="es-MX"), "help", LINCOLN)
    english = await town.say(SAM, "help", CEDAR)
    unknown = await town.say(replace(SAM, language=None), "help", CEDAR)

    languages = [reply.card.language for reply in (spanish, english, unknown) if reply.card]
    assert languages == ["es", "en", "es"]


async def test_an_ordinary_thread_reply_is_never_answered_and_kept_only_where_the_team_wants_it(town: Town) -> None:
    await town.say(DANA, WORDS, LINCOLN)
    thread = await thread_of(town, await town.row())

    reply = await town.say(SAM, "The cart is in room 9", thread, via=Via.REPLY)

    assert (reply.card, reply.form, reply.line) == (None, None, None)
    assert "room 9" not in await town.everything()


async def test_an_overheard_word_in_a_strange_workspace_founds_nothing(town: Town) -> None:
    await town.say(MALLORY, "The cart is in room 9", LINCOLN, via=Via.REPLY)

    found = await town.store.read(lambda session: session.organization_of(Platform.SLACK, "T0ELSEWHERE"))
    assert found is None


async def test_a_form_about_a_number_that_is_gone_comes_back_with_what_was_typed(town: Town) -> None:
    await town.say(DANA, WORDS, LINCOLN)
    opened = form(await town.press(LEE, Button("x", Act("note", (await town.row()).id, 1)), LINCOLN))
    gone = replace(opened, subject="c-gone")

    reply = await town.send(LEE, gone, filled(opened, text="Twelve chargers are on their way"), LINCOLN)

    assert "Twelve chargers are on their way" in said(reply)


async def test_a_greeting_or_an_empty_mention_is_welcomed(town: Town) -> None:
    for words in ("hi", "hola", ""):
        reply = await town.say(SAM, words, GENERAL, via=Via.MENTION)
        assert button(reply, "Report a barrier").opens


@pytest.mark.parametrize(
    ("words", "span"),
    [
        ("skip 3 weeks", timedelta(weeks=3)),
        ("skip 1 day", timedelta(days=1)),
        ("saltar 2 semanas", timedelta(weeks=2)),
        ("skip 5 meses", timedelta(days=150)),
        ("skip", None),
        ("skip three weeks", None),
        ("skip 9999 weeks", None),
        ("skip 3 fortnights", None),
    ],
)
def test_the_demos_clock_reads_how_far_to_skip(words: str, span: timedelta | None) -> None:
    assert skip(words) == span


async def test_the_demos_clock_moves_in_a_demo_and_nowhere_else(town: Town) -> None:
    await town.say(DANA, "skip 3 weeks", LINCOLN, command="demo")
    assert await town.store.read(lambda session: session.setting(OFFSET)) is None

    town.dev = True
    await town.say(DANA, "skip 3 weeks", LINCOLN, command="demo")
    await town.say(DANA, "skip 1 day", LINCOLN, command="demo")

    offset = await town.store.read(lambda session: session.setting(OFFSET))
    assert float(offset or 0) == timedelta(days=22).total_seconds()


@pytest.mark.parametrize(
    ("text", "asked"), [("setup", True), ("configurar", True), ("connect", True), ("help", False), (WORDS, False)]
)
def test_the_platform_is_asked_for_administrators_only_where_it_matters(text: str, asked: bool) -> None:
    assert asks_admin(Invocation("k", DANA, LINCOLN, text, Via.COMMAND)) is asked


def test_no_two_routes_or_commands_shadow_each_other() -> None:
    assert len({one.name for one in ROUTES}) == len(ROUTES)
    assert len({one.name for one in COMMANDS}) == len(COMMANDS)
    assert all(route(one.name) is one for one in ROUTES)
    assert all(command(one.name) is one for one in COMMANDS)


async def test_the_organization_of_a_first_word_is_found_again(sqlite_store: DatabaseStore, clock: HandClock) -> None:
    fresh = Town(sqlite_store, clock)

    await fresh.say(MALLORY, "help")
    first = await fresh.store.read(lambda session: session.organization_of(Platform.SLACK, "T0ELSEWHERE"))
    await fresh.say(MALLORY, "help")
    again = await fresh.store.read(lambda session: session.organization_of(Platform.SLACK, "T0ELSEWHERE"))

    assert first is not None
    assert first == again
    assert first.id != ORG


async def address_of(town: Town, key: str, workspace: str = WORKSPACE) -> str | None:
    place = await town.look(lambda work: work.places.by_key(Platform.SLACK, workspace, key))
    return place.address if place else None


async def test_every_turn_keeps_how_a_known_channel_is_reached(town: Town) -> None:
    await town.say(SAM, "log", replace(LINCOLN, address="address-moved"))
    assert await address_of(town, LINCOLN.key) == "address-moved"

    await town.press(SAM, Button("x", Act("log")), replace(LINCOLN, address=""))
    await town.say(SAM, "log", GENERAL)

    assert await address_of(town, LINCOLN.key) == "address-moved"
    assert await address_of(town, GENERAL.key) is None


async def test_an_unlinked_report_leaves_the_reporters_private_conversation_as_it_was(town: Town) -> None:
    await default_visibility(town, Visibility.UNLINKED)
    before = await address_of(town, LEE.handle.user)

    await town.say(LEE, WORDS, replace(alone(LEE), key=LEE.handle.user))

    assert await address_of(town, LEE.handle.user) == before == ""


async def test_what_nobody_offered_is_logged_without_a_word_of_it(town: Town) -> None:
    with structlog.testing.capture_logs() as lines:
        await town.press(DANA, Button("x", Act("the-words-of-a-forger", "c-1")), LINCOLN)
        await town.send(DANA, Form("the-words-of-a-forger", "x", (), "x", "x"), {"text": WORDS}, LINCOLN)
        await town.say(DANA, WORDS, LINCOLN, command="the-words-of-a-forger")

    assert lines == [
        {"event": "request unknown", "log_level": "warning", "request": kind, "platform": "slack"}
        for kind in ("press", "submission", "invocation")
    ]


async def test_that_the_records_cannot_be_reached_is_logged_without_a_word(clock: HandClock) -> None:
    with structlog.testing.capture_logs() as lines:
        await Town(Away(), clock).say(DANA, WORDS, LINCOLN)

    assert lines == [
        {"event": "records unavailable", "log_level": "warning", "request": "invocation", "platform": "slack"}
    ]


async def test_a_form_that_comes_back_may_be_sent_again_unchanged_under_the_same_key(town: Town) -> None:
    opened = form(await town.say(DANA, "", LINCOLN))

    first = await town.send(DANA, opened, filled(opened, summary=""), LINCOLN, key="view-hash")
    again = await town.send(DANA, opened, filled(opened, summary=""), LINCOLN, key="view-hash")

    assert form(again).errors == form(first).errors != ()


async def test_a_move_that_comes_back_with_a_fault_keeps_nobody_who_was_picked_in_it(town: Town) -> None:
    await town.say(DANA, WORDS, LINCOLN)
    opened = form(await town.press(LEE, Button("x", Act("assign", (await town.row()).id, 1)), LINCOLN))
    before = await town.everything()

    reply = await town.send(LEE, opened, {"assignee": SAM.handle, "target": "2020-01-01"}, LINCOLN)

    assert form(reply).errors
    assert await town.everything() == before


async def test_what_is_said_in_threads_that_are_not_ours_writes_nothing(town: Town) -> None:
    before = await town.everything()

    for where in (GENERAL, LINCOLN, replace(LINCOLN, thread="ref-of-somebody")):
        await town.say(SAM, "The cart is in room 9", where, via=Via.REPLY)

    assert await town.everything() == before
