"""A challenge, as the sum of its events."""

from dataclasses import replace
from typing import assert_never

from bot.domain.challenge import Answer, Challenge, Note, Review, Step, Wait
from bot.domain.changes import (
    AlsoAffected,
    Answered,
    Asked,
    Assigned,
    Closed,
    ConversationRecorded,
    DetailsAdded,
    HandedOver,
    Merged,
    Noted,
    Redirected,
    RemovalReported,
    Reported,
    Reviewed,
    StepAdded,
    StepDone,
    SustainAnswered,
    Triaged,
    Unfollowed,
    VerdictGiven,
    VisibilitySet,
    Waited,
    Withdrawn,
    Woken,
)
from bot.domain.event import NOBODY, OUTCOME_OF, Event
from bot.domain.vocabulary import Move, Outcome, Status, Verdict, Visibility

GOES_ON = frozenset({Move.TRIAGE, Move.ASK, Move.ASSIGN, Move.ADD_STEP, Move.STEP_DONE, Move.REPORT_REMOVAL})
"""With these moves whatever it waited for is over."""


def begin(event: Event, *, number: int, team: str) -> Challenge:
    """The challenge that a Reported event starts."""
    said = event.change
    if not isinstance(said, Reported):
        raise TypeError("a challenge begins with a report")
    return Challenge(
        org=event.org,
        id=event.challenge,
        number=number,
        team=team,
        version=event.seq,
        status=Status.REPORTED,
        reported_at=event.at,
        updated_at=event.at,
        visibility=said.visibility,
        reporter=event.actor,
        summary=said.summary,
        school=said.school,
        practice=said.practice,
        tried=said.tried,
        affected=said.affected,
        idea=said.idea,
        link=said.link,
        level=said.level,
        recurrence_of=said.recurrence_of,
        owed=event.owed,
    )


def evolve(row: Challenge, event: Event, status: Status) -> Challenge:
    """`row` after `event`; `status` is where the transition table sends it."""
    row = replace(row, version=event.seq, status=status, updated_at=event.at, owed=event.owed)
    if event.change.kind in GOES_ON:
        row = replace(row, waiting=None)
    if status is Status.CLOSED and row.closed_at is None:
        row = replace(row, closed_at=event.at)
    match event.change:
        case Reported():
            raise TypeError("a challenge is reported once")
        case DetailsAdded() as said:
            return replace(
                row,
                **{
                    name: value
                    for name in ("summary", "school", "practice", "tried", "affected", "idea")
                    if (value := getattr(said, name)) is not None
                },
            )
        case VisibilitySet(visibility):
            return _seen_by(row, visibility)
        case Asked(question):
            return replace(row, question=question, answer="")
        case Answered(text):
            return replace(row, answer=text, notes=(*row.notes, Note(event.at, None, text)))
        case Triaged() as said:
            return replace(
                row,
                type=said.type,
                reach=said.reach,
                nature=said.nature,
                driver=said.driver,
                level=said.level,
                practice=said.practice or row.practice,
            )
        case Assigned(assignee, decision_maker, target):
            return replace(
                row,
                assignee=assignee,
                assigned_to=tuple(dict.fromkeys((*row.assigned_to, assignee))),
                decision_maker=decision_maker or row.decision_maker,
                target=target or row.target,
            )
        case StepAdded(text, owner, due):
            return replace(row, steps=(*row.steps, Step(text, owner, due)))
        case StepDone(number):
            done = replace(row.steps[number - 1], done_at=event.at)
            return replace(row, steps=(*row.steps[: number - 1], done, *row.steps[number:]))
        case Noted(text, by_follower=True) if any(answer.person == event.actor for answer in row.answers):
            return replace(row, answers=_said_more(row.answers, event.actor, text))
        case Noted(text, by_follower):
            return replace(row, notes=(*row.notes, Note(event.at, None if by_follower else event.actor, text)))
        case Waited(text, over):
            return replace(row, waiting=None if over else Wait(event.at, event.actor, text))
        case AlsoAffected(people, came_from):
            joining = people if came_from else (event.actor,) if event.actor else ()
            return replace(row, also_affected=(*row.also_affected, *joining))
        case Merged(into):
            return replace(row, outcome=OUTCOME_OF[event.change.kind], merged_into=into)
        case Redirected(reason):
            return replace(_erased(row), outcome=OUTCOME_OF[event.change.kind], redirect=reason)
        case Withdrawn():
            return replace(_erased(row), outcome=OUTCOME_OF[event.change.kind])
        case RemovalReported(text):
            return replace(row, removal=text, removed_at=event.at, asked=0, answers=())
        case VerdictGiven(verdict, comment):
            return _heard(row, Answer(event.actor, verdict, comment, event.at))
        case ConversationRecorded(None, text) if text:
            return replace(row, notes=(*row.notes, Note(event.at, event.actor, text)))
        case ConversationRecorded(Verdict() as told, text):
            return _heard(row, Answer(row.reporter, told, text, event.at, told_to=event.actor))
        case ConversationRecorded():
            return row
        case Closed():
            return replace(row, outcome=Outcome.SUFFICIENT if row.verdict else Outcome.NO_ANSWER)
        case SustainAnswered(still_gone):
            return replace(row, sustained=still_gone)
        case Reviewed(month, decision):
            return replace(row, reviewed=Review(event.at, event.actor, month, decision))
        case HandedOver(person, to):
            return _handed_over(row, person, to)
        case Unfollowed():
            return row  # they are not in the events any more: see `without_follower`
        case Woken(put_off=True):
            return row
        case Woken():
            return replace(row, asked=row.asked + (row.status is Status.REMOVED))
        case _:
            assert_never(event.change)


