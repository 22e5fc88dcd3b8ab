"""Later: a person puts off what they are reminded of, one challenge at a time, by button, day or words."""

from datetime import date, timedelta

from bot.domain.challenge import Challenge
from bot.domain.life import ASKING, moves
from bot.domain.local_day import read_iso
from bot.domain.permission import may
from bot.domain.refusals import Refusal, Why
from bot.domain.reminders import FARTHEST, Wishes, after_the_break, put_off_to
from bot.domain.team import Person
from bot.domain.vocabulary import Move
from bot.handlers.desk import answers
from bot.handlers.desk.desk import Desk
from bot.handlers.desk.requests import Invocation, Press, Reply, Submission
from bot.handlers.desk.who_owes import coordinators, leads, owing
from bot.handlers.typed.dates import Ambiguous, Past
from bot.handlers.typed.later_phrases import next_week, read
from bot.handlers.upkeep import reminding
from bot.ui.card import Card
from bot.ui.views import later as view
from bot.ui.views import refusals

STOPPED = "stopped"


def press(request: Press, desk: Desk) -> Reply:
    """The choice of days; or the day that was chosen."""
    row = desk.row(request.subject)
    me = concerned(row, desk)
    day = read_iso(request.args.get("until", ""))
    return _until(day, row, me, desk) if day else Reply(card=_choice(row, desk))


def typed(until: str, row: Challenge, request: Invocation, desk: Desk) -> Reply:
    me, w = concerned(row, desk), desk.words
    if not until:
        return Reply(card=_choice(row, desk))
    found = read(until, today=desk.today(), language=w.language, calendar=desk.work.calendar())
    match found:
        case Ambiguous(options):
            ways = [(w.day(day), day) for day in options]
            return Reply(card=view.choose(row, ways, w, first=w("That can be one of two days. Nothing is saved yet.")))
        case Past() | None:
            line = answers.with_names(request.text.strip(), request.people)
            phrase = answers.with_names(until, request.people)
            return Reply(card=view.choose(row, _ways(desk), w, unread=phrase, line=line))
        case day:
            return _until(day, row, me, desk)


def open_day(request: Press, desk: Desk) -> Reply:
    row = desk.row(request.subject)
    concerned(row, desk)
    return Reply(form=view.day_form(row, desk.words))


def submit_day(request: Submission, desk: Desk) -> Reply:
    row = desk.row(request.subject)
    me = concerned(row, desk)
    chosen = read_iso(answers.text(request, "day"))
    day = put_off_to(chosen, desk.work.calendar(), today=desk.today()) if chosen else None
    if day is None:
        return Reply(form=view.day_form(row, desk.words, value=chosen, error=_why_not(chosen, desk)))
    return _until(day, row, me, desk)


def undo(request: Press, desk: Desk) -> Reply:
    """What they wished before, of this one."""
    row = desk.row(request.subject)
    me = concerned(row, desk)
    wishes, before = desk.work.wishes.of(me.id), request.args.get("before", "")
    day = read_iso(before)
    known = day is not None or before == STOPPED
    desk.work.wishes.save(me.id, wishes.wishing(row.id, day) if known else wishes.without(row.id))
    reminding.remind(me.id, desk.work, desk.now)
    return Reply(card=view.undone(row, desk.words), replace=True)


def concerned(row: Challenge, desk: Desk) -> Person:
    """The caller, where they may be reminded of the row; nobody else's wish about it is kept."""
    work, me = desk.work, desk.known
    steps = {step.owner for step in row.steps if step.done_at is None}
    people = {*owing(row, work), *steps, *leads(row, work), *coordinators(row.team, work)} if row.open else set()
    people |= {*row.followers} if row.status in ASKING else set()
    if me is None or me.id not in people:
        raise Refusal(Why.NOT_REMINDED, number=row.number)
    return me


def _until(day: date, row: Challenge, me: Person, desk: Desk) -> Reply:
    w, work = desk.words, desk.work
    found = put_off_to(day, work.calendar(), today=desk.today())
    wishes = work.wishes.of(me.id)
    if found is None:
        return Reply(card=view.choose(row, _ways(desk), w, first=_why_not(day, desk)))
    found = wishes.hours.on_or_after(found, work.calendar())  # their own days may leave it out
    work.wishes.save(me.id, wishes.wishing(row.id, found))
    reminding.look_again(me, work, desk.now)
    return Reply(card=view.put_off(row, found, w, before=_carried(wishes, row)), replace=True)


def _choice(row: Challenge, desk: Desk) -> Card:
    waits = Move.WAIT in moves(row) and may(Move.WAIT, desk.held(row))
    return view.choose(row, _ways(desk), desk.words, waits=waits)


def _ways(desk: Desk) -> view.Ways:
    w, today, calendar = desk.words, desk.today(), desk.work.calendar()
    tomorrow, after = today + timedelta(days=1), after_the_break(calendar, today=today)
    label = w("Tomorrow") if calendar.is_school_day(tomorrow) else w("Next school day")
    ways = [(label, calendar.on_or_after(tomorrow)), (w("Next week"), calendar.on_or_after(next_week(today)))]
    return [*ways, (w("After the break"), after)] if after else ways


def _why_not(day: date | None, desk: Desk) -> str:
    w = desk.words
    if day is None:
        return refusals.sentence(Refusal(Why.DATE_UNCLEAR), w)
    if day > desk.today():
        return w("That is more than {days} days ahead. Choose a nearer day.", days=FARTHEST.days)
    return w("Choose a later day: you are reminded once a day at most.")


def _carried(wishes: Wishes, row: Challenge) -> str:
    if row.id not in wishes.about:
        return ""
    day = wishes.about[row.id]
    return day.isoformat() if day else STOPPED
