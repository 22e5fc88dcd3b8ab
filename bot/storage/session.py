"""One transaction: the organizations' own work, and what belongs to the whole installation."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, Integer, bindparam, delete, func, insert, select, update

from bot.domain.school_calendar import SchoolCalendar
from bot.domain.team import Organization
from bot.domain.vocabulary import Platform
from bot.ports import (
    Agreements,
    Alarms,
    Challenges,
    Codes,
    Inbox,
    Installations,
    KeptMinutes,
    KeptWishes,
    Lanes,
    Looks,
    Meetings,
    Outbox,
    People,
    Places,
    Postings,
    Pulses,
    Reviews,
    Ringing,
    Rosters,
    SchoolDays,
    Successes,
    Teams,
    Work,
)
from bot.storage import inbox, rows
from bot.storage.agreements import StoredAgreements
from bot.storage.alarms import StoredAlarms, StoredRinging
from bot.storage.calendars import StoredLooks, StoredSchoolDays
from bot.storage.challenges import StoredChallenges
from bot.storage.columns import Moment
from bot.storage.inbox import StoredCodes, StoredInbox
from bot.storage.lanes import StoredLanes
from bot.storage.meetings import StoredMeetings
from bot.storage.minutes import StoredMinutes
from bot.storage.outbox import Puts, StoredOutbox
from bot.storage.people import StoredPeople, StoredTeams
from bot.storage.places import StoredPlaces, StoredPostings
from bot.storage.prepared import run
from bot.storage.pulses import StoredPulses
from bot.storage.queues import alarm
from bot.storage.reviews import StoredReviews
from bot.storage.rosters import StoredRosters
from bot.storage.saving import replacing, within
from bot.storage.secrets import Secrets
from bot.storage.successes import StoredSuccesses
from bot.storage.tables import challenge, installation, organization, setting, workspace
from bot.storage.wishes import StoredWishes
from bot.storage.wording import Wording

_b = bindparam

_ORGANIZATION = select(organization).where(organization.c.id == _b("id"))
_ORGANIZATION_OF = (
    select(organization)
    .join(workspace, workspace.c.org == organization.c.id)
    .where(workspace.c.platform == _b("platform"), workspace.c.workspace == _b("workspace"))
)
_ORDINAL = select(func.coalesce(func.max(organization.c.ordinal), 0) + 1)
_FOUND = insert(organization)
_CHANGE = update(organization).where(organization.c.id == _b("org_id"))
_TIE = replacing(workspace)
_DUE = (
    select(challenge.c.org, challenge.c.id)
    .where(challenge.c.next_at <= _b("now", type_=Moment))
    .order_by(challenge.c.next_at, challenge.c.org, challenge.c.id)
    .limit(_b("limit", type_=Integer))
    .offset(_b("past", type_=Integer))
    .with_for_update(skip_locked=True)
)
_NEXT_DUE = (select(func.min(challenge.c.next_at)), select(func.min(alarm.c.at)))
_SETTING = select(setting.c.value).where(setting.c.name == _b("name"))
_SET = replacing(setting)
_TOKENS = select(installation.c.secrets).where(
    installation.c.platform == _b("platform"), installation.c.workspace == _b("workspace")
)
_ALL_TOKENS = select(installation.c.secrets)
_PUT_TOKENS = replacing(installation)
_DROP_TOKENS = delete(installation).where(
    installation.c.platform == _b("platform"), installation.c.workspace == _b("workspace")
)


class StoredInstallations:
    def __init__(self, connection: Connection, secrets: Secrets) -> None:
        self._connection, self._secrets = connection, secrets

    def get(self, platform: Platform, workspace: str) -> dict[str, str] | None:
        closed = run(self._connection, _TOKENS, {"platform": platform, "workspace": workspace}).scalar()
        return self._secrets.open(closed) if closed else None

    def put(self, platform: Platform, workspace: str, secrets: dict[str, str]) -> None:
        closed = self._secrets.close(secrets)
        run(self._connection, _PUT_TOKENS, {"platform": platform, "workspace": workspace, "secrets": closed})

    def delete(self, platform: Platform, workspace: str) -> None:
        run(self._connection, _DROP_TOKENS, {"platform": platform, "workspace": workspace})

    def unreadable(self) -> int:
        return sum(not self._secrets.opens(closed) for closed in self._connection.execute(_ALL_TOKENS).scalars())


class DatabaseWork:
    """Everything of one organization. Each part puts its id into every query."""

    def __init__(
        self,
        connection: Connection,
        found: Organization,
        ordinal: int,
        *,
        secrets: Secrets,
        puts: Puts,
        now: datetime,
    ) -> None:
        self._connection = connection
        self.organization = found
        self.inbox: Inbox = StoredInbox(connection, found.id, secrets, now)
        self.challenges: Challenges = StoredChallenges(
            connection, found.id, Wording(connection, found.id, ordinal), puts
        )
        people = StoredPeople(connection, found.id)
        self.people: People = people
        self.teams: Teams = StoredTeams(connection, found.id, people)
        self.places: Places = StoredPlaces(connection, found.id)
        self.outbox: Outbox = StoredOutbox(connection, found.id, puts)
        self.postings: Postings = StoredPostings(connection, found.id)
        self.codes: Codes = StoredCodes(connection, found.id, secrets)
        self.alarms: Alarms = StoredAlarms(connection, found.id)
        self.minutes: KeptMinutes = StoredMinutes(connection, found.id)
        self.reviews: Reviews = StoredReviews(connection, found.id)
        self.rosters: Rosters = StoredRosters(connection, found.id)
        self.school_days: SchoolDays = StoredSchoolDays(connection, found.id, secrets)
        self.successes: Successes = StoredSuccesses(connection, found.id)
        self.meetings: Meetings = StoredMeetings(connection, found.id)
        self.agreements: Agreements = StoredAgreements(connection, found.id)
        self.pulses: Pulses = StoredPulses(connection, found.id, secrets)
        self.wishes: KeptWishes = StoredWishes(connection, found.id)

    def calendar(self) -> SchoolCalendar:
        return self.school_days.known().calendar()

    def save_organization(self, organization: Organization) -> None:
        within(self.organization.id, organization.id)
        values = {name: value for name, value in rows.organization_values(organization).items() if name != "id"}
        run(self._connection, _CHANGE, {"org_id": organization.id, **values})
        self.organization = organization


class DatabaseSession:
    def __init__(self, connection: Connection, *, secrets: Secrets, now: datetime) -> None:
        self.connection = connection
        self._secrets, self._now = secrets, now
        self._puts = Puts(connection, now)
        self._works: dict[str, DatabaseWork] = {}
        self.installations: Installations = StoredInstallations(connection, secrets)
        self.lanes: Lanes = StoredLanes(connection)
        self.ringing: Ringing = StoredRinging(connection)
        self.looks: Looks = StoredLooks(connection, secrets)

    def organization_of(self, platform: Platform, workspace: str) -> Organization | None:
        asked = {"platform": platform, "workspace": workspace}
        row = run(self.connection, _ORGANIZATION_OF, asked).mappings().first()
        return self._work(rows.organization(row), row["ordinal"]).organization if row else None

    def found(self, platform: Platform, workspace: str, organization: Organization) -> None:
        known = run(self.connection, _ORGANIZATION, {"id": organization.id}).first()
        if known is None:
            ordinal = run(self.connection, _ORDINAL).scalar_one()
            values = rows.organization_values(organization)
            run(self.connection, _FOUND, {**values, "ordinal": ordinal, "last_number": 0})
        run(self.connection, _TIE, {"platform": platform, "workspace": workspace, "org": organization.id})

    def work(self, org: str) -> Work:
        if org in self._works:
            return self._works[org]
        row = run(self.connection, _ORGANIZATION, {"id": org}).mappings().first()
        if row is None:
            raise LookupError("there is no such organization")
        return self._work(rows.organization(row), row["ordinal"])

    def due(self, now: datetime, *, limit: int, past: int = 0) -> Sequence[tuple[str, str]]:
        found = run(self.connection, _DUE, {"now": now, "limit": limit, "past": past})
        return [(org, id) for org, id in found]

    def next_due(self) -> datetime | None:
        found = [run(self.connection, first).scalar() for first in _NEXT_DUE]
        return min(filter(None, found), default=None)

    def setting(self, name: str) -> str | None:
        return run(self.connection, _SETTING, {"name": name}).scalar()

    def set_setting(self, name: str, value: str) -> None:
        run(self.connection, _SET, {"name": name, "value": value})

    def prune(self, now: datetime) -> None:
        inbox.prune(self.connection, now)

    def finish(self) -> None:
        """Write what was put off to the end of the transaction."""
        self._puts.flush()

    def _work(self, found: Organization, ordinal: int) -> DatabaseWork:
        if found.id not in self._works:
            self._works[found.id] = DatabaseWork(
                self.connection, found, ordinal, secrets=self._secrets, puts=self._puts, now=self._now
            )
        return self._works[found.id]
