import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.adapters.teams import acts, forms
from bot.adapters.teams.acts import Malformed
from bot.adapters.teams.cards import Surface
from bot.domain.team import Handle
from bot.domain.vocabulary import Platform
from bot.ui.card import Paragraph, Quote
from bot.ui.form import ChecksField, ChoiceField, DayField, Form, Option, Passage, PersonField, TextField
from bot.ui.limits import TooLarge
from bot.ui.text import Said, plain
from tests.adapters.teams.walk import actions, nodes, of_type, said, texts
from tests.checks.adaptive_cards import faults

TENANT = "b7a2c9d4"
WHO = (
    Option("named", "With my name", "Your name stands on the card."),
    Option("unlinked", "Without any link", "No id is kept."),
)
KNOWN = (Option("p-dana", "Dana Reyes"), Option("p-lee", "Lee Park"))
FORM = Form(
    name="assign",
    title="Assign #12",
    fields=(
        Passage((Quote((Said("[x](http://evil.example)"),)), Paragraph(plain("Nothing is stored yet.")))),
        TextField("summary", "What is in the way?", required=True, multiline=True, hint="One line.", value="a *b*\nc"),
        TextField("school", "Where is it?", max_length=150),
        ChoiceField("visibility", "Who may know?", WHO, required=True, value="unlinked", open_list=True),
        ChoiceField("team", "Which team?", (Option("t-1", "Lincoln [SLT]"), Option("t-2", "Cedar")), value="t-2"),
        ChecksField("not_student", "The marked words", (Option("yes", "Not about a student"),), value=("yes",)),
        DayField("by", "By when?", value=date(2026, 12, 4), required=True),
        PersonField("assignee", "Who removes it?", KNOWN, required=True, value="p-lee"),
        PersonField("asked", "Who else?", KNOWN, many=True, value="p-dana", handle="aad-7,aad-8"),
    ),
    submit="Send",
    cancel="Cancel",
    subject="c-4711",
    version=7,
    language="en",
    args=(("link", "https://x.example/1"),),
)


def drawn(surface: Surface = Surface.CHAT, form: Form = FORM) -> dict[str, Any]:
    return forms.card(form, surface, token="k3y", thread='["19:a","55","55"]')


def field(id: str, form: Form = FORM) -> dict[str, Any]:
    return next(node for node in nodes(drawn(form=form)) if node.get("id") == id)


@pytest.mark.parametrize("surface", Surface)
def test_a_form_with_every_kind_of_field_is_one_that_teams_draws(surface: Surface) -> None:
    assert faults(drawn(surface)) == []


def test_each_field_is_the_input_of_its_kind() -> None:
    shown = [(node["id"], node["type"]) for node in nodes(drawn()) if str(node.get("type")).startswith("Input.")]
    assert shown == [
        ("t_summary", "Input.Text"),
        ("t_school", "Input.Text"),
        ("t_visibility", "Input.ChoiceSet"),
        ("t_team", "Input.ChoiceSet"),
        ("c_not_student", "Input.ChoiceSet"),
        ("t_by", "Input.Date"),
        ("p_assignee", "Input.ChoiceSet"),
        ("m_asked", "Input.ChoiceSet"),
    ]


def test_words_stand_in_their_input_as_they_were_typed() -> None:
    assert field("t_summary") == {
        "type": "Input.Text",
        "id": "t_summary",
        "label": "What is in the way?",
        "isRequired": True,
        "errorMessage": "This is required.",
        "isMultiline": True,
        "maxLength": 3000,
        "value": "a *b*\nc",
    }
    assert field("t_school")["maxLength"] == 150
    assert "isRequired" not in field("t_school")


def test_a_choice_in_sight_says_what_it_means_before_it_is_made() -> None:
    choice = field("t_visibility")
    assert (choice["style"], choice["value"], choice["wrap"]) == ("expanded", "unlinked", True)
    assert choice["choices"][0] == {"title": "With my name: Your name stands on the card.", "value": "named"}


