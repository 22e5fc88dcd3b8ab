"""How often whoever follows a challenge hears of it: one message a day, drawn again, and a new one when it matters."""

from dataclasses import replace

import pytest

from bot.domain.team import Clocks, Place
from bot.domain.vocabulary import Platform
from bot.handlers.challenges import wake
from bot.handlers.desk.requests import Caller, Where
from bot.ports import Session
from bot.scheduler.delivery import Courier
from bot.storage.store import DatabaseStore
from bot.ui.card import Card
from bot.ui.speech import read_aloud
from bot.ui.words import words
from tests.handlers.office import WORDS
from tests.handlers.town import ANA, DANA, JO, LEE, LINCOLN, ORG, TENANT, Town, form, settle
from tests.support.database import HandClock
from tests.support.messengers import Post, WritingMessenger

TWIN = Where("19:twin", "address-twin", private=False, name="Lincoln")
TRIAGE = "#1 triage technology internal technical organization school"
ASSIGN = "#1 assign Lee Park"
STEP = "#1 step Order chargers"
REMOVED = "#1 removed Forty new chargers are in the carts"
SOON = "You will be asked soon whether it is gone. Nobody closes it before that."


class Mail:
    """What one person gets in private, on their platform."""

    def __init__(self, town: Town, who: Caller) -> None:
        self.town, self.who = town, who
        self.w = words(who.language)
        self.messengers = {platform: WritingMessenger(platform) for platform in Platform}
        self.own = self.messengers[who.handle.platform]

    async def arrives(self) -> list[Post]:
        """Everything since the last look."""
        courier = Courier(self.town.store, self.messengers, self.town.clock, worker="one")
        before = len(self.own.sent)
        for _ in range(12):
            await courier.drain()
            self.town.clock.forward(seconds=2)
        return [post for post in self.own.sent[before:] if post.place == self.who.handle.user]

    async def after(self, *acts: tuple[Caller, str]) -> list[Post]:
        for who, said in acts:
            await self.town.say(who, said, LINCOLN)
        return await self.arrives()

    async def talks(self, answer: str) -> None:
        """Jo talks with the reporter, and writes down what they said."""
        asked = form(await self.town.say(JO, "#1 conversation", LINCOLN))
        await self.town.send(JO, asked, {"verdict": answer, "text": "By phone"}, LINCOLN)

    async def rings(self) -> list[Post]:
        """The clock of the challenge runs out."""
        row = await self.town.row()
        assert row.owed is not None
        self.town.clock.forward(seconds=max(0, (row.owed.next_at - self.town.clock.now()).total_seconds()) + 1)
        now = self.town.clock.now()
        await self.town.store.write(lambda session: wake.wake((ORG, row.id), session, now))
        return await self.arrives()


@pytest.fixture(params=[DANA, ANA], ids=["slack", "teams"])
async def mail(request: pytest.FixtureRequest, sqlite_store: DatabaseStore, clock: HandClock) -> Mail:
    """Somebody has reported something; their receipt was the answer, so nothing came by itself."""
    town = await settle(sqlite_store, clock)
    twin = Place(ORG, "place-twin", Platform.TEAMS, TENANT, "address-twin", TWIN.key, "Lincoln", team="t-lincoln")
    await town.store.write(lambda session: session.work(ORG).places.save(twin))
    here = {Platform.SLACK: LINCOLN, Platform.TEAMS: TWIN}
    await town.say(request.param, WORDS, here[request.param.handle.platform])
    mail = Mail(town, request.param)
    assert await mail.arrives() == []
    return mail


def card(post: Post) -> Card:
    assert post.message.card is not None
    return post.message.card


def new(posts: list[Post]) -> list[str]:
    """Those that make a sound, read aloud."""
    return [aloud(post) for post in posts if post.ref is None]


def aloud(post: Post) -> str:
    return read_aloud(card(post))


def verbs(post: Post) -> set[str]:
    return {button.act.verb for button in card(post).buttons}


async def asks_at_once(town: Town) -> None:
    def change(session: Session) -> None:
        work = session.work(ORG)
        team = work.teams.get("t-lincoln")
        assert team is not None
        work.teams.save(replace(team, clocks=Clocks(ask_after=0)))

    await town.store.write(change)


