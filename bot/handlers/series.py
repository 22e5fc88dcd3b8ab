"""A new series: its rhythm typed or filled in, shown back in words with its next dates, and saved by one more tap."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bot.domain.meeting import USUAL_MINUTES, Series, preview
from bot.domain.refusals import Refusal, Why
from bot.domain.team import Team
from bot.handlers import answers, planning
from bot.handlers.desk import Desk, new_id
from bot.handlers.meeting_desk import require, scene, team_here, today
from bot.handlers.requests import Invocation, Press, Reply, Submission
from bot.handlers.series_grammar import Rhythm, read, read_time
from bot.ui.views import meeting_cards as view
from bot.ui.views import meeting_forms, series_cards
from bot.ui.views.meeting_forms import Typed
from bot.ui.views.rhythm import rule_in_words
from bot.ui.views.series_cards import Args
from bot.ui.words import words

Errors = tuple[tuple[str, str], ...]


def typed(line: str, desk: Desk) -> Reply:
    """ "/agenda every …": shown back when all of it was understood, else the form with what was."""
    team = _team_here(desk)
    if isinstance(team, Reply):
        return team
    rhythm = read(line, today=today(desk, team), language=desk.words.language)
    if rhythm.whole:
        return _shown_back(_series(rhythm, (), team, desk), rhythm, team, desk)
    return _form(_as_typed(rhythm, line, desk), team, desk, _unread(rhythm, desk))


def open_form(request: Invocation | Press, desk: Desk) -> Reply:
    args: Mapping[str, str] = {} if isinstance(request, Invocation) else request.args
    found = desk.work.teams.get(request.subject) if isinstance(request, Press) and request.subject else None
    team = found or _team_here(desk)
    if isinstance(team, Reply):
        return team
    require(desk, team)
    rhythm = _carried(args, team, desk)
    shown = Typed(
        rule_in_words(rhythm.rule, desk.words) if rhythm.rule else args.get("rhythm", ""),
        desk.words.clock(rhythm.at) if rhythm.at else args.get("clock", ""),
        rhythm.starts,
        rhythm.ends,
        rhythm.minutes or USUAL_MINUTES,
        tuple(args.get("places", "").split()),
    )
    return _form(shown, team, desk, ())


def submit(request: Submission, desk: Desk) -> Reply:
    team = desk.work.teams.get(request.subject)
    if team is None:
        raise Refusal(Why.NO_TEAM)
    require(desk, team)
    line, clock = answers.text(request, "rhythm"), answers.text(request, "clock")
    said = read(line, today=today(desk, team), language=desk.words.language)
    rhythm = Rhythm(
        said.rule,
        read_time(clock) or (said.at if not clock else None),
        _number(answers.text(request, "minutes")) or said.minutes,
        _day(answers.text(request, "starts")) or said.starts,
        _day(answers.text(request, "ends")) or said.ends,
        said.otherwise,
        said.unread,
    )
    chosen = request.values.get("places", ())
    places = tuple(one for one in chosen if isinstance(one, str)) if isinstance(chosen, tuple) else ()
    errors = _unread(rhythm, desk)
    if errors or not rhythm.whole:
        shown = Typed(line, clock, rhythm.starts, rhythm.ends, rhythm.minutes or USUAL_MINUTES, places)
        return _form(shown, team, desk, errors)
    return _shown_back(_series(rhythm, places, team, desk), rhythm, team, desk)


def other_meaning(request: Press, desk: Desk) -> Reply:
    """The other reading of "every second Tuesday", in place of the first."""
    series, team, rhythm = _pressed(request, desk)
    shown = _shown_back(series, rhythm, team, desk)
    return replace(shown, replace=shown.card is not None)


def save(request: Press, desk: Desk) -> Reply:
    series, team, _ = _pressed(request, desk)
    known = desk.work.meetings.series(series.id)
    if known is not None and known.team != team.id:  # the caller's rights were asked of another team
        raise Refusal(Why.NOT_FOUND)
    if known is None:
        desk.me()
        desk.work.meetings.save_series(series)
    series = known or series
    meeting = planning.replan(series, team, desk.work, desk.now)
    if meeting is None:
        raise Refusal(Why.DATE_PAST)
    return Reply(card=series_cards.saved(series, meeting, scene(desk, team)), replace=True)


def _team_here(desk: Desk) -> Team | Reply:
    team = team_here(desk)
    if team is None:
        return Reply(card=view.in_the_channel(desk.words))
    require(desk, team)
    return team


def _series(rhythm: Rhythm, places: tuple[str, ...], team: Team, desk: Desk, id: str = "") -> Series:
    if rhythm.rule is None or rhythm.at is None:
        raise Refusal(Why.DATE_UNCLEAR)
    return Series(
        desk.work.organization.id,
        id or new_id(),
        team.id,
        rhythm.rule,
        rhythm.at,
        rhythm.starts or today(desk, team),
        desk.now,
        rhythm.ends,
        rhythm.minutes or USUAL_MINUTES,
        places,
    )


def _shown_back(series: Series, rhythm: Rhythm, team: Team, desk: Desk) -> Reply:
    """The rule in words with its next dates; a rule without any is asked about."""
    w = desk.words
    dates = preview(series, team.time_zone, desk.work.calendar(), now=desk.now)
    if not dates:
        never = w("Between these days there is no such meeting. Choose a later end, or another rhythm.")
        if series.ends and series.ends < series.starts:
            never = w("The end is before the start. Choose a later end.")
        shown = _as_typed(replace(rhythm, starts=series.starts), rule_in_words(series.rule, w), desk)
        return _form(replace(shown, places=series.places), team, desk, (("ends", never),))
    other = None
    if rhythm.otherwise:
        other = rule_in_words(rhythm.otherwise, w), _args(replace(series, rule=rhythm.otherwise))
    return Reply(card=series_cards.preview(series, dates, scene(desk, team), args=_args(series), other=other))


def _args(series: Series) -> Args:
    """The series as a button carries it: its rule as our own English words, which `read` understands."""
    return (
        ("team", series.team),
        ("rhythm", rule_in_words(series.rule, words("en"))),
        ("clock", series.time.strftime("%H:%M")),
        ("minutes", str(series.minutes)),
        ("starts", series.starts.isoformat()),
        ("ends", series.ends.isoformat() if series.ends else ""),
        ("places", " ".join(series.places)),
    )


def _pressed(request: Press, desk: Desk) -> tuple[Series, Team, Rhythm]:
    team = desk.work.teams.get(request.args.get("team", ""))
    if team is None:
        raise Refusal(Why.NO_TEAM)
    require(desk, team)
    rhythm = _carried(request.args, team, desk)
    places = tuple(request.args.get("places", "").split())
    return _series(rhythm, places, team, desk, request.subject), team, rhythm


def _carried(args: Mapping[str, str], team: Team, desk: Desk) -> Rhythm:
    said = read(args.get("rhythm", ""), today=today(desk, team), language=desk.words.language)
    return Rhythm(
        said.rule,
        read_time(args.get("clock", "")),
        _number(args.get("minutes", "")),
        _day(args.get("starts", "")),
        _day(args.get("ends", "")),
    )


def _as_typed(rhythm: Rhythm, line: str, desk: Desk) -> Typed:
    w = desk.words
    return Typed(
        rule_in_words(rhythm.rule, w) if rhythm.rule else line,
        w.clock(rhythm.at) if rhythm.at else "",
        rhythm.starts,
        rhythm.ends,
        rhythm.minutes or USUAL_MINUTES,
    )


def _unread(rhythm: Rhythm, desk: Desk) -> Errors:
    w = desk.words
    say = {
        "rhythm": w("I did not understand this. Say it like the example below."),
        "clock": w("I do not know this time. Write it like 3:30 PM."),
        "starts": w("I did not understand the first day. Choose it here."),
        "ends": w("I did not understand the last day. Choose it here."),
        "minutes": w("Choose how long it takes."),
    }
    wrong = {"rhythm": rhythm.rule is None or "rule" in rhythm.unread, "clock": rhythm.at is None}
    named = [id for id in say if wrong.get(id) or id in rhythm.unread]
    return tuple((id, say[id]) for id in named)


def _form(shown: Typed, team: Team, desk: Desk, errors: Errors) -> Reply:
    places = desk.work.places.triage(team.id)
    return Reply(form=meeting_forms.series_form(desk.words, shown, team=team.id, places=places, errors=errors))


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and 0 < int(text[:4]) <= 480 else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
