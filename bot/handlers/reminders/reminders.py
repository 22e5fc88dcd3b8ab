"""A person's own reminders: shown, stopped and begun again, of one challenge or of all, and at their own hours."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, time

from bot.domain.challenge import Challenge
from bot.domain.reminders import EVERY_DAY, Hours, Wishes
from bot.domain.team import Person
from bot.handlers.desk import answers
from bot.handlers.desk.desk import Desk
from bot.handlers.desk.requests import Press, Reply, Submission
from bot.handlers.desk.who_owes import owing, reminded
from bot.handlers.reminders.later import concerned
from bot.handlers.typed.hours_phrases import read_time
from bot.handlers.typed.meanings import Reminders
from bot.handlers.upkeep import reminding
from bot.ports import Intent, Kind, LogFilter, Work
from bot.ui.views import reminders as view

MANY = 200


def typed(said: Reminders, desk: Desk) -> Reply:
    if said.hours is not None:
        known = _wishes(desk).hours
        hours = _hours(*said.hours, known.days)
        form = view.hours_form(known, desk.words, errors={"ends": _too_short(desk)})
        return _set(hours, desk) if hours else Reply(form=form)
    if said.stop is None:
        return _shown(desk)
    row = desk.numbered(said.number) if said.number is not None else None
    return _stop(row, desk) if said.stop else _start(row, desk)


def press(_: Press, desk: Desk) -> Reply:
    return _shown(desk)


def stop(request: Press, desk: Desk) -> Reply:
    return replace(_stop(desk.row(request.subject) if request.subject else None, desk), replace=True)


def start(request: Press, desk: Desk) -> Reply:
    return replace(_start(desk.row(request.subject) if request.subject else None, desk), replace=True)


def open_hours(_: Press, desk: Desk) -> Reply:
    return Reply(form=view.hours_form(_wishes(desk).hours, desk.words))


def submit_hours(request: Submission, desk: Desk) -> Reply:
    w = desk.words
    values = {id: answers.text(request, id) for id in ("starts", "ends")}
    chosen = request.values.get("days", ())
    days = tuple(day for day in EVERY_DAY if isinstance(chosen, tuple) and str(day) in chosen)
    times = {"starts": read_time(values["starts"], early=True), "ends": read_time(values["ends"], early=False)}
    errors = {id: w("Write a time, for example 7:30.") for id, at in times.items() if at is None}
    if not days:
        errors["days"] = w("Choose at least one day.")
    hours = _hours(times["starts"], times["ends"], days)
    if not (hours or errors):
        errors["ends"] = _too_short(desk)
    if hours is None:
        known = replace(_wishes(desk).hours, days=days or EVERY_DAY)
        return Reply(form=view.hours_form(known, w, values=values, errors=errors))
    return _set(hours, desk)


def undo(request: Press, desk: Desk) -> Reply:
    args = request.args
    days = tuple(day for day in EVERY_DAY if str(day) in args.get("days", ""))
    hours = _hours(_time(args.get("starts", "")), _time(args.get("ends", "")), days)
    if hours is None:
        return _shown(desk)
    me = desk.me()
    change(me, replace(desk.work.wishes.of(me.id), hours=hours), (), desk.work, desk.now)
    return replace(_shown(desk), replace=True)


def _shown(desk: Desk, *, title: str = "", before: Hours | None = None) -> Reply:
    """As things are now: what was put off to a day that has come, and what is closed, is left out."""
    wishes = _wishes(desk).current(desk.today())
    found = [(desk.work.challenges.get(id), day) for id, day in wishes.about.items()]
    rows = sorted(((row, day) for row, day in found if row and row.open), key=lambda one: one[0].number)
    return Reply(card=view.state(wishes, rows, desk.words, title=title, undo=before))


def change(me: Person, wishes: Wishes, rows: Iterable[Challenge], work: Work, now: datetime) -> None:
    """Keep what somebody wishes from now on. The cards of `rows` say whether nobody is reminded; who hears of them in
    their place, or again, hears of what is late already."""
    work.wishes.save(me.id, wishes)
    reminding.remind(me.id, work, now)
    for row in rows:
        for place in work.places.triage(row.team):
            work.outbox.put(Intent(Kind.CARD, row.id, place.id))
        for person in reminded(row, work) if row.late_since else ():
            reminding.remind(person, work, now)


def _stop(row: Challenge | None, desk: Desk) -> Reply:
    if row is None:
        return _all(desk, stopped=True)
    me = concerned(row, desk)
    change(me, desk.work.wishes.of(me.id).wishing(row.id, None), [row], desk.work, desk.now)
    return Reply(card=view.stopped_one(row, desk.words))


def _start(row: Challenge | None, desk: Desk) -> Reply:
    if row is None:
        return _all(desk, stopped=False)
    wishes = _wishes(desk)
    if row.id not in wishes.about:
        return _shown(desk)
    change(desk.me(), wishes.without(row.id), [row], desk.work, desk.now)
    return Reply(card=view.started_one(row, desk.words))


def _all(desk: Desk, *, stopped: bool) -> Reply:
    me, work = desk.me(), desk.work
    rows, _ = work.challenges.find(LogFilter(owed_by=me.id, open=True), limit=MANY)
    theirs = [row for row in rows if me.id in owing(row, work)]
    change(me, replace(work.wishes.of(me.id), stopped=stopped), theirs, work, desk.now)
    return _shown(desk)


def _set(hours: Hours, desk: Desk) -> Reply:
    w, before = desk.words, desk.work.wishes.of(desk.me().id)
    change(desk.me(), replace(before, hours=hours), (), desk.work, desk.now)
    return _shown(desk, title=w("Saved"), before=before.hours)


def _hours(starts: time | None, ends: time | None, days: tuple[int, ...]) -> Hours | None:
    """None where they are none, or too short to be any."""
    try:
        return Hours(starts, ends, days) if starts and ends else None
    except ValueError:
        return None


def _time(iso: str) -> time | None:
    try:
        return time.fromisoformat(iso)
    except ValueError:
        return None


def _too_short(desk: Desk) -> str:
    w = desk.words
    return w("It has to be half an hour later, or more.")


def _wishes(desk: Desk) -> Wishes:
    return desk.work.wishes.of(desk.known.id) if desk.known else Wishes()