def _heard(row: Challenge, answer: Answer) -> Challenge:
    reopened = answer.verdict is not Verdict.SUFFICIENT
    assigned_to = (row.assignee,) if reopened and row.assignee else row.assigned_to
    return replace(row, answers=(*row.answers, answer), reopened=row.reopened + reopened, assigned_to=assigned_to)


def _handed_over(row: Challenge, person: str, to: str | None) -> Challenge:
    """Authority cannot be handed over: a decision maker who left is to be named anew."""
    return replace(
        row,
        assignee=to if row.assignee == person else row.assignee,
        decision_maker=None if row.decision_maker == person else row.decision_maker,
        steps=tuple(
            replace(step, owner=to) if step.owner == person and step.done_at is None else step for step in row.steps
        ),
    )


def _said_more(answers: tuple[Answer, ...], person: str | None, text: str) -> tuple[Answer, ...]:
    """What somebody adds once they have answered is part of their last answer."""
    at = max(index for index, answer in enumerate(answers) if answer.person == person)
    comment = "\n".join(filter(None, (answers[at].comment, text)))
    return (*answers[:at], replace(answers[at], comment=comment), *answers[at + 1 :])


def _seen_by(row: Challenge, visibility: Visibility) -> Challenge:
    """Unlinked keeps no id: the reporter leaves the row (and, in storage, the events), but not what they did as a lead:
    what suddenly nobody had done would tell who it was."""
    row = replace(row, visibility=visibility)
    if visibility is not Visibility.UNLINKED or row.reporter is None:
        return replace(row, link="") if visibility is Visibility.UNLINKED else row

    def kept(person: str | None) -> str | None:
        return None if person == row.reporter else person

    return replace(
        row,
        reporter=None,
        link="",
        also_affected=tuple(person for person in row.also_affected if kept(person)),
        answers=tuple(replace(answer, person=kept(answer.person)) for answer in row.answers),
    )


def without_follower(row: Challenge, person: str) -> Challenge:
    """`row` as if `person`, whom it affects too, had never been named in it; what they said stays."""
    return replace(
        row,
        also_affected=tuple(one for one in row.also_affected if one != person),
        answers=tuple(replace(it, person=NOBODY) if it.person == person else it for it in row.answers),
    )


def _erased(row: Challenge) -> Challenge:
    """Without any words of the report; what is left can be counted and nothing more."""
    return replace(
        row,
        summary="",
        school="",
        practice="",
        tried="",
        affected="",
        idea="",
        link="",
        question="",
        answer="",
        removal="",
        notes=(),
        waiting=None,
        steps=(),
        answers=(),
    )
