"""Two bots on one PostgreSQL: each message once, each duty once, whoever of them gets there first."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator

import pytest

from bot.domain.vocabulary import Move
from tests.adapters.slack import api as slack_api
from tests.faults.house import ELM, TICK, USERS, House, at_work
from tests.faults.logs import Logs
from tests.faults.stand_ins import Trouble
from tests.support.database import HandClock

TESS, LENA, OMAR = (USERS[name] for name in ("tess", "lena", "omar"))
MANY = 12


@pytest.fixture
def engine() -> str:
    return "postgres"


@pytest.fixture
async def twins(house: House, database_url: str, clock: HandClock, logs: Logs) -> AsyncIterator[tuple[House, House]]:
    async with at_work(database_url, clock, logs, beside=house) as other:
        yield house, other


async def report(house: House, number: int) -> None:
    await house.slack.say(TESS[0], f"quibber{number}flint wobble{number}stone gymna{number}sium")


async def settle(twins: tuple[House, House]) -> None:
    """Both deliver at the same time until nothing is left."""
    one, other = twins
    while any(await asyncio.gather(one.bot.courier.drain(), other.bot.courier.drain())):
        one.clock.forward(seconds=2)
    await one.settle()


async def test_each_message_goes_out_once(twins: tuple[House, House]) -> None:
    one, other = twins
    await asyncio.gather(*(report(twins[number % 2], number) for number in range(MANY)))
    await settle(twins)
    numbers = [row.number for row in await one.rows()]
    assert numbers == list(range(1, MANY + 1))
    assert len(one.slack_api.cards(ELM["slack"])) == len(other.connector.cards(ELM["teams"])) == MANY
    posted = [kind for kind, _ in one.slack_api.asked].count("chat.postMessage")
    assert posted == MANY


async def test_what_one_of_them_is_sending_the_other_leaves_alone(twins: tuple[House, House]) -> None:
    one, other = twins
    gate = asyncio.Event()
    one.slack_api.troubles["chat.postMessage"].append(Trouble(slack_api.held(gate), done=True))
    await report(one, 1)
    await one.slack_api.until(lambda: bool(one.slack_api.cards(ELM["slack"])))
    one.clock.forward(seconds=30)
    await other.bot.courier.drain()
    assert [kind for kind, _ in one.slack_api.asked].count("chat.postMessage") == 1
    gate.set()
    await one.quiet(TICK)
    await settle(twins)
    assert len(one.slack_api.cards(ELM["slack"])) == 1


async def test_the_same_event_sent_to_both_is_one_report(twins: tuple[House, House]) -> None:
    one, other = twins
    fields = one.slack.command(TESS[0], "The quibberflint in the gymnasium hums")
    await asyncio.gather(*(house.slack.form(fields) for house in (one, other, one, other)))
    await settle(twins)
    assert [row.number for row in await one.rows()] == [1]
    assert len(one.slack_api.cards(ELM["slack"])) == 1


async def test_a_duty_that_is_due_rings_once(twins: tuple[House, House], clock: HandClock) -> None:
    one, other = twins
    await asyncio.gather(*(report(one, number) for number in range(MANY)))
    await settle(twins)
    before = len(one.connector.cards(LENA[1]))
    clock.forward(days=9)
    for house in (one, other, one, other):
        house.bot.ticks.now("due")
    await asyncio.gather(one.quiet(TICK), other.quiet(TICK))
    await settle(twins)
    kinds = [await one.events(number) for number in range(1, MANY + 1)]
    assert kinds == [[Move.REPORT, Move.WAKE]] * MANY
    told = [card.body["summary"].partition(":")[0] for card in one.connector.cards(LENA[1])[before:]]
    assert Counter(told) == {"A reminder": 1, "The monthly review is not complete": 1}  # with all twelve in it


async def test_of_two_people_at_two_bots_the_second_reads_what_the_first_did(twins: tuple[House, House]) -> None:
    one, other = twins
    await report(one, 1)
    await settle(twins)
    said = (one.slack.say(LENA[0], "1 ask Since when?"), other.slack.say(OMAR[0], "1 ask In which wing?"))
    await asyncio.gather(*said)
    assert sorted(await one.events()) == ["ask", "report"]
