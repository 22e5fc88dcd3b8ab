"""Home stays true where it was opened: Slack's App Home, and the card in a private conversation on Teams."""

import pytest

from bot.domain.team import Place
from bot.domain.vocabulary import Platform, Role
from bot.handlers.desk.requests import Caller, Where
from bot.ports import Kind
from bot.scheduler.delivery import Courier
from bot.storage.store import DatabaseStore
from bot.ui.card import Act, Button
from bot.ui.speech import read_aloud
from bot.ui.words import words
from tests.handlers.office import WORDS
from tests.handlers.town import ANA, DANA, LEE, LINCOLN, ORG, SAM, TENANT, Town, alone, form, settle
from tests.support.database import HandClock
from tests.support.messengers import Post, WritingMessenger

TWIN = Where("19:twin", "address-twin", private=False, name="Lincoln")
HERE = {Platform.SLACK: LINCOLN, Platform.TEAMS: TWIN}
TRIAGE = "#1 triage technology internal technical organization school"
ASSIGN = "#1 assign Lee Park"


class Screen:
    """What somebody sees at home."""

    def __init__(self, town: Town, who: Caller) -> None:
        self.town, self.who = town, who
        self.messengers = {platform: WritingMessenger(platform) for platform in Platform}

    async def opens(self) -> None:
        """On Slack the tab, on Teams by typing."""
        ways = {
            Platform.SLACK: lambda: self.town.open_home(self.who),
            Platform.TEAMS: lambda: self.town.say(self.who, "home", alone(self.who), bare=True),
        }
        await ways[self.who.handle.platform]()
        await self.changes()

    async def changes(self, *, within: int = 60) -> list[Post]:
        """What is drawn there within so many seconds."""
        own = self.messengers[self.who.handle.platform].sent
        before = len(own)
        courier = Courier(self.town.store, self.messengers, self.town.clock, worker="one")
        for _ in range(within // 3):
            await courier.drain()
            self.town.clock.forward(seconds=3)
        return [post for post in own[before:] if post.message.key.startswith("home:")]

    async def say(self, who: Caller, line: str) -> None:
        await self.town.say(who, line, HERE[who.handle.platform])


@pytest.fixture(params=[DANA, ANA], ids=["slack", "teams"])
async def screen(request: pytest.FixtureRequest, sqlite_store: DatabaseStore, clock: HandClock) -> Screen:
    """Somebody has reported something."""
    town = await settle(sqlite_store, clock)
    twin = Place(ORG, "place-twin", Platform.TEAMS, TENANT, "address-twin", TWIN.key, "Lincoln", team="t-lincoln")
    await town.store.write(lambda session: session.work(ORG).places.save(twin))
    await town.say(request.param, WORDS, HERE[request.param.handle.platform])
    screen = Screen(town, request.param)
    await screen.changes()
    return screen


def aloud(post: Post) -> str:
    assert post.message.card is not None
    return read_aloud(post.message.card)


async def test_it_is_drawn_again_once_for_all_that_happens_in_a_row(screen: Screen) -> None:
    await screen.opens()

    await screen.say(LEE, TRIAGE)
    drawn = await screen.changes(within=6)
    await screen.say(LEE, ASSIGN)
    drawn += await screen.changes()

    assert len(drawn) == 1
    assert drawn[0].ref is not None
    assert words(screen.who.language)("Assigned, no steps yet") in aloud(drawn[0])


async def test_it_is_drawn_again_for_whoever_leads_the_team(screen: Screen) -> None:
    lee = Screen(screen.town, LEE)
    await lee.opens()

    await screen.say(screen.who, "The gym has no projector")

    assert ["The gym has no projector" in aloud(post) for post in await lee.changes()] == [True]


async def test_who_never_opened_it_gets_none(screen: Screen) -> None:
    await screen.say(LEE, TRIAGE)

    assert await screen.changes() == []


async def test_who_has_nothing_to_do_with_it_gets_none(screen: Screen) -> None:
    await screen.say(SAM, "#1 note The cart is in room 12")
    sam = Screen(screen.town, SAM)
    await sam.opens()

    await screen.say(LEE, TRIAGE)

    assert await sam.changes() == []


async def test_a_day_after_it_was_opened_it_is_left_alone_until_it_is_opened_again(screen: Screen) -> None:
    await screen.opens()
    screen.town.clock.forward(days=1)

    await screen.say(LEE, TRIAGE)
    late = await screen.changes()
    await screen.opens()
    await screen.say(LEE, ASSIGN)

    assert late == []
    assert len(await screen.changes()) == 1


async def test_erased_words_leave_it_however_long_ago_it_was_opened(screen: Screen) -> None:
    await screen.opens()
    screen.town.clock.forward(days=9)

    row = await screen.town.row()
    await screen.town.press(screen.who, Button("Take it back", Act("withdraw", row.id, row.version)), LINCOLN)

    assert [WORDS in aloud(post) for post in await screen.changes()] == [False]


async def test_erased_words_leave_the_home_of_whoever_is_on_the_team_no_more(screen: Screen) -> None:
    lee = Screen(screen.town, LEE)
    await lee.opens()
    await screen.town.store.write(lambda session: session.work(ORG).teams.set_members("t-lincoln", Role.LEAD, []))
    row = await screen.town.row()

    await screen.town.press(screen.who, Button("Take it back", Act("withdraw", row.id, row.version)), LINCOLN)

    assert [WORDS in aloud(post) for post in await lee.changes()] == [False]


async def test_nothing_says_afterwards_whose_home_changed_with_which_challenge(screen: Screen) -> None:
    await screen.opens()
    await screen.say(LEE, TRIAGE)
    waiting = await screen.town.queued(Kind.HOME)
    await screen.changes()

    assert len(waiting) == 1
    assert await screen.town.queued(Kind.HOME) == []


async def test_a_link_that_is_removed_leaves_no_waiting_home_either(screen: Screen) -> None:
    await screen.opens()
    await screen.say(LEE, TRIAGE)

    asked = form(await screen.town.say(screen.who, "#1 visibility", LINCOLN))
    await screen.town.send(screen.who, asked, {"visibility": "unlinked"}, LINCOLN)

    assert await screen.town.queued(Kind.HOME) == []
