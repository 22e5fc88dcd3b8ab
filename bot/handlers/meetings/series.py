"""A series, new or changed: its rhythm typed or filled in, shown back in words with its next dates, and saved by one
more tap."""

from collections.abc import Mapping
from dataclasses import replace

from bot.domain.local_day import read_iso
from bot.domain.meeting import MOST_SERIES, USUAL_MINUTES, Series, preview
from bot.domain.recurrence import Rule
from bot.domain.refusals import Refusal, Why
from bot.domain.team import Team
from bot.handlers.desk import answers, whose_team
from bot.handlers.desk.desk import Desk, new_id
from bot.handlers.desk.requests import Press, Reply, Submission
from bot.handlers.meetings.meeting_desk import coming, require, scene, today
from bot.handlers.meetings.series_draft import (
    Errors,
    as_args,
    as_typed,
    carried,
    in_form,
    known_as,
    made,
    number,
    unread,
)
from bot.handlers.typed.series_grammar import Rhythm, read, read_time
from bot.handlers.upkeep import planning
from bot.ui.text import plain
from bot.ui.views import meeting_cards as view
from bot.ui.views import meeting_forms, series_cards
from bot.ui.views.meeting_forms import Typed
from bot.ui.views.rhythm import rule_in_words


def typed(line: str, team: Team, desk: Desk) -> Reply:
    """ "/agenda every …": shown back when all of it was understood, else the form with what was."""
    if full := _full("", team, desk):
        return full
    rhythm = read(line, today=today(desk, team), language=desk.words.language)
    if rhythm.whole:
        return shown_back(made(rhythm, (), team, desk, new_id()), rhythm.otherwise, team, desk)
    return form(as_typed(rhythm, line, desk.words), "", team, desk, unread(rhythm, desk.words))


def new(team: Team, desk: Desk) -> Reply:
    """ "/agenda new" """
    return _full("", team, desk) or form(Typed(), "", team, desk)


def open_form(request: Press, desk: Desk) -> Reply:
    """Empty, with what a button carries, or with a series as it is."""
    team = desk.work.teams.get(request.subject) if request.subject else whose_team.near(desk)
    if team is None:
        return Reply(card=view.in_the_channel(desk.words))
    require(desk, team)
    args, id = request.args, request.args.get("series", "")
    known = known_as(id, team, desk)
    if full := _full(id, team, desk):
        return full
    if known and "rhythm" not in args:
        return form(in_form(known, desk.words), id, team, desk)
    return form(_shown(args, team, desk), id, team, desk)


def submit(request: Submission, desk: Desk) -> Reply:
    team = desk.work.teams.get(request.subject)
    if team is None:
        raise Refusal(Why.NO_TEAM)
    require(desk, team)
    id = request.args.get("series") or new_id()
    known = known_as(id, team, desk)
    if full := _full(id, team, desk):
        return full
    line, clock = answers.text(request, "rhythm"), answers.text(request, "clock")
    said = read(line, today=today(desk, team), language=desk.words.language)
    rhythm = Rhythm(
        said.rule,
        read_time(clock) or (said.at if not clock else None),
        number(answers.text(request, "minutes")) or said.minutes,
        read_iso(answers.text(request, "starts")) or said.starts,
        read_iso(answers.text(request, "ends")) or said.ends,
        said.otherwise,
        said.unread,
    )
    chosen = request.values.get("places", known.places if known else ())
    places = tuple(one for one in chosen if isinstance(one, str)) if isinstance(chosen, tuple) else ()
    errors = unread(rhythm, desk.words)
    if errors or not rhythm.whole:
        shown = Typed(line, clock, rhythm.starts, rhythm.ends, rhythm.minutes or USUAL_MINUTES, places)
        return form(shown, id, team, desk, errors)
    return shown_back(made(rhythm, places, team, desk, id), rhythm.otherwise, team, desk)


