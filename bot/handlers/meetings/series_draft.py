"""A series that is not saved yet: between typed words, a button's values, the fields of its form, and the object."""

import re
from collections.abc import Mapping

from bot.domain.local_day import read_iso
from bot.domain.meeting import MOST_MINUTES, USUAL_MINUTES, Series
from bot.domain.refusals import Refusal, Why
from bot.domain.team import Team
from bot.handlers.desk.desk import Desk
from bot.handlers.meetings.meeting_desk import today
from bot.handlers.typed.series_grammar import Rhythm, read, read_time
from bot.ui.views.meeting_forms import Typed
from bot.ui.views.rhythm import rule_in_words
from bot.ui.views.series_cards import Args
from bot.ui.words import Words, words

Errors = tuple[tuple[str, str], ...]


def made(rhythm: Rhythm, places: tuple[str, ...], team: Team, desk: Desk, id: str) -> Series:
    """The series of a whole rhythm; in place of the one that has this id already.

    "Every other" of a new rule counts from today, unless somebody said from when.
    """
    if rhythm.rule is None or rhythm.at is None:
        raise Refusal(Why.DATE_UNCLEAR)
    known, now = known_as(id, team, desk), today(desk, team)
    starts = rhythm.starts or now
    if known and rhythm.starts in (None, known.starts):
        starts = known.starts if rhythm.rule == known.rule else max(known.starts, now)
    return Series(
        desk.work.organization.id,
        id,
        team.id,
        rhythm.rule,
        rhythm.at,
        starts,
        known.made_at if known else desk.now,
        rhythm.ends,
        rhythm.minutes or USUAL_MINUTES,
        places,
        version=known.version if known else 0,
    )


def known_as(id: str, team: Team, desk: Desk) -> Series | None:
    """The series of this id, for somebody whose rights were asked of `team`; None while it is not saved."""
    known = desk.work.meetings.series(id) if id else None
    if known is not None and known.team != team.id:
        raise Refusal(Why.NOT_FOUND)
    return known


def as_args(series: Series) -> Args:
    """As a button carries it: the rule as our own English words, which `read` understands."""
    return (
        ("series", series.id),
        ("team", series.team),
        ("rhythm", rule_in_words(series.rule, words("en"))),
        ("clock", series.time.strftime("%H:%M")),
        ("minutes", str(series.minutes)),
        ("starts", series.starts.isoformat()),
        ("ends", series.ends.isoformat() if series.ends else ""),
        ("places", " ".join(series.places)),
    )


def carried(args: Mapping[str, str], team: Team, desk: Desk) -> Rhythm:
    """What a button carried."""
    said = read(args.get("rhythm", ""), today=today(desk, team), language=desk.words.language)
    return Rhythm(
        said.rule,
        read_time(args.get("clock", "")),
        number(args.get("minutes", "")),
        read_iso(args.get("starts", "")),
        read_iso(args.get("ends", "")),
    )


def in_form(series: Series, w: Words) -> Typed:
    return Typed(
        rule_in_words(series.rule, w), w.clock(series.time), series.starts, series.ends, series.minutes, series.places
    )


def as_typed(rhythm: Rhythm, line: str, w: Words, places: tuple[str, ...] = ()) -> Typed:
    """What was understood of a line, in our own words; where no rule was, the line as it stands."""
    return Typed(
        rule_in_words(rhythm.rule, w) if rhythm.rule else line,
        w.clock(rhythm.at) if rhythm.at else "",
        rhythm.starts,
        rhythm.ends,
        rhythm.minutes or USUAL_MINUTES,
        places,
    )


def unread(rhythm: Rhythm, w: Words) -> Errors:
    """What to do about each part that was not understood, by the field it is asked for in."""
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


def number(text: str) -> int | None:
    """Of minutes, as a meeting may take them."""
    return int(text) if re.fullmatch("[0-9]{1,3}", text) and 0 < int(text) <= MOST_MINUTES else None
