"""The schema: every way up to it ends at the tables the code knows, and replicas may start at once."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect

from bot.domain.team import Organization
from bot.domain.vocabulary import Platform
from bot.storage import engines, migrations
from bot.storage.migrations import config
from bot.storage.store import DatabaseStore
from bot.storage.tables import metadata
from tests.support.database import KEYS, Postgres

SCRIPTS = ScriptDirectory(str(Path(migrations.__file__).parent))
REVISIONS = [script.revision for script in SCRIPTS.walk_revisions()][::-1]


@pytest.fixture
def empty_url(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if engine == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
    else:
        server: Postgres = request.getfixturevalue("postgres")
        name = server.empty()
        yield server.url(name)
        server.drop(name)


@pytest.fixture
def database(empty_url: str) -> Iterator[Engine]:
    opened = engines.migrator(engines.parse(empty_url))
    yield opened
    opened.dispose()


def differences(database: Engine) -> list[object]:
    with database.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_name": lambda name, kind, _: kind != "table" or "wording" not in name}
        )
        return list(compare_metadata(context, metadata))


@pytest.mark.parametrize("earlier", ["base", *REVISIONS])
def test_every_earlier_revision_leads_to_the_tables_of_the_code(database: Engine, earlier: str) -> None:
    if earlier != "base":
        migrations.upgrade(database, earlier)
    migrations.upgrade(database)
    assert differences(database) == []


def test_a_missing_column_is_noticed(database: Engine) -> None:
    migrations.upgrade(database)
    with database.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE outbox DROP COLUMN reason")
    assert len(differences(database)) == 1


def test_the_revisions_are_one_line(database: Engine) -> None:
    assert len(SCRIPTS.get_heads()) == 1
    with database.connect() as connection:
        assert config(connection).get_main_option("script_location") == str(Path(migrations.__file__).parent)


def test_the_newest_revision_is_known_without_asking_alembic() -> None:
    assert SCRIPTS.get_current_head() == migrations.NEWEST


async def test_replicas_that_start_at_once_upgrade_it_once(empty_url: str) -> None:
    stores = [DatabaseStore(empty_url, secret_keys=KEYS) for _ in range(3)]
    await asyncio.gather(*(asyncio.to_thread(store.upgrade) for store in stores))
    await stores[0].write(lambda s: s.found(Platform.SLACK, "T1", Organization("o", "District")))
    assert (await stores[2].read(lambda s: s.work("o").organization)).name == "District"
    for store in stores:
        await store.close()


def test_every_key_of_peoples_data_starts_with_the_organization() -> None:
    of_the_installation = {"organization", "workspace", "pause", "installation", "setting"}
    first = {name: next(iter(table.primary_key.columns)).name for name, table in metadata.tables.items()}
    assert {name for name, column in first.items() if column != "org"} == of_the_installation


def test_a_failed_upgrade_leaves_the_database_as_it_was(database: Engine) -> None:
    with pytest.raises(Exception, match="0999"):
        migrations.upgrade(database, "0999")
    with database.connect() as connection:
        assert inspect(connection).get_table_names() == []
