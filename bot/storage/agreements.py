"""Group agreements, saved whole: one row a team, with its answers and proposals beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, delete, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert  # its ON CONFLICT compiles for SQLite as well

from bot.domain.agreement import Answer, Consent, Edition, GroupAgreement, Proposal, TeamAgreements
from bot.ports import Conflict
from bot.storage.agreement_tables import agreements, consent, edition, proposal
from bot.storage.prepared import run
from bot.storage.saving import replacing, within

_b = bindparam

_NEW = TeamAgreements("", "")
_GET = select(agreements).where(agreements.c.org == _b("org"), agreements.c.team == _b("team"))
_BEGIN = upsert(agreements).on_conflict_do_nothing()
_SAVE = update(agreements).where(
    agreements.c.org == _b("of_org"), agreements.c.team == _b("of_team"), agreements.c.version <= _b("saved")
)
_ANSWERS = select(consent).where(consent.c.org == _b("org"), consent.c.team == _b("team")).order_by(consent.c.position)
_DROP_ANSWERS = delete(consent).where(consent.c.org == _b("org"), consent.c.team == _b("team"))
_LAST = select(func.coalesce(func.max(proposal.c.number), 0)).where(
    proposal.c.org == _b("org"), proposal.c.team == _b("team")
)
_PROPOSALS = (
    select(proposal).where(proposal.c.org == _b("org"), proposal.c.team == _b("team")).order_by(proposal.c.number)
)
_CLUSTER = (
    update(proposal)
    .where(proposal.c.org == _b("of_org"), proposal.c.team == _b("of_team"), proposal.c.number == _b("of_number"))
    .values(heading=_b("under"))
)
_FORGET = delete(proposal).where(
    proposal.c.org == _b("org"), proposal.c.team == _b("team"), proposal.c.number <= _b("up_to")
)
_EDITIONS = (
    select(edition).where(edition.c.org == _b("org"), edition.c.team == _b("team")).order_by(edition.c.number.desc())
)
_SAVE_EDITION = replacing(edition)


class StoredAgreements:
    def __init__(self, connection: Connection, org: str) -> None:
        self._connection, self._org = connection, org

    def get(self, team: str) -> TeamAgreements:
        row = run(self._connection, _GET, self._key(team)).mappings().first()
        return self._read(row) if row else TeamAgreements(self._org, team)

    def hold(self, team: str) -> TeamAgreements:
        self._connection.execute(_BEGIN, {**_values(_NEW), **self._key(team)})
        row = self._connection.execute(_GET.with_for_update(), self._key(team)).mappings().one()
        return self._read(row)

    def save(self, it: TeamAgreements) -> None:
        within(self._org, it.org)
        asked = {**_values(it), "of_org": self._org, "of_team": it.team, "saved": it.version}
        if self._connection.execute(_SAVE, asked).rowcount != 1:
            raise Conflict
        key = self._key(it.team)
        self._connection.execute(_DROP_ANSWERS, key)
        if it.answers:
            rows = [{**asdict(one), **key, "position": place} for place, one in enumerate(it.answers)]
            self._connection.execute(insert(consent), rows)

    def propose(self, team: str, words: str, heading: str) -> None:
        considered = self.hold(team).considered  # two at once do not take the same number
        last = self._connection.execute(_LAST, self._key(team)).scalar_one()
        number = max(last, considered) + 1
        self._connection.execute(
            insert(proposal), {**self._key(team), "number": number, "words": words, "heading": heading}
        )

    def proposals(self, team: str) -> Sequence[Proposal]:
        found = self._connection.execute(_PROPOSALS, self._key(team))
        return [Proposal(row.number, row.words, row.heading) for row in found]

    def cluster(self, team: str, headings: Mapping[int, str]) -> None:
        of = {"of_org": self._org, "of_team": team}
        for number, heading in headings.items():
            self._connection.execute(_CLUSTER, {**of, "of_number": number, "under": heading})

    def forget_proposals(self, team: str, *, up_to: int) -> None:
        self._connection.execute(_FORGET, {**self._key(team), "up_to": up_to})

    def editions(self, team: str) -> Sequence[Edition]:
        found = self._connection.execute(_EDITIONS, self._key(team))
        return [Edition(row.number, _agreements(row.agreements), row.agreed_at, row.ended_at) for row in found]

    def save_edition(self, team: str, edition: Edition) -> None:
        self._connection.execute(_SAVE_EDITION, {**asdict(edition), **self._key(team)})

    def _key(self, team: str) -> dict[str, Any]:
        return {"org": self._org, "team": team}

    def _read(self, row: RowMapping) -> TeamAgreements:
        found = run(self._connection, _ANSWERS, self._key(row["team"]))
        answers = tuple(
            Answer(one.person, Consent(one.consent) if one.consent else None, one.concern, one.words, one.named)
            for one in found
        )
        lists = {name: _agreements(row[name]) for name in ("agreed", "wording")}
        return TeamAgreements(**{**row, **lists}, answers=answers)


def _agreements(stored: list[dict[str, str]]) -> tuple[GroupAgreement, ...]:
    return tuple(GroupAgreement(**one) for one in stored)


def _values(it: TeamAgreements) -> dict[str, Any]:
    return {name: value for name, value in asdict(it).items() if name != "answers"}
