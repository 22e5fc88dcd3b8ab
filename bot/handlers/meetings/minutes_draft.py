"""The draft of a meeting's minutes, out of the log: plain lines that the note taker can put right."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.domain.challenge import Challenge
from bot.domain.changes import ConversationRecorded, VerdictGiven
from bot.domain.event import Event
from bot.domain.meeting import Meeting
from bot.domain.minutes import NEWS, SECTION_OF, Section
from bot.domain.team import Team
from bot.domain.vocabulary import Duty, Move, Outcome, Visibility
from bot.handlers.desk.desk import tidy
from bot.ports import LogFilter, Work
from bot.ui.text import Who, spoken
from bot.ui.views import telling
from bot.ui.views.minutes import TEXT
from bot.ui.views.scene import Scene
from bot.ui.views.thread_line import OWN, thread_line
from bot.ui.words import Words, words

MANY = 500
"""Open challenges of one team that are looked through."""


def draft(meeting: Meeting, team: Team, work: Work) -> dict[str, str]:
    """What happened to the team's challenges between the meeting's beginning and its end, in the team's language.

    It says what a channel may read: who reported something is never named, and of a report no word is quoted.
    """
    happened = work.challenges.between(team.id, meeting.at, meeting.ends)
    w = words(team.language)
    scene = _scene(w, team, work)
    lines: dict[Section, list[str]] = {section: [] for section in Section}
    for row, event in happened:
        section = SECTION_OF.get(event.change.kind)
        if section and _may_be_told(row, event):
            told = spoken(thread_line(_of_nobody(event, row), row, scene))
            lines[section].append(f"#{row.number}: {' '.join(told.split())}")  # one line, as it can go again
    lines[Section.TO_TELL] += (*_to_tell(happened, scene, work), *_to_talk(team, scene, work))
    return {section: _fitting(found) for section, found in lines.items() if found}


def _may_be_told(row: Challenge, event: Event) -> bool:
    """Of what was taken back nothing; of what was redirected, only that and why."""
    if row.outcome is Outcome.REDIRECTED:
        return event.change.kind is Move.REDIRECT
    return row.outcome is not Outcome.WITHDRAWN


def _of_nobody(event: Event, row: Challenge) -> Event:
    """Without the words of whoever reported it, and without their name."""
    if event.change.kind in OWN and event.actor == row.reporter:
        event = replace(event, actor=None)
    match event.change:
        case VerdictGiven() as given:
            return replace(event, change=replace(given, comment=""))
        case ConversationRecorded() as talk:
            return replace(event, change=replace(talk, text=""))
        case _:
            return event


def _to_tell(happened: Sequence[tuple[Challenge, Event]], scene: Scene, work: Work) -> Iterator[str]:
    """Of what was decided: who brings it to those it concerns. Whoever has left is told nothing."""
    news = {row.id: row for row, event in happened if event.change.kind in NEWS and _may_be_told(row, event)}
    for row in sorted(news.values(), key=lambda row: row.number):
        people = [person for id in row.followers if (person := work.people.get(id)) and person.present]
        if row.outcome is not Outcome.REDIRECTED and (people or row.visibility is Visibility.UNLINKED):
            places = [work.places.personal(person.id) for person in people]
            yield telling.in_minutes(row, scene, reached=all(place and place.gone is None for place in places))


def _to_talk(team: Team, scene: Scene, work: Work) -> Iterator[str]:
    """Whoever was asked whether it is gone and did not answer: a lead talks with them."""
    open_rows, _ = work.challenges.find(LogFilter(open=True, teams=(team.id,)), limit=MANY)
    for row in reversed(open_rows):
        if row.owed and row.owed.what is Duty.CONVERSATION:
            yield telling.to_talk(row, scene)


def _scene(w: Words, team: Team, work: Work) -> Scene:
    """Names as text: in a form nobody can be mentioned."""

    def who(id: str | None) -> Who:
        person = work.people.get(id) if id else None
        return Who((tidy(person.name) if person else "") or w("somebody"))

    def number(id: str) -> int | None:
        row = work.challenges.get(id)
        return row.number if row else None

    return Scene(w, who, number, team.time_zone)


def _fitting(lines: Sequence[str]) -> str:
    """As many whole lines as a field holds; the log has the others."""
    kept: list[str] = []
    for line in lines:
        if sum(len(one) + 1 for one in (*kept, line)) > TEXT - 2:
            return "\n".join((*kept, "…"))
        kept.append(line)
    return "\n".join(kept)
