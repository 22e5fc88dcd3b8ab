"""Teams, who is in them, and everybody whom the bot has met."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert as upsert

from bot.domain.team import Handle, Membership, Person, Team
from bot.domain.vocabulary import Platform, Role
from bot.storage import rows
from bot.storage.likeness import words
from bot.storage.prepared import run
from bot.storage.saving import replacing, within
from bot.storage.tables import handle, membership, person, team

_b = bindparam
_MANY = 25

_TEAM = select(team).where(team.c.org == _b("org"), team.c.id == _b("id"))
_TEAMS = select(team).where(team.c.org == _b("org")).order_by(team.c.name, team.c.id)
_SAVE_TEAM = replacing(team)
_MEMBERSHIPS = select(membership).where(membership.c.org == _b("org"), membership.c.person == _b("person"))
_LEAVE = delete(membership).where(
    membership.c.org == _b("org"), membership.c.team == _b("team"), membership.c.role == _b("role")
)
_JOIN = upsert(membership).on_conflict_do_nothing()  # another replica may have learned the same just now


def _people(asked: Select[Any]) -> Select[Any]:
    """The people asked for, by name, a row for each of their handles."""
    found = asked.subquery("found")
    theirs = (handle.c.org == found.c.org) & (handle.c.person == found.c.id)
    return (
        select(found, handle.c.platform, handle.c.workspace, handle.c.user)
        .select_from(found.outerjoin(handle, theirs))
        .order_by(found.c.folded, found.c.id, handle.c.position)
    )


_ours = select(person).where(person.c.org == _b("org"))
_present = _ours.where(person.c.gone.is_(False), person.c.guest.is_not(True))
_in_team = select(membership.c.person).where(membership.c.org == _b("org"), membership.c.team == _b("team"))
_holder = select(handle.c.person).where(
    handle.c.org == _b("org"),
    handle.c.platform == _b("platform"),
    handle.c.workspace == _b("workspace"),
    handle.c.user == _b("user"),
)
_MEMBERS = _people(_ours.where(person.c.id.in_(_in_team)))
_MEMBERS_AS = _people(_ours.where(person.c.id.in_(_in_team.where(membership.c.role == _b("role")))))
_PERSON = _people(_ours.where(person.c.id == _b("id")))
_BY_HANDLE = _people(_ours.where(person.c.id == _holder.scalar_subquery()))
_holders = select(handle.c.person).where(
    handle.c.org == _b("org"),
    handle.c.platform == _b("platform"),
    handle.c.workspace == _b("workspace"),
    handle.c.user.in_(_b("users", expanding=True)),
)
_BY_USERS = _people(_ours.where(person.c.id.in_(_holders)))
_NAMED = _people(_present.where(person.c.folded.like(_b("prefix"))).order_by(person.c.folded).limit(_MANY))
_ALL = _people(_present.where(person.c.name != "").order_by(person.c.folded, person.c.id).limit(_b("limit")))
_SAVE_PERSON = replacing(person)
_DROP_HANDLES = delete(handle).where(handle.c.org == _b("org"), handle.c.person == _b("person"))
_new_handle = upsert(handle)
_PUT_HANDLE = _new_handle.on_conflict_do_update(  # an account that changed hands belongs to whom it was seen with last
    index_elements=[handle.c.org, handle.c.platform, handle.c.workspace, handle.c.user],
    set_={"person": _new_handle.excluded.person, "position": _new_handle.excluded.position},
)


def folded(name: str) -> str:
    return "".join(f" {word}" for word in words(name))


class StoredTeams:
    """A team and a person's memberships are read once in a transaction, and again after any was saved."""

    def __init__(self, connection: Connection, org: str, people: "StoredPeople") -> None:
        self._connection, self._org, self._people = connection, org, people
        self._read: dict[str, Team] = {}
        self._held: dict[str, Sequence[Membership]] = {}

    def get(self, id: str) -> Team | None:
        if id not in self._read:
            found = run(self._connection, _TEAM, {"org": self._org, "id": id}).mappings().first()
            if found is None:
                return None
            self._read[id] = rows.team(found)
        return self._read[id]

    def all(self) -> Sequence[Team]:
        teams = [rows.team(row) for row in run(self._connection, _TEAMS, {"org": self._org}).mappings()]
        self._read = {team.id: team for team in teams}
        return teams

    def save(self, team: Team) -> None:
        within(self._org, team.org)
        run(self._connection, _SAVE_TEAM, rows.team_values(team))
        self._read.clear()

    def memberships(self, person: str) -> Sequence[Membership]:
        if person not in self._held:
            found = run(self._connection, _MEMBERSHIPS, {"org": self._org, "person": person})
            self._held[person] = [Membership(row.org, row.team, row.person, Role(row.role)) for row in found]
        return self._held[person]

    def members(self, team: str, role: Role | None = None) -> Sequence[Person]:
        asked = {"org": self._org, "team": team}
        if role is None:
            return self._people.read(_MEMBERS, asked)
        return self._people.read(_MEMBERS_AS, {**asked, "role": role})

    def set_members(self, team: str, role: Role, people: Iterable[str]) -> None:
        key = {"org": self._org, "team": team, "role": role}
        run(self._connection, _LEAVE, key)
        if new := [{**key, "person": person} for person in dict.fromkeys(people)]:
            run(self._connection, _JOIN, new)
        self._held.clear()


