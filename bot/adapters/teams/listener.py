"""What becomes of a verified activity: translated, answered by one transaction, and the reply sent back."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

import structlog

from bot.adapters.tasks import Tasks
from bot.adapters.teams import answers, inbound
from bot.adapters.teams.acts import Malformed
from bot.adapters.teams.cards import Surface
from bot.adapters.teams.checks import JSON
from bot.adapters.teams.connector import Connector
from bot.adapters.teams.contacts import Contacts, Member
from bot.adapters.teams.origin import Origin, origin
from bot.adapters.teams.replies import Replies, failed
from bot.adapters.teams.turn import InvokeAnswer
from bot.adapters.teams.typed import Mentioned
from bot.domain.team import Handle
from bot.domain.vocabulary import Platform
from bot.handlers.desk.requests import Caller, Reply, Request, Submission, Via
from bot.ui.limits import TooLarge
from bot.ui.words import closest

log = structlog.get_logger(__name__)

Answer = Callable[[Request], Awaitable[Reply]]


class Listener:
    """Told about each activity by the turn. Invokes are answered from the handler's one transaction, without a call to
    Teams; messages have been acknowledged before, and may ask the roster who somebody is."""

    def __init__(
        self,
        answer: Answer,
        connector: Connector,
        contacts: Contacts,
        tasks: Tasks,
        *,
        surface: Surface,
        commands: Sequence[str],
        admins: frozenset[str] | None,
    ) -> None:
        """`admins`: ids, in lower case, of those who may set the bot up; None when nobody can say."""
        self._answer = answer
        self._connector = connector
        self._contacts = contacts
        self._tasks = tasks
        self._surface = surface
        self._commands = commands
        self._admins = admins
        self._replies = Replies(connector, surface)

    async def on_message(self, activity: JSON) -> None:
        came = self._met(activity)
        try:
            pressed = inbound.from_card(activity, came)
        except Malformed as fault:
            log.warning("teams message refused", reason=str(fault))
            return
        request: Request
        if pressed is not None:
            request = pressed
        else:
            said = inbound.message(activity, came, self._commands)
            if said is None:
                return
            people: dict[int, Caller] = {}
            if said.via is not Via.REPLY:
                came = await self._known(came)
                people = await self._people(said.mentions, came)
            else:  # other people's talk: nobody is asked about it
                people = {i: _caller(one.user, one.name, came) for i, one in enumerate(said.mentions) if one.user}
            request = inbound.request(said, people, came)
        await self._replies.send(await self._ask(request), came)

    async def on_edit(self, activity: JSON) -> None:
        """What was said first is what was filed."""

    async def on_delete(self, activity: JSON) -> None:
        """What was filed is taken back in the bot, not by deleting a message."""

    async def on_install(self, activity: JSON) -> None:
        came = self._met(activity)
        if press := inbound.install(activity, came):
            await self._replies.send(await self._ask(press), came)

    async def on_conversation(self, activity: JSON) -> None:
        came = self._met(activity)
        if press := inbound.conversation(activity, came):
            await self._replies.send(await self._ask(press), came)

    async def on_invoke(self, name: str, activity: JSON) -> InvokeAnswer:
        came = self._met(activity)
        try:
            request = inbound.invoke(name, activity, came)
        except inbound.Unknown:
            log.info("teams invoke not known")
            return InvokeAnswer(501)
        except Malformed as fault:
            log.warning("teams invoke refused", reason=str(fault))
            return InvokeAnswer(400)
        reply = await self._ask(request)
        language = closest(came.caller.language)
        try:
            return self._answered(name, request, reply, came)
        except TooLarge as fault:
            log.error("teams reply too large", size=str(fault))
            return self._answered(name, request, failed(language), came)

    def _answered(self, name: str, request: Request, reply: Reply, came: Origin) -> InvokeAnswer:
        language = closest(came.caller.language)
        sent = isinstance(request, Submission)
        thread = request.where.thread if request.where else None
        if name != inbound.ACTION:
            return answers.to_dialog(reply, language, sent=sent, thread=thread)
        answered = answers.to_action(reply, self._surface, language, form_sent=sent, thread=thread)
        if answered.beside:
            self._tasks.start("reply", self._replies.send(answered.beside, came))
        return answered.answer

    async def _ask(self, request: Request) -> Reply:
        try:
            return await self._answer(request)
        except Exception as fault:
            log.error("teams request failed", kind=type(request).__name__, fault=type(fault).__name__)
            return failed(closest(request.caller.language))

    def _met(self, activity: JSON) -> Origin:
        """Where it comes from, noted for later; a guest is one in every activity once the roster has said so."""
        came = origin(activity)
        if self._admins is not None:
            admin = came.caller.handle.user.lower() in self._admins
            came = replace(came, caller=replace(came.caller, admin=admin))
        self._contacts.note(came)
        known = self._contacts.remembered(came.tenant, came.user)
        return _as_known(came, known)

    async def _known(self, came: Origin) -> Origin:
        """With the roster's word on whether this is a guest, which messages do not say."""
        found = await self._contacts.member(self._connector, came, came.user)
        return _as_known(came, found)

    async def _people(self, mentions: Sequence[Mentioned], came: Origin) -> dict[int, Caller]:
        """Who is behind each mention; an index that is missing could not be found out."""
        people: dict[int, Caller] = {}
        for index, one in enumerate(mentions):
            if one.user:
                people[index] = _caller(one.user, one.name, came)
            elif found := await self._contacts.member(self._connector, came, one.id):
                people[index] = replace(_caller(found.user, found.name or one.name, came), guest=found.guest)
        return people


def _as_known(came: Origin, member: Member | None) -> Origin:
    """A guest is whom the activity or the roster calls one; no guest, who stands on the roster as none."""
    guest = came.caller.guest or (member.guest if member else None)
    return replace(came, caller=replace(came.caller, guest=guest))


def _caller(user: str, name: str, came: Origin) -> Caller:
    return Caller(Handle(Platform.TEAMS, came.tenant, user), name=name)
