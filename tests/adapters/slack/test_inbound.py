import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.adapters.slack import acts, events, forms, inbound, typed
from bot.domain.team import Handle
from bot.domain.vocabulary import Platform
from bot.handlers.requests import (
    MENTION_CLOSE,
    MENTION_OPEN,
    Caller,
    Invocation,
    Press,
    Request,
    Via,
    Where,
)
from bot.ui.card import Act
from tests.adapters.slack import payloads as p
from tests.adapters.slack.drawn import wordy_form


def person(user: str, name: str = "", *, guest: bool = False) -> Caller:
    return Caller(Handle(Platform.SLACK, p.TEAM, user), name=name, guest=guest)


IN_CHANNEL = Where("C0TRIAGE", '{"channel":"C0TRIAGE"}', private=False, name="leads")
ACT = Act("assign", "ch41", 7, (("to", "p7"),))
FIRST = f"{MENTION_OPEN}0{MENTION_CLOSE}"
SECOND = f"{MENTION_OPEN}1{MENTION_CLOSE}"


def heard(body: p.Json, bot: str = p.BOT) -> Request | None:
    return events.request(body, p.TEAM, bot)


def words(body: p.Json, bot: str = p.BOT) -> Invocation:
    request = heard(body, bot)
    assert isinstance(request, Invocation)
    return request


# --- What people typed -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed_text", "meant"),
    [
        ("carts &amp; cables &lt;room 12&gt;", "carts & cables <room 12>"),
        ("&amp;lt; stays an entity", "&lt; stays an entity"),
        ("in <#C0ROOM|room-12> and <#C0ROOM>", "in #room-12 and #C0ROOM"),
        ("see <http://x.example|x.example>", "see x.example"),
        ("see <https://x.example/a?b=1&amp;c=2>", "see https://x.example/a?b=1&c=2"),
        ("see <http://evil.example|our page>", "see our page (http://evil.example)"),
        ("write <mailto:tess@river.example|tess@river.example>", "write tess@river.example"),
        ("<!channel> <!subteam^S0TEAM|@coaches> <!here>", "@channel @coaches @here"),
        ("a\u202eb\u2066c\u200ed\x00e\x07f\ufeffg", "abcdefg"),
        ("one\r\ntwo\rthree\u2028four\tfive", "one\ntwo\nthree\nfour five"),
        ("👩🏽‍🏫 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ¡Sí!", "👩🏽‍🏫 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ¡Sí!"),
        (f"a forged {MENTION_OPEN}0{MENTION_CLOSE}", "a forged 0"),
        ("half \ud83d a pair", "half \ufffd a pair"),
        ("2 < 3 > 1 and <nothing>", "2 < 3 > 1 and <nothing>"),
    ],
)
def test_words_arrive_as_they_were_meant(typed_text: str, meant: str) -> None:
    assert typed.read(typed_text, p.TEAM) == (meant, ())


def test_people_mentioned_arrive_by_their_place_in_the_list() -> None:
    text, people = typed.read("ask <@U0LEAD|lee> or <@W0OTHER>, then <@U0LEAD> again", p.TEAM)
    assert text == f"ask {FIRST} or {SECOND}, then {FIRST} again"
    assert people == (person("U0LEAD", "lee"), person("W0OTHER"))


