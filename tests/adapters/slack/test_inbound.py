from bot.adapters.slack import acts, events, forms, inbound
from bot.handlers.desk.requests import (
    MENTION_CLOSE,
    MENTION_OPEN,
    Invocation,
    Press,
    Request,
    Via,
    Where,
)
from bot.ui.card import Act
from tests.adapters.slack import payloads as p
from tests.adapters.slack.drawn import wordy_form
from tests.adapters.slack.payloads import person

IN_CHANNEL = Where("C0TRIAGE", '{"channel":"C0TRIAGE"}', private=False, name="leads")
ACT = Act("assign", "ch41", 7, (("to", "p7"),))
FIRST = f"{MENTION_OPEN}0{MENTION_CLOSE}"


def heard(body: p.Json, bot: str = p.BOT) -> Request | None:
    return events.request(body, p.TEAM, bot)


def command(body: p.Json, team: str) -> Invocation | None:
    return inbound.command(body, team, inbound.origin(body, team).where)


def press(body: p.Json, team: str) -> Press | None:
    return inbound.press(body, team, inbound.origin(body, team).where)


def shortcut(body: p.Json, team: str) -> Press:
    return inbound.shortcut(body, team, inbound.origin(body, team).where)


def test_a_command_says_who_where_and_what() -> None:
    assert command(p.command("assign <@U0LEAD|lee>", command="/agenda"), p.TEAM) == Invocation(
        key=f"slack:trigger:{p.TRIGGER}",
        caller=person("U0TEACHER", "tess"),
        where=IN_CHANNEL,
        text=f"assign {FIRST}",
        via=Via.COMMAND,
        command="agenda",
        people=(person("U0LEAD", "lee"),),
        can_open=True,
    )


def test_a_command_in_a_direct_conversation_is_not_taken_for_the_bots_own() -> None:
    request = command(p.command("x", channel_id="D0OTHERS", channel_name="directmessage"), p.TEAM)
    assert request
    assert request.where == Where("D0OTHERS", '{"channel":"D0OTHERS"}', private=False)


def test_a_button_gives_its_act_and_the_message_it_stands_on() -> None:
    assert press(p.press(acts.encode(ACT)), p.TEAM) == Press(
        key=f"slack:trigger:{p.TRIGGER}",
        caller=person("U0LEAD", "lee"),
        where=Where("C0TRIAGE", '{"channel":"C0TRIAGE"}', private=False, name="leads", thread=f"C0TRIAGE:{p.CARD_TS}"),
        verb="assign",
        subject="ch41",
        version=7,
        args={"to": "p7"},
    )


def test_a_choice_from_a_menu_gives_its_act() -> None:
    chosen = {"type": "overflow", "selected_option": {"value": acts.encode(ACT)}}
    request = press(p.press("", actions=[chosen]), p.TEAM)
    assert request
    assert (request.verb, request.version) == ("assign", 7)


def test_a_button_in_the_private_conversation_is_pressed_in_private() -> None:
    container = {"type": "message", "message_ts": p.CARD_TS, "channel_id": p.DIRECT, "is_ephemeral": False}
    channel = {"id": p.DIRECT, "name": "directmessage"}
    request = press(p.press(acts.encode(ACT), container=container, channel=channel), p.TEAM)
    assert request
    assert request.where == Where("U0LEAD", '{"channel":"D0TEACHER"}', private=True, thread=f"{p.DIRECT}:{p.CARD_TS}")


def test_a_button_in_a_modal_remembers_where_the_modal_was_opened() -> None:
    view = forms.modal(wordy_form("x"), IN_CHANNEL)
    request = press(p.pressed_in_view(acts.encode(ACT), view), p.TEAM)
    assert request
    assert request.where == IN_CHANNEL


def test_a_button_on_the_home_has_no_place() -> None:
    request = press(p.pressed_in_view(acts.encode(ACT), {"type": "home", "private_metadata": ""}), p.TEAM)
    assert request
    assert request.where is None


def test_somebody_from_another_workspace_is_a_guest() -> None:
    stranger = {"id": "U0LEAD", "name": "lee", "team_id": "T0ELSEWHERE"}
    request = press(p.press(acts.encode(ACT), user=stranger), p.TEAM)
    assert request
    assert request.caller == person("U0LEAD", "lee", guest=True)


def test_a_message_shortcut_brings_the_words_and_the_link() -> None:
    request = shortcut(p.message_shortcut("carts &amp; <@U0LEAD|lee> or <@U0OTHER>"), p.TEAM)
    assert request.verb == "report_message"
    assert request.args == {
        "words": "carts & @lee or @…",
        "link": "https://riverbend.slack.com/archives/C0TRIAGE/p1790000000000200",
    }


def test_a_message_in_a_thread_is_linked_with_its_thread() -> None:
    message = {"text": "x", "ts": p.CARD_TS, "thread_ts": p.THREAD_TS}
    request = shortcut(p.message_shortcut("", message=message), p.TEAM)
    assert request.args["link"].endswith(f"/p1790000000000200?thread_ts={p.THREAD_TS}&cid=C0TRIAGE")


def test_a_global_shortcut_is_a_press_from_nowhere() -> None:
    assert shortcut(p.interactive("shortcut", callback_id="report"), p.TEAM) == Press(
        f"slack:trigger:{p.TRIGGER}", person("U0LEAD", "lee"), None, "report"
    )


def test_a_form_arrives_with_what_it_was_about() -> None:
    view = forms.modal(wordy_form("x"), IN_CHANNEL)
    request = inbound.submission(p.submission(view, p.filled(view, {"summary": {"value": "carts"}})), p.TEAM)
    assert (request.form, request.subject, request.version) == ("triage", "ch41", 7)
    assert (request.where, request.args["from"], request.values["summary"]) == (IN_CHANNEL, "card", "carts")


def keys_of(*given: str) -> list[str]:
    view = forms.modal(wordy_form("x"), None)
    sent = (p.submission(view, p.filled(view, {"summary": {"value": words}})) for words in given)
    return [inbound.submission(body, p.TEAM).key for body in sent]


def test_a_form_sent_twice_has_one_key_and_a_corrected_one_another() -> None:
    first, again, corrected = keys_of("carts", "carts", "carts, all of them")
    assert first == again != corrected


def test_no_key_names_a_person() -> None:
    view = forms.modal(wordy_form("x"), None)
    requests = (
        command(p.command("x"), p.TEAM),
        press(p.press(acts.encode(ACT)), p.TEAM),
        inbound.submission(p.submission(view, p.filled(view, {"assignee": {"selected_user": "U0LEAD"}})), p.TEAM),
        heard(p.direct("x")),
    )
    keys = [request.key for request in requests if request]
    assert len(keys) == 4
    assert [key for key in keys if p.LEAD in key or p.TEACHER in key] == []
