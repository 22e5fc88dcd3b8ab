"""Slack's edge: its routes, its Bolt app, and when both start and stop."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass

import structlog
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.adapters import body
from bot.adapters.slack import guard
from bot.adapters.slack.authorize import Authorize, Find, Workspaces
from bot.adapters.slack.calls import Done, Wire
from bot.adapters.slack.cards import line_message
from bot.adapters.slack.install import Install, Save
from bot.adapters.slack.listeners import Answer, Listeners
from bot.adapters.slack.messenger import PACE, PACE_AT_HOME, SlackMessenger
from bot.adapters.slack.replies import Replies
from bot.adapters.slack.socket import Socket
from bot.adapters.tasks import Tasks
from bot.domain.vocabulary import Platform
from bot.ports import Clock, Messenger, Session, Store
from bot.ui.text import plain
from bot.ui.words import Words, closest, words

log = structlog.get_logger(__name__)

SETTLE = 5.0
"""Seconds that answers on their way get when the bot stops."""

# Bolt writes payloads at WARNING, and a traceback for each odd one.
quiet = logging.getLogger("slack_bolt.barrierbot")
quiet.setLevel(logging.ERROR)


@dataclass(frozen=True, slots=True)
class SlackSettings:
    signing_secret: str
    bot_token: str | None = None
    """For one workspace; without it, the tokens of workspaces that used the install link."""
    client_id: str = ""
    client_secret: str = ""
    app_token: str | None = None
    """Switches Socket Mode on: Slack is called, and needs no address of ours."""
    keep_replies: bool = False
    """The install link asks for what keeping ordinary thread replies as notes needs."""
    api_url: str = "https://slack.com/api/"
    dev: bool = False


class SlackEdge:
    messenger: Messenger

    def __init__(self, settings: SlackSettings, *, answer: Answer, clock: Clock, store: Store) -> None:
        """`clock` must tell the real time, which signatures are compared with."""
        self._settings = settings
        self._clock = clock
        self._wire = Wire(settings.api_url)
        self._tasks = Tasks(Platform.SLACK)
        self._workspaces = Workspaces(self._wire, clock, token=settings.bot_token, find=_finder(store))
        messenger = SlackMessenger(self._workspaces, pace=PACE_AT_HOME if settings.dev else PACE)
        self.messenger = messenger
        replies = Replies(self._workspaces, self._wire, self._tasks)
        # Signatures are checked on the raw bytes by our own guard: Bolt would parse first, and log what it refuses.
        self._bolt = AsyncApp(
            name="barrierbot",
            logger=quiet,
            client=self._wire.client(None),
            signing_secret=settings.signing_secret,
            authorize=Authorize(self._workspaces),
            process_before_response=True,
            request_verification_enabled=False,
            ssl_check_enabled=False,
        )
        self._bolt.error(_odd)
        self._socket = None
        if settings.app_token:
            self._socket = Socket(self._wire, settings.app_token, self.dispatch, self._tasks)
        self._install = None
        if settings.client_id and settings.client_secret and not settings.bot_token:
            self._install = Install(
                self._wire,
                clock,
                _saver(store, self._workspaces, self._tasks),
                client_id=settings.client_id,
                client_secret=settings.client_secret,
                keep_replies=settings.keep_replies,
                https_only=not settings.dev,
            )
        Listeners(answer, self._workspaces, replies, messenger).register(self._bolt)

    def routes(self) -> list[web.AbstractRouteDef]:
        routes: list[web.AbstractRouteDef] = []
        if self._settings.signing_secret:
            routes.append(web.post("/slack/events", self._events))
        if self._install:
            routes += self._install.routes()
        return routes

    async def start(self) -> None:
        await self._wire.start()
        if self._settings.bot_token:
            self._tasks.start("identity", self._workspaces.learn())
        if self._socket:
            await self._socket.start()

    async def stop(self) -> None:
        if self._socket:
            await self._socket.stop()
        await self._tasks.settle(SETTLE)
        await self._wire.stop()

    async def dispatch(self, payload: guard.Body, headers: Mapping[str, str]) -> BoltResponse:
        """Run a payload whose sender is known through Bolt, however it came."""
        # "socket_mode" is Bolt's word for a body that was verified and parsed before it.
        kept = {name: value for name, value in headers.items() if name.lower().startswith("x-slack-retry")}
        try:
            request = AsyncBoltRequest(body=payload, mode="socket_mode", headers=dict(kept))
            return await self._bolt.async_dispatch(request)
        except Exception as error:  # Bolt's way to its error handler trips over the same shapes again
            return await _odd(error)

    async def _events(self, request: web.Request) -> web.Response:
        try:
            raw = await body.read(request)
            guard.verify(raw, request.headers, secret=self._settings.signing_secret, now=self._clock.now())
            payload = guard.parse(raw, request.content_type)
        except body.Refused as refused:
            log.warning("slack request refused", status=refused.status, reason=refused.reason)
            # What cannot be read now cannot be read later either.
            headers = {"X-Slack-No-Retry": "1"} if refused.status == 400 else {}
            return web.Response(status=refused.status, headers=headers)
        return await to_aiohttp_response(await self.dispatch(payload, request.headers))


def _finder(store: Store) -> Find:
    async def find(team: str) -> Mapping[str, str] | None:
        return await store.read(lambda session: session.installations.get(Platform.SLACK, team))

    return find


def _saver(store: Store, workspaces: Workspaces, tasks: Tasks) -> Save:
    async def save(team: str, secrets: dict[str, str]) -> None:
        def put(session: Session) -> tuple[str, str]:
            before = session.installations.get(Platform.SLACK, team) or {}
            session.installations.put(Platform.SLACK, team, secrets)
            organization = session.organization_of(Platform.SLACK, team)
            return before.get("installer", ""), closest(organization.language if organization else None)

        previous, language = await store.write(put)
        workspaces.drop(team)
        if previous and previous != secrets.get("installer"):
            log.warning("slack installed again by somebody else")
            tasks.start("installer", _warned(workspaces, team, previous, words(language)))

    return save


async def _warned(workspaces: Workspaces, team: str, installer: str, w: Words) -> None:
    """Tell whoever installed the bot before; once, as far as Slack takes it."""
    said = w(
        "Somebody else has just installed me again in this workspace, and from now on I use what they allowed. "
        "If nobody was to do that, ask an administrator of the workspace to remove me."
    )
    body = line_message(plain(said)) | {"channel": installer}
    outcome = await workspaces.ask(team, "chat.postMessage", body)
    if not isinstance(outcome, Done):
        log.warning("previous installer not told", outcome=type(outcome).__name__)


async def _odd(error: Exception) -> BoltResponse:
    """Signed, and yet not of a shape that Slack sends: no traceback, since it could quote the payload."""
    log.error("slack payload not understood", fault=type(error).__name__)
    return BoltResponse(status=400, body="", headers={"X-Slack-No-Retry": "1"})
