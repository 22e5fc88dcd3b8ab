"""Who owes a challenge's next move, and who is reminded of it: one rule for reminders, lists and cards."""

from collections.abc import Iterable

from bot.domain.challenge import Challenge
from bot.domain.permission import CHECKS
from bot.domain.vocabulary import Duty, Role
from bot.ports import Work


def owing(row: Challenge, work: Work) -> tuple[str, ...]:
    """Whoever owes the next move: those it names, as far as they can do it; else the leads."""
    people = tuple(person for person in row.owed.by if _present(person, work)) if row.owed else ()
    return people or leads(row, work)


def reminded(row: Challenge, work: Work) -> tuple[str, ...]:
    """Whoever owes the next move; of an open question the leads as well, lest it hang on the reporter alone. Where
    there is nobody, or nobody who wants to hear of it, the leads and then the coordinators: somebody hears of every
    open challenge."""
    people = _hearing(owing(row, work), row, work)
    if row.owed and row.owed.what is Duty.ANSWER:
        people += _hearing(leads(row, work), row, work)
    people = people or _hearing(leads(row, work), row, work) or _hearing(coordinators(row.team, work), row, work)
    return tuple(dict.fromkeys(people))


def unheard(row: Challenge, work: Work) -> bool:
    """Whether all who owe the next move have stopped being reminded of it. Of those who reported it nothing is said."""
    if not work.wishes.any_stopped() or row.owed is None or row.owed.role == Role.REPORTER:
        return False
    people = owing(row, work)
    return bool(people) and not _hearing(people, row, work)


def _hearing(people: Iterable[str], row: Challenge, work: Work) -> tuple[str, ...]:
    if not work.wishes.any_stopped():
        return tuple(people)
    return tuple(person for person in people if not work.wishes.of(person).stops(row.id))


def leads(row: Challenge, work: Work) -> tuple[str, ...]:
    """Who owes what the leads owe. Where all of them worked on it and may not close it, the coordinators do too."""
    found = tuple(person.id for person in work.teams.members(row.team, Role.LEAD))
    if row.owed and row.owed.what in CHECKS and set(found) <= {row.assignee, *row.assigned_to}:
        found += coordinators(row.team, work)
    return found


def coordinators(team: str, work: Work) -> tuple[str, ...]:
    """The team's own; without any, whoever coordinates another team, since that role reaches every team."""
    own = work.teams.members(team, Role.COORDINATOR)
    found = own or [person for one in work.teams.all() for person in work.teams.members(one.id, Role.COORDINATOR)]
    return tuple(dict.fromkeys(person.id for person in found))


def _present(id: str, work: Work) -> bool:
    """Whether they can still do what they owe: they may have left, or have turned out to be a guest."""
    person = work.people.get(id)
    return person is not None and person.present
