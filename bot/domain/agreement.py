"""A team's group agreements: proposed, worded, consented to by everybody on the team, in force, looked at again.

Nothing in here knows who kept an agreement and who did not, and there is no place to write it down.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar
from zlib import crc32

from bot.domain.refusals import Refusal, Why

MOST = 7
"""More than a handful is not remembered, so not kept."""
EVERY = (4, 6, 12)
"""Months after which a team may look at its agreements again: a term, half a year, a year."""


class Consent(StrEnum):
    YES = "yes"
    """I can live with this."""
    CONCERN = "concern"


@dataclass(frozen=True, slots=True)
class GroupAgreement:
    words: str
    """ "We share air time." """
    heading: str = ""
    """The value it serves, e.g. "We are engaged"."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Whose it is, is written nowhere."""

    number: int
    words: str
    heading: str = ""
    """The value it serves: as it was proposed, until a lead puts it under another."""


Worded = TypeVar("Worded", bound=GroupAgreement | Proposal)


@dataclass(frozen=True, slots=True)
class Answer:
    """One person's consent to the words they were asked about; None: not answered yet."""

    person: str
    consent: Consent | None = None
    concern: int = 0
    """The number of the concern within the team; 0 where there is none."""
    words: str = ""
    named: bool = False
    """The team's leads may know whose concern it is."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A version that was in force, or is."""

    number: int
    agreements: tuple[GroupAgreement, ...]
    agreed_at: datetime
    ended_at: datetime | None = None
    """Replaced by the next version, or retired."""


@dataclass(frozen=True, slots=True)
class TeamAgreements:
    org: str
    team: str
    version: int = 0
    """Counts the changes of what is worded, asked and in force; answers change nothing of that."""
    edition: int = 0
    """The number of the version adopted last; 0: none yet."""
    agreed: tuple[GroupAgreement, ...] = ()
    """What is in force; empty before the first adoption and after they were retired."""
    agreed_at: datetime | None = None
    review_on: date | None = None
    months: int = 12
    """From one look at them to the next."""
    wording: tuple[GroupAgreement, ...] = ()
    """The next version, as far as it is worded."""
    considered: int = 0
    """The last proposal that lay before whoever worded it."""
    asked_at: datetime | None = None
    """Since when the team is asked whether it can live with the wording; None: it is not asked."""
    round: int = 0
    """Counts the askings; a question names the one it belongs to."""
    heard: int = 0
    """The number of the last concern."""
    answers: tuple[Answer, ...] = ()
    """Of the newest asking, and of those who joined the team after it."""

    @property
    def asks(self) -> tuple[GroupAgreement, ...]:
        """What somebody who is asked for consent now reads."""
        return self.wording if self.asked_at else self.agreed

    @property
    def missing(self) -> tuple[str, ...]:
        """Ids of those who have not answered."""
        return tuple(one.person for one in self.answers if one.consent is None)

    @property
    def concerns(self) -> tuple[Answer, ...]:
        return tuple(one for one in self.answers if one.consent is Consent.CONCERN)

    def of(self, person: str) -> Answer | None:
        return next((one for one in self.answers if one.person == person), None)


def word(it: TeamAgreements, wording: Sequence[GroupAgreement], *, months: int, considered: int) -> TeamAgreements:
    """The next version in words. Consent is to the words one read: an asking under way ends, and all are asked anew."""
    if not wording:
        raise Refusal(Why.EMPTY)
    if len(wording) > MOST or months not in EVERY:
        raise Refusal(Why.NOT_NOW)
    answers = () if it.asked_at else it.answers
    return _next(it, wording=tuple(wording), months=months, considered=considered, asked_at=None, answers=answers)


def ask(it: TeamAgreements, people: Iterable[str], *, now: datetime) -> TeamAgreements:
    """Ask everybody on the team whether they can live with the wording."""
    if not it.wording or it.asked_at:
        raise Refusal(Why.NOT_NOW)
    return _next(it, asked_at=now, round=it.round + 1, answers=tuple(Answer(person) for person in people))


def answer(it: TeamAgreements, said: Answer) -> TeamAgreements:
    """Write down what somebody who was asked said; it may be changed for as long as the question stands."""
    before = it.of(said.person)
    if before is None or not it.asks:
        raise Refusal(Why.NOT_NOW)
    if said.consent is Consent.CONCERN:
        said = replace(said, concern=before.concern or it.heard + 1)
    answers = tuple(said if one.person == said.person else one for one in it.answers)
    return replace(it, answers=answers, heard=max(it.heard, said.concern))


def settle(it: TeamAgreements, people: Sequence[str], *, now: datetime, today: date) -> TeamAgreements:
    """Take over who is on the team now: who left is waited for no more, who came is asked. With everybody's consent
    and no open concern the wording is in force."""
    if it.asked_at or (it.agreed and not it.wording):  # while it is reworded nobody is asked about the old words
        known = {one.person: one for one in it.answers}
        answers = tuple(known.get(person) or Answer(person) for person in people)
        if set(answers) != set(it.answers):
            it = replace(it, answers=answers)
    if it.asked_at is None or not it.answers or any(one.consent is not Consent.YES for one in it.answers):
        return it
    return _next(
        it,
        edition=it.edition + 1,
        agreed=it.wording,
        agreed_at=now,
        review_on=later(today, it.months),
        wording=(),
        asked_at=None,
    )


def keep(it: TeamAgreements, *, today: date) -> TeamAgreements:
    """They were looked at and stay as they are."""
    if not it.agreed:
        raise Refusal(Why.NOT_NOW)
    return _next(it, review_on=later(today, it.months))


def retire(it: TeamAgreements) -> TeamAgreements:
    """Nothing is in force any more. A next version that is being worded or asked about goes on."""
    if not it.agreed:
        raise Refusal(Why.NOT_NOW)
    answers = it.answers if it.asked_at else ()
    return _next(it, agreed=(), agreed_at=None, review_on=None, answers=answers)


def clustered(said: Iterable[Worded]) -> list[Worded]:
    """Those without a heading, then heading by heading in the order in which they first come."""
    under: dict[str, list[Worded]] = {"": []}
    for one in said:
        under.setdefault(one.heading, []).append(one)
    return [one for group in under.values() for one in group]


def standing(proposals: Iterable[Proposal]) -> int:
    """Another number once one of them is under another heading, or gone: what was read is not what is there."""
    read = sorted((one.number, one.heading) for one in proposals)
    return crc32(repr(read).encode()) % 2**31


def focus(agreements: Sequence[GroupAgreement], n: int) -> GroupAgreement | None:
    """The one that the `n`-th meeting looks at; each has its turn."""
    return agreements[n % len(agreements)] if agreements else None


def later(day: date, months: int) -> date:
    """The same day so many months on; a day that not every month has becomes the 28th."""
    year, month = divmod(day.month - 1 + months, 12)
    return date(day.year + year, month + 1, min(day.day, 28))


def _next(it: TeamAgreements, **changes: object) -> TeamAgreements:
    return replace(it, version=it.version + 1, **changes)  # type: ignore[arg-type]
