"""What leaves the history: the words of a redirected or withdrawn report, and the reporter of an unlinked one."""

from dataclasses import replace

from bot.domain.changes import (
    AlsoAffected,
    Answered,
    Asked,
    Change,
    ConversationRecorded,
    DetailsAdded,
    Noted,
    RemovalReported,
    Reported,
    StepAdded,
    SustainAnswered,
    Triaged,
    VerdictGiven,
    Waited,
)
from bot.domain.event import Event
from bot.domain.vocabulary import Move


def without_words(change: Change) -> Change:
    """The same move, with nothing in it that a person wrote; the row is folded from it as before."""
    match change:
        case Reported():
            return replace(
                change, summary="", school="", practice="", tried="", affected="", idea="", link=""
            )  # the level and the visibility stay: they are counted
        case DetailsAdded():
            return DetailsAdded()
        case Asked():
            return replace(change, question="")
        case Answered() | StepAdded() | Noted() | Waited() | RemovalReported() | ConversationRecorded():
            return replace(change, text="")
        case VerdictGiven() | SustainAnswered():
            return replace(change, comment="")
        case Triaged():
            return replace(change, practice="")
        case _:
            return change


_AS_REPORTER = frozenset(
    {
        Move.REPORT,
        Move.ADD_DETAILS,
        Move.ANSWER,
        Move.SET_VISIBILITY,
        Move.WITHDRAW,
        Move.VERDICT,
        Move.SUSTAIN,
        Move.AFFECTS_ME,
    }
)
"""Moves that only those who reported it, or whom it affects, make. What somebody did as a lead stays theirs."""


def without_person(event: Event, person: str, *, then: str | None = None) -> Event:
    """The event with no trace that `person` reported or followed it: not as actor, among who owed or joined, or in a
    link to their message.

    `then` stands where they acted. A platform without a person would tell who it was where few use that one.
    """
    owed = event.owed and replace(event.owed, by=tuple(p for p in event.owed.by if p != person))
    change = event.change
    if isinstance(change, Reported):
        change = replace(change, link="")
    elif isinstance(change, AlsoAffected):
        change = replace(change, people=tuple(p for p in change.people if p != person))
    event = replace(event, owed=owed, change=change)
    theirs = event.change.kind in _AS_REPORTER or (isinstance(change, Noted) and change.by_follower)
    return replace(event, actor=then, platform=None) if theirs and event.actor == person else event
