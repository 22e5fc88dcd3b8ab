"""Teams, who is in them, and everybody whom the bot has met."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from sqlalchemy import Connection, RowMapping, bindparam, delete, insert, select
from sqlalchemy.dialects.postgresql import insert as upsert

from bot.domain.team import Handle, Membership, Person, Team
from bot.domain.vocabulary import Platform, Role
from bot.storage import rows
from bot.storage.likeness import words
from bot.storage.saving import replacing, within
from bot.storage.tables import handle, membership, person, team

_b = bindparam
_MANY = 25

_TEAM = select(team).where(team.c.org == _b("org"), team.c.id == _b("id"))
_TEAMS = select(team).where(team.c.org == _b("org")).order_by(team.c.name, team.c.id)
_SAVE_TEAM = replacing(team)
_MEMBERSHIPS = select(membership).where(membership.c.org == _b("org"), membership.c.person == _b("person"))
_MEMBERS = (
    select(person)
    .join(membership, (membership.c.org == person.c.org) & (membership.c.person == person.c.id))
    .where(membership.c.org == _b("org"), membership.c.team == _b("team"))
    .order_by(person.c.folded, person.c.id)
    .distinct()
)
_MEMBERS_AS = _MEMBERS.where(membership.c.role == _b("role"))
_LEAVE = delete(membership).where(
    membership.c.org == _b("org"), membership.c.team == _b("team"), membership.c.role == _b("role")
)
_JOIN = insert(membership)

_PERSON = select(person).where(person.c.org == _b("org"), person.c.id == _b("id"))
_BY_HANDLE = (
    select(person)
    .join(handle, (handle.c.org == person.c.org) & (handle.c.person == person.c.id))
    .where(handle.c.org == _b("org"), handle.c.platform == _b("platform"))
    .where(handle.c.workspace == _b("workspace"), handle.c.user == _b("user"))
)
_PRESENT = (
    select(person).where(person.c.org == _b("org"), person.c.gone.is_(False)).order_by(person.c.folded, person.c.id)
)
_NAMED = _PRESENT.where(person.c.folded.like(_b("prefix"))).limit(_MANY)
_ALL = _PRESENT.limit(_b("limit"))
_HANDLES = (
    select(handle)
    .where(handle.c.org == _b("org"), handle.c.person.in_(_b("people", expanding=True)))
    .order_by(handle.c.position)
)
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
    def __init__(self, connection: Connection, org: str) -> None:
        self._connection, self._org = connection, org

    def get(self, id: str) -> Team | None:
        found = self._connection.execute(_TEAM, {"org": self._org, "id": id}).mappings().first()
        return rows.team(found) if found else None

    def all(self) -> Sequence[Team]:
        return [rows.team(row) for row in self._connection.execute(_TEAMS, {"org": self._org}).mappings()]

    def save(self, team: Team) -> None:
        within(self._org, team.org)
        self._connection.execute(_SAVE_TEAM, rows.team_values(team))

    def memberships(self, person: str) -> Sequence[Membership]:
        found = self._connection.execute(_MEMBERSHIPS, {"org": self._org, "person": person})
        return [Membership(row.org, row.team, row.person, Role(row.role)) for row in found]

    def members(self, team: str, role: Role | None = None) -> Sequence[Person]:
        key = {"org": self._org, "team": team}
        asked = self._connection.execute(_MEMBERS_AS, {**key, "role": role}) if role else None
        found = asked or self._connection.execute(_MEMBERS, key)
        return _with_handles(self._connection, self._org, found.mappings().all())

    def set_members(self, team: str, role: Role, people: Iterable[str]) -> None:
        key = {"org": self._org, "team": team, "role": role}
        self._connection.execute(_LEAVE, key)
        if new := [{**key, "person": person} for person in dict.fromkeys(people)]:
            self._connection.execute(_JOIN, new)


class StoredPeople:
    def __init__(self, connection: Connection, org: str) -> None:
        self._connection, self._org = connection, org

    def get(self, id: str) -> Person | None:
        found = self._connection.execute(_PERSON, {"org": self._org, "id": id}).mappings().all()
        return next(iter(_with_handles(self._connection, self._org, found)), None)

    def by_handle(self, handle: Handle) -> Person | None:
        found = self._connection.execute(_BY_HANDLE, {"org": self._org, **asdict(handle)}).mappings().all()
        return next(iter(_with_handles(self._connection, self._org, found)), None)

    def named(self, name: str) -> Sequence[Person]:
        wanted = folded(name)
        if not wanted:
            return []
        asked = {"org": self._org, "prefix": f"%{wanted}%"}  # letters and digits only: no wildcard can be in it
        found = self._connection.execute(_NAMED, asked).mappings().all()
        exact_first = sorted(found, key=lambda row: row["folded"] != wanted)
        return _with_handles(self._connection, self._org, exact_first)

    def all(self, *, limit: int = 100) -> Sequence[Person]:
        found = self._connection.execute(_ALL, {"org": self._org, "limit": limit}).mappings().all()
        return _with_handles(self._connection, self._org, found)

    def save(self, person: Person) -> None:
        within(self._org, person.org)
        values = {name: value for name, value in asdict(person).items() if name != "handles"}
        self._connection.execute(_SAVE_PERSON, {**values, "folded": folded(person.name)})
        self._connection.execute(_DROP_HANDLES, {"org": self._org, "person": person.id})
        if person.handles:
            same = {"org": self._org, "person": person.id}
            new = [{**asdict(it), **same, "position": position} for position, it in enumerate(person.handles)]
            self._connection.execute(_PUT_HANDLE, new)


def _with_handles(connection: Connection, org: str, found: Sequence[RowMapping]) -> Sequence[Person]:
    handles: dict[str, tuple[Handle, ...]] = defaultdict(tuple)
    if found:
        asked = {"org": org, "people": [row["id"] for row in found]}
        for row in connection.execute(_HANDLES, asked):
            handles[row.person] += (Handle(Platform(row.platform), row.workspace, row.user),)
    return [rows.person(row, handles) for row in found]
