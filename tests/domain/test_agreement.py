"""The life of a team's agreements, and the pulse."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import agreement
from bot.domain.agreement import MOST, Answer, Consent, GroupAgreement, TeamAgreements, focus, later
from bot.domain.pulse import STEPS, Pulse, Step, middle
from bot.domain.refusals import Refusal

NOW, TODAY = datetime(2026, 11, 20, 21, 30, tzinfo=UTC), date(2026, 11, 20)
ON_TIME, TURNS = GroupAgreement("We start on time", "We value time"), GroupAgreement("We take turns")
PEOPLE = ("ana", "lee", "sam")
BLANK = TeamAgreements("district", "slt")


def worded(*words: GroupAgreement, of: TeamAgreements = BLANK) -> TeamAgreements:
    return agreement.word(of, words or (ON_TIME, TURNS), months=6, considered=3)


def asked(*people: str, of: TeamAgreements = BLANK) -> TeamAgreements:
    return agreement.ask(worded(of=of), people or PEOPLE, now=NOW)


def said(it: TeamAgreements, consent: Consent, *people: str) -> TeamAgreements:
    for person in people:
        it = agreement.answer(it, Answer(person, consent, words="Not so" * (consent is Consent.CONCERN)))
    return it


def settled(it: TeamAgreements, *people: str) -> TeamAgreements:
    return agreement.settle(it, people or PEOPLE, now=NOW, today=TODAY)


def adopted() -> TeamAgreements:
    return settled(said(asked(), Consent.YES, *PEOPLE))


def test_they_are_in_force_once_everybody_can_live_with_them() -> None:
    it = adopted()
    assert (it.edition, it.agreed, it.agreed_at, it.wording, it.asked_at) == (1, (ON_TIME, TURNS), NOW, (), None)
    assert it.review_on == date(2027, 5, 20)


@pytest.mark.parametrize("consent", [Consent.CONCERN, None])
def test_one_concern_or_one_silence_keeps_them_from_being_in_force(consent: Consent | None) -> None:
    it = said(asked(), Consent.YES, "ana", "lee")
    it = replace(it, answers=(*it.answers[:2], Answer("sam", consent)))
    assert settled(it) == it


def test_who_left_is_waited_for_no_more() -> None:
    it = settled(said(asked(), Consent.YES, "ana", "lee"), "ana", "lee")
    assert (it.agreed, it.asked_at) == ((ON_TIME, TURNS), None)


def test_the_concern_of_who_left_is_open_no_more() -> None:
    it = said(said(asked(), Consent.YES, "ana", "lee"), Consent.CONCERN, "sam")
    assert settled(it, "ana", "lee").agreed


def test_who_came_while_the_team_is_asked_is_asked_too() -> None:
    it = settled(said(asked(), Consent.YES, *PEOPLE), *PEOPLE, "kim")
    assert (it.agreed, it.missing) == ((), ("kim",))


def test_who_came_later_is_asked_and_nothing_hangs_on_it() -> None:
    it = settled(adopted(), *PEOPLE, "kim")
    assert (it.missing, it.asks) == (("kim",), (ON_TIME, TURNS))
    it = settled(said(it, Consent.CONCERN, "kim"), *PEOPLE, "kim")
    assert it.agreed


def test_nobody_left_is_no_consent() -> None:
    it = agreement.settle(asked(), [], now=NOW, today=TODAY)
    assert (it.agreed, it.answers) == ((), ())


def test_new_words_end_the_asking_and_every_answer_is_asked_for_anew() -> None:
    it = said(asked(), Consent.YES, "ana", "lee")
    again = worded(TURNS, of=said(it, Consent.CONCERN, "sam"))
    assert (again.asked_at, again.answers, again.concerns) == (None, (), ())
    once_more = agreement.ask(again, PEOPLE, now=NOW)
    assert (once_more.round, once_more.missing) == (2, PEOPLE)


def test_while_they_are_reworded_what_is_in_force_stays_so_and_newcomers_wait() -> None:
    it = settled(worded(TURNS, of=adopted()), *PEOPLE, "kim")
    assert (it.agreed, it.of("kim")) == ((ON_TIME, TURNS), None)


def test_an_answer_can_be_changed_while_the_question_stands() -> None:
    it = said(said(asked(), Consent.CONCERN, "sam"), Consent.YES, *PEOPLE)
    assert it.concerns == ()
    assert settled(it).agreed


def test_a_concern_keeps_its_number_and_the_next_one_has_another() -> None:
    it = said(said(asked(), Consent.CONCERN, "sam"), Consent.CONCERN, "lee", "sam")
    assert {one.person: one.concern for one in it.concerns} == {"sam": 1, "lee": 2}


def test_answers_are_no_change_of_the_words() -> None:
    assert said(asked(), Consent.YES, "ana").version == asked().version
    assert worded(of=asked()).version > asked().version


def test_what_makes_no_sense_is_refused() -> None:
    too_many = [GroupAgreement(f"We do {n}") for n in range(MOST + 1)]
    with pytest.raises(Refusal, match="empty"):
        agreement.word(BLANK, (), months=6, considered=0)
    with pytest.raises(Refusal, match="not_now"):
        agreement.word(BLANK, too_many, months=6, considered=0)
    with pytest.raises(Refusal, match="not_now"):
        agreement.word(BLANK, (TURNS,), months=5, considered=0)
    with pytest.raises(Refusal, match="not_now"):
        agreement.ask(BLANK, PEOPLE, now=NOW)
    with pytest.raises(Refusal, match="not_now"):
        agreement.ask(asked(), PEOPLE, now=NOW)
    with pytest.raises(Refusal, match="not_now"):
        agreement.answer(asked(), Answer("kim", Consent.YES))
    with pytest.raises(Refusal, match="not_now"):
        agreement.retire(asked())
    with pytest.raises(Refusal, match="not_now"):
        agreement.keep(BLANK, today=TODAY)


def test_retired_ones_are_in_force_no_more_and_their_number_is_not_used_again() -> None:
    it = agreement.retire(adopted())
    assert (it.agreed, it.review_on, it.answers, it.edition) == ((), None, (), 1)
    assert settled(said(asked(of=it), Consent.YES, *PEOPLE)).edition == 2


def test_retiring_leaves_an_asking_about_new_words_alone() -> None:
    it = agreement.retire(said(asked(of=adopted()), Consent.YES, "lee"))
    assert (it.agreed, it.missing) == ((), ("ana", "sam"))


def test_kept_ones_are_looked_at_again_later() -> None:
    assert agreement.keep(adopted(), today=date(2027, 5, 31)).review_on == date(2027, 11, 28)


@pytest.mark.parametrize(("months", "day"), [(4, date(2027, 3, 28)), (6, date(2027, 5, 28)), (12, date(2027, 11, 28))])
def test_a_day_that_not_every_month_has_becomes_the_28th(months: int, day: date) -> None:
    assert later(date(2026, 11, 30), months) == day


def test_each_has_its_turn_in_focus() -> None:
    three = (ON_TIME, TURNS, GroupAgreement("We listen"))
    assert [focus(three, n) for n in range(5)] == [*three, *three[:2]]
    assert focus((), 4) is None


def test_there_is_no_place_for_who_broke_what() -> None:
    of_people = {field.name for field in fields(Answer)}
    assert of_people == {"person", "consent", "concern", "words", "named"}
    assert {field.name for field in fields(Pulse)}.isdisjoint({"person", "people", "counts", "votes"})


@pytest.mark.parametrize(
    ("counts", "found"),
    [
        ({Step.FULLY: 4}, None),
        ({Step.FULLY: 5}, (5, Step.FULLY)),
        ({Step.HARDLY: 2, Step.PARTLY: 1, Step.FULLY: 2}, (5, Step.PARTLY)),
        ({Step.PARTLY: 3, Step.FULLY: 3}, (6, Step.PARTLY)),
        ({}, None),
    ],
)
def test_the_middle_answer_of_enough_answers(counts: dict[Step, int], found: tuple[int, Step] | None) -> None:
    assert middle(counts) == found


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(STEPS), min_size=5, max_size=30))
def test_as_many_answered_less_as_answered_more(answers: list[Step]) -> None:
    in_order = sorted(answers, key=STEPS.index)
    counts = {step: answers.count(step) for step in STEPS}
    assert middle(counts) == (len(answers), in_order[(len(answers) - 1) // 2])
