"""Connecting two platforms to one log, and what happens when the bot comes into a channel or leaves it."""

from dataclasses import replace

import pytest

from bot.domain.team import Handle
from bot.domain.vocabulary import Platform
from bot.handlers.desk.requests import Caller, Via
from bot.ports import Kind
from tests.handlers.new_team import BOSS, ROOM, organization, set_up
from tests.handlers.town import (
    ANA,
    DANA,
    GENERAL,
    JO,
    LEE,
    LINCOLN,
    LOBBY,
    ORG,
    SAM,
    WORKSPACE,
    Town,
    alone,
    button,
    card,
    said,
)
from tests.handlers.unlinking import code_on


async def test_a_code_joins_the_other_platform_to_the_same_log(town: Town) -> None:
    code = code_on(card(await town.say(JO, "connect", alone(JO))))

    reply = await town.say(BOSS, f"connect {code}", alone(BOSS))

    assert "Riverbend" in said(reply)
    assert await organization(town) == ORG


async def test_a_code_joins_once(town: Town) -> None:
    code = code_on(card(await town.say(JO, "connect", alone(JO))))
    await town.say(BOSS, f"connect {code}", alone(BOSS))
    other = replace(BOSS, handle=Handle(Platform.SLACK, "T0THIRD", "U0BOSS"))

    reply = await town.say(other, f"connect {code}", alone(other))

    assert "already used" in said(reply)
    found = await town.store.read(lambda session: session.organization_of(Platform.SLACK, "T0THIRD"))
    assert found is None


async def test_a_code_ends_after_an_hour(town: Town) -> None:
    code = code_on(card(await town.say(JO, "connect", alone(JO))))
    town.clock.forward(minutes=61)

    reply = await town.say(BOSS, f"connect {code}", alone(BOSS))

    assert "more than an hour old" in said(reply)


async def test_a_workspace_with_challenges_of_its_own_stays_apart(town: Town) -> None:
    await set_up(town)
    await town.say(replace(BOSS, admin=None), "The bus is late", ROOM)
    code = code_on(card(await town.say(JO, "connect", alone(JO))))

    reply = await town.say(BOSS, f"connect {code}", alone(BOSS))

    assert "stay separate" in said(reply)
    assert await organization(town) != ORG


@pytest.mark.parametrize("caller", [SAM, replace(SAM, admin=False)])
async def test_nobody_else_gets_a_code_or_uses_one(town: Town, caller: Caller) -> None:
    code = code_on(card(await town.say(JO, "connect", alone(JO))))
    outsider = replace(BOSS, admin=caller.admin)

    refused = await town.say(caller, "connect", alone(caller))
    await town.say(outsider, f"connect {code}", alone(outsider))

    assert "administrator" in said(refused)
    found = await town.store.read(lambda session: session.organization_of(Platform.SLACK, "T0FRESH"))
    assert found is None


async def test_a_connecting_code_is_not_shown_where_others_read(town: Town) -> None:
    reply = await town.say(JO, "connect", GENERAL, via=Via.MENTION)

    assert "private" in said(reply)


async def test_the_code_is_not_in_the_database(town: Town) -> None:
    code = code_on(card(await town.say(JO, "connect", alone(JO))))

    assert code.replace("-", "") not in await town.everything()
    assert code not in await town.everything()


async def test_joining_a_channel_welcomes_there_unless_it_is_a_teams_place(town: Town) -> None:
    await town.happen(JO, "joined", GENERAL)
    await town.happen(JO, "joined", LINCOLN)

    hall = await town.look(lambda work: work.places.by_key(Platform.SLACK, WORKSPACE, GENERAL.key))
    assert hall is not None
    lines = await town.look(lambda work: work.outbox.ledger(hall.id))
    assert [line.intent.kind for line in lines] == [Kind.WELCOME]
    assert await town.queued(Kind.WELCOME) == []


async def test_a_place_that_is_gone_is_told_to_its_lead_and_coming_back_ends_it(town: Town) -> None:
    await town.happen(LEE, "place_gone", LINCOLN, reason="channel_left")

    gone = await town.look(lambda work: work.places.get("place-lincoln"))
    assert gone is not None and gone.gone == "channel_left"
    assert [line.intent.place for line in await town.queued(Kind.PLACE_GONE)] == ["private-p-lee"]

    await town.happen(JO, "joined", LINCOLN)
    back = await town.look(lambda work: work.places.get("place-lincoln"))
    assert back is not None and back.gone is None


async def test_uninstalling_forgets_the_tokens_and_ends_the_workspaces_places(town: Town) -> None:
    await town.store.write(lambda session: session.installations.put(Platform.SLACK, WORKSPACE, {"token": "xoxb-1"}))

    await town.happen(replace(JO, handle=Handle(Platform.SLACK, WORKSPACE, "")), "uninstalled", None)

    kept = await town.store.read(lambda session: session.installations.get(Platform.SLACK, WORKSPACE))
    assert kept is None
    assert await town.look(lambda work: work.places.triage("t-lincoln")) == []


async def test_a_channel_that_the_bot_comes_back_to_shows_what_is_open_again(town: Town) -> None:
    await town.happen(JO, "place_gone", LINCOLN)
    await town.press(DANA, button(await town.say(DANA, "The gym is cold", GENERAL), "Lincoln SLT"), GENERAL)
    assert await town.queued(Kind.CARD) == []

    await town.happen(JO, "joined", LINCOLN)

    assert [line.intent.place for line in await town.queued(Kind.CARD)] == ["place-lincoln"]


async def test_of_whoever_added_the_bot_without_administering_the_place_nothing_is_kept(town: Town) -> None:
    await town.happen(ANA, "joined", LOBBY)

    assert "aad-ana" not in await town.everything()
