"""Typed words: what they mean where they were typed, and which handler answers."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import assert_never

from bot.domain.challenge import Challenge
from bot.domain.refusals import Refusal
from bot.handlers.agreements import agreements
from bot.handlers.calendar import calendar_source
from bot.handlers.challenges import codes, home, lists, moves, own_report, reporting, typed_moves
from bot.handlers.desk import answers
from bot.handlers.desk.desk import Desk
from bot.handlers.desk.requests import Invocation, Press, Reply, Via
from bot.handlers.meetings import agenda, successes
from bot.handlers.people import connect, setup
from bot.handlers.reminders import later, reminders, todo
from bot.handlers.typed import grammar, meanings
from bot.ports import LogFilter
from bot.ui.card import Card
from bot.ui.limits import BUTTONS
from bot.ui.views import help as view
from bot.ui.views import similar as similar_view
from bot.ui.views.similar import offer

_COMMAND = re.compile(r"\s*/?barrier(?:\s*:\s+|\s+|:?$)", re.IGNORECASE)


def barrier(request: Invocation, desk: Desk) -> Reply:
    if calendar_source.pasted_by(request):
        return calendar_source.offer("", request.text, desk)
    if request.via is not Via.REPLY and (rest := agenda.line(request.text)) is not None:
        return agenda.agenda(replace(request, text=rest, command="agenda", bare=False), desk)
    if request.via is not Via.REPLY and (rest := agreements.line(request.text)) is not None:
        return agreements.command(replace(request, text=rest, command="agreements", bare=False), desk)
    request = _without_command(request)
    row = _row_of_thread(request, desk)
    if request.via is Via.REPLY:
        return moves.reply(request, row, desk) if row else Reply()
    in_thread = row is not None or (request.via is Via.MENTION and request.where.thread is not None)
    said = grammar.parse(request.text, thread=in_thread)
    match said:
        case meanings.Nothing() if request.via is Via.MENTION:
            return Reply(card=_said_here(row, request, desk) if row else view.hello(desk.words))
        case meanings.Nothing():
            return reporting.open_form(request, desk)
        case meanings.Home():
            return home.home(request, desk)
        case meanings.Greeting() if request.where.private:
            return home.home(request, desk)
        case meanings.Greeting():
            return Reply(card=view.hello(desk.words))
        case meanings.Help():
            return Reply(card=_said_here(row, request, desk) if row else view.help_card(desk.words))
        case meanings.Mine():
            return lists.mine(desk)
        case meanings.Todo():
            return todo.todo(desk)
        case meanings.Log():
            return _log(said, request.text, desk)
        case meanings.Show(number):
            return _with_offer(lambda: lists.show(desk.numbered(number), desk), request)
        case meanings.TypedMove():
            return _move(said, row, request, desk)
        case meanings.Later():
            return _later(said, row, request, desk)
        case meanings.Reminders():
            here = said.number or (row.number if row and said.stop is not None else None)  # in a thread, of that one
            return _with_offer(lambda: reminders.typed(replace(said, number=here), desk), request)
        case meanings.Setup():
            return setup.open_form(request, desk)
        case meanings.Connect():
            return connect.connect(said, request, desk)
        case meanings.OpenCode(code):
            return codes.typed(code, request, desk)
        case meanings.Told(words):
            return successes.typed(words, request, desk)
        case meanings.Report(words) if request.bare:  # said like to anybody, so it is asked whether it is a report
            words = answers.with_names(words, request.people)
            return Reply(card=similar_view.report_it(desk.words, words=words, link=request.link))
        case meanings.Report(words):
            return reporting.typed(words, request, desk)
        case meanings.Unclear():
            return Reply(card=_said_here(row, request, desk))
        case _:
            assert_never(said)


def help(_: Press, desk: Desk) -> Reply:
    return Reply(card=view.help_card(desk.words))


def hello(_: Press, desk: Desk) -> Reply:
    return Reply(card=view.hello(desk.words))


def _without_command(request: Invocation) -> Invocation:
    """ "/barrier log" and "barrier log", written where only the bot reads, mean what they mean as a command."""
    head = _COMMAND.match(request.text) if request.bare else None
    return replace(request, text=request.text[head.end() :], bare=False) if head else request


def _row_of_thread(request: Invocation, desk: Desk) -> Challenge | None:
    """The challenge whose card or line the thread hangs on."""
    place = desk.place()
    if place is None or request.where.thread is None:
        return None
    shown = desk.work.postings.by_ref(place.id, request.where.thread)
    return desk.work.challenges.get(shown.subject) if shown else None


def _said_here(row: Challenge | None, request: Invocation, desk: Desk) -> Card:
    words = answers.with_names(request.text.strip(), request.people)
    return view.in_thread(desk.words, number=row.number if row else None, words=words)


def _log(said: meanings.Log, text: str, desk: Desk) -> Reply:
    """The log; where the line could be a report as well, the answer offers that."""
    wanted = LogFilter(
        open=said.open,
        overdue_at=desk.now if said.overdue else None,
        school=said.school,
        type=said.type,
        words=said.words,
    )
    reply = lists.log(desk, wanted, said.page)
    if not said.doubtful or reply.card is None or len(reply.card.buttons) >= BUTTONS:
        return reply
    return replace(reply, card=replace(reply.card, buttons=(*reply.card.buttons, offer(desk.words, text.strip()))))


def _move(said: meanings.TypedMove, row: Challenge | None, request: Invocation, desk: Desk) -> Reply:
    if said.number is None and row is None:
        return Reply(card=view.which_number(desk.words, words=answers.with_names(request.text.strip(), request.people)))
    if row is not None and said.number in (None, row.number):
        return _made(said, row, request, desk)
    number = said.number or 0
    return _with_offer(lambda: _made(said, desk.numbered(number), request, desk), request)


def _later(said: meanings.Later, row: Challenge | None, request: Invocation, desk: Desk) -> Reply:
    if said.number is None and row is None:
        return Reply(card=view.which_number(desk.words, words=answers.with_names(request.text.strip(), request.people)))
    if row is not None and said.number in (None, row.number):
        return later.typed(said.until, row, request, desk)
    return _with_offer(lambda: later.typed(said.until, desk.numbered(said.number or 0), request, desk), request)


def _made(said: meanings.TypedMove, row: Challenge, request: Invocation, desk: Desk) -> Reply:
    if said.move in own_report.TYPED:
        return own_report.typed(said, row, desk)
    return typed_moves.typed(said, row, request, desk)


def _with_offer(answer: Callable[[], Reply], request: Invocation) -> Reply:
    """ "4 note stands are broken" may be a report: when it cannot be done as a move, that is one tap away."""
    try:
        return answer()
    except Refusal as refusal:
        if not request.text.strip().startswith("#"):
            refusal.facts["line"] = answers.with_names(request.text.strip(), request.people)
        raise
