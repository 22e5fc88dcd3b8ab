"""Run by Alembic, on the connection that `migrations.upgrade` gives it."""

from typing import Literal

from alembic import context

from bot.storage import (
    agreement_tables,
    calendar_tables,
    meetings_tables,
    minutes_tables,
    queues,
    review_tables,
    roster_tables,
    success_tables,
    tables,
    wish_tables,
)
from bot.storage.columns import Moment

METADATA = tables.metadata
for table in (
    agreement_tables.agreements,
    calendar_tables.school_calendar,
    meetings_tables.meeting,
    minutes_tables.minutes,
    queues.outbox,
    review_tables.walk,
    roster_tables.presence,
    success_tables.success,
    wish_tables.wish,
):
    assert table.metadata is METADATA  # every module of tables is loaded


def ours(name: str | None, kind: str, _: object) -> bool:
    """The full-text index is made by hand on each database, and SQLite's has tables of its own."""
    return not (kind == "table" and name is not None and name.startswith("wording"))


def written(kind: str, it: object, _: object) -> str | Literal[False]:
    """A revision stands for itself: it names no type of ours, which may have changed by the time it is run."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(it, Moment) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    include_name=ours,
    render_as_batch=True,
    render_item=written,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
