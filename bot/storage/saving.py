"""Insert or replace, for a table whose rows are saved whole."""

from sqlalchemy import Table
from sqlalchemy.dialects.postgresql import Insert
from sqlalchemy.dialects.postgresql import insert as upsert  # its ON CONFLICT compiles for SQLite as well


def replacing(table: Table, *, keep: tuple[str, ...] = ()) -> Insert:
    """Insert a row, or replace the one with its primary key but for the columns in `keep`."""
    new = upsert(table)
    values = {c.name: new.excluded[c.name] for c in table.columns if not c.primary_key and c.name not in keep}
    return new.on_conflict_do_update(index_elements=list(table.primary_key.columns), set_=values)


def within(org: str, theirs: str) -> None:
    """What is saved belongs to the organization whose transaction this is."""
    if org != theirs:
        raise ValueError("this belongs to another organization")
