"""Who must hear of an event: which cards are redrawn, which thread gets a line, and whom a private message reaches."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.domain.challenge import Challenge
from bot.domain.changes import Assigned, Merged, Reported, SustainAnswered, Woken
from bot.domain.event import Event
from bot.domain.life import ASKING
from bot.domain.vocabulary import Duty, Move, Role, Status
from bot.handlers.desk.who_owes import leads, reminded
from bot.handlers.upkeep import homes, months, planning, review_walk
from bot.handlers.upkeep.reminding import look_again, remind
from bot.handlers.upkeep.taking_back import take_back
from bot.ports import Intent, Kind, Work

# The card itself is the news of a report; a wake-up is told to those who owe, not to the channel; and a line for each
# stamp of a review would be noise beside the review's own card.
_NO_LINE = frozenset({Move.REPORT, Move.REVIEW, Move.UNFOLLOW, Move.WAKE})
_ASKED = frozenset({Duty.VERDICT, Duty.SUSTAIN})


def announce(before: Challenge | None, after: Challenge, event: Event, work: Work, *, said_in: str = "") -> None:
    """Queue everything that people must see or read of `event`; `before` is None for a new report.

    `said_in`: id of the place whose thread needs no line, since the words themselves stand there.
    Only people on record are written to: an unlinked reporter is nobody here, whatever they do.
    """
    if before is None:
        months.watch(after.team, work, event.at)
    review_walk.follow(after, work)
    channels = work.places.triage(after.team)
    for channel in channels:
        work.outbox.put(Intent(Kind.CARD, after.id, channel.id))
    planning.redraw(after.team, work, event.at)
    homes.refresh(before, after, work, event.at)
    if event.change.kind not in _NO_LINE:
        for channel in [one for one in channels if one.id != said_in]:
            work.outbox.put(Intent(Kind.LINE, after.id, channel.id, event.seq))
    if isinstance(event.change, Woken) and not event.change.put_off:
        _woken(after, event, event.change.duty, work)
    newly = newly_owing(before, after, event, work)
    owing = [person for person in dict.fromkeys(newly) if person != event.actor]
    _tell(Kind.OWED, [*owing, *_owing_no_more(before, after, event)], after, event, work)
    if before is not None and before.status is not after.status:  # of a report, its receipt tells
        _tell(Kind.STATUS, [person for person in after.followers if person not in owing], after, event, work)
    if before is not None and event.change.kind is not Move.WAKE and _asking(before):
        _redraw_questions(after, event, work)
    if before is not None and after.steps != before.steps:
        _expect_steps(before, after, work, event.at)
    if before is not None:
        _end_wishes(before, after, newly, work)
        take_back(before, after, work)


def _end_wishes(before: Challenge, after: Challenge, newly: Iterable[str], work: Work) -> None:
    """Whoever owes something new of it is reminded again, although they put it off; of a closed one nobody is."""
    if not after.open:
        work.wishes.over(after.id)
        return
    putting_off = set(work.wishes.putting_off(after.id))
    if not putting_off:
        return
    was, owed = before.owed, after.owed
    anew = {*newly, *(_named(after) - _named(before))}
    if was and owed and (was.role, was.what) != (owed.role, owed.what):
        anew |= {*reminded(after, work)}
    for person in sorted(anew & putting_off):
        work.wishes.save(person, work.wishes.of(person).without(after.id))


def _expect_steps(before: Challenge, after: Challenge, work: Work, now: datetime) -> None:
    """Whoever has a step from now on is looked at when its day is over."""
    for step in set(after.steps) - set(before.steps):
        owner = work.people.get(step.owner) if step.owner and step.done_at is None else None
        if owner and step.due:
            look_again(owner, work, now, step.due + timedelta(days=1))


def _named(row: Challenge) -> set[str]:
    """Who owes something by name: the next move, or a step that is open."""
    steps = {step.owner for step in row.steps if step.owner and step.done_at is None}
    return steps | set(row.owed.by if row.owed else ())


def _asking(row: Challenge) -> bool:
    return row.status in ASKING | {Status.CLOSED}


def _woken(after: Challenge, event: Event, duty: Duty, work: Work) -> None:
    """The clock rang: ask those who reported it at once, and again with all that they owe; or have whoever owes
    reminded."""
    if duty in _ASKED:
        answered = {answer.person for answer in after.answers}
        asked = after.followers if duty is Duty.SUSTAIN else tuple(p for p in after.followers if p not in answered)
        _tell(Kind.STATUS, asked, after, event, work)  # what it said of being asked is drawn anew
        if duty is Duty.VERDICT and after.asked > 1:
            for person in asked:
                remind(person, work, event.at)
        else:
            _tell(Kind.ASK, asked, after, event, work)
        return
    for person in reminded(after, work):
        remind(person, work, event.at)


def newly_owing(before: Challenge | None, after: Challenge, event: Event, work: Work) -> tuple[str, ...]:
    """Ids of those who owe something since `event`: assigned, named to decide, given a step, or leads in their turn.

    A new report is on the leads' own card already; only one that came back is brought to them in private.
    """
    change, people = event.change, []
    if isinstance(change, Reported):
        return leads(after, work) if change.recurrence_of else ()
    if isinstance(change, Assigned):
        known = (before.assignee, before.decision_maker) if before else ()
        people += [p for p in (after.assignee, after.decision_maker) if p and p not in known]
    elif change.kind is Move.ADD_STEP:
        people += [p for p in (after.steps[-1].owner,) if p]
    was, owed = before.owed if before else None, after.owed
    if owed and (was is None or (was.role, was.what) != (owed.role, owed.what)):
        if owed.role == Role.LEAD and (was is None or was.role != Role.LEAD or change.kind is Move.VERDICT):
            people += leads(after, work)
        elif owed.role == Role.ASSIGNEE:
            people += owed.by
    if change.kind in {Move.VERDICT, Move.CONVERSATION} and after.status is Status.IN_PROGRESS:
        people += leads(after, work)  # it goes on: the assignee hears it as who owes, the leads as who answer for it
    return tuple(people)


def _owing_no_more(before: Challenge | None, after: Challenge, event: Event) -> tuple[str, ...]:
    """Ids of those who had it, or decided, until it was assigned anew: what they were told is drawn as it is now."""
    if before is None or not isinstance(event.change, Assigned):
        return ()
    had = dict.fromkeys(p for p in (before.assignee, before.decision_maker) if p)
    return tuple(person for person in had if person not in (after.assignee, after.decision_maker))


def _redraw_questions(after: Challenge, event: Event, work: Work) -> None:
    """Questions that still stand in somebody's private conversation are drawn again once they no longer hold."""
    answered = isinstance(event.change, SustainAnswered) or event.change.kind is Move.VERDICT
    over = after.status not in ASKING or isinstance(event.change, Merged)
    if not answered and not over:
        return
    seen = dict.fromkeys(posting.place for posting in work.postings.of(after.id, Kind.ASK))
    for place in seen:
        work.outbox.put(Intent(Kind.ASK, after.id, place, event.seq))


def _tell(kind: Kind, people: Iterable[str], row: Challenge, event: Event, work: Work) -> None:
    for person in people:
        place = work.places.personal(person)
        if place is not None and place.gone is None:
            work.outbox.put(Intent(kind, row.id, place.id, event.seq))
