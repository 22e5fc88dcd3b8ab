"""Who does not belong here, and what nobody offered: refused, and nothing written down."""

from dataclasses import replace

import pytest

from bot.domain.team import Handle
from bot.domain.vocabulary import Platform
from bot.handlers import entry
from bot.handlers.desk.requests import Press, Submission, Via
from bot.handlers.routes import ROUTES
from bot.ui.card import Act, Button
from tests.handlers.office import WORDS
from tests.handlers.town import (
    DANA,
    GENERAL,
    GUEST,
    LINCOLN,
    MALLORY,
    SAM,
    Town,
    said,
    thread_of,
)


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


async def test_what_is_said_in_threads_that_are_not_ours_writes_nothing(town: Town) -> None:
    before = await town.everything()

    for where in (GENERAL, LINCOLN, replace(LINCOLN, thread="ref-of-somebody")):
        await town.say(SAM, "The cart is in room 9", where, via=Via.REPLY)

    assert await town.everything() == before
