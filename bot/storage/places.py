"""Where the bot can post, and which message there shows what."""

from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import Connection, bindparam, func, or_, select

from bot.domain.team import Place
from bot.domain.vocabulary import Outcome, Platform
from bot.ports import Kind, Posting
from bot.storage import rows
from bot.storage.meetings_tables import meeting
from bot.storage.prepared import run
from bot.storage.queues import posting
from bot.storage.review_tables import walk
from bot.storage.saving import replacing, within
from bot.storage.tables import challenge, membership, place

_b = bindparam

_GET = select(place).where(place.c.org == _b("org"), place.c.id == _b("id"))
_BY_KEY = select(place).where(
    place.c.org == _b("org"),
    place.c.platform == _b("platform"),
    place.c.workspace == _b("workspace"),
    place.c.key == _b("key"),
)
_TRIAGE = (
    select(place)
    .where(place.c.org == _b("org"), place.c.team == _b("team"), place.c.gone.is_(None))
    .order_by(place.c.platform, place.c.id)
)
_LOST = (
    select(place)
    .where(place.c.org == _b("org"), place.c.team == _b("team"), place.c.gone.is_not(None))
    .order_by(place.c.platform, place.c.id)
)
_PERSONAL = (
    select(place)
    .where(place.c.org == _b("org"), place.c.person == _b("person"))
    .order_by(place.c.gone.is_not(None), place.c.saved.desc())
    .limit(1)
)
_SAVED = select(func.coalesce(func.max(place.c.saved), 0) + 1).where(
    place.c.org == _b("org"), place.c.person == _b("whose")
)
_SAVE = replacing(place)

_newest = posting.c.turn.desc()
_POSTED = (
    select(posting)
    .where(posting.c.org == _b("org"), posting.c.place == _b("place"))
    .where(posting.c.subject == _b("subject"), posting.c.kind == _b("kind"))
    .order_by(posting.c.seq.desc(), _newest)
    .limit(1)
)
_OF = (
    select(posting)
    .where(posting.c.org == _b("org"), posting.c.subject == _b("subject"), posting.c.kind == _b("kind"))
    .order_by(posting.c.turn)
)
_BY_REF = select(posting).where(posting.c.org == _b("org"), posting.c.place == _b("place"), posting.c.ref == _b("ref"))
_ABOUT = select(posting).where(posting.c.org == _b("org"), posting.c.subject == _b("subject")).order_by(posting.c.turn)
_OF_ERASED = (
    select(posting)
    .join(challenge, (challenge.c.org == posting.c.org) & (challenge.c.id == posting.c.subject))
    .where(posting.c.org == _b("org"), posting.c.place == _b("place"))
    .where(or_(challenge.c.outcome == Outcome.REDIRECTED, challenge.c.outcome == Outcome.WITHDRAWN))
    .order_by(posting.c.subject, posting.c.turn)
)
_OF_TEAM = (
    select(posting)
    .where(
        posting.c.org == _b("org"),
        or_(
            posting.c.subject == _b("team"),
            posting.c.subject.in_(select(meeting.c.id).where(meeting.c.org == _b("org"), meeting.c.team == _b("team"))),
            posting.c.subject.in_(select(walk.c.id).where(walk.c.org == _b("org"), walk.c.team == _b("team"))),
        ),
    )
    .order_by(posting.c.subject, posting.c.turn)
)
_HOMES = (
    select(posting)
    .where(posting.c.org == _b("org"), posting.c.kind == Kind.HOME, posting.c.seq >= _b("since"))
    .order_by(posting.c.place, posting.c.turn)
)
_HOMES_ON = _HOMES.where(  # somebody may hold more than one role
    posting.c.subject.in_(
        select(membership.c.person).where(membership.c.org == _b("org"), membership.c.team == _b("team"))
    )
)
_earlier = posting.alias("earlier")
_turn = select(func.coalesce(func.max(_earlier.c.turn), 0) + 1).where(
    _earlier.c.org == _b("whose"), _earlier.c.subject == _b("about")
)
_RECORD = replacing(posting, keep=("turn",)).values(turn=_turn.scalar_subquery())


