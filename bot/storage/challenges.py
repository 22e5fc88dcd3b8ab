"""The log: rows, their history, and what is found in it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import structlog
from sqlalchemy import Connection, Insert, RowMapping, bindparam, delete, insert, select, update

from bot.domain.challenge import Challenge
from bot.domain.changes import Reviewed
from bot.domain.event import NOBODY, Event
from bot.domain.vocabulary import Move, Visibility
from bot.ports import Conflict, LogFilter
from bot.storage import rows
from bot.storage.columns import Moment
from bot.storage.erasure import without_person, without_words
from bot.storage.likeness import likeness
from bot.storage.log_filter import condition, page
from bot.storage.outbox import Puts, forget_place_of
from bot.storage.prepared import run
from bot.storage.review_tables import stamp
from bot.storage.tables import challenge, event, organization, tie
from bot.storage.wishes import forget_wish
from bot.storage.wording import WORDY, Wording, core_text

log = structlog.get_logger(__name__)

_b = bindparam

_NEXT_NUMBER = (
    update(organization)
    .where(organization.c.id == _b("org_id"))
    .values(last_number=organization.c.last_number + 1)
    .returning(organization.c.last_number)
)
_ADD: Insert = insert(challenge)
_SAVE = update(challenge).where(
    challenge.c.org == _b("org_id"), challenge.c.id == _b("row_id"), challenge.c.version == _b("before")
)
_ADD_EVENT = insert(event)
_ADD_STAMP = insert(stamp)
_GET = select(challenge).where(challenge.c.org == _b("org"), challenge.c.id == _b("id"))
_HOLD = _GET.with_for_update(read=True)
_NUMBERED = select(challenge).where(challenge.c.org == _b("org"), challenge.c.number == _b("number"))
_SOME = select(challenge).where(challenge.c.org == _b("org"), challenge.c.id.in_(_b("ids", expanding=True)))
_MERGED = (
    select(challenge)
    .where(challenge.c.org == _b("org"), challenge.c.merged_into == _b("id"))
    .order_by(challenge.c.number)
)
_HISTORY = select(event).where(event.c.org == _b("org"), event.c.challenge == _b("id")).order_by(event.c.seq)
_EVENT = select(event).where(event.c.org == _b("org"), event.c.challenge == _b("id"), event.c.seq == _b("seq"))
_TOUCHED = (
    select(challenge)
    .where(
        challenge.c.org == _b("org"),
        challenge.c.team == _b("team"),
        challenge.c.updated_at >= _b("since", type_=Moment),
    )
    .order_by(challenge.c.number)
)
_REPORTER = select(challenge.c.reporter).where(challenge.c.org == _b("org"), challenge.c.id == _b("id"))
_REWRITE = update(event).where(
    event.c.org == _b("org_id"), event.c.challenge == _b("challenge_id"), event.c.seq == _b("event_seq")
)
_TIES = select(tie.c.person, tie.c.kind).where(tie.c.org == _b("org"), tie.c.challenge == _b("id"))
_TIE = insert(tie)
_UNTIE = delete(tie).where(
    tie.c.org == _b("org_id"),
    tie.c.challenge == _b("challenge_id"),
    tie.c.person == _b("whom"),
    tie.c.kind == _b("what"),
)


def ties(row: Challenge) -> set[tuple[str, str]]:
    """Whom a row concerns, as (person, how)."""
    owners = (row.assignee, row.decision_maker, *(step.owner for step in row.steps if not step.done_at))
    return (
        {(person, "follows") for person in row.followers}
        | {(person, "owns") for person in owners if person}
        | {(person, "owes") for person in (row.owed.by if row.owed else ())}
    )


def _readable(found: RowMapping) -> Challenge | None:
    """One row that cannot be read hides no other; where it alone is asked for, it is an error."""
    try:
        return rows.challenge(found)
    except (LookupError, TypeError, ValueError) as fault:
        log.error("challenge unreadable", fault=type(fault).__name__)
        return None


class StoredChallenges:
    def __init__(self, connection: Connection, org: str, wording: Wording, puts: Puts) -> None:
        self._connection, self._org, self._wording, self._puts = connection, org, wording, puts

    def next_number(self) -> int:
        number: int = run(self._connection, _NEXT_NUMBER, {"org_id": self._org}).scalar_one()
        return number

    def add(self, row: Challenge, event: Event) -> None:
        self._ours(row, event)
        if row.visibility is Visibility.UNLINKED and (row.reporter or event.actor):
            raise ValueError("an unlinked report came with its reporter")
        run(self._connection, _ADD, rows.challenge_values(row))
        run(self._connection, _ADD_EVENT, rows.event_values(event))
        self._tie(row, set())
        self._wording.put(row)

    def save(self, row: Challenge, event: Event) -> None:
        self._ours(row, event)
        key = {"org": self._org, "id": row.id}
        hidden = row.visibility is Visibility.UNLINKED and run(self._connection, _REPORTER, key).scalar()
        values = {name: value for name, value in rows.challenge_values(row).items() if name not in key}
        where = {"org_id": self._org, "row_id": row.id, "before": row.version - 1}
        if run(self._connection, _SAVE, {**values, **where}).rowcount != 1:
            raise Conflict
        run(self._connection, _ADD_EVENT, rows.event_values(event))
        if isinstance(event.change, Reviewed):
            run(self._connection, _ADD_STAMP, rows.stamp_values(row, event, event.change))
        before = {(who, kind) for who, kind in run(self._connection, _TIES, key)}
        self._tie(row, before)
        erased = row.erased
        if event.change.kind in WORDY:
            self._wording.replace(row, erased=erased)
        if erased:
            self._rewrite([replace(e, change=without_words(e.change)) for e in self.history(row.id)])
        if hidden:
            self._rewrite([without_person(e, hidden) for e in self.history(row.id)])
            self._untell(hidden, row.id)
        if event.change.kind is Move.UNFOLLOW:
            for person in {who for who, kind in before if kind == "follows"} - set(row.followers):
                self._rewrite([without_person(e, person, then=NOBODY) for e in self.history(row.id)])
                self._untell(person, row.id)

    def get(self, id: str, *, hold: bool = False) -> Challenge | None:
        asked = {"org": self._org, "id": id}
        found = run(self._connection, _HOLD if hold else _GET, asked).mappings().first()
        return rows.challenge(found) if found else None

    def numbered(self, number: int) -> Challenge | None:
        found = run(self._connection, _NUMBERED, {"org": self._org, "number": number}).mappings().first()
        return rows.challenge(found) if found else None

    def history(self, id: str) -> Sequence[Event]:
        found = run(self._connection, _HISTORY, {"org": self._org, "id": id}).mappings()
        return [rows.event(row) for row in found]

    def event(self, id: str, seq: int) -> Event:
        found = run(self._connection, _EVENT, {"org": self._org, "id": id, "seq": seq}).mappings().first()
        if found is None:
            raise LookupError("there is no such event")
        return rows.event(found)

    def similar(self, words: str, *, limit: int = 3) -> Sequence[Challenge]:
        ids = self._wording.like(words)
        if not ids:
            return []
        found = self._connection.execute(_SOME, {"org": self._org, "ids": ids}).mappings()
        scored = [(likeness(words, core_text(row)), row) for row in map(rows.challenge, found)]
        scored.sort(key=lambda pair: (-pair[0], ids.index(pair[1].id)))
        return [row for score, row in scored[:limit] if score]

    def find(self, wanted: LogFilter, *, limit: int, offset: int = 0) -> tuple[Sequence[Challenge], int]:
        where = condition(self._org, wanted, self._wording)
        found, total = page(self._connection, where, limit=limit, offset=offset)
        return [row for one in found if (row := _readable(one)) is not None], total

    def between(self, team: str, since: datetime, until: datetime) -> Sequence[tuple[Challenge, Event]]:
        touched = run(self._connection, _TOUCHED, {"org": self._org, "team": team, "since": since}).mappings()
        found = [(row, event) for row in map(rows.challenge, touched) for event in self.history(row.id)]
        happened = [(row, event) for row, event in found if since <= event.at < until]
        return sorted(happened, key=lambda pair: (pair[1].at, pair[0].number, pair[1].seq))

    def merged_into(self, id: str) -> Sequence[Challenge]:
        found = run(self._connection, _MERGED, {"org": self._org, "id": id}).mappings()
        return [rows.challenge(row) for row in found]

    def _ours(self, row: Challenge, event: Event) -> None:
        if (row.org, event.org, event.challenge, event.seq) != (self._org, self._org, row.id, row.version):
            raise ValueError("a challenge and its event belong to one organization and one version")

    def _tie(self, row: Challenge, before: set[tuple[str, str]]) -> None:
        now = ties(row)
        if gone := before - now:
            keys = {"org_id": self._org, "challenge_id": row.id}
            run(self._connection, _UNTIE, [{**keys, "whom": who, "what": kind} for who, kind in sorted(gone)])
        if new := now - before:
            keys = {"org": self._org, "challenge": row.id}
            run(self._connection, _TIE, [{**keys, "person": who, "kind": kind} for who, kind in sorted(new)])

    def _untell(self, person: str, about: str) -> None:
        """Nothing beside the row and its events ties them to it."""
        forget_place_of(self._connection, self._puts, self._org, person, about=about)
        forget_wish(self._connection, self._org, person, about=about)

    def _rewrite(self, events: Sequence[Event]) -> None:
        keys = ({"org_id": e.org, "challenge_id": e.challenge, "event_seq": e.seq} for e in events)
        new = (rows.event_values(e) for e in events)
        changed = [
            {**key, **{n: v[n] for n in ("actor", "platform", "change", "owed")}}
            for key, v in zip(keys, new, strict=True)
        ]
        run(self._connection, _REWRITE, changed)
