"""Every request is one transaction: once, in the caller's language, within the caller's organization."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

import pytest
import structlog

from bot.domain.vocabulary import Platform, Visibility
from bot.handlers.desk.requests import Invocation, Via
from bot.handlers.routes import COMMANDS, ROUTES, asks_admin, command, route
from bot.ports import Conflict, Session, Store, Unavailable
from bot.storage.store import DatabaseStore
from bot.ui.card import Act, Button
from bot.ui.form import Form
from tests.handlers.office import WORDS
from tests.handlers.town import (
    CEDAR,
    DANA,
    GENERAL,
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
)
from tests.support.database import HandClock

T = TypeVar("T")


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


async def test_a_person_is_answered_in_their_own_language_before_the_channels(town: Town) -> None:
    spanish = await town.say(replace(SAM, language="es-MX"), "help", LINCOLN)
    english = await town.say(SAM, "help", CEDAR)
    unknown = await town.say(replace(SAM, language=None), "help", CEDAR)

    languages = [reply.card.language for reply in (spanish, english, unknown) if reply.card]
    assert languages == ["es", "en", "es"]


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
