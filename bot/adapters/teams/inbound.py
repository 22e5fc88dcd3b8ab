"""Activities, translated: what was typed, pressed, sent or installed, as our own requests."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.adapters.clean import clean
from bot.adapters.teams import acts, forms, refs, typed
from bot.adapters.teams.acts import Malformed
from bot.adapters.teams.checks import JSON
from bot.adapters.teams.origin import Origin
from bot.handlers.desk.requests import Caller, Invocation, Press, Submission, Via, Where

ACTION: Final = "adaptiveCard/action"
FETCH, SUBMIT = "task/fetch", "task/submit"
EXTENSION_FETCH, EXTENSION_SUBMIT = "composeExtension/fetchTask", "composeExtension/submitAction"
LONGEST_LINK = 2000
_LONGEST_VERB = 64
_INVOKES = frozenset({ACTION, FETCH, SUBMIT, EXTENSION_FETCH, EXTENSION_SUBMIT})


class Unknown(Exception):
    """An invoke of a kind that the bot never asked for."""


@dataclass(frozen=True, slots=True)
class Message:
    """Typed words before it is known who the people mentioned in them are."""

    words: str
    via: Via
    command: str
    mentions: tuple[typed.Mentioned, ...]
    bare: bool = False
    """Said to the bot in private without its command's word."""


def message(activity: JSON, origin: Origin, commands: Sequence[str]) -> Message | None:
    """What was typed; None for what was not said to the bot and does not stand in a thread."""
    text = activity.get("text")
    raw = text if isinstance(text, str) else ""
    entities = activity.get("entities")
    said = typed.read(
        raw,
        entities if isinstance(entities, list) else [],
        bot=origin.bot,
        markup=activity.get("textFormat") == "xml",
    )
    if origin.where.private or origin.to_one:
        via = Via.COMMAND
    elif said.addressed:
        via = Via.MENTION
    elif origin.where.thread is not None:
        return Message(said.words, Via.REPLY, commands[0], said.mentions)
    else:
        return None
    found = typed.command(said.words, commands)
    name, words = found or (commands[0], said.words)
    return Message(words, via, name, said.mentions, bare=found is None and origin.where.private)


def request(said: Message, people: Mapping[int, Caller], origin: Origin) -> Invocation:
    """`people`: who is behind which mention; one that is missing stays a name."""
    kept = {index: position for position, index in enumerate(people)}
    words = typed.with_names(said.words, said.mentions, kept)
    return Invocation(
        origin.key,
        origin.caller,
        origin.where,
        words,
        said.via,
        said.command,
        tuple(people.values()),
        can_open=True,
        bare=said.bare,
    )


def from_card(activity: JSON, origin: Origin) -> Press | Submission | None:
    """The act or form in a message that an old client sent for a button; None for a message with words."""
    value = activity.get("value")
    if not isinstance(value, dict) or not (acts.ACT in value or acts.FORM in value):
        return None
    return _sent(value, origin, origin.where)


def invoke(name: str, activity: JSON, origin: Origin) -> Press | Submission:
    """Raises Malformed for what no client of Teams sends, Unknown for a kind of invoke we do not use."""
    if name not in _INVOKES:
        raise Unknown
    value = activity.get("value")
    if not isinstance(value, dict):
        raise Malformed("value")
    if name == EXTENSION_FETCH:
        return _extension(value, origin)
    holder = value.get("action") if name == ACTION else value
    data = holder.get("data") if isinstance(holder, dict) else None
    if not isinstance(data, dict):
        raise Malformed("data")
    return _sent(data, origin, _beside(origin) if name == EXTENSION_SUBMIT else origin.where)


def install(activity: JSON, origin: Origin) -> Press | None:
    """The app was added or taken away; an upgrade is neither."""
    match activity.get("action"):
        case "add":
            return _joined(activity, origin)
        case "remove":
            return _gone(origin)
    return None


def conversation(activity: JSON, origin: Origin) -> Press | None:
    """The bot itself came or went, or somebody else did; no other change of a conversation is ours to follow."""
    if _among(activity.get("membersAdded"), origin.bot):
        return _joined(activity, origin)
    if _among(activity.get("membersRemoved"), origin.bot):
        return _gone(origin)
    if origin.where.private:
        return None
    if activity.get("membersAdded") or activity.get("membersRemoved"):
        return Press(origin.key, origin.caller, origin.where, "people_changed", happened=True)
    return None


def _sent(data: JSON, origin: Origin, where: Where | None) -> Press | Submission:
    if acts.FORM in data:
        about = acts.decode_about(data)
        return Submission(
            # The same form sent twice is two events, and one and the same drawing of it.
            key=f"teams:{origin.tenant}:form:{about.token}",
            caller=origin.caller,
            where=_in_thread(where, about.thread),
            form=about.form,
            subject=about.subject,
            version=about.version,
            values=forms.parse(data, about, origin.tenant),
            args=about.args,
        )
    act = acts.decode(data)
    return Press(origin.key, origin.caller, where, act.verb, act.subject, act.version, dict(act.args))


def _in_thread(where: Where | None, thread: str | None) -> Where | None:
    """A dialog does not say from which message it was opened; the form brings that along."""
    if where is None or thread is None:
        return where
    try:
        refs.decode(thread)
    except refs.BadRef:
        raise Malformed("thread") from None
    return replace(where, thread=thread)


def _extension(value: JSON, origin: Origin) -> Press:
    command = value.get("commandId")
    if not (isinstance(command, str) and 0 < len(command) <= _LONGEST_VERB and command.isprintable()):
        raise Malformed("command")
    args: dict[str, str] = {}
    if value.get("commandContext") == "message":
        args = _message(value.get("messagePayload"))
    return Press(origin.key, origin.caller, _beside(origin), command, args=args)


def _beside(origin: Origin) -> Where | None:
    """A message extension is used in any conversation, also where the bot is not: two people's chat is not its own."""
    return None if origin.where.private else replace(origin.where, thread=None)


def _message(payload: object) -> dict[str, str]:
    match payload:
        case {"body": {"content": str(content), **body}, **rest}:
            words = typed.from_html(content) if body.get("contentType") != "text" else clean(content)
            link = rest.get("linkToMessage")
            if isinstance(link, str) and link.startswith("https://") and link.isprintable():
                return {"words": words, "link": link[:LONGEST_LINK]} if len(link) <= LONGEST_LINK else {"words": words}
            return {"words": words}
    raise Malformed("message")


def _joined(activity: JSON, origin: Origin) -> Press:
    where = _chosen_channel(activity, origin.where)
    return Press(origin.key, origin.caller, where, "joined", happened=True)


def _gone(origin: Origin) -> Press:
    args = {"reason": "removed"}
    return Press(origin.key, origin.caller, origin.where, "place_gone", args=args, happened=True)


def _chosen_channel(activity: JSON, where: Where) -> Where:
    """The channel chosen while adding the app to a team; the activity itself comes from the team's first channel."""
    match activity.get("channelData"):
        case {"settings": {"selectedChannel": {"id": str(chosen), **rest}}} if chosen and chosen != where.key:
            there = refs.decode_address(where.address)
            name = rest.get("name")
            return replace(
                where,
                key=chosen,
                address=refs.encode_address(replace(there, conversation=chosen)),
                name=clean(name) if isinstance(name, str) else "",
            )
    return where


def _among(members: object, bot: str) -> bool:
    return isinstance(members, list) and any(isinstance(one, dict) and one.get("id") == bot for one in members)
