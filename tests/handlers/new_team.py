"""A workspace in which nothing is set up yet, and an administrator who does it."""

from bot.domain.team import Handle
from bot.domain.vocabulary import Platform
from bot.handlers.desk.requests import Caller, Where
from bot.ui.form import Form
from tests.handlers.town import Town, filled, form

BOSS = Caller(Handle(Platform.SLACK, "T0FRESH", "U0BOSS"), "Bo Sanders", "en-US", "America/Chicago", admin=True)
LEAD = Handle(Platform.SLACK, "T0FRESH", "U0LEAD")
ROOM = Where("C0ROOM", "address-room", private=False, name="cedar-team")


async def set_up(town: Town, **values: str | tuple[str, ...] | tuple[Handle, ...]) -> Form:
    opened = form(await town.say(BOSS, "setup", ROOM))
    chosen = {"leads": (LEAD,), "district": "Riverbend", "name": "Cedar team", **values}
    reply = await town.send(BOSS, opened, {**filled(opened), **chosen}, ROOM)
    assert reply.card is not None, reply
    return opened


async def organization(town: Town, workspace: str = "T0FRESH", platform: Platform = Platform.SLACK) -> str:
    found = await town.store.read(lambda session: session.organization_of(platform, workspace))
    assert found is not None
    return found.id
