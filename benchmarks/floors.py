"""What the two platforms' requests cost at the least: checked, one row committed, answered; nothing else of the bot."""

import argparse
import asyncio
import json
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import jwt
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from sqlalchemy import Column, Integer, MetaData, String, Table, Text, insert

from benchmarks import identity
from bot.storage import engines

ROW = Table(
    "floor_row",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("key", String(200), nullable=False, unique=True),
    Column("words", Text, nullable=False),
)
INSERT = insert(ROW)


class Rows:
    """The bot's own engine and threads, and one row a transaction."""

    def __init__(self, url: str) -> None:
        parsed = engines.parse(url)
        self._engine = engines.writer(parsed)
        threads = engines.POSTGRES_THREADS if parsed.get_backend_name() == "postgresql" else 1
        self._threads = ThreadPoolExecutor(threads)
        ROW.metadata.create_all(engines.migrator(parsed))  # which may make the file

    async def commit(self, key: str, words: str) -> None:
        await asyncio.get_running_loop().run_in_executor(self._threads, self._commit, key, words)

    def _commit(self, key: str, words: str) -> None:
        with self._engine.begin() as connection:
            connection.execute(INSERT, {"key": key, "words": words})

    async def life(self, _: web.Application) -> AsyncIterator[None]:
        yield
        self._threads.shutdown()
        self._engine.dispose()


def slack(rows: Rows) -> web.AbstractRouteDef:
    """Bolt as its own documents have it for servers that answer when the work is done."""

    async def authorize(**_: Any) -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id=identity.TEAM, bot_token=identity.BOT_TOKEN)

    bolt = AsyncApp(signing_secret=identity.SIGNING_SECRET, authorize=authorize, process_before_response=True)

    @bolt.command("/barrier")
    async def barrier(ack: AsyncAck, body: dict[str, Any]) -> None:
        await rows.commit(body["trigger_id"], body["text"])
        await ack("Stored.")

    async def events(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await bolt.async_dispatch(await to_bolt_request(request)))

    return web.post("/slack/events", events)


def teams(rows: Rows, keys: Path) -> web.AbstractRouteDef:
    """A message is answered 202 with nothing, an invoke 200 with one line, as Teams wants it."""
    published = json.loads(keys.read_text())["keys"]
    known = {entry["kid"]: jwt.PyJWK(entry, algorithm="RS256").key for entry in published}

    async def messages(request: web.Request) -> web.Response:
        activity = json.loads(await request.read())
        token = request.headers["Authorization"].removeprefix("Bearer ")
        key = known[jwt.get_unverified_header(token)["kid"]]
        jwt.decode(token, key, algorithms=["RS256"], audience=identity.APP_ID, issuer=identity.ISSUER)
        await rows.commit(activity["id"], activity.get("text", ""))
        if activity["type"] != "invoke":
            return web.Response(status=202)
        answer = {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": "Stored."}
        return web.json_response(answer)

    return web.post("/api/messages", messages)


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--port", type=int, required=True)
    options.add_argument("--database", required=True)
    options.add_argument("--keys", type=Path, required=True)
    chosen = options.parse_args()
    rows = Rows(chosen.database)
    app = web.Application()
    app.add_routes([slack(rows), teams(rows, chosen.keys), web.get("/readyz", _ready)])
    app.cleanup_ctx.append(rows.life)
    web.run_app(app, host="127.0.0.1", port=chosen.port, access_log=None, print=None)


async def _ready(_: web.Request) -> web.Response:
    return web.Response(text="ready")


if __name__ == "__main__":
    main()
