"""A courier between two platforms, with what people read by now in every message that it sent."""

from dataclasses import dataclass

from bot.domain import life
from bot.domain.challenge import Challenge
from bot.domain.changes import Change
from bot.domain.school_calendar import WEEKDAYS
from bot.domain.vocabulary import Platform
from bot.handlers.challenges.announce import announce
from bot.ports import Delivery, Message, Session
from bot.scheduler.delivery import Courier
from bot.storage.store import DatabaseStore
from bot.ui.speech import read_aloud
from bot.ui.text import spoken
from tests.support.database import HandClock
from tests.support.messengers import WritingMessenger
from tests.support.riverside import ORG


@dataclass(slots=True)
class Office:
    """A courier between two platforms, and a challenge of Tess's whose messages are all out."""

    store: DatabaseStore
    clock: HandClock
    slack: WritingMessenger
    teams: WritingMessenger
    id: str = ""

    async def act(self, change: Change, actor: str | None) -> Challenge:
        def make(session: Session) -> Challenge:
            work = session.work(ORG)
            row = work.challenges.get(self.id)
            team = work.teams.get("elm")
            assert row is not None
            assert team is not None
            after, event = life.move(
                row, change, team=team, calendar=WEEKDAYS, actor=actor, platform=Platform.SLACK, now=self.clock.now()
            )
            work.challenges.save(after, event)
            announce(row, after, event, work)
            return after

        return await self.store.write(make)

    async def send(self, *, times: int = 40) -> None:
        courier = Courier(
            self.store, {Platform.SLACK: self.slack, Platform.TEAMS: self.teams}, self.clock, worker="one"
        )
        for _ in range(times):
            await courier.drain()
            self.clock.forward(seconds=5)

    def now_shown(self) -> dict[str, dict[str, str]]:
        """What stands in every message, by place and ref, as people read it now."""
        shown: dict[str, dict[str, str]] = {}
        for messenger in (self.slack, self.teams):
            for post in messenger.sent:
                shown.setdefault(post.place, {})[post.ref or post.named] = aloud(post.message)
        return shown

    async def ledger(self) -> list[Delivery]:
        return list(await self.store.read(lambda session: session.work(ORG).outbox.ledger(self.id)))


def aloud(message: Message) -> str:
    return spoken(message.line) if message.line else read_aloud(message.card) if message.card else ""


def everywhere(office: Office) -> str:
    return "\n".join(text for place in office.now_shown().values() for text in place.values())
