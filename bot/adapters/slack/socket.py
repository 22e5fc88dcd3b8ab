"""Socket Mode: Slack's payloads over a connection that we open ourselves, for a bot without a public address."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Protocol

import structlog
from slack_bolt.adapter.socket_mode.async_internals import send_async_response
from slack_bolt.response import BoltResponse
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.adapters.body import Refused, storable
from bot.adapters.slack import guard
from bot.adapters.slack.calls import Done, Wire
from bot.adapters.tasks import Tasks

log = structlog.get_logger(__name__)

AGAIN = 10.0
"""Seconds until the next try when Slack gives no connection."""

# The SDK writes tracebacks with addresses that hold a ticket in them.
silent = logging.getLogger("slack_sdk.barrierbot.socket")
silent.setLevel(logging.CRITICAL)


class Connection(Protocol):
    """The SDK's client, whose own methods are not annotated."""

    closed: bool
    wss_uri: str | None

    async def connect(self) -> None: ...

    async def close(self) -> None: ...


Dispatch = Callable[[guard.Body, dict[str, str]], Awaitable[BoltResponse]]


class Socket:
    """Gives every payload to the same listeners as the HTTP route. The transport itself vouches for the sender."""

    def __init__(self, wire: Wire, app_token: str, dispatch: Dispatch, tasks: Tasks) -> None:
        self._wire = wire
        self._token = app_token
        self._dispatch = dispatch
        self._tasks = tasks
        self._client: Connection | None = None
        self._stopping = asyncio.Event()

    async def start(self) -> None:
        """Returns at once; the connection is made, and made again, in the background."""
        client = SocketModeClient(self._token, logger=silent, web_client=self._wire.client(self._token))
        client.socket_mode_request_listeners.append(self._receive)
        self._client = client
        self._tasks.start("socket", self._connect(client))

    async def stop(self) -> None:
        self._stopping.set()
        if self._client:
            await self._client.close()
            self._client = None

    async def _connect(self, client: Connection) -> None:
        while not self._stopping.is_set():
            outcome = await self._wire.ask(self._token, "apps.connections.open", {})
            if isinstance(outcome, Done):
                client.wss_uri = str(outcome.data.get("url"))
                await client.connect()
                log.info("slack socket connected")
                return
            log.warning("slack socket not connected", outcome=getattr(outcome, "code", type(outcome).__name__))
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), AGAIN)

    async def _receive(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        began = time.time()
        try:
            body = guard.shaped(storable(request.payload))
        except Refused as refused:
            log.warning("slack request refused", status=refused.status, reason=refused.reason)
            return
        answer = await self._dispatch(body, {})
        await send_async_response(client, request, answer, began)
