import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.teams import typed
from bot.adapters.teams.typed import Mentioned, Typed
from tests.adapters.teams.teams_side import mention

BOT = "28:bot"
OURS = mention(BOT, "Barrier")
LEE = mention("29:lee", "Lee Park", aadObjectId="aad-7")
COMMANDS = ("barrier", "demo")


def read(text: str, *entities: dict[str, object]) -> Typed:
    return typed.read(text, entities, bot=BOT)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<at>Barrier</at> mine", "mine"),
        ("<at>Barrier</at>&nbsp;Chargers are gone ", "Chargers are gone"),
        ("Chargers <at>Barrier</at> are gone", "Chargers   are gone"),
        ("\xa0<at>Barrier</at>\n", ""),
        ("x &lt;at&gt;Barrier&lt;/at&gt; &amp;amp; R&amp;D", "x <at>Barrier</at> &amp; R&D"),
        ("two\r\nlines\u2028three", "two\nlines\nthree"),
        ("abc\u202edef\u200f\x00\x1b[31m\ufeff", "abcdef[31m"),
        ("\N{WOMAN}\u200d\N{SCHOOL} \U0001f1fa\U0001f1f8 ok", "\N{WOMAN}\u200d\N{SCHOOL} \U0001f1fa\U0001f1f8 ok"),
        ("a\tb", "a b"),
        ("broken \ud800 half", "broken \ufffd half"),
        ("\ue0000\ue001 forged", "0 forged"),
    ],
)
def test_words_are_what_the_person_meant(text: str, words: str) -> None:
    assert read(text, OURS).words == words


def test_the_bot_is_known_by_its_id_whatever_it_looks_like() -> None:
    """Microsoft's playground gives it one without the usual beginning."""
    assert typed.read("<at>B</at> mine", [mention("3a58-1", "B")], bot="3a58-1") == Typed("mine", addressed=True)


def test_a_person_mentioned_is_their_place_in_the_list() -> None:
    said = read("<at>Barrier</at> assign <at>Lee Park</at> by Friday, thanks <at>Lee Park</at>", OURS, LEE)
    assert said.words == "assign \ue0000\ue001 by Friday, thanks \ue0000\ue001"
    assert said.mentions == (Mentioned("29:lee", "Lee Park", "aad-7"),)
    assert said.addressed


def test_two_people_of_one_name_are_told_apart_by_their_order() -> None:
    said = read("<at>Lee</at> and <at>Lee</at>", mention("29:a", "Lee"), mention("29:b", "Lee"))
    assert said.words == "\ue0000\ue001 and \ue0001\ue001"
    assert [one.id for one in said.mentions] == ["29:a", "29:b"]


@pytest.mark.parametrize("entity", [mention("19:a@thread.tacv2", "Lee"), {"type": "clientInfo"}, {"type": "mention"}])
def test_what_is_no_person_stays_a_word(entity: dict[str, object]) -> None:
    assert read("ask <at>Lee</at>", entity) == Typed("ask @Lee")


def test_a_typed_tag_that_no_entity_explains_mentions_nobody() -> None:
    assert read("<at>Barrier</at> hi") == Typed("@Barrier hi")


def test_tags_of_formatted_messages_are_left_out() -> None:
    text = "<p><at>Barrier</at> <b>Chargers</b><br/>are &lt;gone&gt;</p>"
    said = typed.read(text, [OURS], bot=BOT, markup=True)
    assert said.words == "Chargers\nare <gone>"


def test_a_mention_that_nobody_was_found_behind_becomes_a_name_again() -> None:
    said = read("<at>Ana</at>, <at>Lee Park</at>", mention("29:ana", "Ana"), LEE)
    assert typed.with_names(said.words, said.mentions, {1: 0}) == "@Ana, \ue0000\ue001"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("barrier", ("barrier", "")),
        ("/barrier", ("barrier", "")),
        ("Barrier  12 done 2", ("barrier", "12 done 2")),
        ("/BARRIER: chargers are gone", ("barrier", "chargers are gone")),
        ("barrier\nchargers\nare gone", ("barrier", "chargers\nare gone")),
        ("/demo skip 3 weeks", ("demo", "skip 3 weeks")),
        ("barriers in room 4", None),
        ("barrier-free doors", None),
        ("a barrier", None),
        ("//barrier x", None),
        ("", None),
    ],
)
def test_a_line_begins_with_the_command_or_is_none(words: str, found: tuple[str, str] | None) -> None:
    assert typed.command(words, COMMANDS) == found


@given(st.text(alphabet="<>at/& ;lgx\ue000", max_size=200))
def test_no_typed_text_forges_a_mention(text: str) -> None:
    assert "\ue000" not in read(text, mention("19:x", "x"), {"type": "mention", "text": 7}).words


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<div><div>Chargers&nbsp;are <b>gone</b></div></div>", "Chargers are gone"),
        ("<p>one</p><p>two<br>three</p>", "one\ntwo\nthree"),
        ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
        ('<at id="0">Lee</at> look <emoji alt="\N{ELECTRIC PLUG}"></emoji>', "@Lee look \N{ELECTRIC PLUG}"),
        ("<script>alert(1)</script><style>p{}</style>fine", "fine"),
        ("a &lt;b&gt; &amp;amp;", "a <b> &amp;"),
        ("<b>unclosed <i>tags", "unclosed tags"),
        ("", ""),
    ],
)
def test_a_message_body_becomes_its_words(markup: str, words: str) -> None:
    assert typed.from_html(markup) == words


def test_hostile_markup_is_read_in_a_moment() -> None:
    """Work that grows with the square of the length would take minutes here."""
    for piece in ("<at>", "<at ", "<!--", "<![CDATA[", "&#", "<p ", "</at>"):
        typed.from_html(piece * 50_000)
        typed.read(piece * 50_000, [OURS], bot=BOT, markup=True)