def other_meaning(request: Press, desk: Desk) -> Reply:
    """The other reading of "every second Tuesday", in place of the first."""
    series, team = _pressed(request, desk)
    shown = shown_back(series, None, team, desk)
    return replace(shown, replace=shown.card is not None)


def save(request: Press, desk: Desk) -> Reply:
    """As it was shown back. A series that somebody else has changed or cancelled since is shown as it is now."""
    series, team = _pressed(request, desk)
    known, w = known_as(series.id, team, desk), desk.words
    if known is not None and known.cancelled:
        return Reply(card=series_cards.cancelled(known, w), replace=True)
    if known == series:
        meeting, before = planning.replan(known, team, desk.work, desk.now), None
    elif request.version != series.version:
        return stands(w("Somebody changed it in the meantime. This is how it stands:"), team, desk)
    elif full := _full(series.id, team, desk):
        return full
    else:
        desk.me()
        series, before = replace(series, version=series.version + 1), known
        meeting = planning.change(series, team, desk.work, desk.now)
    if meeting is None:
        raise Refusal(Why.DATE_PAST)
    undo = as_args(before) if before else None
    return Reply(card=series_cards.saved(series, meeting, scene(desk, team), undo=undo), replace=True)


def shown_back(series: Series, otherwise: Rule | None, team: Team, desk: Desk) -> Reply:
    """The rule in words with its next dates; a rule without any is asked about."""
    w, work = desk.words, desk.work
    free = planning.free_after(series, team, work, desk.now)
    dates = preview(series, team.time_zone, work.calendar(), now=desk.now, after=free)
    if not dates:
        never = w("Between these days there is no such meeting. Choose a later end, or another rhythm.")
        if series.ends and series.ends < series.starts:
            never = w("The end is before the start. Choose a later end.")
        return form(in_form(series, w), series.id, team, desk, (("ends", never),))
    other = (rule_in_words(otherwise, w), as_args(replace(series, rule=otherwise))) if otherwise else None
    known = known_as(series.id, team, desk)
    staying = [it.at for it in planning.staying(series, team, work, desk.now)] if known else []
    return Reply(
        card=series_cards.preview(
            series, dates, scene(desk, team), args=as_args(series), other=other, before=known, staying=staying
        )
    )


def form(shown: Typed, id: str, team: Team, desk: Desk, errors: Errors = ()) -> Reply:
    """`id`: of the series it is about; "" for a new one."""
    places = desk.work.places.triage(team.id)
    known = known_as(id, team, desk)
    return Reply(
        form=meeting_forms.series_form(
            desk.words, shown, team=team.id, series=id, change=known is not None, places=places, errors=errors
        )
    )


def stands(first: str, team: Team, desk: Desk) -> Reply:
    """The team's meetings as they are, after a sentence about why nothing was changed."""
    shown = coming(desk, team)
    return Reply(card=view.coming(shown, scene(desk, team), team=team.id, may=True, first=plain(first)))


def _full(id: str, team: Team, desk: Desk) -> Reply | None:
    """A team that has as many series as can be shown; one that is known may still be changed."""
    known = desk.work.meetings.series_of(team.id)
    if len(known) < MOST_SERIES or any(one.id == id for one in known):
        return None
    w = desk.words
    said = w("{count} series are as many as a team can have. Change or cancel one of these first.", count=len(known))
    return stands(said, team, desk)


def _pressed(request: Press, desk: Desk) -> tuple[Series, Team]:
    team = desk.work.teams.get(request.args.get("team", ""))
    if team is None:
        raise Refusal(Why.NO_TEAM)
    require(desk, team)
    places = tuple(request.args.get("places", "").split())
    return made(carried(request.args, team, desk), places, team, desk, request.subject), team


def _shown(args: Mapping[str, str], team: Team, desk: Desk) -> Typed:
    rhythm, w = carried(args, team, desk), desk.words
    shown = as_typed(rhythm, args.get("rhythm", ""), w, tuple(args.get("places", "").split()))
    return shown if rhythm.at else replace(shown, clock=args.get("clock", ""))
