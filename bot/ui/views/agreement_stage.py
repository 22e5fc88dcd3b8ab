"""Group agreements for the examples: at each point of their life, hostile ones, and the longest there may be."""

from dataclasses import replace
from datetime import UTC, date, datetime

from bot.domain.agreement import MOST, Answer, Consent, Edition, GroupAgreement, Proposal, TeamAgreements
from bot.domain.team import Team
from bot.ui.views import sample, starters
from bot.ui.views.agreement_forms import HEADING, WORDS
from bot.ui.words import Words

ADOPTED = datetime(2026, 11, 20, 21, 40, tzinfo=UTC)
ANSWERS = (
    Answer("p-dana"),
    Answer("p-lee", Consent.YES),
    Answer("p-sam", Consent.CONCERN, 9, "“On time” is hard after bus duty", named=True),
)
WORDING = (
    GroupAgreement("We start when the bell has rung", "We value our time"),
    GroupAgreement("We share air time", "We are engaged"),
    GroupAgreement("We ask before we answer", "We are engaged"),
    GroupAgreement("We bring the figures"),
)


def team() -> Team:
    return Team("o-7", "t-lincoln", "Lincoln SLT", time_zone="America/Detroit")


def none() -> TeamAgreements:
    return TeamAgreements("o-7", "t-lincoln")


def worded() -> TeamAgreements:
    return replace(none(), version=3, wording=WORDING, considered=12)


def asked() -> TeamAgreements:
    return replace(worded(), version=4, asked_at=ADOPTED, round=6, answers=ANSWERS)


def in_force(w: Words) -> TeamAgreements:
    agreed = starters.agreements(starters.LEADERSHIP, w)
    here = replace(none(), version=9, edition=2, agreed=agreed, agreed_at=ADOPTED, review_on=date(2027, 11, 19))
    return replace(here, round=6, answers=(Answer("p-lee", Consent.YES), Answer("p-dana", Consent.YES)))


def hostile() -> TeamAgreements:
    wording = (GroupAgreement(sample.HOSTILE, sample.HOSTILE[:HEADING]), GroupAgreement(sample.HOSTILE[:WORDS]))
    return replace(asked(), agreed=wording, edition=3, agreed_at=ADOPTED, wording=wording)


def longest() -> TeamAgreements:
    wording = tuple(GroupAgreement(sample.LONG[n : n + WORDS], f"{n}{sample.LONG}"[:HEADING]) for n in range(MOST))
    return replace(asked(), agreed=wording, edition=41, agreed_at=ADOPTED, wording=wording)


def retired() -> TeamAgreements:
    return replace(none(), version=10, edition=2)


def editions(w: Words) -> tuple[Edition, ...]:
    now = Edition(2, in_force(w).agreed, ADOPTED)
    return (now, Edition(1, WORDING, datetime(2025, 9, 4, 20, 0, tzinfo=UTC), ADOPTED))


def proposals(count: int = 40) -> tuple[Proposal, ...]:
    usual = (Proposal(1, "We start on time", "We keep time"), Proposal(2, sample.HOSTILE, "We hear each other"))
    long = tuple(Proposal(n, f"{n} {sample.LONG}"[:WORDS], f"Value {n % 5}") for n in range(3, count + 1))
    return (*usual, *long)
