"""One challenge as one line of an agenda."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain.agenda import next_step
from bot.domain.challenge import Challenge
from bot.domain.school_calendar import SchoolCalendar
from bot.domain.vocabulary import Visibility
from bot.ui.limits import cut
from bot.ui.text import Line, Plain, Said, Who, plain
from bot.ui.views import labels
from bot.ui.views.owing import owes
from bot.ui.views.scene import Scene, say
from bot.ui.words import Words

WORDS = 90
STEP = 70


def row_line(row: Challenge, scene: Scene, *, calendar: SchoolCalendar, now: datetime) -> Line:
    """ "#12 · Chromebooks won't hold a charge · from Dana Ruiz · 14 school days · district · Order chargers: Lee Park
    by Mon, Dec 7" """
    w = scene.w
    zone = ZoneInfo(scene.time_zone)
    today = now.astimezone(zone).date()
    age = calendar.between(row.reported_at.astimezone(zone).date(), today)
    said = Said(cut(row.summary, WORDS)) if row.summary else Plain(w("words erased"))
    days = w.many("{count} school day old", "{count} school days old", count=age) if age else w("new today")
    head: Line = (Plain(f"#{row.number}", strong=True), Plain(" · "), said, *_came(row, scene))
    if not row.open or row.verdict is not None:
        return (*head, Plain(f" · {_outcome(row, w)}"))
    return (*head, Plain(f" · {days} · {labels.level(row.level, w)} · "), *_next(row, scene, today))


def _came(row: Challenge, scene: Scene) -> Line:
    """From whom, as far as the team may know it; by name and without a mention, since nothing is asked of them."""
    w = scene.w
    match row.visibility:
        case Visibility.UNLINKED:
            return plain(" · " + w("reported without a name"))
        case Visibility.CONFIDENTIAL:
            return plain(" · " + w("in confidence"))
        case Visibility.NAMED if row.reporter:
            return (Plain(" · "), *say(w("from {who}"), who=Who(scene.who(row.reporter).name)))
        case _:
            return ()


def _outcome(row: Challenge, w: Words) -> str:
    said = row.verdict
    return w("the verdict: {verdict}", verdict=labels.verdict(said.verdict, w)) if said else labels.standing(row, w)


def _next(row: Challenge, scene: Scene, today: date) -> Line:
    """What is done next, by whom and by when."""
    w, step = scene.w, next_step(row)
    if step is None:
        return owes(row, scene) or plain(labels.standing(row, w))
    if row.waiting and step.due and step.due < today:
        return say(w("waiting on {words}"), words=Said(cut(row.waiting.text, STEP)))
    what: Line = (Said(cut(step.text, STEP)),)
    if step.owner:
        what = (*what, Plain(": "), scene.who(step.owner))
    if step.due is None:
        return what
    day = w.short_day(step.due)
    by = w("overdue since {day}", day=day) if step.due < today else w("by {day}", day=day)
    return (*what, Plain(f", {by}"))
