"""The one HTTP application: both platforms' routes, the pages, health, and each request counted, not its contents."""

import hmac
import time
from collections.abc import Awaitable, Callable, Iterable
from typing import Protocol

import structlog
from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, Counter, Histogram, generate_latest

from bot.adapters import body, pages
from bot.ports import Messenger

log = structlog.get_logger(__name__)

REQUESTS = Counter("barrierbot_requests", "Requests answered", ("path", "status"))
SECONDS = Histogram(
    "barrierbot_request_seconds",
    "Time to the answer",
    ("path",),
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3),
)


class Edge(Protocol):
    """One platform's way in and out."""

    messenger: Messenger

    def routes(self) -> Iterable[web.AbstractRouteDef]: ...

    async def start(self) -> None: ...

    async def stop(self) -> None: ...


def application(
    edges: Iterable[Edge], *, ready: Callable[[], Awaitable[bool]], metrics_token: str = ""
) -> web.Application:
    """The application without its start and stop, which bootstrap ties to the rest.

    `metrics_token`: whoever shows it reads the figures; without one nobody does, since the port is a public one.
    """
    app = web.Application(client_max_size=body.MAX_BYTES, middlewares=[_observe])

    async def healthz(_: web.Request) -> web.Response:
        return web.Response(text="ok")

    async def readyz(_: web.Request) -> web.Response:
        return web.Response(text="ready") if await ready() else web.Response(text="not ready", status=503)

    async def metrics(request: web.Request) -> web.Response:
        shown = request.headers.get("Authorization", "").encode(errors="replace")
        if not hmac.compare_digest(shown, f"Bearer {metrics_token}".encode()):
            raise web.HTTPUnauthorized
        return web.Response(body=generate_latest(), headers={"Content-Type": CONTENT_TYPE_LATEST})

    app.add_routes([web.get("/healthz", healthz), web.get("/readyz", readyz)])
    if metrics_token:
        app.add_routes([web.get("/metrics", metrics)])
    app.add_routes(pages.routes())
    for edge in edges:
        app.add_routes(edge.routes())
    return app


@web.middleware
async def _observe(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Count and time what was answered. The path is the route's own, so that nothing a caller sends is kept."""
    resource = request.match_info.route.resource
    path = resource.canonical if resource else "other"
    began = time.perf_counter()
    status = 500
    try:
        response = await handler(request)
        status = response.status
        return response
    except web.HTTPException as refused:
        status = refused.status
        return web.Response(status=refused.status)
    except Exception as fault:
        log.error("request failed", path=path, fault=type(fault).__name__)
        return web.Response(status=500)
    finally:
        REQUESTS.labels(path, str(status)).inc()
        SECONDS.labels(path).observe(time.perf_counter() - began)
