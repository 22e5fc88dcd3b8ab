"""The Bot Framework connector's REST interface, spoken over one aiohttp session; every result is a value."""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime
from urllib.parse import quote

import aiohttp
from yarl import URL

from bot.adapters.teams.checks import JSON, serviceable
from bot.adapters.teams.clouds import Cloud
from bot.adapters.teams.tokens import BotToken, TokenUnavailable
from bot.ports import DeliveryOutcome, Failed, Gone, Retry, Sent, Uncertain

TIMEOUT = aiohttp.ClientTimeout(total=15, connect=5)
AFTER_TOKEN_TROUBLE = 60.0
LONGEST_WAIT = 3600.0

Trouble = Retry | Gone | Failed | Uncertain

_PLACE_GONE = frozenset({"ConversationBlockedByUser", "BotNotInConversationRoster", "MessageWritesBlocked"})
_TRY_AGAIN = frozenset({412, 429})


@dataclass(frozen=True, slots=True)
class Opened:
    """A conversation that now exists, and the id of its first message when one was sent along."""

    conversation: str
    activity: str | None


class Connector:
    """Sends and changes activities, opens conversations, asks who is in one. Never repeats anything by itself.

    Without a `token` (development) requests carry none. `seconds` is Unix time, for a Retry-After given as a date.
    """

    def __init__(
        self,
        session: aiohttp.ClientSession,
        cloud: Cloud,
        token: BotToken | None,
        *,
        dev: bool = False,
        seconds: Callable[[], float] = time.time,
    ) -> None:
        self._session = session
        self._cloud = cloud
        self._token = token
        self._dev = dev
        self._seconds = seconds
        self._refused_before = False

    async def send(
        self,
        service_url: str,
        conversation_id: str,
        activity: Mapping[str, object],
        *,
        reply_to: str | None = None,
        targeted_to: str | None = None,
    ) -> DeliveryOutcome:
        """Post an activity. `targeted_to` (a user id) shows it to that person alone, in a channel or group chat.

        A channel's thread is a conversation of its own: `<channel>;messageid=<root>`.
        """
        body: JSON = {"type": "message", **activity}
        path = f"/v3/conversations/{_part(conversation_id)}/activities"
        if reply_to is not None:
            body["replyToId"] = reply_to
            path += f"/{_part(reply_to)}"
        if targeted_to is not None:
            body["recipient"] = {"id": targeted_to, "isTargeted": True}
            path += "?isTargetedActivity=true"
        answer = await self._call("POST", service_url, path, body)
        if not isinstance(answer, dict):
            return answer
        # Accepted, but without the id nothing can be redrawn or answered in its thread.
        return Sent(ref) if isinstance(ref := answer.get("id"), str) else Uncertain("no-id")

    async def update(
        self, service_url: str, conversation_id: str, activity_id: str, activity: Mapping[str, object]
    ) -> DeliveryOutcome:
        """Replace an activity that the bot sent; its id stays."""
        path = f"/v3/conversations/{_part(conversation_id)}/activities/{_part(activity_id)}"
        answer = await self._call("PUT", service_url, path, {"type": "message", **activity, "id": activity_id})
        return Sent(activity_id) if isinstance(answer, dict) else answer

    async def create_conversation(self, service_url: str, parameters: Mapping[str, object]) -> Opened | Trouble:
        """Open a 1:1 chat, or a channel thread when `parameters` carry its first `activity`."""
        answer = await self._call(
            "POST", service_url, "/v3/conversations", parameters, repeatable="activity" not in parameters
        )
        if not isinstance(answer, dict):
            return answer
        if not isinstance(conversation := answer.get("id"), str):
            return Uncertain("no-id")
        return Opened(conversation, first if isinstance(first := answer.get("activityId"), str) else None)

    async def member(self, service_url: str, conversation_id: str, member_id: str) -> JSON | Trouble:
        """What Teams says about one member of a conversation, in its own words."""
        return await self._call(
            "GET", service_url, f"/v3/conversations/{_part(conversation_id)}/members/{_part(member_id)}"
        )

    async def members(self, service_url: str, conversation_id: str, *, size: int, after: str = "") -> JSON | Trouble:
        """A page of a conversation's members; `after`: the continuation token of the page before."""
        path = f"/v3/conversations/{_part(conversation_id)}/pagedmembers?pageSize={size}"
        return await self._call("GET", service_url, path + (f"&continuationToken={_part(after)}" if after else ""))

    async def _call(
        self,
        method: str,
        service_url: str,
        path: str,
        body: Mapping[str, object] | None = None,
        *,
        repeatable: bool | None = None,
    ) -> JSON | Trouble:
        """The answer's object (empty when it has none), or what became of the request.

        `repeatable`: doing it twice does no harm. It decides what a connection means that broke after the request.
        """
        if not serviceable(service_url, self._cloud, dev=self._dev):
            return Gone("service-address")  # no token goes there; the next activity from the place brings a new address
        if repeatable is None:
            repeatable = method != "POST"
        headers = {"Content-Type": "application/json; charset=utf-8"}
        token = ""
        if self._token is not None:
            try:
                token = await self._token.get()
            except TokenUnavailable as error:
                return Retry(AFTER_TOKEN_TROUBLE, f"token-{error}")
            headers["Authorization"] = f"Bearer {token}"
        data = None if body is None else json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
        address = URL(service_url.rstrip("/") + path, encoded=True)
        status, wait = 0, None
        try:
            async with self._session.request(
                method, address, data=data, headers=headers, timeout=TIMEOUT, allow_redirects=False
            ) as response:
                status, wait = response.status, response.headers.get("Retry-After")
                answer = _object(await response.read())
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError):
            return Retry(0.0, "unreachable")
        except (aiohttp.ClientError, TimeoutError, OSError):
            if status < 300:
                return Retry(0.0, "connection-lost") if repeatable else Uncertain("connection-lost")
            answer = {}  # the status of a refusal says enough without its body
        return self._judge(method, status, answer, wait, token)

    def _judge(self, method: str, status: int, answer: JSON, wait: str | None, token: str) -> JSON | Trouble:
        if status == 401 and self._token is not None:
            self._token.drop(token)
            again, self._refused_before = self._refused_before, True
            # A fresh token is worth one immediate try. After that it is the registration that needs somebody.
            return Retry(AFTER_TOKEN_TROUBLE if again else 0.0, "http-401")
        self._refused_before = False
        if 200 <= status < 300:
            return answer
        code = _code(answer) or f"http-{status}"
        if status in _TRY_AGAIN or status >= 500:
            return Retry(self._wait(wait), code)
        if status == 403 and code in _PLACE_GONE:
            return Gone(code)
        # An update may miss its message while the conversation is well.
        if status == 404 and (method == "POST" or code in {"ConversationNotFound", *_PLACE_GONE}):
            return Gone(code)
        return Failed(code)

    def _wait(self, header: str | None) -> float:
        """Seconds from a Retry-After, in either of its two forms; 0 (our own back-off) for none or nonsense."""
        text = (header or "").strip()
        if text.isascii() and text.isdigit():
            return min(float(text), LONGEST_WAIT)
        try:
            at = parsedate_to_datetime(text)
        except ValueError:
            return 0.0
        at = at if at.tzinfo else at.replace(tzinfo=UTC)
        return min(max(at.timestamp() - self._seconds(), 0.0), LONGEST_WAIT)


def _part(identifier: str) -> str:
    return quote(identifier, safe="")


def _object(raw: bytes) -> JSON:
    try:
        answer = json.loads(raw)
    except (ValueError, RecursionError):
        return {}
    return answer if isinstance(answer, dict) else {}


def _code(answer: JSON) -> str:
    """The connector's error code, when it is a plain word: it is logged and shown in the delivery ledger."""
    error = answer.get("error")
    code = error.get("code") if isinstance(error, dict) else None
    return code if isinstance(code, str) and code.isascii() and code.isalnum() and len(code) <= 60 else ""
