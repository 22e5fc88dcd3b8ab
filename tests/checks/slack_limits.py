"""Slack's numbers: how long, how many; named as in slackblocks' registry, with which a test compares."""

from typing import Final

LIMITS: Final[dict[str, int]] = {
    "action_id.max_length": 255,
    "actions.elements.max_items": 25,
    "alert.text.max_length": 200,
    "block_id.max_length": 255,
    "button.accessibility_label.max_length": 75,
    "button.text.max_length": 75,
    "button.url.max_length": 3000,
    "button.value.max_length": 2000,
    "card.actions.max_items": 3,
    "card.body.max_length": 200,
    "card.subtitle.max_length": 150,
    "card.title.max_length": 150,
    "carousel.elements.max_items": 10,
    "checkboxes.options.max_items": 10,
    "confirmation.confirm.max_length": 30,
    "confirmation.deny.max_length": 30,
    "confirmation.text.max_length": 300,
    "confirmation.title.max_length": 100,
    "container.child_blocks.max_items": 10,
    "container.subtitle.max_length": 150,
    "container.title.max_length": 150,
    "context.elements.max_items": 10,
    "data_table.columns.max_items": 20,
    "data_table.content.max_length": 20_000,
    "data_table.rows.max_items": 101,
    "data_table.rows.min_items": 2,
    "date_picker.placeholder.max_length": 150,
    "email_input.placeholder.max_length": 150,
    "header.text.max_length": 150,
    "image.alt_text.max_length": 2000,
    "image.image_url.max_length": 3000,
    "image.title.max_length": 2000,
    "input.hint.max_length": 2000,
    "input.label.max_length": 2000,
    "markdown.text.max_length": 12_000,
    "message.blocks.max_items": 50,
    "number_input.placeholder.max_length": 150,
    "option.description.max_length": 75,
    "option.text.max_length": 75,
    "option.url.max_length": 3000,
    "option.value.max_length": 150,
    "option_group.label.max_length": 75,
    "option_group.options.max_items": 100,
    "overflow.options.max_items": 5,
    "plain_text_input.max_length.max": 3000,
    "plain_text_input.max_length.min": 1,
    "plain_text_input.min_length.max": 3000,
    "plain_text_input.min_length.min": 0,
    "plain_text_input.placeholder.max_length": 150,
    "radio_buttons.options.max_items": 10,
    "rich_text_input.placeholder.max_length": 150,
    "section.fields.item_max_length": 2000,
    "section.fields.max_items": 10,
    "section.text.max_length": 3000,
    "select.option_groups.max_items": 100,
    "select.options.max_items": 100,
    "select.placeholder.max_length": 150,
    "table.columns.max_items": 20,
    "table.rows.max_items": 100,
    "text.max_length": 3000,
    "time_picker.placeholder.max_length": 150,
    "url_input.placeholder.max_length": 150,
    "view.blocks.max_items": 100,
    "view.callback_id.max_length": 255,
    "view.close.max_length": 24,
    "view.external_id.max_length": 255,
    "view.private_metadata.max_length": 3000,
    "view.submit.max_length": 24,
    "view.title.max_length": 24,
}

# The registry allows 201 rows, Slack's own page 101: the tighter of the two holds.
TIGHTER_THAN_REGISTRY: Final = {"data_table.rows.max_items"}

# Known from threads and error reports, in no registry.
MESSAGE_TEXT: Final = 4000
MESSAGE_ALL_WORDS: Final = 12_000
VIEW_BYTES: Final = 250_000

_SELECTS: Final = tuple(
    f"{many}{kind}_select"
    for many in ("", "multi_")
    for kind in ("static", "external", "users", "conversations", "channels")
)

# type → field → the name its limit has above; a field is a string or a text object.
LENGTHS: Final[dict[str, dict[str, str]]] = {
    "alert": {"text": "alert.text"},
    "button": {field: f"button.{field}" for field in ("text", "value", "url", "accessibility_label")},
    "card": {field: f"card.{field}" for field in ("title", "subtitle", "body")},
    "confirmation": {field: f"confirmation.{field}" for field in ("title", "text", "confirm", "deny")},
    "container": {field: f"container.{field}" for field in ("title", "subtitle")},
    "datepicker": {"placeholder": "date_picker.placeholder"},
    "email_text_input": {"placeholder": "email_input.placeholder"},
    "header": {"text": "header.text"},
    "home": {field: f"view.{field}" for field in ("private_metadata", "callback_id", "external_id")},
    "image": {field: f"image.{field}" for field in ("alt_text", "image_url", "title")},
    "input": {field: f"input.{field}" for field in ("label", "hint")},
    "markdown": {"text": "markdown.text"},
    "modal": {
        field: f"view.{field}"
        for field in ("title", "submit", "close", "private_metadata", "callback_id", "external_id")
    },
    "mrkdwn": {"text": "text"},
    "number_input": {"placeholder": "number_input.placeholder"},
    "option": {field: f"option.{field}" for field in ("text", "value", "description", "url")},
    "option_group": {"label": "option_group.label"},
    "plain_text": {"text": "text"},
    "plain_text_input": {"placeholder": "plain_text_input.placeholder"},
    "rich_text_input": {"placeholder": "rich_text_input.placeholder"},
    "section": {"text": "section.text"},
    "timepicker": {"placeholder": "time_picker.placeholder"},
    "url_text_input": {"placeholder": "url_input.placeholder"},
    **{select: {"placeholder": "select.placeholder"} for select in _SELECTS},
}

# type → list → the name its limit has above; none of these lists may be empty.
COUNTS: Final[dict[str, dict[str, str]]] = {
    "actions": {"elements": "actions.elements"},
    "card": {"actions": "card.actions"},
    "carousel": {"elements": "carousel.elements"},
    "checkboxes": {"options": "checkboxes.options"},
    "container": {"child_blocks": "container.child_blocks"},
    "context": {"elements": "context.elements"},
    "data_table": {"rows": "data_table.rows"},
    "home": {"blocks": "view.blocks"},
    "message": {"blocks": "message.blocks"},
    "modal": {"blocks": "view.blocks"},
    "multi_static_select": {"options": "select.options", "option_groups": "select.option_groups"},
    "option_group": {"options": "option_group.options"},
    "overflow": {"options": "overflow.options"},
    "radio_buttons": {"options": "radio_buttons.options"},
    "section": {"fields": "section.fields"},
    "static_select": {"options": "select.options", "option_groups": "select.option_groups"},
    "table": {"rows": "table.rows"},
}

# Blocks that only some surfaces take; slackblocks' own table is the oracle.
SURFACES: Final[dict[str, frozenset[str]]] = {
    "alert": frozenset({"modal"}),
    "carousel": frozenset({"message", "home"}),
    "container": frozenset({"message", "home"}),
    "context_actions": frozenset({"message"}),
    "data_table": frozenset({"message", "home"}),
    "file": frozenset({"message"}),
    "markdown": frozenset({"message"}),
    "plan": frozenset({"message"}),
    "table": frozenset({"message", "home"}),
    "task_card": frozenset({"message"}),
}
