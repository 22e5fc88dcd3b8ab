"""One listener for each kind of payload: where each thing goes stands in the routes table, not here."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any, Final

import structlog
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext

from bot.adapters.slack import events, inbound
from bot.adapters.slack.authorize import Workspaces
from bot.adapters.slack.inbound import Origin
from bot.adapters.slack.messenger import SlackMessenger
from bot.adapters.slack.replies import Replies
from bot.handlers.desk.requests import Caller, Invocation, Press, Reply, Request, Via
from bot.handlers.people.strangers import introduced
from bot.handlers.routes import asks_admin
from bot.ports import Profile
from bot.ui.text import plain
from bot.ui.words import words

log = structlog.get_logger(__name__)

Body = dict[str, Any]
Answer = Callable[[Request], Awaitable[Reply]]

ANYTHING: Final = re.compile("")
PROFILE: Final = 1.5
"""Seconds that Slack may take to describe a caller before they are answered; they wait at most 3."""


class Listeners:
    def __init__(self, answer: Answer, workspaces: Workspaces, replies: Replies, messenger: SlackMessenger) -> None:
        self._give = answer
        self._workspaces = workspaces
        self._replies = replies
        self._messenger = messenger

    def register(self, app: AsyncApp) -> None:
        """In the order of how fast each must be: Bolt tries them one by one."""
        app.command(ANYTHING)(self.command)
        app.action(ANYTHING)(self.press)
        app.view_submission(ANYTHING)(self.submission)
        app.event(ANYTHING)(self.event)
        app.shortcut(ANYTHING)(self.shortcut)
        app.view_closed(ANYTHING)(self.closed)

    async def command(self, body: Body, context: AsyncBoltContext, ack: AsyncAck) -> None:
        workspace = _workspace(context)
        origin = inbound.origin(body, workspace)
        reply = await self._answer(inbound.command(body, workspace, origin.where), context)
        await ack(self._replies.to_command(reply, origin) or "")

    async def press(self, body: Body, context: AsyncBoltContext, ack: AsyncAck) -> None:
        workspace = _workspace(context)
        origin = inbound.origin(body, workspace)
        request = inbound.press(body, workspace, origin.where)
        if request is None and (body.get("actions") or [{}])[0].get("type") in ("button", "overflow"):
            log.warning("slack button not known")  # without a word of it: whoever made it up chose its words
            w = words("en")  # a button that says nothing does not say its language either
            reply = Reply(line=plain(w("That button is out of date. Type /barrier log to see where things stand.")))
        else:
            reply = await self._answer(request, context)
        self._replies.to_press(reply, origin)
        await ack()

    async def shortcut(self, body: Body, context: AsyncBoltContext, ack: AsyncAck) -> None:
        workspace = _workspace(context)
        origin = inbound.origin(body, workspace)
        reply = await self._answer(inbound.shortcut(body, workspace, origin.where), context)
        self._replies.to_press(replace(reply, replace=False), origin)
        await ack()

    async def submission(self, body: Body, context: AsyncBoltContext, ack: AsyncAck) -> None:
        request = inbound.submission(body, _workspace(context))
        reply = await self._answer(request, context)
        language = reply.card.language if reply.card else request.caller.language or "en"
        await ack(self._replies.to_submission(reply, body, request.where, language))

    async def event(self, body: Body, context: AsyncBoltContext) -> None:
        """Bolt acknowledges an event when this returns: what it says must be in the database by then."""
        workspace = _workspace(context)
        bot = events.bot_user(body) or await self._workspaces.bot_user(workspace)
        request = events.request(body, workspace, bot)
        match request:
            case Invocation(via=via):
                reply = await self._answer(request, context)
                if context.get("installed") is False or (via is Via.REPLY and not reply.card):
                    return
                event = body["event"]
                thread = event.get("thread_ts") or ""
                origin = Origin(workspace, request.caller.handle.user, channel=event["channel"], thread=thread)
                self._replies.to_message(reply, origin, private=via is Via.COMMAND)
            case Press(verb="home"):
                reply = await self._answer(request, context)
                self._replies.to_home(reply, Origin(workspace, request.caller.handle.user))
            case Press(verb=verb):
                if verb == "uninstalled":
                    self._workspaces.drop(workspace)
                await self._answer(request, context)

    async def closed(self, ack: AsyncAck) -> None:
        await ack()

    async def _answer(self, request: Request | None, context: AsyncBoltContext) -> Reply:
        """The handler's reply; whatever goes wrong becomes a sentence, so that nothing leaves a listener."""
        if request is None:
            return Reply()
        if context.get("installed") is False:
            w = words(request.caller.language or "en")
            return Reply(line=plain(w("I am no longer installed here. Ask your administrator to install me again.")))
        try:
            return await self._give(await self._asked(request))
        except Exception as fault:
            log.error("slack request failed", request=type(request).__name__, fault=type(fault).__name__)
            w = words(request.caller.language or "en")
            return Reply(line=plain(w("That did not work, and the fault is mine. Try again in a minute.")))

    async def _asked(self, request: Request) -> Request:
        """With whether the caller administers the workspace, for the few routes that need to know."""
        if not asks_admin(request) or request.caller.admin is not None:
            return request
        return replace(request, caller=await self._profiled(request.caller))

    async def _profiled(self, caller: Caller) -> Caller:
        try:
            async with asyncio.timeout(PROFILE):
                profile = await self._messenger.profile(caller.handle.workspace, caller.handle.user)
        except TimeoutError:
            return caller
        return replace(introduced(caller, profile), admin=profile.admin) if isinstance(profile, Profile) else caller


def _workspace(context: AsyncBoltContext) -> str:
    """A Grid organization that installed the bot as a whole may send no team."""
    return context.team_id or context.enterprise_id or ""
