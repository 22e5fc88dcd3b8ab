"""Who leads a meeting, takes notes and keeps the time."""

from collections.abc import Iterator

from bot.domain.meeting import Meeting, MeetingRole
from bot.ui.text import Line, plain
from bot.ui.views.scene import Scene, say
from bot.ui.words import Words


def role_name(role: MeetingRole, w: Words) -> str:
    match role:
        case MeetingRole.FACILITATOR:
            return w("Facilitator")
        case MeetingRole.NOTE_TAKER:
            return w("Note taker")
        case MeetingRole.TIMEKEEPER:
            return w("Timekeeper")


def roles(meeting: Meeting, scene: Scene) -> Iterator[tuple[str, Line]]:
    w = scene.w
    for role in MeetingRole:
        holder, backup = meeting.holder(role), meeting.backup(role)
        if holder is None:
            yield role_name(role, w), plain(w("nobody yet"))
        elif backup is None:
            yield role_name(role, w), (scene.who(holder),)
        else:
            said = w("{holder}, or else {backup}")
            yield role_name(role, w), say(said, holder=scene.who(holder), backup=scene.who(backup))
