"""The tables of what comes in and goes out: inbox, outbox with its lanes, alarms, and which message shows what."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text, false, text

from bot.storage.columns import Moment
from bot.storage.tables import metadata, within_organization

_SAME = ("org", "place", "subject", "kind", "seq")


def _partial(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    return Index(name, *columns, sqlite_where=text(where), postgresql_where=text(where), unique=unique)


inbox = Table(
    "inbox",
    metadata,
    Column("org", Text, primary_key=True),
    Column("digest", LargeBinary, primary_key=True),
    Column("seen_at", Moment, nullable=False, index=True),
)

outbox = Table(
    "outbox",
    metadata,
    Column("org", Text, primary_key=True),
    Column("place", Text, primary_key=True),
    Column("id", Integer, primary_key=True, autoincrement=False),  # counts up within the place: the order of sending
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("put_at", Moment, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("sent_at", Moment),
    Column("reason", Text, nullable=False),
    Column("again", Boolean, nullable=False, server_default=false()),  # goes out each time it is put, not once only
    within_organization("place", "place"),
    Index(None, "org", "subject"),
    _partial("ix_outbox_waiting_due", "org", "place", "due_at", where="state = 'waiting'"),
    _partial("ix_outbox_waiting_order", "org", "place", "id", where="state = 'waiting'"),
    _partial("ix_outbox_sending", "org", "place", where="state = 'sending'"),
    _partial("uq_outbox_once", *_SAME, where="NOT again", unique=True),
    _partial("uq_outbox_waiting", *_SAME, where="again AND state = 'waiting'", unique=True),
)

lane = Table(  # one row a place that was ever posted to; locked first by whoever touches its outbox rows
    "lane",
    metadata,
    Column("org", Text, primary_key=True),
    Column("place", Text, primary_key=True),
    Column("platform", Text, nullable=False),
    Column("workspace", Text, nullable=False),
    Column("last", Integer, nullable=False),
    Column("free_at", Moment, nullable=False),  # pace, or what the platform asked us to wait
    Column("lease_until", Moment),  # somebody is sending
    Column("lease_by", Text),
    Column("next_at", Moment),  # when to look again; none when nothing waits
    within_organization("place", "place"),
    _partial("ix_lane_next_at", "next_at", where="next_at IS NOT NULL"),
    Index(None, "platform", "workspace"),
)

alarm = Table(
    "alarm",
    metadata,
    Column("org", ForeignKey("organization.id"), primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("at", Moment, nullable=False),
    Index("ix_alarm_at", "at", "org", "kind", "subject"),
)

pause = Table(  # a platform's limit for a whole workspace
    "pause",
    metadata,
    Column("platform", Text, primary_key=True),
    Column("workspace", Text, primary_key=True),
    Column("until", Moment, nullable=False),
)

posting = Table(
    "posting",
    metadata,
    Column("org", Text, primary_key=True),
    Column("place", Text, primary_key=True),
    Column("ref", Text, primary_key=True),
    Column("subject", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("turn", Integer, nullable=False),  # counts up within the subject: an ERASED row names it
    within_organization("place", "place"),
    Index(None, "org", "subject", "kind"),
)
