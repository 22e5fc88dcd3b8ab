"""Events, translated: mentions, private messages, thread replies, App Home, and what happens to the bot itself."""

from collections.abc import Mapping
from typing import Any

from bot.adapters.slack import refs, typed
from bot.adapters.slack.inbound import caller, conversation
from bot.domain.team import Handle
from bot.domain.vocabulary import Platform
from bot.handlers.desk.requests import Caller, Invocation, Press, Request, Via, Where

Body = Mapping[str, Any]
Event = Mapping[str, Any]

_WORDS = frozenset({None, "file_share", "thread_broadcast"})
"""Subtypes of messages that a person wrote; everything else is Slack's own narration."""
_PLACE_GONE = frozenset(
    {"channel_left", "channel_archive", "channel_deleted", "group_left", "group_archive", "group_deleted"}
)


def bot_user(body: Body) -> str:
    """The bot's own user id, as the event's envelope names it."""
    for one in body.get("authorizations") or ():
        if one.get("is_bot") and one.get("user_id"):
            return str(one["user_id"])
    return ""


def request(body: Body, workspace: str, bot: str) -> Request | None:
    """None for what does not concern us. `bot` is the bot's own user id, "" when unknown."""
    event: Event = body.get("event") or {}
    key = f"slack:event:{body.get('event_id', '')}"
    match event.get("type"):
        case "app_mention":
            return _typed(body, key, workspace, bot, Via.MENTION)
        case "message":
            return _message(body, key, workspace, bot)
        case "app_home_opened" if event.get("tab") == "home":
            user = str(event.get("user") or "")
            return Press(key, _who(user, workspace), None, "home", shown=refs.home(user))
        case "member_joined_channel" if bot and event.get("user") == bot:
            return Press(key, _who(event.get("inviter"), workspace), _where(event), "joined", happened=True)
        case "member_left_channel" if bot and event.get("user") == bot:
            return _gone(event, key, workspace)
        case "member_joined_channel" | "member_left_channel" if bot:
            return Press(key, _who("", workspace), _where(event), "people_changed", happened=True)
        case "user_change" if closed := _closed(event.get("user")):
            return Press(key, _who(closed, workspace), None, "account_closed", happened=True)
        case "user_change" if guest := _guest(event.get("user")):
            return Press(key, _who(guest, workspace), None, "became_guest", happened=True)
        case str(kind) if kind in _PLACE_GONE:
            return _gone(event, key, workspace)
        case "app_uninstalled":
            return Press(key, _who("", workspace), None, "uninstalled", happened=True)
        case "tokens_revoked" if (event.get("tokens") or {}).get("bot"):
            return Press(key, _who("", workspace), None, "uninstalled", happened=True)
    return None


def _message(body: Body, key: str, workspace: str, bot: str) -> Invocation | None:
    event: Event = body["event"]
    if event.get("channel_type") == "im":
        return _typed(body, key, workspace, bot, Via.COMMAND)
    thread = event.get("thread_ts")
    if not thread or thread == event.get("ts"):
        return None
    if bot and f"<@{bot}" in str(event.get("text") or ""):
        return None  # comes again, as app_mention
    return _typed(body, key, workspace, bot, Via.REPLY)


def _typed(body: Body, key: str, workspace: str, bot: str, via: Via) -> Invocation | None:
    """None for what a bot wrote, what Slack narrates, and what has no words."""
    event: Event = body["event"]
    user = event.get("user")
    where = _where(event, private_to=str(user) if via is Via.COMMAND else "")
    if not isinstance(user, str) or user in (bot, "USLACKBOT") or event.get("bot_id") or event.get("hidden"):
        return None
    if event.get("subtype") not in _WORDS or where is None:
        return None
    text, people = typed.read(str(event.get("text") or ""), workspace, without=bot)
    if not text and via is not Via.MENTION:
        return None
    # A member of another organization writes in a shared channel: their own team stands on the message.
    team = event.get("user_team") or event.get("source_team") or event.get("team")
    who = caller({"id": user, "team_id": team if via is not Via.COMMAND else None}, workspace, body)
    return Invocation(key, who, where, text, via, people=people, bare=via is Via.COMMAND)


def _gone(event: Event, key: str, workspace: str) -> Press:
    args = {"reason": str(event["type"])}
    return Press(key, _who(event.get("user"), workspace), _where(event), "place_gone", args=args, happened=True)


def _closed(user: object) -> str:
    """Whose account was closed; "" for every other change of a profile, of which there are many."""
    return str(user.get("id") or "") if isinstance(user, dict) and user.get("deleted") else ""


def _guest(user: object) -> str:
    """Whose account is a guest's, by now or for long; a change of their profile does not say which."""
    if not isinstance(user, dict) or not (user.get("is_restricted") or user.get("is_ultra_restricted")):
        return ""
    return str(user.get("id") or "")


def _where(event: Event, *, private_to: str = "") -> Where | None:
    channel, thread = event.get("channel"), event.get("thread_ts")
    return conversation(str(channel or ""), thread=str(thread or ""), private_to=private_to)


def _who(user: object, workspace: str) -> Caller:
    """Some events have nobody who did it: the handle's user is then ""."""
    return Caller(Handle(Platform.SLACK, workspace, str(user or "")))
