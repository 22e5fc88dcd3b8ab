"""What happens to the bot on Teams: added, chosen, taken away; over the wire."""

from typing import Any

import pytest

from bot.adapters.teams import refs
from bot.handlers.desk.requests import Press
from tests.adapters.teams.keyset import APP_ID, TENANT
from tests.adapters.teams.teams_side import CHANNEL, USER, Client, District, Teams, in_channel


async def happened(bot: Client, district: District, **changes: object) -> list[Press]:
    await bot.send(**({"text": None} | changes))
    await bot.stop()
    return [asked for asked in district.asked if isinstance(asked, Press)]


TEAM = {"tenant": {"id": TENANT}, "team": {"id": CHANNEL, "name": "Lincoln"}}


@pytest.mark.parametrize(
    "changes",
    [
        {"type": "installationUpdate", "action": "add"},
        {"type": "conversationUpdate", "membersAdded": [{"id": "29:9"}, {"id": f"28:{APP_ID}"}]},
    ],
)
async def test_whoever_adds_the_bot_to_a_team_is_no_administrator_for_it(
    bot: Client, district: District, changes: dict[str, Any]
) -> None:
    (press,) = await happened(bot, district, conversation=in_channel(thread=None), channelData=TEAM, **changes)
    assert (press.verb, press.caller.handle.user, press.caller.admin) == ("joined", USER, None)
    assert press.where is not None
    assert (press.where.key, press.where.name, press.where.private) == (CHANNEL, "Lincoln", False)


async def test_the_channel_chosen_while_adding_is_the_one_it_is_about(bot: Client, district: District) -> None:
    chosen = {"settings": {"selectedChannel": {"id": "19:slt@thread.tacv2", "name": "SLT"}}}
    (press,) = await happened(
        bot,
        district,
        type="installationUpdate",
        action="add",
        conversation=in_channel(thread=None),
        channelData=TEAM | chosen,
    )
    assert press.where is not None
    assert (press.where.key, press.where.name) == ("19:slt@thread.tacv2", "SLT")
    assert refs.decode_address(press.where.address).conversation == "19:slt@thread.tacv2"


async def test_adding_the_bot_for_oneself_makes_nobody_an_administrator(bot: Client, district: District) -> None:
    (press,) = await happened(bot, district, type="installationUpdate", action="add")
    assert press.where is not None
    assert (press.verb, press.caller.admin, press.where.private) == ("joined", None, True)


@pytest.mark.parametrize(
    "changes",
    [
        {"type": "installationUpdate", "action": "remove"},
        {"type": "conversationUpdate", "membersRemoved": [{"id": f"28:{APP_ID}"}]},
    ],
)
async def test_a_channel_that_the_bot_was_taken_from_is_gone(
    bot: Client, district: District, changes: dict[str, Any]
) -> None:
    (press,) = await happened(bot, district, conversation=in_channel(thread=None), channelData=TEAM, **changes)
    assert press.where is not None
    assert (press.verb, press.where.key, press.caller.admin) == ("place_gone", CHANNEL, None)


@pytest.mark.parametrize("what", ["membersAdded", "membersRemoved"])
async def test_somebody_coming_or_going_is_told_with_the_place(bot: Client, district: District, what: str) -> None:
    changes = {"type": "conversationUpdate", what: [{"id": "29:9"}]}
    (press,) = await happened(bot, district, conversation=in_channel(thread=None), channelData=TEAM, **changes)
    assert press.where is not None
    assert (press.verb, press.where.key) == ("people_changed", CHANNEL)


@pytest.mark.parametrize(
    "changes",
    [
        {"type": "installationUpdate", "action": "add-upgrade"},
        {"type": "conversationUpdate", "channelData": {**TEAM, "eventType": "channelRenamed"}},
        {"type": "messageUpdate", "text": "edited"},
        {"type": "messageDelete"},
        {"type": "messageReaction"},
        {"type": "typing"},
    ],
)
async def test_everything_else_that_happens_is_not_ours_to_follow(
    bot: Client, district: District, teams: Teams, changes: dict[str, Any]
) -> None:
    assert (await happened(bot, district, **changes), teams.calls) == ([], [])


async def test_a_policy_that_installs_the_bot_is_nobody(bot: Client, district: District) -> None:
    (press,) = await happened(
        bot, district, type="installationUpdate", action="add", conversation=in_channel(thread=None), channelData=TEAM,
        **{"from": {"id": "29:service"}},
    )  # fmt: skip
    assert (press.caller.handle.user, press.caller.admin) == ("", None)
