"""A filter of the log as a condition on its table."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, RowMapping, and_, exists, func, or_, select

from bot.domain.permission import CHECKS
from bot.domain.vocabulary import Role, Status
from bot.ports import LogFilter
from bot.storage.tables import challenge, membership, tie
from bot.storage.wording import Wording


def condition(org: str, wanted: LogFilter, wording: Wording) -> ColumnElement[bool]:
    c = challenge.c
    parts = [c.org == org]
    if wanted.open is not None:
        parts.append(c.status != Status.CLOSED if wanted.open else c.status == Status.CLOSED)
    if wanted.overdue_at is not None:
        parts.append(or_(c.next_at < wanted.overdue_at, c.rest["late_since"].as_string().is_not(None)))
    if wanted.changed_since is not None:
        parts.append(c.updated_at >= wanted.changed_since)
    if wanted.school:
        parts.append(c.school.icontains(wanted.school, autoescape=True))
    if wanted.type:
        parts.append(func.lower(c.type) == wanted.type.lower())
    if wanted.teams:
        parts.append(c.team.in_(wanted.teams))
    if wanted.words:
        parts.append(wording.having(wanted.words))
    if wanted.follower:
        parts.append(_tied(org, wanted.follower, "follows"))
    if wanted.owns:
        parts.append(_tied(org, wanted.owns, "owns"))
    if wanted.owed_by:
        led = select(membership.c.team).where(
            membership.c.org == org, membership.c.person == wanted.owed_by, membership.c.role == Role.LEAD
        )
        coordinates = exists().where(
            membership.c.org == org, membership.c.person == wanted.owed_by, membership.c.role == Role.COORDINATOR
        )
        as_lead = and_(c.owed_role == Role.LEAD, c.team.in_(led))
        as_coordinator = and_(c.owed_role == Role.LEAD, c.owed_what.in_(CHECKS), coordinates)
        parts.append(or_(_tied(org, wanted.owed_by, "owes"), as_lead, as_coordinator))
    return and_(*parts)


def page(
    connection: Connection, where: ColumnElement[bool], *, limit: int, offset: int
) -> tuple[Sequence[RowMapping], int]:
    """Rows, and how many there are in all: counted only when the page does not say it."""
    asked = select(challenge).where(where).order_by(challenge.c.number.desc()).limit(limit).offset(offset)
    rows = connection.execute(asked).mappings().all()
    if len(rows) < limit and (rows or not offset):
        return rows, offset + len(rows)
    return rows, connection.execute(select(func.count()).select_from(challenge).where(where)).scalar_one()


def _tied(org: str, person: str, kind: str) -> ColumnElement[bool]:
    return challenge.c.id.in_(
        select(tie.c.challenge).where(tie.c.org == org, tie.c.person == person, tie.c.kind == kind)
    )
