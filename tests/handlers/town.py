"""A small town for the tests of what comes in: two teams on a real database, and people who type, press and send."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from typing import TypeVar

from sqlalchemy import text

from bot.domain.challenge import Challenge
from bot.domain.team import Handle, Organization, Person, Place, Team
from bot.domain.vocabulary import Platform, Role, Visibility
from bot.handlers import entry
from bot.handlers.desk.requests import Caller, Invocation, Press, Reply, Submission, Via, Where
from bot.handlers.people.strangers import Ask
from bot.ports import Delivery, Kind, LogFilter, Posting, Session, Store, Work
from bot.storage.session import DatabaseSession
from bot.storage.store import DatabaseStore
from bot.ui.card import Button, Card, Items
from bot.ui.form import ChoiceField, Form, TextField
from bot.ui.speech import read_aloud
from bot.ui.text import spoken
from tests.support.database import HandClock
from tests.support.people import staff

T = TypeVar("T")
Values = Mapping[str, str | tuple[str, ...] | Handle | tuple[Handle | str, ...]]

ORG, WORKSPACE, TENANT = "o-riverbend", "T0RIVER", "tenant-river"
DANA = Caller(Handle(Platform.SLACK, WORKSPACE, "U0DANA"), "Dana Reyes", "en-US", "America/Detroit")
SAM = Caller(Handle(Platform.SLACK, WORKSPACE, "U0SAM"), "Sam Okafor", "en-US", "America/Detroit")
LEE = Caller(Handle(Platform.SLACK, WORKSPACE, "U0LEE"), "Lee Park", "en-US", "America/Detroit")
ANA = Caller(Handle(Platform.TEAMS, TENANT, "aad-ana"), "Ana Torres", "es-MX", "America/Detroit")
JO = Caller(Handle(Platform.SLACK, WORKSPACE, "U0JO"), "Jo Whitfield", "en-US", "America/Detroit", admin=True)
MALLORY = Caller(Handle(Platform.SLACK, "T0ELSEWHERE", "U0MAL"), "Mallory", "en-US")
GUEST = replace(SAM, handle=Handle(Platform.SLACK, WORKSPACE, "U0GUEST"), name="A guest", guest=True)

LINCOLN = Where("C0LINCOLN", "address-lincoln", private=False, name="lincoln-slt")
CEDAR = Where("C0CEDAR", "address-cedar", private=False, name="cedar-slt")
GENERAL = Where("C0GENERAL", "address-general", private=False, name="general")
LOBBY = Where("19:lobby", "address-lobby", private=False, name="Lobby")


def alone(who: Caller) -> Where:
    return Where(f"D-{who.handle.user}", f"address-{who.handle.user}", private=True)


@dataclass(slots=True)
class Town:
    store: Store
    clock: HandClock
    dev: bool = False
    ask: Ask = staff
    keys: "count[int]" = field(default_factory=lambda: count(1))

    async def say(
        self,
        who: Caller,
        words: str,
        where: Where = GENERAL,
        *,
        via: Via = Via.COMMAND,
        people: tuple[Caller, ...] = (),
        key: str = "",
        command: str = "barrier",
        bare: bool = False,
    ) -> Reply:
        opens = via is Via.COMMAND and not bare
        request = Invocation(key or self._key(), who, where, words, via, command, people, can_open=opens, bare=bare)
        return await entry.serve(self.store, request, clock=self.clock, dev=self.dev, ask=self.ask)

    async def press(self, who: Caller, button: Button, where: Where | None = GENERAL, *, key: str = "") -> Reply:
        act = button.act
        request = Press(key or self._key(), who, where, act.verb, act.subject, act.version, dict(act.args))
        return await entry.serve(self.store, request, clock=self.clock, dev=self.dev, ask=self.ask)

    async def happen(self, who: Caller, verb: str, where: Where | None, **args: str) -> Reply:
        request = Press(self._key(), who, where, verb, args=args, happened=True)
        return await entry.serve(self.store, request, clock=self.clock, dev=self.dev, ask=self.ask)

    async def open_home(self, who: Caller) -> Reply:
        """Slack's App Home."""
        request = Press(self._key(), who, None, "home", shown=f"{who.handle.user}:home")
        return await entry.serve(self.store, request, clock=self.clock, dev=self.dev, ask=self.ask)

    async def send(
        self, who: Caller, form: Form, values: Values, where: Where | None = GENERAL, *, key: str = ""
    ) -> Reply:
        request = Submission(
            key or self._key(), who, where, form.name, form.subject, form.version, values, dict(form.args)
        )
        return await entry.serve(self.store, request, clock=self.clock, dev=self.dev, ask=self.ask)

    async def look(self, ask: Callable[[Work], T], org: str = ORG) -> T:
        return await self.store.read(lambda session: ask(session.work(org)))

    async def rows(self) -> list[Challenge]:
        found, _ = await self.look(lambda work: work.challenges.find(LogFilter(), limit=50))
        return sorted(found, key=lambda row: row.number)

    async def row(self, number: int = 1) -> Challenge:
        return next(row for row in await self.rows() if row.number == number)

    async def queued(self, kind: Kind) -> list[Delivery]:
        def ask(work: Work) -> list[Delivery]:
            subjects = [row.id for row in work.challenges.find(LogFilter(), limit=50)[0]]
            subjects += [person.id for person in work.people.all()]
            subjects += ["place-lincoln", "place-cedar"]
            return [line for subject in subjects for line in work.outbox.ledger(subject) if line.intent.kind is kind]

        return await self.look(ask)

    async def everything(self) -> str:
        """Every value in the database, as one text."""

        def dump(session: Session) -> str:
            assert isinstance(session, DatabaseSession)
            connection = session.connection
            names = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
            tables = [name for name in names if "fts" not in name or name.endswith("_content")]
            return "\n".join(
                repr(tuple(row)) for name in tables for row in connection.execute(text(f'SELECT * FROM "{name}"'))
            )

        return await self.store.read(dump)

    def _key(self) -> str:
        return f"event-{next(self.keys)}"


