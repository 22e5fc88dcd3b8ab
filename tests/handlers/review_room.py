"""A team's review: begun, drawn, pressed."""

from dataclasses import replace

from bot.domain.review import Month, Walk
from bot.domain.team import Person, Place
from bot.domain.vocabulary import Decision, Platform, Role
from bot.handlers import outgoing
from bot.handlers.desk.requests import Caller, Reply
from bot.ports import Session, Work
from bot.storage.store import DatabaseStore
from bot.ui.card import Button, Card
from tests.handlers.office import reported, shown
from tests.handlers.town import (
    ANA,
    LEE,
    LINCOLN,
    ORG,
    SAM,
    TENANT,
    Town,
    button,
    settle,
)
from tests.support.database import HandClock

OCTOBER = Month(2026, 10)
HERE, TWIN = "place-lincoln", "place-twin"
THERE = replace(LINCOLN, key="19:twin", address="a-twin")


async def on_two_platforms(store: DatabaseStore, clock: HandClock) -> Town:
    """Lincoln meets on Slack and on Teams; Sam and Ana are on the team."""
    town = await settle(store, clock)

    def join(session: Session) -> None:
        work = session.work(ORG)
        for id, who in (("p-sam", SAM), ("p-ana", ANA)):
            work.people.save(Person(ORG, id, who.name, handles=(who.handle,)))
        work.teams.set_members("t-lincoln", Role.MEMBER, ["p-sam", "p-ana"])
        work.places.save(Place(ORG, TWIN, Platform.TEAMS, TENANT, "a-twin", "19:twin", "Lincoln", team="t-lincoln"))

    await town.store.write(join)
    return town


async def begun(town: Town, *words: str, by: Caller = LEE) -> None:
    """A row for each of `words`, and their review begun from the log."""
    for one in words:
        await reported(town, words=one)
    await town.press(by, button(await town.say(by, "log", LINCOLN), "Start the review"), LINCOLN)


async def latest(town: Town) -> Walk:
    walk = await town.look(lambda work: work.reviews.latest("t-lincoln"))
    assert walk is not None
    return walk


async def review(town: Town, place: str = HERE, id: str = "") -> Card:
    """The card of the last review (or of one), as it goes out to a channel of the team now."""
    walk = id or (await latest(town)).id

    def draw(work: Work) -> Card:
        line = next(one for one in work.outbox.ledger(walk) if one.intent.place == place)
        return shown(outgoing.message(line, work, town.clock.now()))

    return await town.look(draw)


async def offered(town: Town, label: str) -> Button:
    return button(Reply(card=await review(town)), label)


async def press(town: Town, label: str, by: Caller = LEE) -> Reply:
    return await town.press(by, await offered(town, label), LINCOLN)


async def stamps(town: Town) -> list[tuple[str | None, Decision]]:
    """Who stamped, and with what."""
    found = await town.look(lambda work: work.reviews.stamps("t-lincoln", OCTOBER))
    return sorted((stamp.by, stamp.decision) for stamp in found)
