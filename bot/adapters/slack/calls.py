"""Calls to Slack's API through its SDK, with what came of each as a value; nothing is retried in here."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

Json = dict[str, Any]

TIMEOUT = aiohttp.ClientTimeout(total=15, sock_connect=5)
DEFAULT_WAIT = 30.0
"""Seconds to wait after a 429 that does not say how long."""
_BUSY = frozenset({"internal_error", "service_unavailable", "request_timeout", "team_added_to_org"})
_LIMITED = frozenset({"ratelimited", "rate_limited"})

# The SDK writes bodies at DEBUG, and builds those lines for every logger that has no level of its own.
quiet = logging.getLogger("slack_sdk.barrierbot")
quiet.setLevel(logging.ERROR)


@dataclass(frozen=True, slots=True)
class Done:
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Refused:
    """Slack said no; `code` is its own word for why."""

    code: str


@dataclass(frozen=True, slots=True)
class Limited:
    """429: nothing was done. `after` in seconds."""

    after: float


@dataclass(frozen=True, slots=True)
class Unreached:
    """Nothing was done: no connection, or Slack could not serve it."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """It was sent, and no answer can be read."""

    reason: str


Outcome = Done | Refused | Limited | Unreached | Unknown


class Wire:
    """One HTTP session to Slack; open between `start` and `stop`."""

    def __init__(self, api_url: str) -> None:
        self.api_url = api_url if api_url.endswith("/") else api_url + "/"
        self._session: aiohttp.ClientSession | None = None

    async def start(self) -> None:
        self._session = aiohttp.ClientSession(timeout=TIMEOUT)

    async def stop(self) -> None:
        if self._session:
            await self._session.close()
            self._session = None

    def client(self, token: str | None) -> AsyncWebClient:
        return AsyncWebClient(
            token=token, base_url=self.api_url, session=self._session, retry_handlers=[], logger=quiet
        )

    async def ask(self, token: str, method: str, body: Json, *, read: bool = False) -> Outcome:
        """`read`: a method that changes nothing, sent as GET."""
        if read:
            return await self._call(token, method, http_verb="GET", params=body)
        return await self._call(token, method, json=body)

    async def send_form(self, method: str, body: Json) -> Outcome:
        """For the methods of signing in, which take no JSON and no token."""
        return await self._call(None, method, data=body)

    async def _call(self, token: str | None, method: str, **how: Any) -> Outcome:
        if self._session is None:
            return Unreached("not started")
        try:
            answer = await self.client(token).api_call(method, **how)
        except SlackApiError as fault:
            return _refusal(fault.response)
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as fault:
            return Unreached(type(fault).__name__)
        except (aiohttp.ClientError, TimeoutError, OSError, AttributeError, ValueError) as fault:
            return Unknown(type(fault).__name__)  # the SDK meets an answer that is no object with an AttributeError
        return Done(answer.data if isinstance(answer.data, dict) else {})

    async def respond(self, address: str, body: Json) -> bool:
        """Answer to a response address; it is a key to the conversation, so it is neither kept nor logged."""
        if self._session is None or not self._trusted(address):
            return False
        try:
            async with self._session.post(address, json=body, allow_redirects=False) as answer:
                return answer.status == 200
        except (aiohttp.ClientError, TimeoutError, OSError):
            return False

    def _trusted(self, address: str) -> bool:
        there, api = urlsplit(address), urlsplit(self.api_url)
        return there.scheme == "https" or (there.scheme, there.netloc) == (api.scheme, api.netloc)


def _refusal(response: object) -> Outcome:
    if not isinstance(response, AsyncSlackResponse):
        status = getattr(response, "status", 0)
        return Unreached(f"http_{status}") if status >= 500 else Unknown("unreadable")
    data = response.data if isinstance(response.data, dict) else {}
    code = str(data.get("error", ""))
    if response.status_code == 429 or code in _LIMITED:
        return Limited(_seconds(response.headers))
    if response.status_code >= 500 or code in _BUSY:
        return Unreached(code or f"http_{response.status_code}")
    if code:
        return Refused(code)
    return Unknown("unreadable") if response.status_code == 200 else Refused(f"http_{response.status_code}")


def _seconds(headers: Mapping[str, str]) -> float:
    try:
        return max(float(headers.get("Retry-After", DEFAULT_WAIT)), 0.0)
    except ValueError:
        return DEFAULT_WAIT