@given(text=st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_words_come_through_slacks_escaping_unchanged_but_for_what_hides(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert typed.read(escaped, p.TEAM) == (typed.clean(text).strip(), ())


@given(text=st.text())
@settings(max_examples=200, deadline=None)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert typed.clean(typed.clean(text)) == typed.clean(text)


# --- Commands, buttons, shortcuts, forms -----------------------------------------------------------------------------


def test_a_command_says_who_where_and_what() -> None:
    assert inbound.command(p.command("assign <@U0LEAD|lee>", command="/agenda"), p.TEAM) == Invocation(
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
    request = inbound.command(p.command("x", channel_id="D0OTHERS", channel_name="directmessage"), p.TEAM)
    assert request
    assert request.where == Where("D0OTHERS", '{"channel":"D0OTHERS"}', private=False)


def test_a_button_gives_its_act_and_the_message_it_stands_on() -> None:
    assert inbound.press(p.press(acts.encode(ACT)), p.TEAM) == Press(
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
    request = inbound.press(p.press("", actions=[chosen]), p.TEAM)
    assert request
    assert (request.verb, request.version) == ("assign", 7)


def test_a_button_in_the_private_conversation_is_pressed_in_private() -> None:
    container = {"type": "message", "message_ts": p.CARD_TS, "channel_id": p.DIRECT, "is_ephemeral": False}
    channel = {"id": p.DIRECT, "name": "directmessage"}
    request = inbound.press(p.press(acts.encode(ACT), container=container, channel=channel), p.TEAM)
    assert request
    assert request.where == Where("U0LEAD", '{"channel":"D0TEACHER"}', private=True, thread=f"{p.DIRECT}:{p.CARD_TS}")


def test_a_button_in_a_modal_remembers_where_the_modal_was_opened() -> None:
    view = forms.modal(wordy_form("x"), IN_CHANNEL)
    request = inbound.press(p.pressed_in_view(acts.encode(ACT), view), p.TEAM)
    assert request
    assert request.where == IN_CHANNEL


def test_a_button_on_the_home_has_no_place() -> None:
    request = inbound.press(p.pressed_in_view(acts.encode(ACT), {"type": "home", "private_metadata": ""}), p.TEAM)
    assert request
    assert request.where is None


def test_somebody_from_another_workspace_is_a_guest() -> None:
    stranger = {"id": "U0LEAD", "name": "lee", "team_id": "T0ELSEWHERE"}
    request = inbound.press(p.press(acts.encode(ACT), user=stranger), p.TEAM)
    assert request
    assert request.caller == person("U0LEAD", "lee", guest=True)


def test_a_message_shortcut_brings_the_words_and_the_link() -> None:
    request = inbound.shortcut(p.message_shortcut("carts &amp; <@U0LEAD|lee> or <@U0OTHER>"), p.TEAM)
    assert request.verb == "report_message"
    assert request.args == {
        "words": "carts & @lee or @…",
        "link": "https://riverbend.slack.com/archives/C0TRIAGE/p1790000000000200",
    }


def test_a_message_in_a_thread_is_linked_with_its_thread() -> None:
    message = {"text": "x", "ts": p.CARD_TS, "thread_ts": p.THREAD_TS}
    request = inbound.shortcut(p.message_shortcut("", message=message), p.TEAM)
    assert request.args["link"].endswith(f"/p1790000000000200?thread_ts={p.THREAD_TS}&cid=C0TRIAGE")


def test_a_global_shortcut_is_a_press_from_nowhere() -> None:
    assert inbound.shortcut(p.interactive("shortcut", callback_id="report"), p.TEAM) == Press(
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
        inbound.command(p.command("x"), p.TEAM),
        inbound.press(p.press(acts.encode(ACT)), p.TEAM),
        inbound.submission(p.submission(view, p.filled(view, {"assignee": {"selected_user": "U0LEAD"}})), p.TEAM),
        heard(p.direct("x")),
    )
    keys = [request.key for request in requests if request]
    assert len(keys) == 4
    assert [key for key in keys if p.LEAD in key or p.TEACHER in key] == []


# --- Events ----------------------------------------------------------------------------------------------------------


def test_a_mention_in_a_thread_comes_without_the_bots_own_name() -> None:
    said = p.mention(f"<@{p.BOT}> assign <@U0LEAD> by friday", thread_ts=p.THREAD_TS)
    assert heard(said) == Invocation(
        key="slack:event:Ev0EVENT",
        caller=person("U0LEAD"),
        where=Where("C0TRIAGE", '{"channel":"C0TRIAGE"}', private=False, thread=f"C0TRIAGE:{p.THREAD_TS}"),
        text=f"assign {FIRST} by friday",
        via=Via.MENTION,
        people=(person("U0LEAD"),),
    )


def test_a_private_message_is_a_command_in_the_persons_own_place() -> None:
    request = words(p.direct("carts are dead"))
    assert request.via is Via.COMMAND
    assert request.where == Where("U0TEACHER", '{"channel":"D0TEACHER"}', private=True)


def test_a_picture_with_words_is_a_message() -> None:
    assert words(p.direct("see the cart", subtype="file_share")).text == "see the cart"


def test_an_ordinary_thread_reply_is_told_apart() -> None:
    assert words(p.reply("we ordered chargers")).via is Via.REPLY


@pytest.mark.parametrize(
    "body",
    [
        p.reply(f"<@{p.BOT}> note ordered"),
        p.reply("top of a thread", thread_ts=p.CARD_TS),
        p.reply("not in a thread", thread_ts=None),
        p.reply("from a bot", bot_id="B0OTHER"),
        p.direct("", subtype=None),
        p.direct("edited", subtype="message_changed"),
        p.direct("our own", user=p.BOT),
        p.direct("Slack's own", user="USLACKBOT"),
        p.direct("a bot's", bot_id="B0BARRIER"),
        p.event("app_home_opened", user=p.TEACHER, tab="messages", channel=p.DIRECT),
        p.event("member_joined_channel", user=p.LEAD, channel=p.CHANNEL),
        p.event("tokens_revoked", tokens={"oauth": ["U0LEAD"]}),
        p.event("reaction_added", user=p.LEAD),
    ],
)
def test_what_is_not_for_the_bot_is_left_alone(body: p.Json) -> None:
    assert heard(body) is None


def test_opening_the_home_asks_for_it() -> None:
    assert heard(p.event("app_home_opened", user=p.TEACHER, tab="home", channel=p.DIRECT)) == Press(
        "slack:event:Ev0EVENT", person("U0TEACHER"), None, "home"
    )


@pytest.mark.parametrize("kind", ["channel_left", "channel_archive", "group_left"])
def test_a_place_that_is_gone_is_named_with_the_reason(kind: str) -> None:
    request = heard(p.event(kind, channel=p.CHANNEL))
    assert isinstance(request, Press)
    assert request.where
    assert (request.verb, request.where.key, request.args) == ("place_gone", "C0TRIAGE", {"reason": kind})


def test_the_bots_own_coming_names_who_brought_it() -> None:
    request = heard(p.event("member_joined_channel", user=p.BOT, channel=p.CHANNEL, inviter=p.LEAD))
    assert isinstance(request, Press)
    assert (request.verb, request.caller.handle.user) == ("joined", "U0LEAD")


@pytest.mark.parametrize("body", [p.event("app_uninstalled"), p.event("tokens_revoked", tokens={"bot": [p.BOT]})])
def test_an_uninstallation_is_told(body: p.Json) -> None:
    request = heard(body)
    assert isinstance(request, Press)
    assert (request.verb, request.where) == ("uninstalled", None)


def test_the_envelope_names_the_bot() -> None:
    assert events.bot_user(p.event("app_mention")) == p.BOT
    assert events.bot_user({"event": {}}) == ""
