"""Where the bot's own calls go: a local stand-in for Slack's API, for Teams' connector and for its published keys."""

import argparse
import asyncio
import itertools
import ssl
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from aiohttp import web

from benchmarks import identity, traffic

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Sinks:
    """Answers what a healthy platform would, after `delay` seconds, and counts it."""

    def __init__(self, keys: Path) -> None:
        self._keys = keys.read_text()
        self.delay = 0.0
        self.taken = {"slack": 0, "teams": 0}
        self._numbers = itertools.count(1)

    def plain(self) -> web.Application:
        app = web.Application()
        app.router.add_route("*", "/api/{method}", self._slack)
        app.router.add_get("/openid", self._metadata)
        app.router.add_get("/keys", self._key_set)
        app.router.add_get("/taken", self._taken)
        app.router.add_post("/delay/{milliseconds}", self._slow)
        app.router.add_get("/readyz", _ready)
        return app

    def secure(self) -> web.Application:
        app = web.Application()
        app.router.add_route("*", "/amer/v3/{rest:.*}", self._teams)
        return app

    async def _slack(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        self.taken["slack"] += 1
        await asyncio.sleep(self.delay)
        answer: dict[str, Any] = {"ok": True}
        match method:
            case "auth.test":
                answer |= {"team_id": identity.TEAM, "user_id": "U0BOT", "bot_id": "B0BOT"}
            case "chat.postMessage" | "chat.update":
                answer |= {"channel": identity.SLACK_CHANNEL, "ts": f"1790000000.{next(self._numbers):06d}"}
            case "conversations.open":
                answer |= {"channel": {"id": "D0BENCH"}}
            case "views.open" | "views.update" | "views.publish":
                answer |= {"view": {"id": f"V{next(self._numbers)}"}}
            case "users.info":
                answer |= {"user": {"id": "U0", "name": "somebody", "tz": "America/Detroit", "locale": "en-US"}}
        return web.json_response(answer)

    async def _teams(self, request: web.Request) -> web.Response:
        self.taken["teams"] += 1
        await asyncio.sleep(self.delay)
        _, members, member = request.match_info["rest"].rpartition("/members/")
        if members:
            return web.json_response({"id": member, **traffic.person(int(member.rpartition(":")[2]))})
        new = f"{next(self._numbers)}"
        return web.json_response({"id": f"a:{new}", "activityId": new}, status=201)

    async def _metadata(self, request: web.Request) -> web.Response:
        return web.json_response({"jwks_uri": str(request.url.with_path("/keys"))})

    async def _key_set(self, _: web.Request) -> web.Response:
        return web.Response(text=self._keys, content_type="application/json")

    async def _taken(self, _: web.Request) -> web.Response:
        return web.json_response(self.taken)

    async def _slow(self, request: web.Request) -> web.Response:
        self.delay = int(request.match_info["milliseconds"]) / 1000
        return web.Response()


async def _ready(_: web.Request) -> web.Response:
    return web.Response(text="ready")


async def serve(keys: Path, certificate: Path, port: int, secure_port: int) -> None:
    sinks = Sinks(keys)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate)
    for app, at, context in ((sinks.secure(), secure_port, tls), (sinks.plain(), port, None)):
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", at, ssl_context=context).start()
    await asyncio.Event().wait()


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--keys", type=Path, required=True)
    options.add_argument("--certificate", type=Path, required=True)
    options.add_argument("--port", type=int, required=True)
    options.add_argument("--secure-port", type=int, required=True)
    chosen = options.parse_args()
    asyncio.run(serve(chosen.keys, chosen.certificate, chosen.port, chosen.secure_port))


if __name__ == "__main__":
    main()