async def test_what_a_team_does_on_one_day_makes_one_sound(mail: Mail) -> None:
    first = await mail.after((LEE, TRIAGE))
    later = await mail.after((LEE, ASSIGN), (LEE, STEP))

    assert len(new(first)) == 1
    assert new(later) == []
    assert {post.ref for post in later} == {first[0].named}
    assert "Order chargers" in aloud(later[-1])


async def test_whoever_was_just_told_that_it_waits_for_them_reads_of_their_steps_there(mail: Mail) -> None:
    own = Mail(mail.town, LEE)
    assert len(new(await own.after((JO, ASSIGN)))) == 1

    await own.town.say(JO, f"{STEP} \ue0000\ue001", LINCOLN, people=(LEE,))
    (post,) = await own.arrives()
    assert post.ref is not None
    assert "Order chargers" in aloud(post)

    own.town.clock.forward(hours=2)
    await own.town.say(JO, "#1 step Count the carts \ue0000\ue001", LINCOLN, people=(LEE,))
    assert len(new(await own.arrives())) == 1


async def test_the_next_day_may_make_one_again(mail: Mail) -> None:
    await mail.after((LEE, TRIAGE))
    mail.town.clock.forward(hours=24)

    assert len(new(await mail.after((LEE, ASSIGN)))) == 1


async def test_a_question_makes_a_sound_and_its_card_changes_once_it_is_answered(mail: Mail) -> None:
    await mail.after((LEE, TRIAGE))

    asked = await mail.after((LEE, "#1 ask Which cart is it?"))
    answered = await mail.after((mail.who, "#1 answer The blue one"))

    assert len(new(asked)) == 1
    assert ["answer" in verbs(post) for post in (asked[-1], answered[-1])] == [True, False]
    assert answered[-1].ref == asked[-1].named


async def test_a_removal_is_news(mail: Mail) -> None:
    await mail.after((LEE, TRIAGE), (LEE, ASSIGN), (LEE, STEP))

    assert len(new(await mail.after((LEE, REMOVED)))) == 1


async def test_whoever_is_asked_is_not_told_that_they_will_be(mail: Mail) -> None:
    news = await mail.after((LEE, TRIAGE), (LEE, ASSIGN), (LEE, STEP), (LEE, REMOVED))
    asked = await mail.rings()

    assert [mail.w(SOON) in aloud(post) for post in (news[-1], *asked)] == [True, False, False]
    assert ["verdict" in verbs(post) for post in asked] == [False, True]
    assert asked[0].ref == news[-1].named


async def test_a_removal_that_is_asked_about_at_once_is_one_message(mail: Mail) -> None:
    await mail.after((LEE, TRIAGE), (LEE, ASSIGN), (LEE, STEP))
    await asks_at_once(mail.town)

    told = await mail.after((LEE, REMOVED)) + await mail.rings()

    assert new(told) == [aloud(post) for post in told if "verdict" in verbs(post)]
    assert len(new(told)) == 1


async def test_what_goes_on_although_it_was_said_to_be_gone_is_news(mail: Mail) -> None:
    await mail.after((LEE, TRIAGE), (LEE, ASSIGN), (LEE, STEP), (LEE, REMOVED))
    await mail.rings()

    await mail.talks("no")
    told = await mail.arrives()

    assert len(new(told)) == 1


async def test_the_end_that_follows_from_ones_own_yes_is_shown_where_the_news_stood(mail: Mail) -> None:
    news = await mail.after((LEE, TRIAGE), (LEE, ASSIGN), (LEE, STEP), (LEE, REMOVED))
    await mail.rings()

    said = await mail.after((mail.who, "#1 verdict yes"), (JO, "#1 close"))

    assert new(said) == []
    assert said[-1].ref == news[-1].named
    assert mail.w("Closed: the person who reported it says it is gone") in card(said[-1]).title


async def test_an_end_without_ones_own_yes_is_news(mail: Mail) -> None:
    await mail.after((LEE, TRIAGE), (LEE, ASSIGN), (LEE, STEP), (LEE, REMOVED))
    await mail.rings()
    await mail.talks("no_answer")
    await mail.arrives()

    assert len(new(await mail.after((JO, "#1 close")))) == 1
