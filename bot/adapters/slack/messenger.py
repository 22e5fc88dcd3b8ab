"""Slack's sending side: a card or line to a place, and what came of it."""

from collections.abc import Mapping, Sequence
from typing import assert_never

from bot.adapters.slack import cards, refs, views
from bot.adapters.slack.authorize import DEAD, NOT_INSTALLED, Workspaces
from bot.adapters.slack.calls import Done, Json, Limited, Outcome, Refused, Unknown, Unreached
from bot.domain.team import Place
from bot.domain.vocabulary import Platform
from bot.ports import (
    MOST_LISTED,
    NOT_THERE,
    DeliveryOutcome,
    Failed,
    Gone,
    Listed,
    Message,
    Profile,
    Retry,
    Sent,
    Uncertain,
)
from bot.ui.card import Card
from bot.ui.limits import TooLarge

EVENT_TYPE = "barrier_card"
PACE = 1.05
"""Seconds: Slack takes about one message a second in a channel."""
PACE_AT_HOME = 0.05
"""Seconds, for a Slack on this machine, as a demo has it: nobody there is kept waiting for Slack's limit."""

_WORKSPACE = DEAD | {
    NOT_INSTALLED, "access_denied", "ekm_access_denied", "missing_scope", "org_login_required",
    "team_access_not_granted",
}  # fmt: skip
"""Faults of the token or the installation: no place is to blame, and all of them wait until somebody has mended it."""
MENDING = 300.0
PAGE = 200
"""People that Slack is asked for at a time, as it recommends."""
_GONE = frozenset({
    "cannot_dm_bot", "channel_is_archived", "channel_not_found", "is_archived", "is_inactive", "messages_tab_disabled",
    "no_permission", "not_in_channel", "posting_to_channel_denied", "restricted_action",
    "restricted_action_non_threadable_channel", "restricted_action_read_only_channel",
    "restricted_action_thread_locked", "restricted_action_thread_only_channel", "user_disabled", "user_not_found",
    "user_not_visible",
})  # fmt: skip
_NO_COLLEAGUE = ("is_restricted", "is_ultra_restricted", "is_stranger", "is_bot", "is_workflow_bot")
_AS_IT_IS: Json = {"unfurl_links": False, "unfurl_media": False, "mrkdwn": False}
_AS_IT_STAYS: Json = {"parse": "none", "link_names": False}
"""Unlike a new message, a redrawn one has its text parsed unless told otherwise."""
_NOT_THERE = frozenset({"message_not_found", "cant_update_message", "edit_window_closed"})