class StoredPeople:
    """A person is read once in a transaction, and again after anybody was saved."""

    def __init__(self, connection: Connection, org: str) -> None:
        self._connection, self._org = connection, org
        self._read: dict[str, Person] = {}

    def get(self, id: str) -> Person | None:
        if id not in self._read:
            self.read(_PERSON, {"org": self._org, "id": id})
        return self._read.get(id)

    def by_handle(self, handle: Handle) -> Person | None:
        return next(iter(self.read(_BY_HANDLE, {"org": self._org, **asdict(handle)})), None)

    def by_users(self, platform: Platform, workspace: str, users: Iterable[str]) -> Mapping[str, Person]:
        asked = {"org": self._org, "platform": platform, "workspace": workspace, "users": list(users)}
        here = (platform, workspace)
        found = self._of(self._connection.execute(_BY_USERS, asked).mappings())
        return {it.user: person for person in found for it in person.handles if (it.platform, it.workspace) == here}

    def named(self, name: str) -> Sequence[Person]:
        if not (wanted := folded(name)):
            return []
        asked = {"org": self._org, "prefix": f"%{wanted}%"}  # letters and digits only: no wildcard can be in it
        found = self.read(_NAMED, asked)
        return sorted(found, key=lambda person: folded(person.name) != wanted)  # an exact name first

    def all(self, *, limit: int = 100) -> Sequence[Person]:
        return self.read(_ALL, {"org": self._org, "limit": limit})

    def save(self, person: Person) -> None:
        within(self._org, person.org)
        values = {name: value for name, value in asdict(person).items() if name != "handles"}
        run(self._connection, _SAVE_PERSON, {**values, "folded": folded(person.name)})
        run(self._connection, _DROP_HANDLES, {"org": self._org, "person": person.id})
        if person.handles:
            same = {"org": self._org, "person": person.id}
            new = [{**asdict(it), **same, "position": position} for position, it in enumerate(person.handles)]
            run(self._connection, _PUT_HANDLE, new)
        self._read.clear()

    def read(self, statement: Select[Any], asked: dict[str, Any]) -> list[Person]:
        """The people whom a statement made by `_people` finds, in its order."""
        return self._of(run(self._connection, statement, asked).mappings())

    def _of(self, lines: Iterable[RowMapping]) -> list[Person]:
        found: dict[str, tuple[RowMapping, tuple[Handle, ...]]] = {}
        for row in lines:
            _, handles = found.get(row["id"], (row, ()))
            if row["user"] is not None:
                handles += (Handle(Platform(row["platform"]), row["workspace"], row["user"]),)
            found[row["id"]] = (row, handles)
        people = [rows.person(row, handles) for row, handles in found.values()]
        self._read.update((person.id, person) for person in people)
        return people
