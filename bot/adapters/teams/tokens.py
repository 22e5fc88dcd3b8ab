"""The token that the bot shows to the connector: one MSAL application for the process, kept off the event loop."""

import asyncio
import time
from collections.abc import Callable
from typing import Any

from bot.adapters.teams.clouds import Cloud

EARLY = 295.0
"""Seconds before its end at which a token is replaced: a little after MSAL's own cache, at 300, has let go of it."""
TIMEOUT = 10.0


class TokenUnavailable(Exception):
    """Microsoft gave no token. The argument is its error code, or the kind of failure; never a description."""


class BotToken:
    """Hands out the current token, fetching a new one at most once at a time.

    `tenant` is the home of a single-tenant registration; None means a multi-tenant one. `http_client` is MSAL's own
    seam. `seconds` is Unix time.
    """

    def __init__(
        self,
        app_id: str,
        secret: str,
        cloud: Cloud,
        *,
        tenant: str | None = None,
        http_client: object | None = None,
        seconds: Callable[[], float] = time.time,
    ) -> None:
        self._arguments: dict[str, object] = {
            "client_id": app_id,
            "client_credential": secret,
            "authority": f"{cloud.authority}/{tenant or cloud.tenant}",
            "http_client": http_client,
            "timeout": TIMEOUT,
        }
        self._scope = cloud.scope
        self._seconds = seconds
        self._application: Any = None  # MSAL ships no types
        self._token = ""
        self._until = float("-inf")
        self._distrusted = False
        self._fetching: asyncio.Task[None] | None = None

    async def get(self) -> str:
        """A token that is good for nearly five minutes more; `TokenUnavailable` when there is none to be had."""
        while self._seconds() >= self._until:
            if self._fetching is None:
                self._fetching = asyncio.create_task(self._fetch())
            await asyncio.shield(self._fetching)
        return self._token

    def drop(self, token: str) -> None:
        """The connector refused this token: the next `get` asks Microsoft for another, past MSAL's cache."""
        if token == self._token:
            self._until = float("-inf")
            self._distrusted = True

    async def _fetch(self) -> None:
        try:
            result = await asyncio.to_thread(self._ask)
            self._token = str(result["access_token"])
            self._until = self._seconds() + max(float(result["expires_in"]) - EARLY, 1.0)
            self._distrusted = False
        finally:
            self._fetching = None

    def _ask(self) -> dict[str, Any]:
        # Runs on a thread: importing MSAL, its discovery and its requests all block.
        import msal

        try:
            if self._application is None:
                self._application = msal.ConfidentialClientApplication(**self._arguments)
            if self._distrusted:
                self._application.remove_tokens_for_client()
            result: dict[str, Any] = self._application.acquire_token_for_client([self._scope])
        except Exception as error:  # MSAL lets its HTTP library's and its own errors through, without a common ancestor
            raise TokenUnavailable(type(error).__name__) from None
        if "access_token" not in result:
            raise TokenUnavailable(str(result.get("error")))
        return result
