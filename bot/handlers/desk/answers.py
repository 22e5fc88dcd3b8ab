"""What was filled into a form, as the handlers need it."""

from collections.abc import Iterable, Sequence

from bot.domain.team import Handle, Person
from bot.handlers.desk.desk import Desk, keep
from bot.handlers.desk.requests import MENTION_CLOSE, MENTION_OPEN, Caller, Submission


def text(request: Submission, id: str) -> str:
    """The text or choice under `id`, without white space around it; "" when nothing was given."""
    value = request.values.get(id, "")
    return value.strip() if isinstance(value, str) else ""


def people(request: Submission, id: str, desk: Desk) -> tuple[Person, ...]:
    """The people picked under `id`, each kept as somebody we may name; ids that are nobody's are left out."""
    value = request.values.get(id, ())
    picked: Sequence[str | Handle] = (value,) if isinstance(value, str | Handle) else value
    found = [_person(one, request.people, desk) for one in picked]
    return tuple(dict.fromkeys(person for person in found if person))


def _person(picked: str | Handle, named: Iterable[Caller], desk: Desk) -> Person | None:
    if isinstance(picked, str):
        return desk.work.people.get(picked) if picked else None
    if picked.workspace != desk.caller.handle.workspace:
        return None  # nobody of this organization's own workspace
    return keep(next((caller for caller in named if caller.handle == picked), Caller(picked)), desk.work)


def with_names(words: str, named: Sequence[Caller]) -> str:
    """Typed words with each mention as "@Name", the way they read on the screen."""
    for index, caller in enumerate(named):
        words = words.replace(f"{MENTION_OPEN}{index}{MENTION_CLOSE}", f"@{caller.name or caller.handle.user}")
    return words.replace(MENTION_OPEN, "").replace(MENTION_CLOSE, "")
