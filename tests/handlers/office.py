"""What goes out and how a challenge is brought along, for the tests of work on a challenge."""

from dataclasses import replace

from bot.domain.challenge import Challenge
from bot.domain.changes import Change
from bot.handlers import alarms, outgoing
from bot.handlers.challenges import wake
from bot.handlers.desk.requests import Caller, Reply
from bot.ports import Delivery, DeliveryState, Kind, Message, Posting, Session, Work
from bot.ui.card import Card
from bot.ui.form import Form, PersonField
from bot.ui.speech import read_aloud
from bot.ui.text import spoken
from tests.handlers.town import DANA, JO, LEE, LINCOLN, ORG, SAM, Town, button, form, thread_of

WORDS = "Chromebooks won't hold a charge in room 12"
THINGS = (
    "projector",
    "printer",
    "bell",
    "copier",
    "whiteboard",
    "elevator",
    "bus",
    "oven",
    "piano",
    "gate",
    "lamp",
    "heater",
)
TRIAGED = {
    "type": "Technology",
    "reach": "external",
    "nature": "adaptive",
    "driver": "leadership",
    "level": "district",
    "practice": "Reading screener",
}


async def reported(town: Town, who: Caller = DANA, words: str = WORDS) -> Challenge:
    await town.say(who, words, LINCOLN)
    row = (await town.rows())[-1]
    await thread_of(town, row)
    return row


async def triaged(town: Town) -> Challenge:
    row = await reported(town)
    shown = form(await town.press(LEE, button(await channel_card(town, row), "Triage"), LINCOLN))
    await town.send(LEE, shown, TRIAGED, LINCOLN)
    return await town.row(row.number)


async def assigned(town: Town) -> Challenge:
    row = await triaged(town)
    await town.say(SAM, "help", LINCOLN)
    await town.say(LEE, f"#{row.number} assign Lee Park by Dec 1", LINCOLN)
    return await town.row(row.number)


async def removed(town: Town) -> Challenge:
    row = await assigned(town)
    await town.say(LEE, f"#{row.number} step Order chargers", LINCOLN)
    await town.say(LEE, f"#{row.number} removed Forty new chargers are in the carts", LINCOLN)
    return await town.row(row.number)


async def closed(town: Town) -> Challenge:
    row = await removed(town)
    await town.say(DANA, f"#{row.number} verdict yes", LINCOLN)
    await town.say(JO, f"#{row.number} close", LINCOLN)  # Lee did the work
    return await town.row(row.number)


async def drawn(town: Town, kind: Kind) -> list[tuple[str, outgoing.Redraw | Message | None]]:
    """(place, what would go out now) of everything queued of a kind."""
    queued = await town.queued(kind)
    now = town.clock.now()
    return await town.look(lambda work: [(it.intent.place, outgoing.message(it, work, now)) for it in queued])


async def channel_card(town: Town, row: Challenge) -> Reply:
    """The triage card as the channel sees it, as something whose buttons can be pressed."""
    out = [it for place, it in await drawn(town, Kind.CARD) if place == "place-lincoln"]
    cards = [shown(it) for it in out]
    return Reply(card=next(card for card in cards if card.title == f"Challenge #{row.number}"))


def shown(out: outgoing.Redraw | Message | None) -> Card:
    message = out.message if isinstance(out, outgoing.Redraw) else out
    assert message is not None
    assert message.card is not None
    return message.card


def aloud(out: outgoing.Redraw | Message | None) -> str:
    message = out.message if isinstance(out, outgoing.Redraw) else out
    assert message is not None
    return spoken(message.line) if message.line else read_aloud(shown(out))


async def lines(town: Town) -> list[str]:
    return [aloud(out) for _, out in await drawn(town, Kind.LINE)]


async def private_of(town: Town, who: Caller) -> str:
    """The id of a person's private place."""

    def ask(work: Work) -> str:
        person = work.people.by_handle(who.handle)
        place = work.places.personal(person.id) if person else None
        assert place is not None
        return place.id

    return await town.look(ask)


async def to(town: Town, kind: Kind, who: Caller) -> list[Card]:
    """What one person gets in private, of a kind; what is no longer true is left out."""
    place = await private_of(town, who)
    return [shown(out) for at, out in await drawn(town, kind) if at == place and out is not None]


async def ring(town: Town, row: Challenge) -> Challenge:
    """Move the clock to the row's next moment and let it ring."""
    before = await town.row(row.number)
    assert before.owed is not None
    town.clock.forward(seconds=(before.owed.next_at - town.clock.now()).total_seconds() + 1)

    def wake_up(session: Session) -> None:
        wake.wake((ORG, before.id), session, town.clock.now())

    await town.store.write(wake_up)
    return await town.row(row.number)


async def sent(town: Town) -> None:
    """All that waits counts as sent."""

    def send(session: Session) -> None:
        for delivery in session.lanes.claim("w", now=town.clock.now(), lease=60, limit=100):
            intent = delivery.intent
            posting = Posting(intent.place, intent.subject, intent.kind, f"ref-{delivery.id}", intent.seq)
            session.work(ORG).postings.record(posting)
            session.lanes.done((replace(delivery, state=DeliveryState.SENT), 0), now=town.clock.now())

    for _ in range(8):
        await town.store.write(send)


async def reminded(town: Town, who: Caller) -> list[str]:
    """What one person is reminded of now, read aloud, once every alarm that is due has rung."""

    def rings(session: Session) -> None:
        for alarm in session.ringing.due(town.clock.now(), limit=100):
            alarms.ring(alarm, session, town.clock.now())

    await town.store.write(rings)
    return [read_aloud(card) for card in await to(town, Kind.DIGEST, who)]


async def last(town: Town, row: Challenge) -> Change:
    events = await town.look(lambda work: work.challenges.history(row.id))
    return events[-1].change


def person_in(shown: Form) -> str:
    """Who stands in the form's first field for a person."""
    return next(field.value for field in shown.fields if isinstance(field, PersonField))


async def asked(town: Town, row: Challenge) -> Reply:
    """The newest question as Dana has it in front of her, with its posting on record."""
    card = (await to(town, Kind.ASK, DANA))[-1]
    place = await private_of(town, DANA)
    await town.store.write(
        lambda session: session.work(ORG).postings.record(Posting(place, row.id, Kind.ASK, "ref-ask", 0))
    )
    return Reply(card=card)


async def kinds(town: Town, row: Challenge) -> list[str]:
    """What is queued about a row, in order: kind and place."""
    ledger = await town.look(lambda work: work.outbox.ledger(row.id))
    names = await town.look(lambda work: {line.intent.place: name_of(line, work) for line in ledger})
    return [f"{line.intent.kind.value}→{names[line.intent.place]}" for line in ledger]


def name_of(line: Delivery, work: Work) -> str:
    place = work.places.get(line.intent.place)
    assert place is not None
    person = work.people.get(place.person) if place.person else None
    return person.name.split()[0] if person else place.name
