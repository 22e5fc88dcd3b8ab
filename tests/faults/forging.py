"""Presses and forms made by hand, as somebody would who takes a card apart, and who read what for it."""

import json
import secrets
from collections.abc import Mapping

from tests.faults import slack_people, teams_people
from tests.faults.answer import Answer
from tests.faults.house import House
from tests.faults.sentences import not_yours


async def press(
    house: House, platform: str, who: tuple[str, str], verb: str, subject: str, version: int = 1, **args: str
) -> Answer:
    if platform == "slack":
        return await house.slack.press(who[0], slack_people.value(verb, subject, version, **args))
    return await house.teams.press(who[1], teams_people.act(verb, subject, version, **args))


async def send(
    house: House, platform: str, who: tuple[str, str], form: str, subject: str, values: Mapping[str, str]
) -> Answer:
    """A form with everything in it made by hand."""
    if platform == "slack":
        about = json.dumps({"s": subject, "n": 1, "a": {}, "w": None})
        inputs = [{"type": "input", "block_id": id, "element": _input(id)} for id in values]
        view = {"type": "modal", "callback_id": form, "private_metadata": about, "blocks": inputs}
        return await house.slack.submit(who[0], view, values)
    filled = {f"t_{id}": value for id, value in values.items()}
    made = {"f": form, "k": secrets.token_hex(8), "s": subject, "n": 1, "a": {}, "t": None, "i": list(filled)}
    return await house.teams.invoke(who[1], "task/submit", {"data": {"form": made} | filled})


def _input(id: str) -> dict[str, str]:
    return {"type": "plain_text_input", "action_id": id}


def unanswered(answers: Mapping[str, Answer], sentence: str) -> list[str]:
    """The cases in which the person did not read this sentence."""
    return [case for case, answer in answers.items() if answer.status != 200 or sentence not in answer.text]


def allowed(answers: Mapping[str, Answer]) -> list[str]:
    """The moves for which the person did not read who may make them."""
    return [move for move, answer in answers.items() if answer.status != 200 or not_yours(move) not in answer.text]
