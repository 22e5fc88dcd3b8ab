"""The Lincoln team as a circle of four, who make agreements; what each of them gets; and days that go by."""

from collections.abc import Sequence

from bot.domain.agreement import TeamAgreements
from bot.domain.team import Person, Place
from bot.domain.vocabulary import Role
from bot.handlers import alarms, outgoing
from bot.handlers.desk.requests import Caller, Reply
from bot.ports import Alarm, AlarmKind, Delivery, DeliveryState, Kind, Message, Posting, Session
from bot.ui.card import Card
from tests.handlers.town import DANA, JO, LEE, LINCOLN, ORG, SAM, Town, alone, button, form

TEAM = "t-lincoln"
CIRCLE = (DANA, SAM, LEE, JO)
WORDS = {"words_1": "We start on time", "heading_1": "We value our time", "words_2": "We take turns", "months": "4"}


def id_of(who: Caller) -> str:
    return f"p-{who.name.split()[0].lower()}"


async def gather(town: Town, people: Sequence[Caller] = CIRCLE) -> None:
    """Exactly these are on the team; each can be written to in private."""

    def build(session: Session) -> None:
        work = session.work(ORG)
        for who in people:
            id, handle = id_of(who), who.handle
            if work.people.get(id) is None:
                work.people.save(Person(ORG, id, who.name, "en", handles=(handle,)))
                key = (handle.platform, handle.workspace, "", handle.user, "")
                work.places.save(Place(ORG, f"private-{id}", *key, person=id))
        for role in (Role.LEAD, Role.COORDINATOR):
            staying = [person.id for person in work.teams.members(TEAM, role) if person.id in map(id_of, people)]
            work.teams.set_members(TEAM, role, staying)
        work.teams.set_members(TEAM, Role.MEMBER, [id_of(who) for who in people])

    await town.store.write(build)


async def typed(town: Town, who: Caller, words: str) -> Reply:
    return await town.say(who, words, LINCOLN, command="agreements")


async def worded(town: Town, **values: str) -> Reply:
    shown = form(await typed(town, LEE, "word"))
    return await town.send(LEE, shown, {**WORDS, **values}, LINCOLN)


async def asked(town: Town) -> None:
    """The team is asked, and everybody has the question."""
    await worded(town)
    await typed(town, LEE, "ask")
    await deliver(town)


async def adopted(town: Town) -> None:
    await asked(town)
    for who in CIRCLE:
        await agrees(town, who)
    await deliver(town)


async def agrees(town: Town, who: Caller) -> Reply:
    return await town.press(who, button(await question(town, who), "I can live"), alone(who))


async def objects(town: Town, who: Caller, words: str, named: str = "unnamed") -> Reply:
    opened = form(await town.press(who, button(await question(town, who), "I have a concern"), alone(who)))
    return await town.send(who, opened, {"words": words, "named": named}, alone(who))


async def question(town: Town, who: Caller) -> Reply:
    """The newest question to somebody, as it would be drawn now."""
    return Reply(card=[card for _, card in await shown(town, Kind.CONSENT, who)][-1])


async def now(town: Town) -> TeamAgreements:
    return await town.look(lambda work: work.agreements.get(TEAM))


async def queued(town: Town, kind: Kind, subject: str = TEAM) -> list[Delivery]:
    return await town.look(lambda work: [one for one in work.outbox.ledger(subject) if one.intent.kind is kind])


async def shown(town: Town, kind: Kind, who: Caller | None = None, subject: str = TEAM) -> list[tuple[int, Card]]:
    """(number, card) of each message of a kind as it is drawn now: to one person, or to the team's channel."""
    place = f"private-{id_of(who)}" if who else "place-lincoln"
    mine = [one for one in await queued(town, kind, subject) if one.intent.place == place]
    at = town.clock.now()
    drawn = await town.look(lambda work: [(one.intent.seq, outgoing.message(one, work, at)) for one in mine])
    return list({seq: card_of(out) for seq, out in drawn if out is not None}.items())


def card_of(out: outgoing.Redraw | Message) -> Card:
    message = out.message if isinstance(out, outgoing.Redraw) else out
    assert message.card is not None
    return message.card


async def deliver(town: Town, subject: str = TEAM) -> list[tuple[str, Kind]]:
    """Send what waits, and say what went where; each new message is there from now on."""
    at = town.clock.now()

    def send(session: Session) -> list[tuple[str, Kind]]:
        work, sent = session.work(ORG), []
        for one in session.lanes.claim("test", now=at, lease=60, limit=99):
            out = outgoing.message(one, work, at)
            state = DeliveryState.SENT if out else DeliveryState.DROPPED
            session.lanes.done((Delivery(one.id, ORG, one.intent, state, at, at, 1), 0), now=at)
            sent += [(one.intent.place, one.intent.kind)] if out else []
            if isinstance(out, Message):
                intent = one.intent
                ref = f"{intent.kind}-{intent.place}-{intent.seq}"
                work.postings.record(Posting(intent.place, intent.subject, intent.kind, ref, intent.seq))
        return sent

    total: list[tuple[str, Kind]] = []
    while sent := await town.store.write(send):
        total += sent
    return total


async def next_school_day(town: Town, times: int = 1) -> None:
    """Let so many mornings come, each with its look at the team."""
    alarm = Alarm(ORG, AlarmKind.AGREEMENTS, TEAM)
    for _ in range(times):
        at = await town.look(lambda work: work.alarms.at(AlarmKind.AGREEMENTS, TEAM))
        assert at is not None
        town.clock.forward(seconds=max(0.0, (at - town.clock.now()).total_seconds()))
        assert await town.store.write(lambda session: alarms.ring(alarm, session, town.clock.now()))