class StoredPlaces:
    """A place asked for by its id is read once in a transaction, and again after any was saved."""

    def __init__(self, connection: Connection, org: str) -> None:
        self._connection, self._org = connection, org
        self._read: dict[str, Place] = {}

    def get(self, id: str) -> Place | None:
        if id not in self._read:
            found = run(self._connection, _GET, {"org": self._org, "id": id}).mappings().first()
            if found is None:
                return None
            self._read[id] = rows.place(found)
        return self._read[id]

    def by_key(self, platform: Platform, workspace: str, key: str) -> Place | None:
        asked = {"org": self._org, "platform": platform, "workspace": workspace, "key": key}
        found = run(self._connection, _BY_KEY, asked).mappings().first()
        return rows.place(found) if found else None

    def triage(self, team: str) -> Sequence[Place]:
        found = run(self._connection, _TRIAGE, {"org": self._org, "team": team}).mappings()
        return [rows.place(row) for row in found]

    def lost(self, team: str) -> Sequence[Place]:
        found = run(self._connection, _LOST, {"org": self._org, "team": team}).mappings()
        return [rows.place(row) for row in found]

    def personal(self, person: str) -> Place | None:
        found = run(self._connection, _PERSONAL, {"org": self._org, "person": person}).mappings().first()
        return rows.place(found) if found else None

    def save(self, place: Place) -> None:
        within(self._org, place.org)
        saved = 0
        if place.person is not None:  # only a person's conversations are ever compared by when they were saved
            saved = run(self._connection, _SAVED, {"org": self._org, "whose": place.person}).scalar_one()
        run(self._connection, _SAVE, {**asdict(place), "saved": saved})
        self._read.clear()


class StoredPostings:
    def __init__(self, connection: Connection, org: str) -> None:
        self._connection, self._org = connection, org

    def get(self, place: str, subject: str, kind: Kind) -> Posting | None:
        asked = {"org": self._org, "place": place, "subject": subject, "kind": kind}
        row = run(self._connection, _POSTED, asked).mappings().first()
        return rows.posting(row) if row else None

    def of(self, subject: str, kind: Kind) -> Sequence[Posting]:
        """The newest of each place and event."""
        found = run(self._connection, _OF, {"org": self._org, "subject": subject, "kind": kind}).mappings()
        newest = {(row["place"], row["seq"]): rows.posting(row) for row in found}
        return list(newest.values())

    def about(self, subject: str) -> Sequence[Posting]:
        found = run(self._connection, _ABOUT, {"org": self._org, "subject": subject}).mappings()
        return [rows.posting(row) for row in found if rows.known(row["kind"])]

    def of_team(self, team: str) -> Sequence[Posting]:
        found = run(self._connection, _OF_TEAM, {"org": self._org, "team": team}).mappings()
        return [rows.posting(row) for row in found if rows.known(row["kind"])]

    def homes(self, team: str | None, *, since: int) -> Sequence[Posting]:
        asked = {"org": self._org, "since": since}
        wanted = (_HOMES, asked) if team is None else (_HOMES_ON, {**asked, "team": team})
        found = run(self._connection, *wanted).mappings()
        return [rows.posting(row) for row in found]

    def of_erased(self, place: str) -> Sequence[Posting]:
        found = run(self._connection, _OF_ERASED, {"org": self._org, "place": place}).mappings()
        return [rows.posting(row) for row in found if rows.known(row["kind"])]

    def by_ref(self, place: str, ref: str) -> Posting | None:
        row = run(self._connection, _BY_REF, {"org": self._org, "place": place, "ref": ref}).mappings().first()
        return rows.posting(row) if row and rows.known(row["kind"]) else None

    def record(self, *postings: Posting) -> None:
        rows = [{**asdict(it), "org": self._org, "whose": self._org, "about": it.subject} for it in postings]
        for row in rows:
            del row["turn"]
        if rows:
            run(self._connection, _RECORD, rows)
