"""Everything here runs on SQLite and on PostgreSQL."""

from tests.support.database import *  # noqa: F403  (fixtures are found by name)
