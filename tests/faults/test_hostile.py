"""Words that would be markup, a macro or a trick: from the report to both platforms' cards they stay words."""

import pytest

from bot.adapters.clean import clean
from tests.faults import teams_people
from tests.faults.answer import nodes
from tests.faults.house import ELM, USERS, House
from tests.faults.stand_ins import Shown

TESS, LENA = USERS["tess"], USERS["lena"]
HOSTILE = {
    "everybody is called": "<!channel> <!here> <!everyone> the quibberflint hums",
    "somebody is called": "<@U0LENA> and @channel, the quibberflint hums",
    "a link in Markdown": "[x](http://example.org/quibberflint) and ![y](http://example.org/y.png)",
    "a link of Slack's": "<http://example.org|your password> quibberflint",
    "HTML": "<b>quibberflint</b><script>alert(1)</script><at>Lena</at> &amp; &lt;",
    "a date macro": "{{DATE(2026-01-01T00:00:00Z, SHORT)}} {{TIME(2026-01-01T00:00:00Z)}} quibberflint",
    "a template": "${quibberflint} $(id) {{7*7}} %s %(name)s {0} {name}",
    "Markdown": "# quibberflint *bold* _it_ ~no~ `code` ```\nblock\n``` > quote - list 1. one",
    "from right to left": "\u202eflint rebbiuq\u202c \u200f\u061c قاعة الرياضة quibberflint",
    "emoji only": "🔥🧑🏽‍🏫💻🔋🏳️‍🌈",
    "emoji by name": ":fire: :quibberflint: (smile)",
    "nothing to be seen": "\u200b\u200d\u2060quibberflint",
    "a formula": '=HYPERLINK("http://example.org","quibberflint")',
    "SQL": "'; DROP TABLE challenge; -- quibberflint",
    "an FTS query": 'quibberflint" OR * NEAR( AND NOT -x ^y: {z}',
    "no string for C": "quibber\\u0000flint \\x00 %00 \\",
    "combining marks": "qu\u0300\u0301\u0302\u0303\u0304\u0305ibberflint" + "\u0336" * 30,
}
each = pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE.keys())


def as_slack_sends(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def kept(words: str) -> str:
    """Without the marks that turn the direction of everything after them."""
    return clean(words).strip()


def only_card(shown: list[Shown]) -> Shown:
    (card,) = shown
    return card


def assert_inert_on_slack(card: Shown, words: str) -> None:
    texts = [node for node in nodes(card.body["blocks"]) if node.get("text") == words]
    assert {node["type"] for node in texts} == {"text"}  # a run of rich text, which nothing parses
    assert not [node for node in nodes(card.body["blocks"]) if node.get("type") == "mrkdwn"]
    said = card.body["text"]
    assert not [mark for mark in ("<!", "<@", "<http", "<b>", "<at>") if mark in said]
    assert as_slack_sends(words) in said
    assert card.body["mrkdwn"] is False


def assert_inert_on_teams(card: Shown, words: str) -> None:
    runs = [node["text"] for node in nodes(card.body) if node.get("type") == "TextRun"]
    assert words in [run.replace("{\u200d{", "{{") for run in runs] or words in runs
    blocks = [node["text"] for node in nodes(card.body) if node.get("type") == "TextBlock"]
    assert not [text for text in blocks if "quibberflint" in text]
    assert "{{DATE(" not in str(card.body["attachments"])
    assert "{{TIME(" not in str(card.body["attachments"])
    assert "text" not in card.body  # a message's own text is Markdown


@each
async def test_typed_on_slack(house: House, words: str) -> None:
    await house.slack.form(house.slack.command(TESS[0], as_slack_sends(words)))
    house.logs.hide(words)
    await house.settle()
    assert [row.summary for row in await house.rows()] == [kept(words)]
    assert_inert_on_slack(only_card(house.slack_api.cards(ELM["slack"])), kept(words))
    assert_inert_on_teams(only_card(house.connector.cards(ELM["teams"])), kept(words))


@each
async def test_filled_into_the_dialog_on_teams(house: House, words: str) -> None:
    form = (await house.teams.open(TESS[1], teams_people.act("report"))).form
    await house.teams.submit(TESS[1], form, {"summary": words})
    await house.settle()
    assert [row.summary for row in await house.rows()] == [kept(words)]
    assert_inert_on_slack(only_card(house.slack_api.cards(ELM["slack"])), kept(words))
    assert_inert_on_teams(only_card(house.connector.cards(ELM["teams"])), kept(words))


@each
async def test_as_a_note_it_is_a_line_of_words_in_both_threads(house: House, words: str) -> None:
    await house.slack.say(TESS[0], "The gymnasium is dark")
    await house.settle()
    await house.slack.say(LENA[0], as_slack_sends(f"1 note {words}"))
    house.logs.hide(words)
    await house.settle()
    assert [note.text for note in (await house.row()).notes] == [kept(words)]
    (line,) = house.slack_api.lines(ELM["slack"])
    assert not [mark for mark in ("<!", "<@", "<http", "<b>") if mark in line.body["text"]]
    (line,) = house.connector.lines(ELM["teams"])
    assert "{{DATE(" not in str(line.body["attachments"])
    assert not [node for node in nodes(line.body) if node.get("type") == "TextBlock"]


async def test_what_no_database_can_hold_becomes_a_mark_and_the_rest_is_kept(house: House) -> None:
    form = (await house.teams.open(TESS[1], teams_people.act("report"))).form
    await house.teams.submit(TESS[1], form, {"summary": "quibber\x00flint \ud800hums"})
    assert [row.summary for row in await house.rows()] == ["quibber\ufffdflint \ufffdhums"]
    await house.slack.form(house.slack.command(LENA[0], "wobble\x00stone drips"))
    assert (await house.rows())[-1].summary == "wobble\ufffdstone drips"
