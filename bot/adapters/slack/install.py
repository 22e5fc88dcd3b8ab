"""The install link: from "Add to Slack" to a stored token, for one browser, once."""

import hashlib
import hmac
import html
import secrets
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

import structlog
from aiohttp import web

from bot.adapters.slack.calls import Done, Wire
from bot.adapters.slack.manifest import BOT_SCOPES, REPLY_SCOPES
from bot.ports import Clock
from bot.ui.words import Words, words

log = structlog.get_logger(__name__)

COOKIE = "slack-install"
GOOD_FOR = timedelta(minutes=10)
_HEADERS = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}

Save = Callable[[str, dict[str, str]], Awaitable[None]]
"""Keep what a workspace (or a whole Grid organization) gave us, under its id."""


class Install:
    def __init__(
        self,
        wire: Wire,
        clock: Clock,
        save: Save,
        *,
        client_id: str,
        client_secret: str,
        keep_replies: bool = False,
        https_only: bool = True,
    ) -> None:
        self._wire = wire
        self._clock = clock
        self._save = save
        self._client_id = client_id
        self._client_secret = client_secret
        self._scopes = (*BOT_SCOPES, *(REPLY_SCOPES if keep_replies else ()))
        self._https_only = https_only
        self._used: dict[str, datetime] = {}
        """States that came back, until they are too old to matter. The code beside a state works only once anywhere."""

    def routes(self) -> list[web.AbstractRouteDef]:
        return [web.get("/slack/install", self.begin), web.get("/slack/oauth_redirect", self.finish)]

    async def begin(self, _: web.Request) -> web.Response:
        """Send the browser to Slack, and leave a mark in it that must come back with the answer."""
        state = self._state()
        query = urlencode({"client_id": self._client_id, "scope": ",".join(self._scopes), "state": state})
        api = urlsplit(self._wire.api_url)
        address = f"{api.scheme}://{api.netloc}/oauth/v2/authorize?{query}"
        answer = web.Response(status=302, headers={**_HEADERS, "Location": address})
        answer.set_cookie(
            COOKIE,
            state,
            max_age=int(GOOD_FOR.total_seconds()),
            path="/slack",
            httponly=True,
            secure=self._https_only,
            samesite="Lax",  # Slack's redirect is a top-level visit, which brings it along
        )
        return answer

    async def finish(self, request: web.Request) -> web.Response:
        w = words(request.headers.get("Accept-Language", "en")[:2])
        query = request.query
        if query.get("error"):
            return _page(w, 200, w("Nothing was installed."))
        if not self._came_back(query.get("state", ""), request.cookies.get(COOKIE, "")):
            log.warning("slack install refused", reason="state")
            return _page(w, 400, w("This link has been used, or is too old. Start again from the install link."))
        body = {"code": query.get("code", ""), "client_id": self._client_id, "client_secret": self._client_secret}
        outcome = await self._wire.send_form("oauth.v2.access", body)
        workspace, given = _given(outcome.data) if isinstance(outcome, Done) else ("", {})
        if not workspace:
            log.warning("slack install failed", outcome=getattr(outcome, "code", type(outcome).__name__))
            return _page(w, 502, w("Slack did not confirm the installation. Start again from the install link."))
        await self._save(workspace, given)
        log.info("slack installed")
        return _page(w, 200, w("I am installed. In Slack, type /barrier help to begin."))

    def _state(self) -> str:
        said = f"{int(self._clock.now().timestamp())}.{secrets.token_urlsafe(24)}"
        return f"{said}.{self._sign(said)}"

    def _sign(self, said: str) -> str:
        return hmac.new(self._client_secret.encode(), b"install:" + said.encode(), hashlib.sha256).hexdigest()

    def _came_back(self, state: str, cookie: str) -> bool:
        """Whether it is ours, fresh, from the browser that we gave it to, and here for the first time."""
        said, _, signature = state.rpartition(".")
        made = said.partition(".")[0]
        if not (state.isascii() and cookie.isascii() and made.isdigit() and len(made) <= 12):
            return False
        if not (hmac.compare_digest(state, cookie) and hmac.compare_digest(signature, self._sign(said))):
            return False
        now = self._clock.now()
        self._used = {one: at for one, at in self._used.items() if now - at < GOOD_FOR}
        if state in self._used or not 0 <= now.timestamp() - int(made) < GOOD_FOR.total_seconds():
            return False
        self._used[state] = now
        return True


def _given(said: Mapping[str, Any]) -> tuple[str, dict[str, str]]:
    """(workspace, secrets); an organization-wide installation goes by the organization's id."""
    team, organization = said.get("team") or {}, said.get("enterprise") or {}
    workspace = organization.get("id") if said.get("is_enterprise_install") else team.get("id")
    token = said.get("access_token")
    if not (isinstance(workspace, str) and workspace and isinstance(token, str) and token):
        return "", {}
    return workspace, {
        "bot_token": token,
        "bot_user": str(said.get("bot_user_id") or ""),
        "name": str(team.get("name") or organization.get("name") or ""),
        "installer": str((said.get("authed_user") or {}).get("id") or ""),
        "scopes": str(said.get("scope") or ""),
    }


def _page(w: Words, status: int, sentence: str) -> web.Response:
    text = (
        f'<!doctype html><html lang="{w.language}"><meta name="viewport" content="width=device-width">'
        f"<title>{html.escape(w('Barrier'))}</title><p>{html.escape(sentence)}</p></html>"
    )
    answer = web.Response(status=status, text=text, content_type="text/html", headers=_HEADERS)
    answer.headers["Content-Security-Policy"] = "default-src 'none'"
    answer.del_cookie(COOKIE, path="/slack")
    return answer
