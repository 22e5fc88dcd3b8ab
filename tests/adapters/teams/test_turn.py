from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.adapters.teams.turn import InvokeAnswer, Turns
from tests.adapters.teams.keyset import activity, claims


@dataclass
class Listener:
    """Notes which of its methods was told what; an invoke gets the `answer`, or the `fault`."""

    told: list[tuple[object, ...]] = field(default_factory=list)
    answer: InvokeAnswer = field(default_factory=lambda: InvokeAnswer(200))
    fault: Exception | None = None

    async def on_message(self, activity: dict[str, object]) -> None:
        self.told.append(("message", activity))

    async def on_edit(self, activity: dict[str, object]) -> None:
        self.told.append(("edit", activity))

    async def on_delete(self, activity: dict[str, object]) -> None:
        self.told.append(("delete", activity))

    async def on_install(self, activity: dict[str, object]) -> None:
        self.told.append(("install", activity))

    async def on_conversation(self, activity: dict[str, object]) -> None:
        self.told.append(("conversation", activity))

    async def on_invoke(self, name: str, activity: dict[str, object]) -> InvokeAnswer:
        self.told.append(("invoke", name, activity))
        return self.answer if self.fault is None else fail(self.fault)


def fail(fault: Exception) -> InvokeAnswer:
    raise fault


@pytest.fixture
def listener() -> Listener:
    return Listener()


@pytest.fixture
def turns(listener: Listener) -> Turns:
    return Turns(listener)


@pytest.mark.parametrize(
    ("changes", "method"),
    [
        ({"type": "message"}, "message"),
        ({"type": "messageUpdate", "channelData": {"eventType": "editMessage"}}, "edit"),
        ({"type": "messageDelete"}, "delete"),
        ({"type": "installationUpdate", "action": "add"}, "install"),
        ({"type": "installationUpdate", "action": "remove-upgrade"}, "install"),
        ({"type": "conversationUpdate", "membersAdded": [{"id": "29:9"}]}, "conversation"),
    ],
)
async def test_each_kind_of_activity_reaches_its_method_as_it_came(
    turns: Turns, listener: Listener, changes: dict[str, Any], method: str
) -> None:
    sent = activity(**changes, oddity={"unknown": ["to the SDK"]})
    assert await turns.process_activity(claims(), sent) is None
    assert listener.told == [(method, sent)]
    assert listener.told[0][1] is sent


@pytest.mark.parametrize("kind", ["messageReaction", "event", "typing", "endOfConversation", "trace", "noSuchKind"])
async def test_what_nobody_listens_for_passes_in_silence(turns: Turns, listener: Listener, kind: str) -> None:
    assert await turns.process_activity({}, activity(type=kind, name="x")) is None
    assert listener.told == []


@pytest.mark.parametrize(
    "answer",
    [
        InvokeAnswer(
            200, {"statusCode": 200, "type": "application/vnd.microsoft.card.adaptive", "value": {"body": []}}
        ),
        InvokeAnswer(200, {"task": {"type": "continue", "value": {"card": {"content": {"x": "sí 🔋"}}}}}),
        InvokeAnswer(200),
        InvokeAnswer(501, {}),
    ],
)
@pytest.mark.parametrize("name", ["adaptiveCard/action", "task/fetch", "composeExtension/submitAction", "no/such"])
async def test_an_invoke_is_answered_with_what_its_method_returned(
    turns: Turns, listener: Listener, name: str, answer: InvokeAnswer
) -> None:
    listener.answer = answer
    sent = activity(type="invoke", name=name, value={"action": "not even an object"})
    assert await turns.process_activity(claims(), sent) == answer
    assert listener.told == [("invoke", name, sent)]


async def test_the_sender_cannot_ask_for_replies_in_the_response(turns: Turns, listener: Listener) -> None:
    assert await turns.process_activity({}, activity(deliveryMode="expectReplies")) is None


@pytest.mark.parametrize("fault", [LookupError("no such challenge"), PermissionError("not yours")], ids=repr)
async def test_a_fault_in_a_method_comes_through_unchanged(turns: Turns, listener: Listener, fault: Exception) -> None:
    listener.fault = fault
    with pytest.raises(type(fault)) as raised:
        await turns.process_activity({}, activity(type="invoke", name="task/fetch"))
    assert raised.value is fault
