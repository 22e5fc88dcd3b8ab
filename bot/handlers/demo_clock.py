"""In a demo the bot's clock can be moved on, so that reminders and follow-ups are seen without waiting."""

import re
from datetime import timedelta

from bot.domain.folding import fold
from bot.domain.reminders import Reminding, next_opening
from bot.handlers.desk import Desk
from bot.handlers.requests import Invocation, Reply
from bot.ui.text import plain

OFFSET = "demo_offset_seconds"
FARTHEST = timedelta(days=1000)

_SKIP = re.compile(r"(?:skip|saltar|avanzar) (\d{1,4}) ?([a-z]+)")
_UNITS = {
    "minute": timedelta(minutes=1),
    "minuto": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "hora": timedelta(hours=1),
    "day": timedelta(days=1),
    "dia": timedelta(days=1),
    "week": timedelta(weeks=1),
    "semana": timedelta(weeks=1),
    "month": timedelta(days=30),
    "mes": timedelta(days=30),
}


def skip(text: str) -> timedelta | None:
    """How far "skip 3 weeks" moves the clock; None when it does not say."""
    said = _SKIP.fullmatch(fold(text))
    if said is None:
        return None
    unit = _UNITS.get(said[2]) or _UNITS.get(said[2].removesuffix("s")) or _UNITS.get(said[2].removesuffix("es"))
    span = unit * int(said[1]) if unit else None
    return span if span is not None and span <= FARTHEST else None


def demo(request: Invocation, desk: Desk) -> Reply:
    """ "/demo skip 3 weeks", "/demo now". The clock that is running reads the setting after each answer."""
    w, zone = desk.words, desk.time_zone()
    if fold(request.text) in {"now", "ahora"}:
        return Reply(line=plain(w("My clock says {moment}.", moment=w.moment(desk.now, zone))))
    span = skip(request.text)
    if span is None:
        return Reply(line=plain(w("Type “/demo skip 3 weeks” (or days, hours) to move my clock on, or “/demo now”.")))
    then = desk.now + span
    if span >= timedelta(days=1):  # to a moment at which people are reminded
        then = next_opening(then, Reminding(), zone, desk.work.calendar())
    offset = float(desk.session.setting(OFFSET) or 0) + (then - desk.now).total_seconds()
    desk.session.set_setting(OFFSET, str(offset))
    return Reply(line=plain(w("My clock now says {moment}.", moment=w.moment(then, zone))))