async def settle(store: DatabaseStore, clock: HandClock) -> Town:
    """Lincoln in English, Cedar in Spanish; Lee leads both and Jo coordinates. Slack and Teams share the log."""

    def build(session: Session) -> None:
        organization = Organization(ORG, "Riverbend", time_zone="America/Detroit")
        session.found(Platform.SLACK, WORKSPACE, organization)
        session.found(Platform.TEAMS, TENANT, organization)
        work = session.work(ORG)
        for id, caller in (("p-lee", LEE), ("p-jo", JO)):
            work.people.save(Person(ORG, id, caller.name, "en", handles=(caller.handle,)))
            handle = caller.handle
            private = Place(ORG, f"private-{id}", handle.platform, handle.workspace, "", handle.user, "", person=id)
            work.places.save(private)
        for id, name, language in (("lincoln", "Lincoln SLT", "en"), ("cedar", "Cedar SLT", "es")):
            work.teams.save(
                Team(ORG, f"t-{id}", name, language=language, time_zone="America/Detroit", types=("Technology",))
            )
            work.teams.set_members(f"t-{id}", Role.LEAD, ["p-lee"])
            work.teams.set_members(f"t-{id}", Role.COORDINATOR, ["p-jo"])
        for id, where in (("lincoln", LINCOLN), ("cedar", CEDAR)):
            work.places.save(
                Place(
                    ORG,
                    f"place-{id}",
                    Platform.SLACK,
                    WORKSPACE,
                    where.address,
                    where.key,
                    where.name,
                    team=f"t-{id}",
                )
            )

    await store.write(build)
    return Town(store, clock)


async def default_visibility(town: Town, visibility: Visibility) -> None:
    def change(session: Session) -> None:
        work = session.work(ORG)
        for team in work.teams.all():
            work.teams.save(replace(team, visibility=visibility))

    await town.store.write(change)


async def thread_of(town: Town, row: Challenge, where: Where = LINCOLN, place: str = "place-lincoln") -> Where:
    """The thread that hangs on the row's card, once the card is out."""

    def post(session: Session) -> None:
        session.work(ORG).postings.record(Posting(place, row.id, Kind.CARD, f"ref-{row.id}"))

    await town.store.write(post)
    return replace(where, thread=f"ref-{row.id}")


def card(reply: Reply) -> Card:
    assert reply.card is not None, reply
    return reply.card


def form(reply: Reply) -> Form:
    assert reply.form is not None, reply
    return reply.form


def said(reply: Reply) -> str:
    """All of a reply as it is read aloud."""
    return spoken(reply.line) if reply.line else read_aloud(card(reply))


def button(reply: Reply, label: str) -> Button:
    """The button that begins with `label`, also one in a list."""
    shown = card(reply)
    listed = [
        one for block in shown.body if isinstance(block, Items) for entry in block.entries for one in entry.buttons
    ]
    every = [*shown.buttons, *shown.more, *listed]
    return next(one for one in every if one.label.startswith(label))


def filled(shown: Form, **values: str | tuple[str, ...]) -> dict[str, str | tuple[str, ...]]:
    """What a form sends when only `values` are changed in it."""
    inputs = [f for f in shown.fields if isinstance(f, TextField | ChoiceField)]
    return {**{f.id: f.value for f in inputs}, **values}