def test_somebodys_words_in_a_choice_turn_into_no_link_whether_they_are_parsed_or_not() -> None:
    assert field("t_team")["choices"][0]["title"] == "Lincoln [SLT]"
    opened = Form(
        "x", "x", (ChoiceField("same", "Same?", (Option("c-1", "#12 [x](http://e)"),), open_list=True),), "x", "x"
    )
    assert field("t_same", opened)["choices"][0]["title"] == "#12 [x]\u200d(http://e)"


def test_people_are_found_in_the_whole_directory_and_among_those_we_know() -> None:
    one, many = field("p_assignee"), field("m_asked")
    assert one["choices.data"] == {"type": "Data.Query", "dataset": "graph.microsoft.com/users"}
    assert one["choices"][0] == {"title": "Dana Reyes", "value": "id:p-dana"}
    assert (one["value"], one.get("isMultiSelect")) == ("id:p-lee", None)
    assert (many["value"], many["isMultiSelect"]) == ("aad-7,aad-8,id:p-dana", True)


def test_a_day_is_shown_as_a_day() -> None:
    assert (field("t_by")["type"], field("t_by")["value"]) == ("Input.Date", "2026-12-04")


def test_errors_stand_above_their_field_and_everything_typed_stays() -> None:
    errors = (("school", "Choose where it is."),)
    wrong = Form(**{name: getattr(FORM, name) for name in FORM.__slots__ if name != "errors"}, errors=errors)
    body = drawn(form=wrong)["body"]
    at = next(index for index, block in enumerate(body) if block.get("id") == "t_school")
    assert body[at - 1]["inlines"] == [
        {"type": "TextRun", "text": "⚠ Choose where it is.", "weight": "Bolder", "color": "Attention"}
    ]
    assert field("t_summary", wrong)["value"] == "a *b*\nc"


def test_a_dialog_has_its_title_in_the_frame_and_a_card_has_it_inside() -> None:
    headings = [[b["text"] for b in of_type(drawn(s), "TextBlock")] for s in (Surface.DIALOG, Surface.CHAT)]
    assert headings == [[], ["Assign #12"]]


def test_a_dialog_submits_and_a_card_executes() -> None:
    (submit,) = actions(drawn(Surface.DIALOG))
    execute = actions(drawn())[0]
    assert (submit["type"], execute["type"], execute["verb"]) == ("Action.Submit", "Action.Execute", "assign")
    assert execute["fallback"] == submit
    assert submit["title"] == "Send"


def test_a_comma_in_a_choice_is_refused_since_it_would_come_back_as_two() -> None:
    with pytest.raises(TooLarge):
        drawn(form=Form("x", "x", (ChoiceField("a", "a", (Option("1,2", "x"),)),), "x", "x"))


@settings(max_examples=200, deadline=None)
@given(st.text(min_size=1, max_size=300))
def test_any_words_are_drawn_in_inputs_and_runs_alone(words: str) -> None:
    form = Form("x", "x", (Passage((Quote((Said(words),)),)), TextField("a", "x", value=words)), "x", "x")
    card = drawn(form=form)
    assert field("t_a", form)["value"] == words
    assert said(card).replace("\u200d", "") == words.replace("\u200d", "")
    marked = f"<<{words}>>"
    places = [
        (kind, name)
        for kind, name, text in texts(drawn(form=Form("x", "x", (TextField("a", "x", value=marked),), "x", "x")))
        if marked in text
    ]
    assert places == [("Input.Text", "value")]


SENT = {
    "t_summary": "Chargers\u202e are gone",
    "t_school": "",
    "t_visibility": "named",
    "c_not_student": "yes",
    "t_by": "2026-12-04",
    "p_assignee": "aad-7",
    "m_asked": "id:p-dana,aad-8",
    "t_forged": "not on the form",
}


def returned(**changes: object) -> dict[str, object]:
    data = json.loads(json.dumps(actions(drawn(Surface.DIALOG))[0]["data"]))
    return {**data, **SENT, **changes}


