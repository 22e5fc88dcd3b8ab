"""Which token speaks in a workspace: the configured one, or the installed one from a short cache."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.context.async_context import AsyncBoltContext

from bot.adapters.slack.calls import Done, Json, Outcome, Refused, Wire
from bot.ports import Clock

log = structlog.get_logger(__name__)

KEPT = timedelta(minutes=5)
DEAD = frozenset({"token_revoked", "account_inactive", "invalid_auth", "not_authed", "token_expired"})
PATIENCE = 1.5
"""Seconds that an event waits for the answer to who we are; Slack waits 3 for ours."""
NOT_INSTALLED = "not_installed"

Find = Callable[[str], Awaitable[Mapping[str, str] | None]]
"""What was stored when a workspace (or a whole Grid organization) installed the bot: "bot_token", "bot_user"."""


@dataclass(frozen=True, slots=True)
class Workspace:
    token: str
    bot_user: str = ""
    bot_id: str = ""


class Workspaces:
    def __init__(self, wire: Wire, clock: Clock, *, token: str | None, find: Find) -> None:
        self._wire = wire
        self._clock = clock
        self._find = find
        self._only = Workspace(token) if token else None
        self._home: frozenset[str] = frozenset()
        """Team or organization that the configured token belongs to; empty until Slack has said so."""
        self._kept: dict[str, tuple[datetime, Workspace]] = {}
        self._asking: asyncio.Lock = asyncio.Lock()

    async def get(self, team: str) -> Workspace | None:
        """None when the bot is not installed there."""
        if self._only:
            return self._only if not self._home or team in self._home else None
        now = self._clock.now()
        kept = self._kept.get(team)
        if kept and now - kept[0] < KEPT:
            return kept[1]
        secrets = await self._find(team)
        if not secrets or not secrets.get("bot_token"):
            return None
        workspace = Workspace(secrets["bot_token"], secrets.get("bot_user", ""), secrets.get("bot_id", ""))
        self._kept[team] = now, workspace
        return workspace

    def drop(self, team: str) -> None:
        self._kept.pop(team, None)

    async def ask(self, team: str, method: str, body: Json, *, read: bool = False) -> Outcome:
        """Call `method` with the workspace's token; a token that has died is forgotten."""
        workspace = await self.get(team)
        if workspace is None:
            return Refused(NOT_INSTALLED)
        outcome = await self._wire.ask(workspace.token, method, body, read=read)
        if isinstance(outcome, Refused) and outcome.code in DEAD:
            self.drop(team)
        return outcome

    async def learn(self) -> None:
        """Ask once, at the start, whom the configured token belongs to."""
        async with self._asking:
            if self._only is None or self._only.bot_user:
                return
            outcome = await self._wire.ask(self._only.token, "auth.test", {})
            if not isinstance(outcome, Done):
                log.warning("slack token not confirmed", outcome=type(outcome).__name__)
                return
            said = outcome.data
            self._only = Workspace(self._only.token, str(said.get("user_id", "")), str(said.get("bot_id", "")))
            organization = said.get("enterprise_id") if said.get("is_enterprise_install") else None
            # A Grid-wide token serves every workspace of its organization, whose ids it does not list.
            self._home = frozenset() if organization else frozenset({str(said.get("team_id", ""))}) - {""}

    async def bot_user(self, team: str) -> str:
        """The bot's own user id there; "" when nobody has told."""
        workspace = await self.get(team)
        if workspace is not None and workspace is self._only and not workspace.bot_user:
            with suppress(TimeoutError):
                async with asyncio.timeout(PATIENCE):
                    await self.learn()
            workspace = self._only
        return workspace.bot_user if workspace else ""


class Authorize(AsyncAuthorize):
    """Bolt's question. Always answered: whether the bot is installed goes into the context ("installed").

    A database that cannot be reached leaves that open: the handler will say what happened in our own words.
    """

    def __init__(self, workspaces: Workspaces) -> None:
        self._workspaces = workspaces

    async def __call__(
        self,
        *,
        context: AsyncBoltContext,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None,
        actor_enterprise_id: str | None = None,
        actor_team_id: str | None = None,
        actor_user_id: str | None = None,
    ) -> AuthorizeResult:
        workspace = None
        try:
            workspace = await self._workspaces.get(team_id or enterprise_id or "")
            context["installed"] = workspace is not None
        except Exception as fault:
            log.error("slack installation not read", fault=type(fault).__name__)
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_token=workspace.token if workspace else None,
            bot_user_id=(workspace.bot_user or None) if workspace else None,
            bot_id=(workspace.bot_id or None) if workspace else None,
        )
