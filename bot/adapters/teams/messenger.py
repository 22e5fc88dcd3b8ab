"""Teams' sending side: a card or line to a place, and what came of it."""

import time
from collections.abc import Callable, Sequence
from typing import Final

from bot.adapters.teams import cards, refs, stored
from bot.adapters.teams.allowance import Allowance
from bot.adapters.teams.cards import Surface
from bot.adapters.teams.checks import JSON
from bot.adapters.teams.clouds import Cloud
from bot.adapters.teams.connector import Connector, Opened
from bot.adapters.teams.contacts import Contacts, Member, Service, member
from bot.adapters.teams.replies import open_chat
from bot.domain.team import Place
from bot.domain.vocabulary import Platform
from bot.ports import (
    MOST_LISTED,
    NOT_THERE,
    DeliveryOutcome,
    Failed,
    Gone,
    Listed,
    Message,
    Profile,
    Retry,
    Sent,
    Store,
    Uncertain,
)
from bot.ui.limits import TooLarge

PACE: Final = 0.15
"""Seconds: Teams takes 7 messages a second in a conversation."""
MOST_ASKED = 3
PAGE: Final = 200
"""People that Teams is asked for at a time."""

_NOT_THERE = frozenset({"MessageNotFound", "ActivityNotFoundInConversation", "NotFound", "http-404"})
_NOT_INSTALLED = frozenset({"Forbidden", "ForbiddenOperationException", "BotNotInConversationRoster", "http-403"})