def test_what_was_filled_in_comes_back_under_the_fields_own_ids() -> None:
    data = returned()
    about = acts.decode_about(data)
    assert forms.parse(data, about, TENANT) == {
        "summary": "Chargers are gone",
        "school": "",
        "visibility": "named",
        "team": "",
        "not_student": ("yes",),
        "by": "2026-12-04",
        "assignee": Handle(Platform.TEAMS, TENANT, "aad-7"),
        "asked": ("p-dana", Handle(Platform.TEAMS, TENANT, "aad-8")),
    }


def test_what_the_form_is_about_comes_back_with_it() -> None:
    about = acts.decode_about(returned())
    assert (about.form, about.subject, about.version, about.args) == (
        "assign",
        "c-4711",
        7,
        {"link": "https://x.example/1"},
    )
    assert (about.token, about.thread) == ("k3y", '["19:a","55","55"]')


def test_one_of_our_own_people_comes_back_as_theirs() -> None:
    data = returned(p_assignee="id:p-lee", m_asked=None)
    values = forms.parse(data, acts.decode_about(data), TENANT)
    assert (values["assignee"], values["asked"]) == ("p-lee", ())


@pytest.mark.parametrize(
    "changes",
    [
        {"t_summary": 7},
        {"t_summary": ["x"]},
        {"c_not_student": {"a": 1}},
        {"p_assignee": "<script>"},
        {"p_assignee": "id:"},
        {"p_assignee": "x" * 65},
        {"m_asked": "aad-7,a b"},
    ],
)
def test_values_that_no_form_of_ours_sends_are_refused(changes: dict[str, object]) -> None:
    data = returned(**changes)
    with pytest.raises(Malformed):
        forms.parse(data, acts.decode_about(data), TENANT)


def about(**changes: object) -> dict[str, object]:
    form = {"f": "assign", "k": "k3y", "s": "c-4711", "n": 7, "a": {}, "t": None, "i": ["t_a"]}
    return {"form": form | changes}


@pytest.mark.parametrize("name", ["t_", "x_a", "a", "__class__"])
def test_an_input_of_no_kind_of_ours_is_refused(name: str) -> None:
    data = about(i=[name])
    with pytest.raises(Malformed):
        forms.parse(data, acts.decode_about(data), TENANT)


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"form": None},
        {"form": []},
        about(f=""),
        about(f="x" * 65),
        about(k=7),
        about(s="x" * 201),
        about(n=-1),
        about(n=2**31),
        about(n=True),
        about(n="7"),
        about(a={"link": 7}),
        about(a={"x": "y" * 8001}),
        about(a={str(n): "x" for n in range(21)}),
        about(t=7),
        about(i=["t_a"] * 41),
        about(i="t_a"),
    ],
)
def test_a_form_that_is_none_of_ours_is_refused(data: dict[str, object]) -> None:
    with pytest.raises(Malformed):
        acts.decode_about(data)


@pytest.mark.parametrize(
    "act",
    [
        None, [], "assign", {"v": "assign"}, {"v": "", "s": "", "n": 0, "a": {}}, {"v": "a", "s": 1, "n": 0, "a": {}},
        {"v": "a", "s": "", "n": 1.5, "a": {}}, {"v": "a", "s": "", "n": 0, "a": []},
        {"v": "a\nb", "s": "", "n": 0, "a": {}}, {"v": "a", "s": "\x1b", "n": 0, "a": {}},
    ],
)  # fmt: skip
def test_a_press_that_is_none_of_ours_is_refused(act: object) -> None:
    with pytest.raises(Malformed):
        acts.decode({"act": act})


def test_control_characters_in_what_a_button_carried_are_dropped() -> None:
    act = acts.decode({"act": {"v": "report", "s": "", "n": 0, "a": {"words": "a\x1bb\u202ec\ue000d"}}})
    assert act.args == (("words", "abcd"),)
