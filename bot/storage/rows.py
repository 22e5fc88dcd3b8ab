"""The one codec between database rows and domain objects."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any

from pydantic import Discriminator, TypeAdapter
from sqlalchemy import RowMapping

from bot.domain.challenge import Challenge
from bot.domain.changes import Change, Reviewed
from bot.domain.event import Event, Owed
from bot.domain.team import Clocks, Handle, Organization, Person, Place, Team
from bot.domain.vocabulary import Duty, Level, Move, Platform, Visibility
from bot.ports import Kind, Newer, Posting
from bot.storage import tables

# pydantic is loaded at start-up by the settings anyway; building these takes 8 ms.
_CHALLENGE = TypeAdapter(Challenge)
_CHANGE: TypeAdapter[Change] = TypeAdapter(Annotated[Change, Discriminator("kind")])
_MOVES, _KINDS = frozenset(Move), frozenset(Kind)
_OWED = TypeAdapter(Owed)
_CLOCKS = TypeAdapter(Clocks)

_OWED_COLUMNS = {"owed_role", "owed_what", "owed_by", "next_at"}
_COLUMNS = tuple(c.name for c in tables.challenge.columns if c.name not in _OWED_COLUMNS | {"rest"})
_NOT_IN_REST = {*_COLUMNS, "owed"}


def challenge_values(row: Challenge) -> dict[str, Any]:
    owed = row.owed
    return {
        **{name: getattr(row, name) for name in _COLUMNS},
        "owed_role": owed and owed.role,
        "owed_what": owed and owed.what,
        "owed_by": list(owed.by) if owed else None,
        "next_at": owed and owed.next_at,
        "rest": _CHALLENGE.dump_python(row, mode="json", exclude=_NOT_IN_REST)
        | {"late_since": row.late_since.isoformat() if row.late_since else None},
    }


def challenge(row: RowMapping) -> Challenge:
    owed = row["owed_what"] and Owed(
        tuple(row["owed_by"]),
        row["owed_role"],
        Duty(row["owed_what"]),
        row["next_at"],
        late_since=datetime.fromisoformat(late) if (late := row["rest"].get("late_since")) else None,
    )
    return _CHALLENGE.validate_python({**row["rest"], **{name: row[name] for name in _COLUMNS}, "owed": owed})


def event_values(event: Event) -> dict[str, Any]:
    return {
        "org": event.org,
        "challenge": event.challenge,
        "seq": event.seq,
        "at": event.at,
        "actor": event.actor,
        "platform": event.platform,
        "change": _CHANGE.dump_python(event.change, mode="json"),
        "owed": event.owed and _OWED.dump_python(event.owed, mode="json"),
    }


def event(row: RowMapping) -> Event:
    if row["change"]["kind"] not in _MOVES:
        raise Newer
    return Event(
        row["org"],
        row["challenge"],
        row["seq"],
        row["at"],
        row["actor"],
        row["platform"] and Platform(row["platform"]),
        _CHANGE.validate_python(row["change"]),
        row["owed"] and _OWED.validate_python(row["owed"]),
    )


def stamp_values(row: Challenge, event: Event, said: Reviewed) -> dict[str, Any]:
    return {
        "org": event.org,
        "team": row.team,
        "month": said.month,
        "challenge": row.id,
        "at": event.at,
        "person": event.actor,
        "decision": said.decision,
    }


def organization_values(it: Organization) -> dict[str, Any]:
    return asdict(it)


def organization(row: RowMapping) -> Organization:
    return Organization(row["id"], row["name"], row["language"], row["time_zone"], Visibility(row["visibility"]))


def team_values(it: Team) -> dict[str, Any]:
    return {**asdict(it), "types": list(it.types), "clocks": _CLOCKS.dump_python(it.clocks, mode="json")}


def team(row: RowMapping) -> Team:
    return Team(
        row["org"],
        row["id"],
        row["name"],
        Level(row["level"]),
        row["language"],
        row["time_zone"],
        Visibility(row["visibility"]),
        tuple(row["types"]),
        row["keep_replies"],
        _CLOCKS.validate_python(row["clocks"]),
        row["school"],
        row["monthly"],
    )


def person(row: RowMapping, handles: tuple[Handle, ...]) -> Person:
    return Person(
        row["org"],
        row["id"],
        row["name"],
        row["language"],
        row["time_zone"],
        row["admin"],
        row["gone"],
        row["guest"],
        handles,
    )


def place(row: RowMapping) -> Place:
    return Place(
        row["org"],
        row["id"],
        Platform(row["platform"]),
        row["workspace"],
        row["address"],
        row["key"],
        row["name"],
        row["team"],
        row["person"],
        row["gone"],
    )


def known(kind: str) -> bool:
    """Whether this version knows such a kind of message."""
    return kind in _KINDS


def posting(row: RowMapping) -> Posting:
    return Posting(row["place"], row["subject"], Kind(row["kind"]), row["ref"], row["seq"], row["turn"])
