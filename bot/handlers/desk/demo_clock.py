"""In a demo the bot's clock can be moved on, so that reminders and follow-ups are seen without waiting."""

import re
from datetime import UTC, datetime, timedelta

from bot.domain.folding import fold
from bot.domain.reminders import Reminding, next_opening
from bot.domain.team import Place
from bot.handlers.desk import scenes
from bot.handlers.desk.desk import Desk, keep
from bot.handlers.desk.drawing import key
from bot.handlers.desk.requests import Invocation, Reply, Request
from bot.ports import Intent, Kind, Message, Session, Work
from bot.ui.text import plain
from bot.ui.words import closest, words

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


def skips(request: Request) -> bool:
    return isinstance(request, Invocation) and request.command == "demo"


def still_passing(request: Request, session: Session, goal: datetime) -> Reply:
    """The answer to a skip that takes longer than a platform waits: when it is over, the caller reads that in
    private. In a demo the workspace is founded."""
    handle = request.caller.handle
    organization = session.organization_of(handle.platform, handle.workspace)
    if organization is None:
        return Reply()
    work = session.work(organization.id)
    person = keep(request.caller, work)
    private = work.places.personal(person.id)
    if private is not None:
        work.outbox.put(Intent(Kind.TIME_PASSED, person.id, private.id, int(goal.timestamp())), due=goal)
    w = words(closest(person.language, organization.language))
    return Reply(line=plain(w("The days are still passing. I write to you in private when they have.")))


def passed(intent: Intent, place: Place, work: Work) -> Message:
    """The skip is over."""
    w, moment = words(scenes.language(place, None, work)), datetime.fromtimestamp(intent.seq, UTC)
    person = work.people.get(intent.subject)
    zone = person.time_zone if person and person.time_zone else work.organization.time_zone
    line = plain(w("The days have passed. My clock now says {moment}.", moment=w.moment(moment, zone)))
    return Message(key(intent), line=line, language=w.language)


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
