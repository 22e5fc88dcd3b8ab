"""Our answers, on their way back: in the HTTP answer itself, or in a task of their own right after it."""

import asyncio

import structlog

from bot.adapters.slack import cards, forms, views
from bot.adapters.slack.authorize import Workspaces
from bot.adapters.slack.calls import Done, Json, Limited, Outcome, Wire
from bot.adapters.slack.inbound import Body, Origin
from bot.adapters.tasks import Tasks
from bot.handlers.desk.requests import Reply, Where
from bot.ui.form import Form
from bot.ui.limits import TooLarge
from bot.ui.text import Line, plain
from bot.ui.words import words

log = structlog.get_logger(__name__)

LONGEST_WAIT = 10.0
"""Seconds that an answer to a person waits out a 429, once."""


class Replies:
    def __init__(self, workspaces: Workspaces, wire: Wire, tasks: Tasks) -> None:
        self._workspaces = workspaces
        self._wire = wire
        self._tasks = tasks

    def to_command(self, reply: Reply, origin: Origin) -> Json | None:
        """The body of the answer to a slash command, read by the caller alone. A form opens by itself, at once."""
        if reply.form:
            self._tasks.start("form", self._open(reply.form, origin))
            return None
        return {"response_type": "ephemeral", **_message(reply)} if _says(reply) else None

    def to_submission(self, reply: Reply, body: Body, where: Where | None, language: str) -> Json:
        """What becomes of the form that was sent: errors in place, another view, or nothing more."""
        if reply.form:
            try:
                if errors := forms.field_errors(reply.form, body.get("view") or {}, where):
                    return {"response_action": "errors", "errors": errors}
                return {"response_action": "update", "view": forms.modal(reply.form, where)}
            except TooLarge as fault:
                log.error("slack form too large", form=reply.form.name, size=str(fault))
                reply = Reply(line=_failed(reply.form.language))
        if shown := _modal(reply, where, language):
            return {"response_action": "update", "view": shown}
        return {"response_action": "clear"}

    def to_press(self, reply: Reply, origin: Origin) -> None:
        if reply.form:
            self._tasks.start("form", self._open(reply.form, origin))
        elif _says(reply):
            self._tasks.start("press", self._show(reply, origin))

    def to_home(self, reply: Reply, origin: Origin) -> None:
        if reply.card:
            self._tasks.start("home", self._publish(reply, origin))

    def to_message(self, reply: Reply, origin: Origin, *, private: bool) -> None:
        """To a mention or a thread reply, or (`private`) to a message that only the bot reads."""
        if reply.form:
            w = words(reply.form.language)
            line = plain(w("A form cannot open from here. Type /barrier to open it."))
            reply = Reply(line=line)
        if not _says(reply):
            return
        if private:
            self._tasks.start("message", self._post(reply, origin, origin.channel, origin.thread))
        else:
            self._tasks.start("mention", self._whisper(reply, origin))

    async def _open(self, form: Form, origin: Origin) -> None:
        """Open a form while the trigger lives (3 s): never tried twice, and the person is told when it fails."""
        method = "views.push" if origin.view else "views.open"
        try:
            view = forms.modal(form, origin.where)
        except TooLarge as fault:
            log.error("slack form too large", form=form.name, size=str(fault))
            return await self._tell(_failed(form.language), origin)
        outcome = await self._workspaces.ask(origin.workspace, method, {"trigger_id": origin.trigger, "view": view})
        if not isinstance(outcome, Done):
            log.warning("slack form not opened", form=form.name, outcome=_code(outcome))
            w = words(form.language)
            await self._tell(plain(w("The form did not open. Nothing was saved yet: try it once more.")), origin)

    async def _show(self, reply: Reply, origin: Origin) -> None:
        """The card in place of the one whose button was pressed, or beside it for the caller's eyes."""
        if origin.view or origin.home:
            return await self._show_in_view(reply, origin)
        # A message that others read is not made to show what is meant for one.
        replaces = reply.replace and not origin.seen_by_all
        body = _message(reply) | {"replace_original": replaces}
        if not replaces:
            body |= {"response_type": "ephemeral"} | ({"thread_ts": origin.thread} if origin.thread else {})
        if not (origin.response_url and await self._wire.respond(origin.response_url, body)):
            await self._post(reply, origin, origin.user)

    async def _show_in_view(self, reply: Reply, origin: Origin) -> None:
        if origin.home and reply.replace and reply.card:
            return await self._publish(reply, origin)
        view = _modal(reply, origin.where, _language(reply))
        if origin.view and reply.replace:
            method, body = "views.update", {"view_id": origin.view, "view": view}
        else:
            method = "views.push" if origin.view else "views.open"
            body = {"trigger_id": origin.trigger, "view": view}
        outcome = await self._workspaces.ask(origin.workspace, method, body)
        if not isinstance(outcome, Done):
            log.warning("slack view not shown", method=method, outcome=_code(outcome))
            await self._post(reply, origin, origin.user)

    async def _publish(self, reply: Reply, origin: Origin) -> None:
        if reply.card:
            body = {"user_id": origin.user, "view": views.home(reply.card)}
            outcome = await self._patiently(origin.workspace, "views.publish", body)
            if not isinstance(outcome, Done):
                log.warning("slack home not published", outcome=_code(outcome))

    async def _whisper(self, reply: Reply, origin: Origin) -> None:
        """For the caller alone where they wrote; where Slack will not, in their private conversation."""
        body = _message(reply) | {"channel": origin.channel, "user": origin.user}
        if origin.thread:
            body["thread_ts"] = origin.thread
        outcome = await self._patiently(origin.workspace, "chat.postEphemeral", body)
        if not isinstance(outcome, Done):
            await self._post(reply, origin, origin.user)

    async def _post(self, reply: Reply, origin: Origin, channel: str, thread: str = "") -> None:
        body = _message(reply) | {"channel": channel, "unfurl_links": False, "unfurl_media": False, "mrkdwn": False}
        if thread:
            body["thread_ts"] = thread
        outcome = await self._patiently(origin.workspace, "chat.postMessage", body)
        if not isinstance(outcome, Done):
            log.warning("slack answer not delivered", outcome=_code(outcome))

    async def _tell(self, line: Line, origin: Origin) -> None:
        """One sentence to the caller alone."""
        reply = Reply(line=line)
        body = _message(reply) | {"response_type": "ephemeral", "replace_original": False}
        if not (origin.response_url and await self._wire.respond(origin.response_url, body)):
            await self._post(reply, origin, origin.user)

    async def _patiently(self, workspace: str, method: str, body: Json) -> Outcome:
        """Once more after a 429, which means that nothing was done."""
        outcome = await self._workspaces.ask(workspace, method, body)
        if isinstance(outcome, Limited) and outcome.after <= LONGEST_WAIT:
            await asyncio.sleep(outcome.after)
            outcome = await self._workspaces.ask(workspace, method, body)
        return outcome


def _says(reply: Reply) -> bool:
    return bool(reply.card or reply.line)


def _message(reply: Reply) -> Json:
    try:
        return cards.message(reply.card) if reply.card else cards.line_message(reply.line or ())
    except TooLarge as fault:
        log.error("slack reply too large", size=str(fault))
        return cards.line_message(_failed(_language(reply)))


def _modal(reply: Reply, where: Where | None, language: str) -> Json | None:
    if reply.card is None:
        return views.line_modal(reply.line, language, where) if reply.line else None
    try:
        return views.card_modal(reply.card, where)
    except TooLarge as fault:
        log.error("slack reply too large", size=str(fault))
        return views.line_modal(_failed(reply.card.language), reply.card.language, where)


def _language(reply: Reply) -> str:
    return reply.card.language if reply.card else "en"


def _failed(language: str) -> Line:
    w = words(language)
    return plain(w("That did not work, and the fault is mine. Try again in a minute."))


def _code(outcome: Outcome) -> str:
    """For the log: a fixed word of ours or Slack's."""
    return str(getattr(outcome, "code", "") or getattr(outcome, "reason", "") or type(outcome).__name__.lower())
