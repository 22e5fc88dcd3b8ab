from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings

from bot.adapters.slack import acts, forms
from bot.domain.team import Handle
from bot.domain.vocabulary import Platform
from bot.handlers.desk.requests import Where
from bot.ui.form import DayField, Form, TextField
from bot.ui.limits import TooLarge
from tests.adapters.slack.drawn import ANY_WORDS, HOSTILE, texts, wordy_form
from tests.adapters.slack.payloads import TEAM, filled
from tests.checks.slack_blocks import faults

WHERE = Where("C0TRIAGE", '{"channel":"C0TRIAGE"}', private=False, name="leads", thread="C0TRIAGE:1790000000.000200")
LEE = Handle(Platform.SLACK, TEAM, "U0LEAD")


def sent(form: Form, **given: object) -> forms.Values:
    view = forms.modal(form, WHERE)
    return forms.parse({**view, "state": {"values": filled(view, given)}}, TEAM)


@pytest.mark.parametrize("words", [HOSTILE, "short", "ü" * 2900])
def test_slack_would_take_every_kind_of_field(words: str) -> None:
    assert faults(forms.modal(wordy_form(words), WHERE), surface="modal") == []
    wrong = wordy_form(words, errors=(("summary", "Say what is in the way."), ("target", "Choose a school day.")))
    assert faults(forms.modal(wrong, None), surface="modal") == []


@given(words=ANY_WORDS)
@settings(max_examples=60, deadline=None)
def test_peoples_words_stand_in_a_form_unchanged_and_nothing_parses_them(words: str) -> None:
    held = list(texts(forms.modal(wordy_form(words), WHERE)["blocks"]))
    assert {kind for kind, _ in held} <= {"text", "plain_text", "plain_text_input"}
    assert [text for kind, text in held if text == words] == [words, words]


def test_what_was_filled_in_arrives_under_the_fields_ids() -> None:
    assert sent(
        wordy_form("old"),
        summary={"value": "Carts <b> & \u202enew\u202c\u0007"},
        reach={"selected_option": {"value": "inside"}},
        practice={"selected_option": None},
        drivers={"selected_options": [{"value": "inside"}, {"value": "outside"}]},
        target={"selected_date": "2026-12-04"},
        assignee={"selected_user": "U0LEAD"},
        helpers={"selected_users": ["U0LEAD"]},
        **{"helpers.known": {"selected_options": [{"value": "p8"}]}, "assignee.known": {"selected_option": None}},
    ) == {
        "summary": "Carts <b> & new",
        "reach": "inside",
        "practice": "",
        "drivers": ("inside", "outside"),
        "target": "2026-12-04",
        "assignee": LEE,
        "helpers": (LEE, "p8"),
    }


def test_what_was_left_empty_arrives_empty() -> None:
    assert sent(wordy_form("old")) == {
        "summary": "",
        "reach": "",
        "practice": "",
        "drivers": (),
        "target": "",
        "assignee": "",
        "helpers": (),
    }


def test_somebody_chosen_from_the_second_list_replaces_who_the_form_opened_with() -> None:
    values = sent(
        wordy_form("x"),
        assignee={"selected_user": "U0LEAD"},
        **{"assignee.known": {"selected_option": {"value": "p7"}}},
    )
    assert values["assignee"] == "p7"


def test_somebody_newly_picked_wins_over_the_second_list() -> None:
    values = sent(
        wordy_form("x"),
        assignee={"selected_user": "U0TEACHER"},
        **{"assignee.known": {"selected_option": {"value": "p7"}}},
    )
    assert values["assignee"] == Handle(Platform.SLACK, TEAM, "U0TEACHER")


def test_a_form_remembers_what_it_is_about_and_where_it_was_opened() -> None:
    view = forms.modal(wordy_form("x"), WHERE)
    assert view["callback_id"] == "triage"
    assert acts.decode_about(view["private_metadata"]) == acts.About("ch41", 7, {"from": "card"}, WHERE)


def test_a_form_that_carries_too_much_is_refused_loudly() -> None:
    words = "".join(chr(0x4E00 + n) for n in range(3000))
    with pytest.raises(TooLarge):
        forms.modal(replace(wordy_form("x"), args=(("words", words),)), None)


def test_errors_stand_in_words_above_their_fields() -> None:
    view = forms.modal(wordy_form("x", errors=(("target", "Choose a school day."),)), None)
    at = [block["block_id"] for block in view["blocks"]].index("triage.target")
    assert list(texts(view["blocks"][at - 1])) == [("text", "⚠ Choose a school day.")]


def test_errors_of_an_unchanged_form_go_to_slacks_own_place_for_them() -> None:
    form = wordy_form("x", errors=(("target", "Choose a school day."),))
    shown = forms.modal(wordy_form("what it opened with"), WHERE)
    passage = shown["blocks"][0]
    same = {**shown, "blocks": [forms.modal(form, WHERE)["blocks"][0], *shown["blocks"][1:]]}
    assert passage["type"] == "rich_text"
    assert forms.field_errors(form, same, WHERE) == {"triage.target": "Choose a school day."}


@pytest.mark.parametrize(
    "form",
    [
        wordy_form("x", errors=(("nowhere", "Gone."),)),
        wordy_form("x"),
        replace(wordy_form("x", errors=(("target", "No."),)), version=8),
        replace(
            wordy_form("x", errors=(("target", "No."),)),
            fields=(TextField("summary", "What"), DayField("target", "Target")),
        ),
        wordy_form("other words to read", errors=(("target", "No."),)),
    ],
    ids=["no such field", "no error", "a newer version", "other fields", "other words to read"],
)
def test_a_form_that_changed_is_drawn_again(form: Form) -> None:
    assert forms.field_errors(form, forms.modal(wordy_form("x"), WHERE), WHERE) is None


def test_a_form_redrawn_with_errors_is_drawn_again_without_them() -> None:
    wrong = wordy_form("x", errors=(("target", "No."),))
    assert forms.field_errors(wrong, forms.modal(wrong, WHERE), WHERE) is None


def test_chosen_values_are_shown() -> None:
    form = replace(
        wordy_form("x"), fields=(DayField("target", "Target", value=date(2026, 12, 4)), *wordy_form("x").fields[2:3])
    )
    elements = [block["element"] for block in forms.modal(form, None)["blocks"]]
    assert elements[0]["initial_date"] == "2026-12-04"
    assert elements[1]["initial_option"]["value"] == "outside"
