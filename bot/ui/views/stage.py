"""A scene and further along challenges for the examples of the views that come after the report."""

from dataclasses import replace
from datetime import UTC, date, datetime

from bot.domain.challenge import Answer, Challenge, Note, Review, Step, Wait
from bot.domain.changes import (
    AlsoAffected,
    Answered,
    Asked,
    Assigned,
    Change,
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
from bot.domain.event import Event, Owed
from bot.domain.permission import BY_THE_CLOCK
from bot.domain.vocabulary import (
    Decision,
    Driver,
    Duty,
    Level,
    Move,
    Nature,
    Outcome,
    Platform,
    Reach,
    Redirect,
    Role,
    Status,
    Verdict,
    Visibility,
)
from bot.ui.text import Who
from bot.ui.views import sample
from bot.ui.views.scene import Scene
from bot.ui.words import Words

_PEOPLE = {
    "p-dana": Who("Dana Ruiz", "U0DANA"),
    "p-lee": Who("Lee Park", "U0LEE"),
    "p-kim": Who("Kim Doyle"),
    "p-ana": Who("Ana Torres", "U0ANA"),
    "p-evil": Who(sample.HOSTILE),
}
_READERS = {Role.REPORTER: "p-dana", Role.LEAD: "p-lee", Role.AFFECTED: "p-ana"}
_NUMBERS = {"c-4711": 12, "c-4712": 13, "c-0901": 9, "c-0700": 7}


def scene(w: Words, *held: Role) -> Scene:
    return Scene(
        w,
        who=lambda person: _PEOPLE.get(person or "", Who(w("somebody"))),
        number=_NUMBERS.get,
        time_zone="America/Chicago",
        held=frozenset(held),
        reader=next((_READERS[role] for role in held if role in _READERS), None),
    )


def in_progress() -> Challenge:
    return replace(
        sample.row(),
        version=9,
        status=Status.IN_PROGRESS,
        visibility=Visibility.NAMED,
        type="technology",
        reach=Reach.INTERNAL,
        nature=Nature.TECHNICAL,
        driver=Driver.ORGANIZATION,
        level=Level.DISTRICT,
        assignee="p-lee",
        decision_maker="p-ana",
        target=date(2026, 12, 18),
        steps=(
            Step("Count the dead batteries", "p-kim", date(2026, 12, 2), datetime(2026, 11, 30, 16, 5, tzinfo=UTC)),
            Step("Order chargers", "p-lee", date(2026, 12, 7)),
            Step("Label the cart"),
        ),
        notes=(Note(datetime(2026, 11, 28, 22, 40, tzinfo=UTC), "p-lee", "The quote came in at $412"),),
        also_affected=("p-kim", "p-ana"),
        link="https://district.slack.com/archives/C7/p1795",
        recurrence_of="c-0901",
        reviewed=Review(datetime(2026, 11, 30, 20, 45, tzinfo=UTC), "p-ana", "2026-11", Decision.CHANGED),
        owed=Owed(("p-lee",), Role.ASSIGNEE, Duty.PROGRESS, datetime(2026, 12, 9, 14, 0, tzinfo=UTC)),
    )


def late() -> Challenge:
    since = datetime(2026, 12, 4, 22, 0, tzinfo=UTC)
    return replace(in_progress(), owed=Owed(("p-lee",), Role.ASSIGNEE, Duty.PROGRESS, since, late_since=since))


def waiting() -> Challenge:
    said = Wait(datetime(2026, 12, 3, 15, 30, tzinfo=UTC), "p-lee", "The quote of the vendor")
    return replace(in_progress(), waiting=said)


def removed() -> Challenge:
    return replace(
        in_progress(),
        version=14,
        status=Status.REMOVED,
        removal="Forty new chargers are in the carts of rooms 10 to 14",
        removed_at=datetime(2026, 12, 8, 19, 0, tzinfo=UTC),
        asked=2,
        owed=Owed(("p-dana", "p-kim"), Role.REPORTER, Duty.VERDICT, datetime(2026, 12, 15, 14, 0, tzinfo=UTC)),
    )


def closed() -> Challenge:
    said = Answer("p-dana", Verdict.SUFFICIENT, "They last all day now", datetime(2026, 12, 16, 15, 0, tzinfo=UTC))
    return replace(
        removed(),
        version=17,
        status=Status.CLOSED,
        answers=(said,),
        outcome=Outcome.SUFFICIENT,
        closed_at=datetime(2026, 12, 17, 17, 0, tzinfo=UTC),
        owed=Owed(("p-dana",), Role.REPORTER, Duty.SUSTAIN, datetime(2027, 2, 15, 14, 0, tzinfo=UTC)),
    )


def hostile() -> Challenge:
    evil = sample.HOSTILE
    return replace(
        in_progress(),
        number=13,
        id="c-4712",
        summary=evil,
        school=evil,
        practice=evil,
        tried=evil,
        affected=evil,
        idea=evil,
        type=evil,
        question=evil,
        removal=evil,
        assignee="p-evil",
        steps=(Step(evil, "p-evil", date(2026, 12, 7)), Step("👍")),
        notes=(Note(datetime(2026, 11, 28, 22, 40, tzinfo=UTC), "p-evil", evil),),
        link="javascript:alert(1)",
    )


def longest() -> Challenge:
    long = sample.LONG
    return replace(
        in_progress(),
        number=123456,
        summary=long,
        school=long[:150],
        practice=long[:200],
        tried=long,
        affected=long,
        idea=long,
        type=long[:75],
        removal=long,
        steps=tuple(Step(long[:1000], "p-lee", date(2026, 12, 7)) for _ in range(40)),
        notes=(Note(datetime(2026, 11, 28, 22, 40, tzinfo=UTC), "p-lee", long),),
    )


def events() -> tuple[Event, ...]:
    """One event of each kind, as the history of `in_progress` could never hold them all."""
    changes: tuple[Change, ...] = (
        Reported("Chromebooks won't hold a charge in room 12", Visibility.NAMED),
        DetailsAdded(tried="Swapped the chargers"),
        VisibilitySet(Visibility.NAMED),
        Asked("Which cart is it?"),
        Answered(sample.HOSTILE),
        Triaged("technology", Reach.INTERNAL, Nature.TECHNICAL, Driver.ORGANIZATION, Level.DISTRICT),
        Assigned("p-lee", "p-ana", date(2026, 12, 18)),
        StepAdded("Order chargers", "p-kim", date(2026, 12, 7)),
        StepDone(2),
        Noted(sample.LONG),
        Waited("The quote of the vendor"),
        Waited(over=True),
        AlsoAffected(),
        AlsoAffected(("p-kim", "p-ana"), "c-0700"),
        Merged("c-0901"),
        Redirected(Redirect.TICKET),
        Withdrawn(),
        RemovalReported("Forty new chargers are in the carts"),
        VerdictGiven(Verdict.PARTLY, "Room 14 is still dark"),
        ConversationRecorded(Verdict.SUFFICIENT, "They last all day now"),
        ConversationRecorded(None),
        Closed(),
        SustainAnswered(True),
        SustainAnswered(False, "Dead again", "c-4712"),
        *(Reviewed(f"2026-{month}", decision) for month, decision in enumerate(Decision, 9)),
        HandedOver("p-lee", "p-ana"),
        HandedOver("p-lee", None),
        Unfollowed(),
        Woken(Duty.VERDICT),
        Woken(Duty.PROGRESS),
        Woken(Duty.PROGRESS, put_off=True),
    )
    by = {Move.REPORT: "p-dana", Move.VERDICT: "p-dana", Move.ANSWER: "p-dana"} | dict.fromkeys(BY_THE_CLOCK)
    return tuple(
        Event(
            "o-7", "c-4711", seq, datetime(2026, 12, 1, 15, seq, tzinfo=UTC), by.get(change.kind, "p-ana"),
            Platform.SLACK, change, None,
        )
        for seq, change in enumerate(changes, 4)
    )  # fmt: skip