class SlackMessenger:
    platform = Platform.SLACK

    def __init__(self, workspaces: Workspaces, *, pace: float = PACE) -> None:
        """`pace`: seconds between two messages in one place."""
        self._workspaces = workspaces
        self.pace = pace

    async def post(self, place: Place, message: Message) -> DeliveryOutcome:
        try:
            body = _drawn(place, message) | _AS_IT_IS | {"channel": refs.recipient(place)}
            if message.thread:
                body["thread_ts"] = refs.read_message(message.thread)[1]
        except (refs.BadRef, TooLarge) as fault:
            return Failed(_reason(fault))
        outcome = await self._workspaces.ask(place.workspace, "chat.postMessage", body)
        if message.pin and isinstance(outcome, Done):
            await self._pin(place.workspace, outcome.data)
        return _delivered(outcome)

    async def _pin(self, workspace: str, posted: Mapping[str, object]) -> None:
        """A message counts as sent, pinned or not: a channel may be full of pins, or keep bots from it."""
        body = {"channel": posted.get("channel"), "timestamp": posted.get("ts")}
        await self._workspaces.ask(workspace, "pins.add", body)

    async def update(self, place: Place, ref: str, message: Message) -> DeliveryOutcome:
        if (user := refs.read_home(ref)) and message.card:
            return await self._publish(place.workspace, user, message.card)
        try:
            channel, ts = refs.read_message(ref)
            body = _drawn(place, message) | _AS_IT_STAYS | {"channel": channel, "ts": ts}
        except (refs.BadRef, TooLarge) as fault:
            return Failed(_reason(fault))
        outcome = await self._workspaces.ask(place.workspace, "chat.update", body)
        if isinstance(outcome, Refused) and outcome.code in _NOT_THERE:
            return NOT_THERE
        if isinstance(outcome, Unknown):
            return Retry(0, outcome.reason)  # drawing the same thing twice shows it once
        return _delivered(outcome)

    async def _publish(self, workspace: str, user: str, card: Card) -> DeliveryOutcome:
        """What does not come through here says nothing about the conversation with them."""
        try:
            body = {"user_id": user, "view": views.home(card)}
        except TooLarge as fault:
            return Failed(_reason(fault))
        outcome = await self._workspaces.ask(workspace, "views.publish", body)
        match outcome:
            case Done():
                return Sent(refs.home(user))
            case Limited(after):
                return Retry(after, "ratelimited")
            case Unknown(reason):
                return Retry(0, reason)
            case Refused(code) if code not in _WORKSPACE:
                return Failed(code)
        return _delivered(outcome)

    async def profile(self, workspace: str, user: str) -> Profile | Retry | None:
        outcome = await self._workspaces.ask(workspace, "users.info", {"user": user, "include_locale": True}, read=True)
        match outcome:
            case Done(data) if isinstance(said := data.get("user"), dict):
                return _profile(said)
            case Limited(after):
                return Retry(after, "ratelimited")
        return None

    async def roster(self, place: Place) -> Sequence[Listed] | Retry | None:
        """Ids only: who they are, and which of them are bots, each one's profile tells."""
        users: list[str] = []
        page: Json = {"channel": refs.recipient(place), "limit": PAGE}
        while page:
            match await self._workspaces.ask(place.workspace, "conversations.members", page, read=True):
                case Done({"members": list(members), **rest}):
                    users += [user for user in members if isinstance(user, str)]
                    cursor = (rest.get("response_metadata") or {}).get("next_cursor")
                    page = {**page, "cursor": cursor} if cursor and len(users) <= MOST_LISTED else {}
                case Limited(after):
                    return Retry(after, "ratelimited")
                case Unreached(reason) | Unknown(reason):
                    return Retry(0, reason)
                case _:
                    return None
        own = await self._workspaces.bot_user(place.workspace)
        return [Listed(user) for user in users if user != own][:MOST_LISTED]


def _drawn(place: Place, message: Message) -> Json:
    body = cards.message(message.card) if message.card else cards.line_message(message.line or ())
    if place.person is None:
        # Anybody in the workspace can read metadata: it holds the posting's own key and nothing else.
        body["metadata"] = {"event_type": EVENT_TYPE, "event_payload": {"key": message.key}}
    return body


def _delivered(outcome: Outcome) -> DeliveryOutcome:
    match outcome:
        case Done({"channel": str(channel), "ts": str(ts)}):
            return Sent(refs.message(channel, ts), refs.address(channel))
        case Done():
            return Uncertain("no_ts")
        case Limited(after):
            return Retry(after, "ratelimited", whole_workspace=True)
        case Unreached(reason):
            return Retry(0, reason)
        case Unknown(reason):
            return Uncertain(reason)
        case Refused(code) if code in _WORKSPACE:
            return Retry(MENDING, code, whole_workspace=True)
        case Refused(code):
            return Gone(code) if code in _GONE else Failed(code)
        case _:
            assert_never(outcome)


def _profile(said: Json) -> Profile:
    about = said.get("profile") or {}
    names = (about.get("real_name"), said.get("real_name"), about.get("display_name"), said.get("name"))
    return Profile(
        name=next((str(name) for name in names if name), ""),
        language=said.get("locale") or None,
        time_zone=said.get("tz") or None,
        admin=bool(said.get("is_admin") or said.get("is_owner") or said.get("is_primary_owner")),
        guest=any(said.get(name) for name in _NO_COLLEAGUE),
        gone=bool(said.get("deleted")),
    )


def _reason(fault: Exception) -> str:
    return "too_large" if isinstance(fault, TooLarge) else "bad_ref"
