"""What one person is told about a challenge: in their language, in their words, while it is true."""

from bot.handlers import outgoing
from bot.handlers.desk.requests import MENTION_CLOSE, MENTION_OPEN
from bot.ports import Kind, Message, Posting
from bot.ui.speech import read_aloud
from tests.handlers.office import (
    aloud,
    assigned,
    drawn,
    kinds,
    private_of,
    removed,
    reported,
    ring,
    sent,
    shown,
    to,
    triaged,
)
from tests.handlers.town import (
    ANA,
    DANA,
    JO,
    LEE,
    LINCOLN,
    ORG,
    Town,
    alone,
    card,
)


async def test_whoever_it_is_assigned_to_is_told_in_private_by_somebody_else_only(town: Town) -> None:
    row = await triaged(town)

    await town.say(LEE, f"#{row.number} assign me by Dec 1", LINCOLN)
    assert "owed→Lee" not in await kinds(town, row)
    await town.say(LEE, f"#{row.number} assign Jo Whitfield by Dec 1", LINCOLN)

    assert [one.title for one in await to(town, Kind.OWED, JO)] == [f"Challenge #{row.number} is waiting for you"]
    assert await to(town, Kind.OWED, LEE) == []


async def test_whoever_has_it_no_more_reads_so_where_they_were_told_of_it_without_a_sound(town: Town) -> None:
    row = await triaged(town)
    await town.say(LEE, f"#{row.number} assign Jo Whitfield by Dec 1", LINCOLN)
    await sent(town)
    await town.say(LEE, f"#{row.number} assign me by Dec 1", LINCOLN)

    assert [one for one in await kinds(town, row) if one.startswith("owed")] == ["owed→Jo", "owed→Jo"]
    assert isinstance((await drawn(town, Kind.OWED))[-1][1], outgoing.Redraw)
    told = (await to(town, Kind.OWED, JO))[-1]
    assert told.title == f"Challenge #{row.number} went to somebody else"
    assert "Assigned to: Lee Park" in read_aloud(told)
    assert [one.act.verb for one in told.buttons] == ["show"]


async def test_whoever_gets_it_back_is_told_anew(town: Town) -> None:
    row = await triaged(town)
    for name in ("Jo Whitfield", "Lee Park", "Jo Whitfield"):
        await sent(town)
        await town.say(LEE, f"#{row.number} assign {name} by Dec 1", LINCOLN)

    told = [out for at, out in await drawn(town, Kind.OWED) if at == await private_of(town, JO)]
    assert isinstance(told[-1], Message)
    assert "is waiting for you" in aloud(told[-1])


async def test_everybody_reads_their_own_language(town: Town) -> None:
    row = await reported(town)
    await town.say(ANA, f"#{row.number} me afecta", alone(ANA))
    await town.say(LEE, f"#{row.number} triage technology internal technical organization school", LINCOLN)

    languages = {card.language for card in await to(town, Kind.STATUS, ANA)}
    channel = {shown(out).language for _, out in await drawn(town, Kind.CARD)}

    assert languages == {"es"}
    assert channel == {"en"}


async def test_a_follower_is_told_who_has_it_and_the_next_date(town: Town) -> None:
    await assigned(town)

    told = read_aloud((await to(town, Kind.STATUS, DANA))[-1])

    assert "Lee Park assigned it to Lee Park. Target: Tuesday, December 1, 2026." in told
    assert "Next: Lee Park to add the first steps by Wednesday, October 28, 2026" in told


async def test_news_that_something_later_was_shown_before_is_not_sent(town: Town) -> None:
    row = await assigned(town)
    first, later = [one.intent for one in await town.queued(Kind.STATUS)]
    shown = Posting(later.place, row.id, Kind.STATUS, "ref-status", later.seq)
    await town.store.write(lambda session: session.work(ORG).postings.record(shown))

    out = [it for _, it in await drawn(town, Kind.STATUS)]

    assert first.seq < later.seq
    assert out[0] is None
    assert isinstance(out[1], outgoing.Redraw)


async def test_whoever_reads_it_in_private_is_you_there_and_named_in_the_channel(town: Town) -> None:
    row = await triaged(town)
    await town.say(LEE, "help", LINCOLN)
    await town.say(JO, f"#{row.number} assign Lee Park", LINCOLN)
    await town.say(JO, f"#{row.number} step Order chargers {MENTION_OPEN}0{MENTION_CLOSE}", LINCOLN, people=(LEE,))

    first, step = [read_aloud(one) for one in await to(town, Kind.OWED, LEE)]
    (channel, *_) = [aloud(out) for _, out in await drawn(town, Kind.CARD)]

    assert "Jo Whitfield assigned it to you." in first
    assert "Assigned to: you" in first
    assert "Next: you report progress by" in first
    assert "You do it." in step
    assert "Assigned to: Lee Park" in channel
    assert "you" not in channel.split()


async def test_whoever_reported_it_is_you_in_what_they_are_told(town: Town) -> None:
    row = await ring(town, await removed(town))

    told = read_aloud(card(await town.say(DANA, f"#{row.number}", alone(DANA))))

    assert "Reported: by you," in told
    assert "you were asked whether it is gone" in told


async def test_the_reporter_can_take_it_back_while_that_holds(town: Town) -> None:
    await assigned(town)
    first = [one.act.verb for one in (await to(town, Kind.STATUS, DANA))[-1].buttons]
    await town.say(LEE, "#1 step Order chargers", LINCOLN)
    await town.say(LEE, "#1 removed Forty chargers", LINCOLN)

    later = [one.act.verb for one in (await to(town, Kind.STATUS, DANA))[-1].buttons]

    assert "withdraw" in first
    assert "withdraw" not in later


async def test_a_question_is_not_asked_any_more_once_it_was_answered(town: Town) -> None:
    row = await ring(town, await removed(town))
    await town.say(DANA, f"#{row.number} verdict no", alone(DANA))

    assert await to(town, Kind.ASK, DANA) == []
