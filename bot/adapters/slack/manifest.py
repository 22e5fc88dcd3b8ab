"""The Slack app's manifest for one address, made from the routes table."""

from bot.handlers.routes import COMMANDS, SHORTCUTS

BOT_SCOPES = (
    "app_mentions:read",  # words in the thread
    "channels:read",  # who is in a team's channel, and hearing that it was added, taken out, or the channel archived
    "chat:write",
    "commands",
    "groups:read",
    "im:history",  # what people write to it in private
    "im:write",
    "pins:write",  # a team's agreements stay in sight in its channel
    "users:read",  # names, languages, time zones, who administers, and whose account was closed
)
REPLY_SCOPES = ("channels:history", "groups:history")
"""Only for organizations that keep ordinary thread replies as notes."""
EVENTS = (
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "channel_archive",
    "channel_deleted",
    "channel_left",
    "group_archive",
    "group_deleted",
    "group_left",
    "member_joined_channel",
    "member_left_channel",
    "message.im",
    "tokens_revoked",
    "user_change",
)
REPLY_EVENTS = ("message.channels", "message.groups")


def manifest(address: str, *, socket_mode: bool = False, keep_replies: bool = False) -> dict[str, object]:
    """The manifest as Slack's "create from a manifest" takes it; `address` is the bot's public https address."""
    events = f"{address.rstrip('/')}/slack/events"
    request = {} if socket_mode else {"request_url": events}
    commands = [
        {
            "command": f"/{command.name}",
            "description": command.description,
            "usage_hint": command.usage,
            "should_escape": True,
            **({} if socket_mode else {"url": events}),
        }
        for command in COMMANDS
        if not command.dev_only
    ]
    shortcuts = [
        {
            "name": shortcut.label,
            "type": "message" if shortcut.message else "global",
            "callback_id": shortcut.name,
            "description": shortcut.description,
        }
        for shortcut in SHORTCUTS
    ]
    return {
        "display_information": {
            "name": "Barrier",
            "description": "Report what stands in the way, and see it removed.",
            "long_description": (
                "Barrier carries your district's process to address implementation challenges. Staff report what keeps "
                "them from using a practice as intended; the team triages it in its channel; it gets an owner, steps "
                "and dates; and at the end the person who reported it is asked whether it is really gone."
            ),
            "background_color": "#1f5f5b",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "Barrier", "always_online": True},
            "shortcuts": shortcuts,
            "slash_commands": commands,
        },
        "oauth_config": {
            "scopes": {"bot": sorted((*BOT_SCOPES, *(REPLY_SCOPES if keep_replies else ())))},
            **({} if socket_mode else {"redirect_urls": [f"{address.rstrip('/')}/slack/oauth_redirect"]}),
        },
        "settings": {
            "event_subscriptions": {
                **request,
                "bot_events": sorted((*EVENTS, *(REPLY_EVENTS if keep_replies else ()))),
            },
            "interactivity": {"is_enabled": True, **request},
            "org_deploy_enabled": False,
            "socket_mode_enabled": socket_mode,
            "token_rotation_enabled": False,
        },
    }
