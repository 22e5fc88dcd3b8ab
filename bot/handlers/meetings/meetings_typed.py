"""Typed words about a meeting: shown back as buttons, one for each series; nothing is changed before one is pressed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import assert_never
from zoneinfo import ZoneInfo

from bot.domain.folding import fold
from bot.domain.meeting import MOST_SERIES, Meeting
from bot.domain.recurrence import moment
from bot.domain.refusals import Refusal, Why
from bot.domain.team import Team
from bot.handlers.desk import whose_team
from bot.handlers.desk.desk import Desk
from bot.handlers.desk.requests import Invocation, Press, Reply
from bot.handlers.meetings import meetings, series, series_change
from bot.handlers.meetings.meeting_desk import coming, require, today
from bot.handlers.typed import meeting_grammar
from bot.handlers.typed.date_words import TONGUES, WEEKDAYS, tokens
from bot.handlers.typed.dates import Ambiguous, read_day
from bot.handlers.typed.series_grammar import LONGEST, split_clock
from bot.ui.card import Act, Button, Style
from bot.ui.limits import BUTTONS
from bot.ui.text import Line, plain
from bot.ui.views import agenda_card, agenda_lines, series_cards, typed_answers
from bot.ui.views import meeting_cards as view


def typed(said: meeting_grammar.Typed, request: Invocation, desk: Desk) -> Reply:
    """For the channel's team, or the caller's only one; of several they choose, and the choice carries the line."""
    team = whose_team.near(desk)
    if team is not None:
        return _for(said, team, desk)
    named = [(one.id, one.name) for one in whose_team.mine(desk)]
    if not 1 < len(named) <= BUTTONS:
        return Reply(card=view.in_the_channel(desk.words))
    return Reply(card=view.which_team(desk.words, request.text[:LONGEST], named))


def chosen(request: Press, desk: Desk) -> Reply:
    """The team that was meant, and what was typed."""
    team, said = desk.work.teams.get(request.subject), meeting_grammar.parse(request.args.get("line", ""))
    if team is None or said is None:
        raise Refusal(Why.NOT_FOUND)
    reply = _for(said, team, desk)
    return Reply(card=typed_answers.to_open(reply.form, desk.words)) if reply.form else reply


def _for(said: meeting_grammar.Typed, team: Team, desk: Desk) -> Reply:
    if isinstance(said, meeting_grammar.Next):
        return meetings.of(team, desk)
    require(desk, team)
    match said:
        case meeting_grammar.New():
            return series.new(team, desk)
        case meeting_grammar.Every(words):
            return series.typed(words, team, desk)
        case meeting_grammar.Change(which, to):
            return series_change.typed(which, to, team, desk)
        case meeting_grammar.Skip():
            return _skip(team, desk)
        case meeting_grammar.Move(to):
            return _move(to, team, desk)
        case meeting_grammar.Post():
            return _post(team, desk)
        case meeting_grammar.Cancel():
            return _cancel(team, desk)
        case _:
            assert_never(said)


def _skip(team: Team, desk: Desk) -> Reply:
    w = desk.words
    return _which(team, desk, w("Skip a meeting?"), lambda meeting: [((), agenda_card.skip_button(meeting, w))])


def _post(team: Team, desk: Desk) -> Reply:
    w = desk.words

    def choice(meeting: Meeting) -> list[tuple[Line, Button]]:
        return [((), Button(w("Post it now"), Act("agenda_post", meeting.id, meeting.edits), style=Style.PRIMARY))]

    return _which(team, desk, w("Post an agenda now?"), choice)


def _cancel(team: Team, desk: Desk) -> Reply:
    w, found = desk.words, desk.work.meetings.series_of(team.id)
    if not found:
        return Reply(card=view.ended(w, team.id))
    choices = [(plain(series_cards.rule_title(one, w)), series_cards.cancel_button(one, w)) for one in found]
    return Reply(card=view.which(w("Cancel meetings?"), choices[:MOST_SERIES], w))


def _move(to: str, team: Team, desk: Desk) -> Reply:
    """ "Thursday at 4pm", "4pm", "Dec 10": each meaning is a button with the whole date on it."""
    w = desk.words
    unread: list[str] = []

    def choices(meeting: Meeting) -> list[tuple[Line, Button]]:
        found = _moments(to, meeting, team, desk)
        if not found:
            unread.append(to)
            return [((), Button(w("Choose the day"), Act("agenda_move", meeting.id, meeting.edits), opens=True))]
        made = []
        for at in found:
            act = Act("agenda_move_to", meeting.id, meeting.edits, (("at", at.isoformat()),))
            line = w("to {when}", when=agenda_lines.when(at, w, team.time_zone))
            made.append((plain(line, strong=True), Button(w("Move it"), act, style=Style.PRIMARY)))
        return made

    reply = _which(team, desk, w("Move a meeting?"), choices)
    if unread and reply.card is not None:
        hint = view.unread_day(to, w)
        return Reply(card=replace(reply.card, body=(hint, *reply.card.body)))
    return reply


def _which(team: Team, desk: Desk, title: str, choices: Callable[[Meeting], list[tuple[Line, Button]]]) -> Reply:
    rows: list[tuple[Line, Button]] = []
    for one in coming(desk, team)[:MOST_SERIES]:
        if one.meeting is not None:
            name = plain(agenda_lines.when(one.meeting.at, desk.words, team.time_zone))
            rows += [((*name, *plain(" "), *line) if line else name, button) for line, button in choices(one.meeting)]
    if not rows:
        return Reply(card=view.ended(desk.words, team.id))
    return Reply(card=view.which(title, rows, desk.words))


def _moments(to: str, meeting: Meeting, team: Team, desk: Desk) -> list[datetime]:
    """The moments that the words mean for this meeting; none when they are not understood or over."""
    zone, now = ZoneInfo(team.time_zone), desk.now
    planned = meeting.at.astimezone(zone)
    at, _, rest = split_clock(" ".join(fold(to).split()))
    clock = at or planned.time()
    if not rest:
        days = [planned.date()]
    else:
        base = today(desk, team)
        if _weekday_alone(rest, desk.words.language):  # a day of the week is one of the meeting's own week
            monday = planned.date() - timedelta(days=planned.weekday())
            base = max(base, monday)
        read = read_day(rest, today=base, language=desk.words.language)
        days = [read] if isinstance(read, date) else list(read.options) if isinstance(read, Ambiguous) else []
    found = [moment(day, clock, team.time_zone) for day in days]
    return [one for one in found if one > now and one != meeting.at]


def _weekday_alone(words: str, language: str) -> bool:
    found = tokens(words, TONGUES["es" if language == "es" else "en"])
    return found in WEEKDAYS
