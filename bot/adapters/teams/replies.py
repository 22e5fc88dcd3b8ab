"""Our replies as messages: where the person wrote, for their eyes alone where others read, never wider than asked."""

import asyncio

import structlog

from bot.adapters.teams import answers, cards
from bot.adapters.teams.cards import Surface
from bot.adapters.teams.checks import JSON
from bot.adapters.teams.connector import Connector, Opened, Trouble
from bot.adapters.teams.origin import Origin
from bot.handlers.desk.requests import Reply
from bot.ports import DeliveryOutcome, Retry, Sent, Uncertain
from bot.ui.limits import TooLarge
from bot.ui.text import plain
from bot.ui.words import closest, words

log = structlog.get_logger(__name__)

LONGEST_WAIT = 10.0
"""Seconds that an answer to a person waits out a refusal, once."""


class Replies:
    def __init__(self, connector: Connector, surface: Surface) -> None:
        self._connector = connector
        self._surface = surface

    async def send(self, reply: Reply, origin: Origin) -> None:
        drawn = self._drawn(reply, origin)
        if drawn is None:
            return
        outcome = await self._to_conversation(drawn, origin)
        # An uncertain message may be there: sent again elsewhere, it would be there twice.
        if not isinstance(outcome, Sent | Uncertain) and not origin.where.private:
            outcome = await self._to_person(drawn, origin)
        if not isinstance(outcome, Sent):
            log.warning("teams answer not delivered", outcome=type(outcome).__name__, reason=outcome.reason)

    async def _to_conversation(self, drawn: JSON, origin: Origin) -> DeliveryOutcome:
        """Where it was written. Where others read, it is shown to the one person alone."""
        alone = None if origin.where.private else origin.user
        outcome = await self._connector.send(origin.service, origin.conversation, drawn, targeted_to=alone)
        if isinstance(outcome, Retry) and outcome.after <= LONGEST_WAIT:
            await asyncio.sleep(outcome.after)
            outcome = await self._connector.send(origin.service, origin.conversation, drawn, targeted_to=alone)
        return outcome

    async def _to_person(self, drawn: JSON, origin: Origin) -> DeliveryOutcome:
        opened = await open_chat(self._connector, origin.service, origin.tenant, bot=origin.bot, user=origin.user)
        if not isinstance(opened, Opened):
            return opened
        return await self._connector.send(origin.service, opened.conversation, drawn)

    def _drawn(self, reply: Reply, origin: Origin) -> JSON | None:
        language = closest(origin.caller.language)
        try:
            if reply.form:
                form = answers.inline(reply.form, self._surface, origin.where.thread)
                return cards.message(form, reply.form.title)
            if reply.card:
                return cards.activity(reply.card, self._surface)
            return cards.line_activity(reply.line, language, self._surface) if reply.line else None
        except TooLarge as fault:
            log.error("teams reply too large", size=str(fault))
            return cards.line_activity(failed(language).line or (), language, self._surface)


def failed(language: str) -> Reply:
    """When the fault is ours."""
    w = words(language)
    return Reply(line=plain(w("That did not work, and the fault is mine. Try again in a minute.")))


async def open_chat(connector: Connector, service: str, tenant: str, *, bot: str, user: str) -> Opened | Trouble:
    """The person's private conversation with the bot; asked twice, Teams names the same one. `user`: 29:… or theirs in
    the directory."""
    return await connector.create_conversation(
        service,
        {
            "isGroup": False,
            "bot": {"id": bot},
            "members": [{"id": user}],
            "tenantId": tenant,
            "channelData": {"tenant": {"id": tenant}},
        },
    )