class TeamsMessenger:
    """Sends nothing before `connect`, which the edge calls once it runs."""

    platform = Platform.TEAMS
    pace = PACE

    def __init__(
        self,
        contacts: Contacts,
        store: Store,
        cloud: Cloud,
        *,
        app_id: str,
        surface: Surface,
        dev: bool = False,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._contacts = contacts
        self._store = store
        self._cloud = cloud
        self._bot = f"28:{app_id}"
        self._surface = surface
        self._dev = dev
        self._allowance = Allowance(seconds)
        self._connector: Connector | None = None

    def connect(self, connector: Connector | None) -> None:
        self._connector = connector

    async def post(self, place: Place, message: Message) -> DeliveryOutcome:
        if self._connector is None:
            return Retry(0.0, "not-started")
        try:
            drawn = self._drawn(message)
            there = refs.decode_address(place.address) if place.address else None
            root = refs.decode(message.thread).root if message.thread else ""
        except (refs.BadRef, TooLarge) as fault:
            return Failed(_reason(fault))
        if there is None:
            return await self._first(self._connector, place, drawn)
        if held := self._held_back(place):
            return held
        if there.channel and not root:
            return await self._begin_thread(self._connector, there, drawn)
        conversation = refs.thread(there.conversation, root) if there.channel else there.conversation
        outcome = await self._connector.send(there.service, conversation, drawn)
        return _named(outcome, there.conversation, root if there.channel else "")

    async def update(self, place: Place, ref: str, message: Message) -> DeliveryOutcome:
        if self._connector is None:
            return Retry(0.0, "not-started")
        try:
            drawn = self._drawn(message)
            there, shown = refs.decode_address(place.address), refs.decode(ref)
        except (refs.BadRef, TooLarge) as fault:
            return Failed(_reason(fault))
        if held := self._held_back(place):
            return held
        outcome = await self._connector.update(there.service, shown.thread, shown.message, drawn)
        match outcome:
            case Sent():
                return Sent(ref)
            case Failed(reason) if reason in _NOT_THERE:
                return NOT_THERE
        return outcome

    async def profile(self, workspace: str, user: str) -> Profile | None:
        """From the roster of a conversation that the person is in, at last of their own with the bot: opening it shows
        them nothing. Whether they administer anything no roster says."""
        if self._connector is None:
            return None
        for service, conversation in await self._common(workspace, user):
            if found := await self._listed(self._connector, service, conversation, workspace, user):
                return found
        if there := await self._service(workspace):
            opened = await open_chat(self._connector, there.url, workspace, bot=there.bot, user=user)
            if isinstance(opened, Opened):
                return await self._listed(self._connector, there.url, opened.conversation, workspace, user)
        return None

    async def _listed(
        self, connector: Connector, service: str, conversation: str, tenant: str, user: str
    ) -> Profile | None:
        answer = await connector.member(service, conversation, user)
        found: Member | None = member(answer, tenant) if isinstance(answer, dict) else None
        if found is None or found.user != user:
            return None
        return Profile(found.name, language=None, time_zone=None, admin=False, guest=found.guest)

    async def roster(self, place: Place) -> Sequence[Listed] | Retry | None:
        """Teams lists names and guests along; no bots."""
        if self._connector is None:
            return Retry(0.0, "not-started")
        try:
            there = refs.decode_address(place.address)
        except refs.BadRef:
            return None
        found: list[Listed] = []
        after = ""
        while True:
            page = await self._connector.members(there.service, there.conversation, size=PAGE, after=after)
            if isinstance(page, Retry):
                return page
            if not isinstance(page, dict):
                return None
            if not isinstance(listed := page.get("members"), list):
                return None
            people = (member(one, place.workspace) for one in listed if isinstance(one, dict))
            found += [Listed(one.user, one.name, one.guest) for one in people if one]
            after = token if isinstance(token := page.get("continuationToken"), str) else ""
            if not after or len(found) >= MOST_LISTED:
                return found[:MOST_LISTED]

    async def _begin_thread(self, connector: Connector, there: refs.Address, drawn: JSON) -> DeliveryOutcome:
        service = self._contacts.service(there.tenant)
        opened = await connector.create_conversation(
            there.service,
            {
                "isGroup": True,
                "bot": {"id": service.bot if service else self._bot},
                "tenantId": there.tenant,
                "channelData": {"channel": {"id": there.conversation}, "tenant": {"id": there.tenant}},
                "activity": drawn,
            },
        )
        if not isinstance(opened, Opened):
            return opened
        root = opened.activity or refs.split(opened.conversation)[1]
        if not root:
            return Uncertain("no-id")
        return Sent(refs.encode(refs.Ref(there.conversation, root, root)))

    async def _first(self, connector: Connector, place: Place, drawn: JSON) -> DeliveryOutcome:
        """To a person never written to: their private conversation is opened, and its address learned."""
        if place.person is None:
            return Failed("bad_ref")
        service = await self._service(place.workspace)
        if service is None:
            return Retry(0.0, "no-service-address")
        if held := self._held_back(place):
            return held
        opened = await open_chat(connector, service.url, place.workspace, bot=service.bot, user=place.key)
        match opened:
            case Opened(conversation):
                outcome = await connector.send(service.url, conversation, drawn)
                if isinstance(outcome, Sent):
                    address = refs.address(service.url, conversation, place.workspace, channel=False)
                    return Sent(refs.encode(refs.Ref(conversation, outcome.ref)), address)
                return outcome
            case Failed(reason) if reason in _NOT_INSTALLED:
                return Gone(reason)  # the app is not theirs: a message or an installation of theirs brings it back
        return opened

    async def _service(self, tenant: str) -> Service | None:
        """Where the tenant is reached: as its last activity said, as its channels have it, or the cloud's own door."""
        if heard := self._contacts.service(tenant):
            return heard
        for there in await self._store.read(lambda session: stored.channels(session, tenant)):
            return Service(there.service, self._bot)
        if self._dev:
            return None
        return Service(f"https://{min(self._cloud.hosts)}/teams/", self._bot)

    async def _common(self, tenant: str, user: str) -> list[tuple[str, str]]:
        """Conversations in which the roster may know the person."""
        met = self._contacts.met(tenant, user)
        known = await self._store.read(
            lambda session: [*stored.private(session, tenant, user), *stored.channels(session, tenant)]
        )
        found = [*([met] if met else []), *((there.service, there.conversation) for there in known)]
        return list(dict.fromkeys(found))[:MOST_ASKED]

    def _held_back(self, place: Place) -> Retry | None:
        """Asked when there is something to send and a way to send it."""
        wait = self._allowance.wait(place.id)
        return Retry(wait, "own-pace") if wait else None

    def _drawn(self, message: Message) -> JSON:
        if message.card is not None:
            return cards.activity(message.card, self._surface)
        return cards.line_activity(message.line or (), message.language, self._surface)


def _named(outcome: DeliveryOutcome, conversation: str, root: str) -> DeliveryOutcome:
    return Sent(refs.encode(refs.Ref(conversation, outcome.ref, root))) if isinstance(outcome, Sent) else outcome


def _reason(fault: Exception) -> str:
    return "too_large" if isinstance(fault, TooLarge) else "bad_ref"
