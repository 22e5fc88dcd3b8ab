"""A district's description, from JSON into a database."""

import json

from pydantic import TypeAdapter

from bot.domain.vocabulary import Platform
from bot.handlers.people.founding import District, Workspace, found
from bot.storage.store import DatabaseStore


def read(text: str) -> District:
    """The JSON has the names of `handlers.founding`; pydantic says what does not fit."""
    return TypeAdapter(District).validate_python(json.loads(text), strict=False)


async def seed_store(store: DatabaseStore, district: District) -> None:
    """Bring the tables up to date and store the district; done twice, it is the same."""
    try:
        store.upgrade()
        await store.write(lambda session: found(district, session, address_of))
    finally:
        await store.close()


def address_of(workspace: Workspace, channel: str) -> str:
    """A channel's address as its platform's adapter writes it."""
    if workspace.platform is Platform.SLACK:
        from bot.adapters.slack import refs as slack_refs

        return slack_refs.address(channel)
    from bot.adapters.teams import refs as teams_refs

    return teams_refs.address(workspace.service_url, channel, workspace.id, channel=True)
