"""A stand-in for Microsoft's side of the sign-in: real RSA keys, a real key server, and tokens."""

import asyncio
import base64
import functools
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import jwt
from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from jwt.algorithms import RSAAlgorithm

from bot.adapters.teams.clouds import CLOUDS

APP_ID = "6f1c0d5e-3a77-4b52-9d0e-7a1d5b1f00c1"
TENANT = "b7a2c9d4-58e1-4c3f-8f60-2c9e4d7a1b36"
SERVICE = "https://smba.trafficmanager.net/amer/"
NOW = 1_794_000_000.0
"""The tests' Unix time; the tokens below live around it."""


@functools.cache
def private_key(name: str) -> RSAPrivateKey:
    """One real key for a name, made once in a test session."""
    return generate_private_key(public_exponent=65537, key_size=2048)


def public_entry(kid: str, *, key: str | None = None, endorsements: tuple[str, ...] = ("msteams",)) -> dict[str, Any]:
    """A key's line in the published set."""
    entry = json.loads(RSAAlgorithm.to_jwk(private_key(key or kid).public_key()))
    return {**entry, "kid": kid, "use": "sig", "endorsements": list(endorsements)}


def claims(**changes: object) -> dict[str, object]:
    """What a token from Teams says; a change to None leaves that claim out."""
    whole = {
        "iss": CLOUDS["public"].issuer,
        "aud": APP_ID,
        "nbf": NOW - 60,
        "exp": NOW + 3540,
        "serviceurl": SERVICE,
    } | changes
    return {name: value for name, value in whole.items() if value is not None}


def header(kid: str = "today", *, key: str | None = None, **changes: Any) -> str:
    """An Authorization header signed by a key, the one of that id unless another is named."""
    signed = jwt.encode(claims(**changes), private_key(key or kid), algorithm="RS256", headers={"kid": kid})
    return f"Bearer {signed}"


def forged(head: dict[str, object], sign: Callable[[bytes], bytes]) -> str:
    """An Authorization header put together by hand, for what no honest library would sign."""

    def part(value: bytes) -> bytes:
        return base64.urlsafe_b64encode(value).rstrip(b"=")

    signing_input = part(json.dumps({"typ": "JWT", **head}).encode()) + b"." + part(json.dumps(claims()).encode())
    return "Bearer " + (signing_input + b"." + part(sign(signing_input))).decode()


def activity(**changes: object) -> dict[str, Any]:
    """A message as Teams sends it; a change to None leaves that field out."""
    whole = {
        "type": "message",
        "id": "1794000000123",
        "timestamp": "2026-11-06T20:00:00.123Z",
        "channelId": "msteams",
        "serviceUrl": SERVICE,
        "from": {"id": "29:1ab", "name": "Ana Ruiz", "aadObjectId": "0a5e7c1b-90d2-4e0f-8a44-51c5d8f1e9aa"},
        "recipient": {"id": f"28:{APP_ID}", "name": "barrierbot"},
        "conversation": {"id": "a:1xyz", "conversationType": "personal", "tenantId": TENANT},
        "channelData": {"tenant": {"id": TENANT}},
        "text": "Chromebooks won't hold a charge",
        "textFormat": "plain",
    } | changes
    return {name: value for name, value in whole.items() if value is not None}


@dataclass
class KeyServer:
    """Publishes an OpenID document and a key set. `entries` is what it publishes now, `fetches` how often it was asked.

    `broken` makes it answer 503; while `open` is not set, it keeps everybody waiting.
    """

    entries: list[Any] = field(default_factory=lambda: [public_entry("today")])
    fetches: int = 0
    broken: bool = False
    open: asyncio.Event = field(default_factory=asyncio.Event)
    asked: asyncio.Event = field(default_factory=asyncio.Event)
    metadata_url: str = ""
    _server: TestServer | None = None

    async def start(self) -> None:
        app = web.Application()
        app.router.add_get("/openid", self._metadata)
        app.router.add_get("/keys", self._keys)
        self._server = TestServer(app)
        await self._server.start_server()
        self.metadata_url = str(self._server.make_url("/openid"))
        self.open.set()

    async def stop(self) -> None:
        self.open.set()
        if self._server is not None:
            await self._server.close()

    async def _metadata(self, request: web.Request) -> web.Response:
        self.fetches += 1
        self.asked.set()
        await self.open.wait()
        if self.broken:
            raise web.HTTPServiceUnavailable
        return web.json_response({"jwks_uri": str(request.url.with_path("/keys"))})

    async def _keys(self, request: web.Request) -> web.Response:
        return web.json_response({"keys": self.entries})
