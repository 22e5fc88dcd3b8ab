"""Names that Slack knows: the scopes a bot can hold, the events it can ask for, and the scope that each event needs."""

from typing import Final

_SCOPES: Final = """
    app_mentions:read assistant:write bookmarks:read bookmarks:write calls:read calls:write canvases:read canvases:write
    channels:history channels:join channels:manage channels:read channels:write.invites channels:write.topic
    chat:write chat:write.customize chat:write.public commands conversations.connect:manage conversations.connect:read
    conversations.connect:write datastore:read datastore:write dnd:read emoji:read files:read files:write
    groups:history groups:read groups:write groups:write.invites groups:write.topic
    im:history im:read im:write im:write.topic incoming-webhook links.embed:write links:read links:write lists:read
    lists:write metadata.message:read mpim:history mpim:read mpim:write mpim:write.topic pins:read pins:write
    reactions:read reactions:write reminders:read reminders:write remote_files:read remote_files:share
    remote_files:write search:read.files search:read.public search:read.users team.billing:read
    team.preferences:read team:read triggers:read triggers:write usergroups:read usergroups:write
    users.profile:read users:read users:read.email users:write workflow.steps:execute
"""
BOT_SCOPES: Final = frozenset(_SCOPES.split())

# Event → the one scope that it needs; None where it needs none.
EVENT_SCOPES: Final[dict[str, str | None]] = {
    "app_home_opened": None,
    "app_mention": "app_mentions:read",
    "app_uninstalled": None,
    "assistant_thread_context_changed": "assistant:write",
    "assistant_thread_started": "assistant:write",
    "channel_archive": "channels:read",
    "channel_created": "channels:read",
    "channel_deleted": "channels:read",
    "channel_history_changed": "channels:history",
    "channel_id_changed": "channels:read",
    "channel_left": "channels:read",
    "channel_rename": "channels:read",
    "channel_shared": None,
    "channel_unarchive": "channels:read",
    "channel_unshared": None,
    "dnd_updated_user": "dnd:read",
    "emoji_changed": "emoji:read",
    "file_change": "files:read",
    "file_created": "files:read",
    "file_deleted": "files:read",
    "file_public": "files:read",
    "file_shared": "files:read",
    "file_unshared": "files:read",
    "function_executed": None,
    "group_archive": "groups:read",
    "group_deleted": "groups:read",
    "group_history_changed": "groups:history",
    "group_left": "groups:read",
    "group_rename": "groups:read",
    "group_unarchive": "groups:read",
    "im_history_changed": "im:history",
    "link_shared": "links:read",
    "member_joined_channel": None,  # channels:read or groups:read
    "member_left_channel": None,
    "message.app_home": None,
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "message.mpim": "mpim:history",
    "message_metadata_deleted": "metadata.message:read",
    "message_metadata_posted": "metadata.message:read",
    "message_metadata_updated": "metadata.message:read",
    "pin_added": "pins:read",
    "pin_removed": "pins:read",
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
    "shared_channel_invite_accepted": "conversations.connect:manage",
    "shared_channel_invite_approved": "conversations.connect:manage",
    "shared_channel_invite_declined": "conversations.connect:manage",
    "shared_channel_invite_received": "conversations.connect:read",
    "subteam_created": "usergroups:read",
    "subteam_members_changed": "usergroups:read",
    "subteam_updated": "usergroups:read",
    "team_access_granted": None,
    "team_access_revoked": None,
    "team_domain_change": "team:read",
    "team_join": "users:read",
    "team_rename": "team:read",
    "tokens_revoked": None,
    "user_change": "users:read",
    "user_huddle_changed": "users:read",
    "user_profile_changed": "users.profile:read",
    "user_status_changed": "users:read",
}

BOT_EVENTS: Final = frozenset(EVENT_SCOPES)
