"""Teams' edge: its route, what is asked of a request before anything runs, and when it starts and stops."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import aiohttp
import structlog
from aiohttp import web

from bot.adapters import body
from bot.adapters.tasks import Tasks
from bot.adapters.teams.auth import TeamsAuth
from bot.adapters.teams.cards import Surface
from bot.adapters.teams.checks import JSON, check, parse
from bot.adapters.teams.clouds import CLOUDS, Cloud
from bot.adapters.teams.connector import Connector
from bot.adapters.teams.contacts import Contacts
from bot.adapters.teams.keys import SigningKeys
from bot.adapters.teams.line import Line
from bot.adapters.teams.listener import Answer, Listener
from bot.adapters.teams.messenger import TeamsMessenger
from bot.adapters.teams.tokens import BotToken
from bot.adapters.teams.turn import InvokeAnswer, Turns
from bot.domain.vocabulary import Platform
from bot.handlers.routes import COMMANDS
from bot.ports import Messenger, Store

log = structlog.get_logger(__name__)

SETTLE = 5.0
"""Seconds that work on its way gets when the bot stops."""
FIRST_COMMAND = "barrier"


@dataclass(frozen=True, slots=True)
class TeamsSettings:
    app_id: str
    app_password: str = ""
    tenant_ids: tuple[str, ...] = ()
    admin_ids: tuple[str, ...] = ()
    """Entra object ids of those who may set it up."""
    cloud: str = "public"
    dev: bool = False
    """For the Agents Playground on this machine: requests without sign-in are let in."""


@dataclass(frozen=True, slots=True)
class _Running:
    session: aiohttp.ClientSession
    keys: SigningKeys
    auth: TeamsAuth
    turns: Turns


class TeamsEdge:
    messenger: Messenger

    def __init__(
        self,
        settings: TeamsSettings,
        *,
        answer: Answer,
        store: Store,
        cloud: Cloud | None = None,
        seconds: Callable[[], float] = time.time,
    ) -> None:
        """`cloud` stands for the one that the settings name; `seconds` is Unix time, which tokens are judged by."""
        self._settings = settings
        self._cloud = cloud or CLOUDS[settings.cloud]
        self._tenants = frozenset(tenant.lower() for tenant in settings.tenant_ids)
        self._answer = answer
        self._seconds = seconds
        self._surface = Surface.PLAYGROUND if settings.dev else Surface.CHAT
        self._tasks = Tasks(Platform.TEAMS)
        self._line = Line(self._tasks)
        self._contacts = Contacts()
        self._messenger = TeamsMessenger(
            self._contacts, store, self._cloud, app_id=settings.app_id, surface=self._surface, dev=settings.dev
        )
        self.messenger = self._messenger
        self._running: _Running | None = None

    def routes(self) -> list[web.AbstractRouteDef]:
        return [web.post("/api/messages", self._messages)]

    async def start(self) -> None:
        settings = self._settings
        session = aiohttp.ClientSession()
        keys = SigningKeys(session, self._cloud.metadata)
        auth = TeamsAuth(settings.app_id, self._cloud, keys, dev=settings.dev, seconds=self._seconds)
        connector = Connector(session, self._cloud, self._token(), dev=settings.dev)
        listener = Listener(
            self._answer,
            connector,
            self._contacts,
            self._tasks,
            surface=self._surface,
            commands=_commands(dev=settings.dev),
            admins=_admins(settings),
        )
        self._running = _Running(session, keys, auth, Turns(listener))
        self._messenger.connect(connector)

    async def stop(self) -> None:
        await self._tasks.settle(SETTLE)
        self._messenger.connect(None)
        running, self._running = self._running, None
        if running:
            await running.keys.close()
            await running.session.close()

    def _token(self) -> BotToken | None:
        """None without a password: the Playground asks for none."""
        settings = self._settings
        if not settings.app_password:
            return None
        return bot_token(settings.app_id, settings.app_password, settings.tenant_ids, self._cloud)

    async def _messages(self, request: web.Request) -> web.Response:
        running = self._running
        if running is None:
            return web.Response(status=503)
        try:
            activity = parse(await body.read(request))
            claims = await running.auth.verify(request.headers.get("Authorization"), activity)
            check(
                activity,
                app_id=self._settings.app_id,
                cloud=self._cloud,
                tenants=self._tenants,
                dev=self._settings.dev,
            )
        except body.Refused as refused:
            log.warning("teams request refused", status=refused.status, reason=refused.reason)
            return web.Response(status=refused.status)
        if activity["type"] == "invoke":
            return _response(await running.turns.process_activity(claims, activity))
        # Teams sends a message again when it waits for 15 seconds: it is told at once that it arrived, unless there
        # is more than can be worked off. What it then sends again is known by its key.
        await self._line.join("turn", partial(_turn, running.turns, claims, activity))
        return web.Response(status=202)


def bot_token(
    app_id: str, password: str, tenants: Sequence[str], cloud: Cloud, *, http_client: object | None = None
) -> BotToken:
    """A registration belongs to one tenant; with several it can only be a multi-tenant one."""
    return BotToken(app_id, password, cloud, tenant=tenants[0] if len(tenants) == 1 else None, http_client=http_client)


async def _turn(turns: Turns, claims: dict[str, object], activity: JSON) -> None:
    await turns.process_activity(claims, activity)


def _response(answer: InvokeAnswer | None) -> web.Response:
    if answer is None or answer.body is None:
        return web.Response(status=answer.status if answer else 200)
    return web.json_response(answer.body, status=answer.status)


def _admins(settings: TeamsSettings) -> frozenset[str] | None:
    """None in a demo that names none: there is nobody to ask."""
    found = frozenset(id.lower() for id in settings.admin_ids)
    return found if found or not settings.dev else None


def _commands(*, dev: bool) -> tuple[str, ...]:
    """The words that begin a command; the first one is what words without one belong to."""
    names = (command.name.casefold() for command in COMMANDS if dev or not command.dev_only)
    return tuple(dict.fromkeys((FIRST_COMMAND, *names)))
