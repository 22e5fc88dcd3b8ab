"""Handlers are tried on a real database."""

from tests.support.database import *  # noqa: F403  (fixtures are found by name)
