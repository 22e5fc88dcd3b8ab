"""Another rhythm for a series, in words: "change 2 to every 1st Tuesday at 3pm"; shown back like a new one."""

from dataclasses import replace

from bot.domain.folding import fold
from bot.domain.meeting import Series
from bot.domain.team import Team
from bot.handlers.desk.desk import Desk
from bot.handlers.desk.requests import Reply
from bot.handlers.meetings import series
from bot.handlers.meetings.meeting_desk import coming, today
from bot.handlers.meetings.series_draft import as_args, as_typed, in_form, made, unread
from bot.handlers.typed.series_grammar import Rhythm, read, read_time
from bot.ui.text import plain
from bot.ui.views import meeting_cards as view
from bot.ui.views import series_cards


def typed(which: str, to: str, team: Team, desk: Desk) -> Reply:
    """`which`: its number on the list, or its rhythm so far; where that leaves several, each has a button."""
    every, w = [one.series for one in coming(desk, team)], desk.words
    if not every:
        return Reply(card=view.ended(w, team.id))
    meant = _meant(which, every, team, desk)
    said = _said(to, team, desk)
    if len(meant) == 1:
        return _changed(meant[0], to, said, team, desk)
    choices = []
    for one in meant or every:
        draft = made(_over(one, said), one.places, team, desk, one.id)
        button = series_cards.change_button(one, w, as_args(draft))
        choices.append((plain(series_cards.sentence(one, w)), button))
    return Reply(card=view.which(w("Change which meetings?"), choices, w))


def _meant(which: str, every: list[Series], team: Team, desk: Desk) -> list[Series]:
    if not which:
        return every
    if which.isdecimal():
        return every[int(which) - 1 : int(which)] if int(which) else []
    said = read(which, today=today(desk, team), language=desk.words.language)
    return [one for one in every if one.rule in (said.rule, said.otherwise) and said.at in (None, one.time)]


def _changed(old: Series, to: str, said: Rhythm, team: Team, desk: Desk) -> Reply:
    if not to:
        return series.form(in_form(old, desk.words), old.id, team, desk)
    rhythm = _over(old, said)
    if rhythm.whole:
        return series.shown_back(made(rhythm, old.places, team, desk, old.id), said.otherwise, team, desk)
    shown = as_typed(rhythm if said.rule else replace(rhythm, rule=None), to, desk.words, old.places)
    return series.form(shown, old.id, team, desk, unread(rhythm, desk.words))


def _said(to: str, team: Team, desk: Desk) -> Rhythm:
    """Here a bare hour will do, and a rule need not be among it."""
    if clock := read_time(fold(to)):
        return Rhythm(at=clock)
    said = read(to, today=today(desk, team), language=desk.words.language)
    return said if to else Rhythm()


def _over(old: Series, said: Rhythm) -> Rhythm:
    """What was said, and of the rest what holds so far."""
    return replace(
        said,
        rule=said.rule or old.rule,
        at=said.at or old.time,
        minutes=said.minutes or old.minutes,
        ends=said.ends or old.ends,
    )
