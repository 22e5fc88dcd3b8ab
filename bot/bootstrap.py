"""Builds the application: the one file that names every concrete class."""

import asyncio
import gc
import os
import socket
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import TYPE_CHECKING

import structlog
from aiohttp import web

from bot.adapters.calendars.source import WebCalendars
from bot.adapters.web import Edge, application
from bot.domain.vocabulary import Platform
from bot.handlers import entry
from bot.handlers.desk import demo_clock
from bot.handlers.desk.requests import Reply, Request
from bot.handlers.people.strangers import Strangers
from bot.ports import Clock, Messenger, Unavailable
from bot.scheduler import due
from bot.scheduler.calendars import Reader
from bot.scheduler.delivery import Courier
from bot.scheduler.failing import Failing
from bot.scheduler.ticks import Tick, Ticks
from bot.scheduler.time_lapse import DemoClock, TimeLapse
from bot.settings import Settings
from bot.storage.store import DatabaseStore, SystemClock

if TYPE_CHECKING:
    from bot.adapters.teams.clouds import Cloud

log = structlog.get_logger(__name__)


class Bot:
    """Everything that runs in one process, put together from `settings`.

    `clock` and `cloud` stand for this machine's clock and for the cloud that the settings name.
    """

    def __init__(self, settings: Settings, *, clock: Clock | None = None, cloud: "Cloud | None" = None) -> None:
        self.settings = settings
        self.demo_clock = DemoClock(SystemClock()) if settings.dev_mode and clock is None else None
        self.clock: Clock = clock or self.demo_clock or SystemClock()
        self._cloud = cloud
        self.store = DatabaseStore(settings.database_url, secret_keys=settings.keys(), clock=self.clock)
        self.edges: dict[Platform, Edge] = dict(self._edges())
        messengers: dict[Platform, Messenger] = {platform: edge.messenger for platform, edge in self.edges.items()}
        self.strangers = Strangers(messengers)
        self.courier = Courier(self.store, messengers, self.clock, worker=f"{socket.gethostname()}:{os.getpid()}")
        self.failing = Failing()
        self.calendars = Reader(self.store, WebCalendars(dev=settings.dev_mode), self.clock)
        self.lapse = TimeLapse(self.store, self.demo_clock, self.courier) if self.demo_clock else None
        self.ticks = Ticks(
            (
                Tick("deliver", 0.25, self.lapse.deliver if self.lapse else self.courier.drain),
                Tick("due", 5.0, self.lapse.ring if self.lapse else self._ring),
                Tick("calendars", 5.0, self.calendars.run),
                Tick("prune", 3600.0, self._prune),
            )
        )

    def _edges(self) -> list[tuple[Platform, Edge]]:
        """Each platform that is configured; an adapter is imported only then."""
        settings = self.settings
        edges: list[tuple[Platform, Edge]] = []
        if settings.slack:
            from bot.adapters.slack.app import SlackEdge, SlackSettings

            slack = SlackSettings(
                signing_secret=_clear(settings.slack_signing_secret),
                bot_token=_clear(settings.slack_bot_token) or None,
                client_id=settings.slack_client_id,
                client_secret=_clear(settings.slack_client_secret),
                app_token=_clear(settings.slack_app_token) or None,
                keep_replies=settings.slack_keep_replies,
                api_url=settings.slack_api_url,
                dev=settings.dev_mode,
            )
            # signatures are of the real time, wherever a demo has moved its clock
            edges.append((Platform.SLACK, SlackEdge(slack, answer=self.answer, clock=SystemClock(), store=self.store)))
        if settings.teams:
            from bot.adapters.teams.app import TeamsEdge, TeamsSettings

            teams = TeamsSettings(
                app_id=settings.teams_app_id,
                app_password=_clear(settings.teams_app_password),
                tenant_ids=settings.teams_tenant_ids,
                admin_ids=settings.teams_admin_ids,
                cloud=settings.teams_cloud,
                dev=settings.dev_mode,
            )
            edges.append((Platform.TEAMS, TeamsEdge(teams, answer=self.answer, store=self.store, cloud=self._cloud)))
        return edges

    async def answer(self, request: Request) -> Reply:
        """One request, one transaction; what it queued starts going out once the answer is on its way."""
        reply = await entry.serve(
            self.store, request, clock=self.clock, dev=self.settings.dev_mode, ask=self.strangers.ask
        )
        if self.demo_clock and self.lapse:
            with suppress(Unavailable):  # what was answered is saved, whatever the database does now
                await self.store.read(self.demo_clock.read)
            self.ticks.now("due")
            if not await self.lapse.arrived() and demo_clock.skips(request):
                goal = self.demo_clock.there
                reply = await self.store.write(lambda session: demo_clock.still_passing(request, session, goal))
        self.ticks.now("deliver")
        return reply

    async def _ring(self) -> None:
        if await due.ring(self.store, self.clock, self.failing):
            await self.courier.drain()

    async def _prune(self) -> None:
        now = self.clock.now()
        await self.store.write(lambda session: session.prune(now))

    async def ready(self) -> bool:
        return await self.store.healthy()

    def run(self) -> None:
        """Serve until told to stop."""
        app = self.app()
        app.on_startup.append(_keep)
        web.run_app(app, host=self.settings.host, port=self.settings.port, access_log=None, print=None)

    def app(self) -> web.Application:
        app = application(self.edges.values(), ready=self.ready, metrics_token=_clear(self.settings.metrics_token))
        app.cleanup_ctx.append(self._life)
        return app

    async def _life(self, _: web.Application) -> AsyncIterator[None]:
        """Start and stop, in this order, around serving."""
        await asyncio.to_thread(self.store.upgrade)
        if self.demo_clock:
            await self.store.read(self.demo_clock.read)
            self.demo_clock.arrive()
        for edge in self.edges.values():
            await edge.start()
        self.ticks.start()
        log.info("ready", platforms=[str(platform) for platform in self.edges])
        yield
        await self.ticks.stop()
        for edge in self.edges.values():
            await edge.stop()
        await self.store.close()


async def _keep(_: web.Application) -> None:
    """What is loaded now stays: looking through it for garbage again would hold every answer up for 0.1 s."""
    gc.freeze()
    gc.enable()


def _clear(secret: object) -> str:
    from pydantic import SecretStr

    return secret.get_secret_value() if isinstance(secret, SecretStr) else ""
