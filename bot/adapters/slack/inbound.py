"""Commands, buttons, shortcuts and sent forms, translated: Slack's payload in, our request out."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.adapters.clean import clean
from bot.adapters.slack import acts, forms, refs, typed
from bot.domain.team import Handle
from bot.domain.vocabulary import Platform
from bot.handlers.desk.requests import Caller, Invocation, Press, Submission, Via, Where

Body = Mapping[str, Any]

_NAMELESS = frozenset({"directmessage", "privategroup"})
"""What Slack writes where a conversation's name would stand."""
_DOMAIN = re.compile(r"[a-z0-9-]{1,63}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Origin:
    """The ways in which an answer can get back. Not a word of it is logged or stored: most are keys to something."""

    workspace: str
    user: str
    response_url: str = ""
    trigger: str = ""
    channel: str = ""
    thread: str = ""
    """ts of the thread's first message."""
    view: str = ""
    """Id of the modal in which a button was pressed."""
    home: bool = False
    seen_by_all: bool = False
    """The message whose button was pressed is read by others."""
    where: Where | None = None


def command(body: Body, workspace: str, where: Where | None) -> Invocation | None:
    """`where`: the origin's. None when Slack names no place."""
    if where is None:
        return None
    text, people = typed.read(body.get("text") or "", workspace)
    return Invocation(
        key=f"slack:trigger:{body.get('trigger_id', '')}",
        caller=caller({"id": body.get("user_id"), "name": body.get("user_name")}, workspace),
        where=where,
        text=text,
        via=Via.COMMAND,
        command=str(body.get("command", "")).removeprefix("/"),
        people=people,
        can_open=True,
    )


def press(body: Body, workspace: str, where: Where | None) -> Press | None:
    """The first action; None for one that no button of ours carries."""
    action = (body.get("actions") or [{}])[0]
    chosen = action.get("selected_option")
    act = acts.decode(chosen.get("value") if isinstance(chosen, dict) else action.get("value"))
    if act is None:
        return None
    return Press(
        key=f"slack:trigger:{body.get('trigger_id', '')}",
        caller=caller(body.get("user") or {}, workspace, body),
        where=where,
        verb=act.verb,
        subject=act.subject,
        version=act.version,
        args=dict(act.args),
    )


def shortcut(body: Body, workspace: str, where: Where | None) -> Press:
    """A global one, or one on a message, whose words and address come along."""
    args: dict[str, str] = {}
    if body.get("type") == "message_action":
        args = {"words": typed.words(str((body.get("message") or {}).get("text") or "")), "link": _link(body)}
    return Press(
        key=f"slack:trigger:{body.get('trigger_id', '')}",
        caller=caller(body.get("user") or {}, workspace, body),
        where=where,
        verb=str(body.get("callback_id", "")),
        args=args,
    )


def submission(body: Body, workspace: str) -> Submission:
    view = body.get("view") or {}
    about = acts.decode_about(view.get("private_metadata")) or acts.About()
    return Submission(
        key=f"slack:view:{view.get('id', '')}:{view.get('hash', '')}:{_digest(view)}",
        caller=caller(body.get("user") or {}, workspace, body),
        where=about.where,
        form=str(view.get("callback_id", "")),
        subject=about.subject,
        version=about.version,
        values=forms.parse(view, workspace),
        args=about.args,
    )


def origin(body: Body, workspace: str) -> Origin:
    """How to answer this command, press, shortcut or form."""
    view, container, message = (body.get(name) or {} for name in ("view", "container", "message"))
    channel = (body.get("channel") or {}).get("id") or body.get("channel_id") or ""
    user = (body.get("user") or {}).get("id") or body.get("user_id") or ""
    unseen = bool(container.get("is_ephemeral"))
    thread = str(container.get("thread_ts") or message.get("thread_ts") or "")
    ts = "" if unseen else str(container.get("message_ts") or message.get("ts") or "")
    if view:
        where = (acts.decode_about(view.get("private_metadata")) or acts.About()).where
    else:
        name = (body.get("channel") or {}).get("name") or body.get("channel_name")
        # Only a message of ours has our buttons, so a direct conversation that holds one is the caller's with the bot.
        ours = body.get("type") == "block_actions" and not unseen and channel.startswith("D")
        where = conversation(channel, name=name, thread=thread or ts, private_to=user if ours else "")
    return Origin(
        workspace=workspace,
        user=user,
        response_url=body.get("response_url") or "",
        trigger=body.get("trigger_id") or "",
        channel=channel,
        thread=thread,
        view=str(view.get("id", "")) if view.get("type") == "modal" else "",
        home=view.get("type") == "home",
        seen_by_all=bool(container) and not view and not unseen and not channel.startswith("D"),
        where=where,
    )


def caller(user: Mapping[str, Any], workspace: str, body: Body | None = None) -> Caller:
    """Slack's payloads tell neither language nor time zone; both come with the person's profile, later."""
    at_home = {workspace, (body or {}).get("enterprise_id"), ((body or {}).get("enterprise") or {}).get("id")}
    at_home.add(((body or {}).get("team") or {}).get("enterprise_id"))
    team = user.get("team_id")
    return Caller(
        Handle(Platform.SLACK, workspace, str(user.get("id") or "")),
        name=clean(str(user.get("name") or user.get("username") or "")),
        guest=True if team and team not in at_home else None,  # who is at home may still be a guest there
    )


def conversation(channel: str, *, name: object = "", thread: str = "", private_to: str = "") -> Where | None:
    """`private_to`: the one person who has this direct conversation with the bot; it goes by their id."""
    if not channel:
        return None
    try:
        return Where(
            key=private_to or channel,
            address=refs.address(channel),
            private=bool(private_to),
            name=clean(name) if isinstance(name, str) and name not in _NAMELESS else "",
            thread=refs.message(channel, thread) if thread else None,
        )
    except refs.BadRef:
        return None


def _link(body: Body) -> str:
    """The message's own address; "" where it cannot be told."""
    domain = (body.get("team") or {}).get("domain")
    channel, message = (body.get("channel") or {}).get("id"), body.get("message") or {}
    ts, thread = str(message.get("ts") or body.get("message_ts") or ""), message.get("thread_ts")
    if not (isinstance(domain, str) and _DOMAIN.fullmatch(domain) and channel and ts):
        return ""
    link = f"https://{domain}.slack.com/archives/{channel}/p{ts.replace('.', '')}"
    return f"{link}?thread_ts={thread}&cid={channel}" if thread and thread != ts else link


def _digest(view: Mapping[str, Any]) -> str:
    """Of what was filled in: a form sent again after a correction is another one, though Slack kept its hash."""
    values = (view.get("state") or {}).get("values") or {}
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:16]
