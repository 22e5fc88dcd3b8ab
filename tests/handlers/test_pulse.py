"""The pulse: one tap each, counted once, tied to nobody, and silent below five answers."""

import pytest

from bot.domain.team import Handle
from bot.domain.vocabulary import Platform
from bot.handlers import alarms, outgoing
from bot.handlers.agreements import pulse
from bot.handlers.desk.requests import Caller, Reply
from bot.ports import Alarm, AlarmKind, Kind, Session
from bot.storage.store import DatabaseStore
from bot.ui.speech import read_aloud
from tests.handlers.circle import TEAM, adopted, card_of, deliver, gather, typed
from tests.handlers.town import ANA, DANA, JO, LEE, LINCOLN, ORG, SAM, WORKSPACE, Town, button, said, settle
from tests.support.database import HandClock

KIM = Caller(Handle(Platform.SLACK, WORKSPACE, "U0KIM"), "Kim Doyle", "en-US")
FIVE = (DANA, SAM, LEE, JO, KIM)


@pytest.fixture
async def town(sqlite_store: DatabaseStore, clock: HandClock) -> Town:
    made = await settle(sqlite_store, clock)
    await gather(made)
    await adopted(made)
    await gather(made, FIVE)
    return made


async def opened(town: Town) -> str:
    """The id of the pulse that stands, whose card is in the channel."""
    await typed(town, LEE, "pulse")
    found = await town.look(lambda work: work.pulses.standing(TEAM))
    assert found is not None
    await deliver(town)
    return found.id


async def in_channel(town: Town, id: str) -> Reply:
    at = town.clock.now()

    def draw(session: Session) -> Reply:
        work = session.work(ORG)
        (row, *_) = [one for one in work.outbox.ledger(id) if one.intent.kind is Kind.PULSE]
        out = outgoing.message(row, work, at)
        assert out is not None
        return Reply(card=card_of(out))

    return await town.store.read(draw)


async def close(town: Town, id: str) -> str:
    """What the channel reads once the pulse is over."""
    town.clock.forward(days=4)
    alarm = Alarm(ORG, AlarmKind.PULSE, id)
    assert await town.store.write(lambda session: alarms.ring(alarm, session, town.clock.now()))
    return read_aloud((await in_channel(town, id)).card or pytest.fail("nothing is shown"))


async def tap(town: Town, who: Caller, id: str, label: str) -> str:
    return said(await town.press(who, button(await in_channel(town, id), label), LINCOLN))


async def test_five_taps_show_the_one_in_the_middle(town: Town) -> None:
    id = await opened(town)
    for who, label in zip(FIVE, ("Fully", "Mostly", "Partly", "Hardly", "Mostly"), strict=True):
        assert "It is counted" in await tap(town, who, id, label)
    shown = await close(town, id)
    assert "5 people answered. The answer in the middle is “mostly”." in shown


async def test_a_team_of_four_is_not_asked_what_could_never_be_shown(town: Town) -> None:
    await gather(town, FIVE[:4])
    answer = await typed(town, LEE, "pulse")
    assert "Nobody was asked: with fewer than 5 people, no answer could be shown." in said(answer)
    assert await town.look(lambda work: work.pulses.standing(TEAM)) is None


async def test_four_taps_show_nothing_and_leave_nothing(town: Town) -> None:
    id = await opened(town)
    for who in FIVE[:4]:
        await tap(town, who, id, "Hardly")
    assert "Fewer than 5 answered" in await close(town, id)
    (kept,) = [line for line in (await town.everything()).splitlines() if line.startswith(f"('{ORG}', '{id}', ")]
    assert kept.endswith("1, 0, 0, 0, 0, None, None)")


async def test_a_second_tap_is_not_counted(town: Town) -> None:
    id = await opened(town)
    await tap(town, DANA, id, "Fully")
    assert "counted already" in await tap(town, DANA, id, "Hardly")
    for who in FIVE[1:4]:
        await tap(town, who, id, "Fully")
    assert "Fewer than 5" in await close(town, id)


async def test_who_tapped_what_is_written_nowhere(town: Town) -> None:
    id = await opened(town)
    before = (await town.everything()).splitlines()
    await tap(town, SAM, id, "Partly")
    new = [line for line in (await town.everything()).splitlines() if line not in before]
    assert [line for line in new if "sam" in line.lower()] == []
    assert len([line for line in new if "partly" in line.lower()]) == 0
    assert await deliver(town) == []


async def test_the_digests_are_gone_once_it_is_closed(town: Town) -> None:
    id = await opened(town)
    await tap(town, SAM, id, "Partly")
    assert (await town.everything()).count(id) > 2
    counted = [line for line in (await town.everything()).splitlines() if line.startswith(f"('{ORG}', '{id}', b'")]
    assert len(counted) == 1
    await close(town, id)
    assert [line for line in (await town.everything()).splitlines() if line.startswith(f"('{ORG}', '{id}', b'")] == []


async def test_who_is_not_on_the_team_is_not_counted(town: Town) -> None:
    id = await opened(town)
    assert "alguien de su equipo" in await tap(town, ANA, id, "Hardly")


async def test_a_tap_after_the_end_is_not_counted(town: Town) -> None:
    id = await opened(town)
    tapped = button(await in_channel(town, id), "Fully")
    await close(town, id)
    assert "closed" in said(await town.press(DANA, tapped, LINCOLN))


async def test_a_meeting_that_ends_twice_asks_once(town: Town) -> None:
    id = await opened(town)
    assert await opened(town) == id


async def test_without_agreements_there_is_nothing_to_ask(town: Town) -> None:
    def ask(session: Session) -> object:
        work = session.work(ORG)
        team = work.teams.get("t-cedar")
        assert team is not None
        return pulse.open(team, work, town.clock.now())

    assert await town.store.write(ask) is None


async def test_asked_for_again_the_one_that_stands_goes_on_with_its_taps(town: Town) -> None:
    id = await opened(town)
    await tap(town, DANA, id, "Fully")
    town.clock.forward(minutes=5)
    await typed(town, LEE, "pulse")
    assert [kind for _, kind in await deliver(town)] == []
    assert "was counted already" in await tap(town, DANA, id, "Fully")


async def test_only_who_leads_asks_for_one(town: Town) -> None:
    assert "Only" in said(await typed(town, SAM, "pulse"))
    assert await town.look(lambda work: work.pulses.standing(TEAM)) is None
