"""Conversations of a tenant that the record knows, and through which Teams may tell about a person."""

from bot.adapters.teams import refs
from bot.domain.team import Place
from bot.domain.vocabulary import Platform
from bot.ports import Session


def channels(session: Session, tenant: str) -> list[refs.Address]:
    organization = session.organization_of(Platform.TEAMS, tenant)
    if organization is None:
        return []
    work = session.work(organization.id)
    teams = [team.id for team in work.teams.all()]
    # The service stays the same where the bot was removed: it is the only way to say so when that was the only channel.
    places = [one for find in (work.places.triage, work.places.lost) for team in teams for one in find(team)]
    return [found for place in places if place.workspace == tenant and (found := _address(place))]


def private(session: Session, tenant: str, user: str) -> list[refs.Address]:
    organization = session.organization_of(Platform.TEAMS, tenant)
    if organization is None:
        return []
    place = session.work(organization.id).places.by_key(Platform.TEAMS, tenant, user)
    return [found] if place and (found := _address(place)) else []


def _address(place: Place) -> refs.Address | None:
    try:
        return refs.decode_address(place.address) if place.platform is Platform.TEAMS and place.address else None
    except refs.BadRef:
        return None
