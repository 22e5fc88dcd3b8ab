import json

from bot.adapters.slack import forms
from bot.handlers.desk.requests import Reply
from bot.ui.form import Form, TextField
from tests.adapters.slack import payloads as p
from tests.adapters.slack.conftest import Bench
from tests.adapters.slack.drawn import CARD, FORM, LINE, SMALL, WRONG
from tests.checks.slack_blocks import faults


def filled_form(form: Form = FORM) -> p.Json:
    view = forms.modal(form, None)
    return p.submission(view, p.filled(view, {"summary": {"value": "carts"}}))


async def answered(bench: Bench, reply: Reply, body: p.Json | None = None) -> p.Json:
    bench.script.reply = reply
    answer: p.Json = await (await bench.payload(body or filled_form())).json()
    return answer


async def test_a_form_with_nothing_to_say_closes(bench: Bench) -> None:
    assert await answered(bench, Reply()) == {"response_action": "clear"}


async def test_a_receipt_takes_the_forms_place(bench: Bench) -> None:
    answer = await answered(bench, Reply(card=CARD))
    assert answer["response_action"] == "update"
    assert faults(answer["view"], surface="modal") == []


async def test_a_long_title_stands_whole_in_the_view(bench: Bench) -> None:
    view = (await answered(bench, Reply(card=SMALL)))["view"]
    assert view["title"]["text"] == "Barrier"
    assert view["blocks"][0]["text"]["text"] == "Challenge 41 is with Lee Park"


async def test_a_line_takes_the_forms_place(bench: Bench) -> None:
    answer = await answered(bench, LINE)
    assert faults(answer["view"], surface="modal") == []


async def test_errors_of_the_same_form_stand_at_their_fields(bench: Bench) -> None:
    assert await answered(bench, Reply(form=WRONG)) == {
        "response_action": "errors",
        "errors": {"triage.target": "Choose a school day."},
    }


async def test_a_form_that_changed_is_drawn_again_with_its_errors(bench: Bench) -> None:
    body = filled_form(Form("triage", "Triage", (TextField("summary", "What"),), "Save", "Back"))
    answer = await answered(bench, Reply(form=WRONG), body)
    assert answer["response_action"] == "update"
    assert "⚠ Choose a school day." in json.dumps(answer, ensure_ascii=False)


async def test_an_answer_too_large_for_slack_is_still_an_answer(bench: Bench) -> None:
    words = "".join(chr(0x4E00 + n) for n in range(3000))
    huge = Form("next", "Next", (TextField("a", "A"),), "Save", "Back", args=(("words", words),))
    answer = await answered(bench, Reply(form=huge))
    assert "the fault is mine" in json.dumps(answer)


async def test_a_closed_form_is_acknowledged_and_nothing_more(bench: Bench) -> None:
    view = forms.modal(FORM, None)
    answer = await bench.payload(p.interactive("view_closed", view={"id": "V0", **view}, is_cleared=False))
    assert answer.status == 200
    assert bench.script.asked == []
