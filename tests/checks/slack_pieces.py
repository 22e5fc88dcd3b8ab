"""Small pieces of Slack payloads, of which the tests of the checks build good and broken ones."""

from typing import Any

Json = dict[str, Any]


def plain(words: str) -> Json:
    return {"type": "plain_text", "text": words}


def mrkdwn(words: str) -> Json:
    return {"type": "mrkdwn", "text": words}


def section(words: str = "Two devices wait for a charger.", **more: Any) -> Json:
    return {"type": "section", "text": mrkdwn(words), **more}


def button(words: str = "Assign", **more: Any) -> Json:
    return {"type": "button", "text": plain(words), "action_id": "assign", **more}


def actions(*elements: Json, **more: Any) -> Json:
    return {"type": "actions", "elements": list(elements), **more}


def option(words: str = "Named", value: str = "named", **more: Any) -> Json:
    return {"text": plain(words), "value": value, **more}


def options(count: int) -> list[Json]:
    return [option(f"School {n}", f"school-{n}") for n in range(count)]


def choice(kind: str, count: int = 3, **more: Any) -> Json:
    return {"type": kind, "action_id": "pick", "options": options(count), **more}


def field(element: Json, **more: Any) -> Json:
    return {"type": "input", "label": plain("What is in the way?"), "element": element, **more}


def words_field(**more: Any) -> Json:
    return {"type": "plain_text_input", "action_id": "words", "multiline": True, **more}


def quoted(words: str) -> Json:
    run = {"type": "text", "text": words}
    return {"type": "rich_text", "elements": [{"type": "rich_text_quote", "elements": [run]}]}


def picture(**more: Any) -> Json:
    return {
        "type": "image",
        "image_url": "https://example.org/chart.png",
        "alt_text": "Open challenges by month",
        **more,
    }


def table(rows: int, columns: int = 2, **more: Any) -> Json:
    row = [{"type": "raw_text", "text": f"cell {n}"} for n in range(columns)]
    return {"type": "data_table", "caption": "Open challenges", "rows": [row] * rows, **more}


def message(*blocks: Json, **more: Any) -> Json:
    return {"text": "Challenge 41 is assigned to Lee Park.", "blocks": list(blocks), **more}


def modal(*blocks: Json, **more: Any) -> Json:
    return {
        "type": "modal",
        "title": plain("Report a barrier"),
        "submit": plain("Send"),
        "blocks": list(blocks),
        **more,
    }


def home(*blocks: Json, **more: Any) -> Json:
    return {"type": "home", "blocks": list(blocks), **more}


CONFIRM = {
    "title": plain("Close?"),
    "text": plain("It can be reopened."),
    "confirm": plain("Close"),
    "deny": plain("Back"),
}
