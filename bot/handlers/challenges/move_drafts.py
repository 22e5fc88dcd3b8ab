"""What stands in a move's form: filled in from the row, from a submission, or from what a button carries."""

from collections.abc import Mapping
from datetime import date

from bot.domain.challenge import Challenge
from bot.domain.team import Handle
from bot.domain.vocabulary import Move
from bot.handlers.desk import answers
from bot.handlers.desk.desk import Desk
from bot.handlers.desk.requests import Submission
from bot.ui.form import Option
from bot.ui.limits import OPTION_LABEL, OPTIONS, cut
from bot.ui.views.move_fields import Choices, MoveDraft, Picked

PEOPLE = ("assignee", "decision_maker", "owner")
DAYS = ("target", "due")
OWN = "own"
"""A note said as one of those who reported it."""


def of_row(move: Move, row: Challenge, desk: Desk) -> MoveDraft:
    """What is known already."""
    match move:
        case Move.TRIAGE:
            texts = {"type": row.type, "level": row.level.value, "practice": row.practice}
            kinds = {"reach": row.reach, "nature": row.nature, "driver": row.driver}
            return MoveDraft({**texts, **{name: kind.value for name, kind in kinds.items() if kind}}, {}, {})
        case Move.ASSIGN:
            chosen = {"assignee": row.assignee, "decision_maker": row.decision_maker}
            people = {name: picked(person, desk) for name, person in chosen.items() if person}
            return MoveDraft({}, people, {"target": row.target} if row.target else {})
        case _:
            return MoveDraft({}, {}, {})


def of_submission(request: Submission, desk: Desk) -> MoveDraft:
    """What was sent; people who were picked are kept as somebody we may name."""
    texts = {id: answers.text(request, id) for id, value in request.values.items() if isinstance(value, str)}
    if OWN in request.args:
        texts[OWN] = "yes"
    people: dict[str, Picked] = {}
    for id in PEOPLE:
        value = request.values.get(id)
        found = answers.people(request, id, desk)
        if found:
            people[id] = picked(found[0].id, desk)
        elif isinstance(value, Handle):
            people[id] = Picked("", value.user)
    return MoveDraft(texts, people, _days(texts))


def of_args(args: Mapping[str, str], desk: Desk) -> MoveDraft:
    """What a button carries; its people are our own ids."""
    people = {id: picked(args[id], desk) for id in PEOPLE if args.get(id)}
    return MoveDraft({id: text for id, text in args.items() if id not in PEOPLE}, people, _days(args))


def to_args(draft: MoveDraft) -> tuple[tuple[str, str], ...]:
    """For a button; the reverse of `of_args`."""
    people = {id: chosen.id for id, chosen in draft.people.items() if chosen.id}
    days = {id: day.isoformat() for id, day in draft.days.items()}
    return tuple({**{id: text for id, text in draft.texts.items() if text}, **people, **days}.items())


def over(below: MoveDraft, above: MoveDraft) -> MoveDraft:
    """`above`, and `below` where it says nothing."""
    return MoveDraft({**below.texts, **above.texts}, {**below.people, **above.people}, {**below.days, **above.days})


def picked(person: str, desk: Desk) -> Picked:
    return Picked(person, desk.who(person).handle or "")


def choices(move: Move, row: Challenge, desk: Desk) -> Choices:
    match move:
        case Move.TRIAGE:
            return Choices(types=desk.team(row).types)
        case Move.ASSIGN | Move.ADD_STEP:
            people = [p for p in desk.work.people.all(limit=OPTIONS) if p.name.strip() and p.present]
            return Choices(people=tuple(Option(p.id, cut(p.name, OPTION_LABEL)) for p in people))
        case Move.MERGE:
            alike = desk.work.challenges.similar(row.summary, limit=4) if row.summary else ()
            return Choices(similar=tuple(it for it in alike if it.id != row.id and it.summary.strip())[:3])
        case _:
            return Choices()


def _days(texts: Mapping[str, str]) -> dict[str, date]:
    days = {}
    for id in DAYS:
        try:
            days[id] = date.fromisoformat(texts.get(id, ""))
        except ValueError:
            continue  # nothing chosen, or nothing that a form of ours sends
    return days
