"""Every button and form has a way to its handler, no typed command hides another, and help names them all."""

import pytest

from bot.domain.permission import BY_THE_CLOCK
from bot.domain.vocabulary import Move
from bot.handlers.routes import COMMANDS, ROUTES, SHORTCUTS, command, route
from bot.handlers.typed import grammar, meanings, verbs
from bot.ui.card import Button
from bot.ui.speech import read_aloud
from bot.ui.views.help import help_card
from bot.ui.words import LANGUAGES, words
from tests.contract import examples

BUTTONS = [(name, button) for name, one in examples.everything() for button in examples.buttons(one)]
FORMS = examples.forms()
EVENTS = {"home", "joined", "place_gone", "people_changed", "account_closed", "became_guest", "uninstalled"}
"""Pressed by nobody: what happens to the bot, and a tab that is opened."""
BY_COMMAND = {"code"}
"""Typed, so far: no card of ours carries it."""
PATTERNED = {Move.STEP_DONE: "2", Move.MERGE: "#9", Move.REDIRECT: "hr", Move.VERDICT: "no", Move.SUSTAIN: "yes"}
"""What may follow a verb that does not take just any words."""
ALIKE = {meanings.Greeting: verbs.Bare.GREETING, meanings.Help: verbs.Bare.HELP, meanings.Mine: verbs.Bare.MINE}
ALIKE |= {meanings.Todo: verbs.Bare.TODO, meanings.Log: verbs.Bare.LOG, meanings.Setup: verbs.Bare.SETUP}
ALIKE |= {meanings.Reminders: verbs.Bare.REMINDERS}
ALIKE |= {meanings.Connect: verbs.Bare.CONNECT, meanings.Home: verbs.Bare.HOME}


def of(button: Button) -> str:
    return button.act.verb


def test_every_button_has_a_handler_of_its_press() -> None:
    lost = {of(button) for _, button in BUTTONS if (found := route(of(button))) is None or found.press is None}
    assert lost == set()


def test_every_form_has_a_handler_of_what_is_sent() -> None:
    lost = {form.name for form in FORMS.values() if (found := route(form.name)) is None or found.submit is None}
    assert lost == set()


def test_a_button_opens_a_form_only_where_its_route_does() -> None:
    opening = {one.name for one in ROUTES if one.opens}
    assert [(name, button.label) for name, button in BUTTONS if button.opens and of(button) not in opening] == []


def test_a_button_of_a_route_that_opens_a_form_says_so_unless_it_brings_the_answer_along() -> None:
    opening = {one.name for one in ROUTES if one.opens}
    silent = [(name, b.label) for name, b in BUTTONS if of(b) in opening and not b.opens and not b.act.args]
    assert silent == []


def test_every_press_can_be_made() -> None:
    """Drawn in an example, offered as a shortcut, or made by the platform itself."""
    drawn = {of(button) for _, button in BUTTONS} | {one.name for one in SHORTCUTS} | EVENTS | BY_COMMAND
    assert {one.name for one in ROUTES if one.press} - drawn == set()


def test_every_submission_can_be_made() -> None:
    drawn = {form.name for form in FORMS.values()}
    assert {one.name for one in ROUTES if one.submit} - drawn == set()


def test_every_route_does_something_and_has_a_name_of_its_own() -> None:
    assert len({one.name for one in ROUTES}) == len(ROUTES)
    assert [one.name for one in ROUTES if not (one.press or one.submit)] == []


def test_every_command_is_found_by_its_name() -> None:
    assert [command(one.name) for one in COMMANDS] == list(COMMANDS)


def test_every_move_a_person_makes_has_a_route_of_its_name() -> None:
    assert [move for move in Move if move not in BY_THE_CLOCK and route(move.value) is None] == []


@pytest.mark.parametrize("typed", sorted(verbs.BARE))
def test_a_command_that_stands_alone_is_understood_as_itself(typed: str) -> None:
    found = {said: ALIKE.get(type(grammar.parse(said, thread=False))) for said in (typed, typed.upper(), f" {typed} ")}
    assert set(found.values()) == {verbs.BARE[typed]}


@pytest.mark.parametrize("typed", sorted(verbs.MOVE_VERBS))
def test_a_moves_words_are_understood_as_that_move_and_no_other(typed: str) -> None:
    move = verbs.MOVE_VERBS[typed]
    line = f"12 {typed} {PATTERNED.get(move, '') or ('Parts arrived' if move in verbs.PLAIN else '')}".strip()
    said = grammar.parse(line, thread=False)
    assert isinstance(said, meanings.TypedMove)
    assert (said.move, said.number) == (move, 12)


def test_no_typed_word_means_two_things() -> None:
    kinds = (set(verbs.BARE), set(verbs.MOVE_VERBS), set(verbs.CODE_VERBS))
    assert [one & other for i, one in enumerate(kinds) for other in kinds[i + 1 :]] == [set()] * 3


def test_every_verb_has_a_move_that_a_person_makes() -> None:
    assert set(verbs.MOVE_VERBS.values()) == set(Move) - {Move.REPORT, Move.REVIEW, *BY_THE_CLOCK}


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_names_every_command(language: str) -> None:
    meant = {type(said) for said in in_help(language)}
    assert set(verbs.Bare) - {ALIKE.get(one) for one in meant} == UNNAMED
    assert {
        meanings.Nothing,
        meanings.OpenCode,
        meanings.Show,
        meanings.TypedMove,
        meanings.Told,
        meanings.Later,
        meanings.Report,
    } - meant == set()


UNNAMED = {verbs.Bare.GREETING, verbs.Bare.HELP}
"""A greeting is no command, and who reads the help has typed help."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_shows_lines_that_work(language: str) -> None:
    assert [type(said) for said in in_help(language)].count(meanings.Report) == 1


def in_help(language: str) -> list[meanings.Typed]:
    """What each line of the help means."""
    typed = [line.split(" – ")[0].removeprefix("- ") for line in read_aloud(help_card(words(language))).splitlines()]
    lines = [line.removeprefix("/barrier").strip() for line in typed if line.startswith("/barrier")]
    return [grammar.parse(line.replace("@lee", "\ue0000\ue001"), thread=False) for line in lines]
