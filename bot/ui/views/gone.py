"""Why a place cannot be posted to, in words."""

from bot.ui.words import Words

_REMOVED = frozenset(
    {"removed", "kicked", "member_left_channel", "channel_left", "group_left", "not_in_channel", "channel_not_found"}
    | {"BotNotInConversationRoster", "Forbidden", "ForbiddenOperationException", "http-403"}
)
_ARCHIVED = frozenset({"is_archived", "channel_is_archived", "channel_archive", "group_archive"})
_DELETED = frozenset({"channel_deleted", "group_deleted", "ConversationNotFound", "http-404"})
_UNINSTALLED = frozenset({"account_inactive", "token_revoked", "invalid_auth", "uninstalled"})
_UNREACHABLE = frozenset(
    {"user_not_found", "user_disabled", "user_not_visible", "is_inactive", "cannot_dm_bot", "messages_tab_disabled"}
    | {"ConversationBlockedByUser", "MessageWritesBlocked"}
)


def gone_reason(reason: str, w: Words) -> str:
    """A platform's reason code for a place that cannot be posted to."""
    if reason in _REMOVED:
        return w("the bot was removed")
    if reason in _ARCHIVED:
        return w("the channel is archived")
    if reason in _DELETED:
        return w("the channel was deleted")
    if reason in _UNINSTALLED:
        return w("the bot was uninstalled")
    if reason in _UNREACHABLE:
        return w("the person cannot be written to")
    return w("the platform refused ({reason})", reason=reason)
