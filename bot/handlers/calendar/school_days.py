"""The organization's school days: shown to everybody, changed by a coordinator or an administrator."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from bot.domain.known_days import DayKind, Days, Origin
from bot.domain.local_day import read_iso
from bot.domain.refusals import Refusal, Why
from bot.domain.team_permission import TEAM_MAY, TeamMove
from bot.domain.vocabulary import Role
from bot.handlers.desk import answers, code_words, kept_words
from bot.handlers.desk.desk import Desk, tidy
from bot.handlers.desk.requests import Press, Reply, Submission
from bot.handlers.typed import day_phrases
from bot.handlers.upkeep import planning
from bot.ui.views import school_calendar as view
from bot.ui.views.days_form import days_form
from bot.ui.views.report_form import stopped

AHEAD = timedelta(days=365)


def require_setter(desk: Desk) -> None:
    """A coordinator of any team or an administrator. A platform's silence is not a no, and not a yes."""
    known = desk.known
    roles = {one.role for one in desk.work.teams.memberships(known.id)} if known and not known.gone else set()
    admin = bool(known and known.admin) or desk.caller.admin or (desk.caller.admin is None and desk.dev)
    if admin or Role.COORDINATOR in roles:
        return
    if desk.caller.admin is None:
        raise Refusal(Why.ADMIN_UNKNOWN)
    raise Refusal(Why.NOT_ALLOWED, move=TeamMove.SET_CALENDAR, roles=TEAM_MAY[TeamMove.SET_CALENDAR])


def shown(desk: Desk, page: int = 1) -> Reply:
    today = desk.today()
    known = desk.work.school_days.known()
    coming = [days for days in known.that_hold() if today <= days.last and days.first <= today + AHEAD]
    pages = max(1, -(-len(coming) // view.PAGE))
    page = min(max(page, 1), pages)
    shown = coming[(page - 1) * view.PAGE :][: view.PAGE]
    return Reply(card=view.calendar(desk.words, shown, page=page, pages=pages, address=known.address))


def show_pressed(request: Press, desk: Desk) -> Reply:
    page = request.args.get("page", "")
    number = int(page) if page.isascii() and page.isdigit() and len(page) <= 3 else 1
    reply = shown(desk, number)
    return Reply(card=reply.card, replace=bool(page))


def typed(words: str, desk: Desk) -> Reply:
    """ "no school Dec 22 to Jan 2": kept at once and shown back in full, or asked for."""
    require_setter(desk)
    said = day_phrases.read(words, today=desk.today(), language=desk.words.language)
    match said:
        case day_phrases.Said(days):
            named = {str(number): it.name for number, it in enumerate(days)}
            if kept_words.check(named, dict.fromkeys(named, view.NAME), desk.words).found:
                return Reply(card=view.named_student(desk.words))
            return keep(days, desk)
        case day_phrases.Either(options, lines):
            return Reply(card=view.either(desk.words, options, lines))
        case day_phrases.Unread(phrase, past):
            return Reply(card=view.unread(desk.words, tidy(phrase), past=past))


def chosen(request: Press, desk: Desk) -> Reply:
    """One of two meanings, as a line that has only one."""
    return typed(request.args.get("line", ""), desk)


def keep(days: Iterable[Days], desk: Desk) -> Reply:
    said = tuple(replace(it, name=tidy(it.name)) for it in days)
    code_words.refuse((it.name for it in said), desk.work)
    before = desk.work.school_days.known()
    known = before.typed(said)
    desk.work.school_days.save(known)
    planning.replan_all(desk.work, desk.now)
    return Reply(card=view.saved(desk.words, said, before.replaced(said), version=known.version))


def open_days(_: Press, desk: Desk) -> Reply:
    require_setter(desk)
    return Reply(form=days_form(desk.words))


def save_days(request: Submission, desk: Desk) -> Reply:
    require_setter(desk)
    w = desk.words
    given = {id: answers.text(request, id) for id in ("first", "last", "kind", "name")}
    first = read_iso(given["first"])
    last = read_iso(given["last"]) if given["last"] else first
    errors = {}
    if first is None:
        errors["first"] = w("Choose the day.")
    elif last is None:
        errors["last"] = w("Choose the day.")
    elif last < first:
        errors["last"] = w("The last day comes before the first.")
    elif last - first > day_phrases.LONGEST:
        errors["last"] = w("That is more than {days} days. Check both days.", days=day_phrases.LONGEST.days)
    if given["kind"] not in set(DayKind):
        errors["kind"] = w("Choose one.")
    halt = kept_words.check({"name": given["name"]}, {"name": view.NAME}, w, cleared=kept_words.cleared(request))
    errors |= halt.errors
    if errors or halt or first is None or last is None:
        shown = {**given, "name": given["name"][: view.NAME]}
        check = stopped(w, shown, halt.found, cleared=False)
        return Reply(form=days_form(w, errors=errors, values=shown, check=check))
    return keep((Days(first, last, DayKind(given["kind"]), given["name"], Origin.TYPED),), desk)


def undo(request: Press, desk: Desk) -> Reply:
    """The last change taken back; not once something else has changed."""
    require_setter(desk)
    known = desk.work.school_days.known()
    if request.version != known.version or known.before is None:
        return Reply(card=view.nothing_to_undo(desk.words))
    desk.work.school_days.save(known.undone())
    planning.replan_all(desk.work, desk.now)
    return Reply(card=view.undone(desk.words), replace=True)
