"""The bot was added to a place, removed from one, or uninstalled."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.team import Place
from bot.handlers.desk import places
from bot.handlers.desk.desk import Desk, new_id
from bot.handlers.desk.requests import Press, Reply
from bot.handlers.people import rosters
from bot.ports import Intent, Kind

SOON, LATER = timedelta(seconds=5), timedelta(minutes=5)
"""How long a channel is left alone after somebody came or went: many often do so at once."""


def joined(request: Press, desk: Desk) -> Reply:
    """Say what the bot is and what to do first, unless this is some team's place already."""
    where = request.where
    if where is None or where.private:
        return Reply()
    known = desk.place()
    place = (
        replace(known, address=where.address, name=where.name or known.name, gone=None)
        if known
        else Place(
            desk.work.organization.id,
            new_id(),
            desk.platform,
            desk.caller.handle.workspace,
            where.address,
            where.key,
            where.name,
        )
    )
    desk.work.places.save(place)
    if known and known.gone:
        places.catch_up(place, desk.work)
    if place.team is None:
        desk.work.outbox.put(Intent(Kind.WELCOME, place.id, place.id))
    else:
        places.show_open(place, place.team, desk.work)
        rosters.ask(place, desk.work, desk.now)
    return Reply()


def people_changed(_: Press, desk: Desk) -> Reply:
    """Somebody came or went. Where the platform does not say in which channel of ours, all of its are asked about."""
    place = desk.place()
    soon = desk.now + (SOON if place else LATER)
    changed = [place] if place else [one for team in desk.work.teams.all() for one in desk.work.places.triage(team.id)]
    for one in changed:
        if one.team and (one.platform, one.workspace) == (desk.platform, desk.caller.handle.workspace):
            rosters.ask(one, desk.work, soon)
    return Reply()


def account_closed(request: Press, desk: Desk) -> Reply:
    if desk.known is not None and not desk.known.gone:
        rosters.account_closed(desk.known, request.caller.handle, desk.work, desk.now)
    return Reply()


def became_guest(request: Press, desk: Desk) -> Reply:
    """Staff on record whose account is said to be a guest's: their platform is asked, and what they owe handed over."""
    me, handle = desk.known, request.caller.handle
    private = desk.work.places.by_key(handle.platform, handle.workspace, handle.user)
    if me is not None and me.present and private is not None:
        desk.work.outbox.put(Intent(Kind.PROFILE, me.id, private.id))
    return Reply()


def place_gone(request: Press, desk: Desk) -> Reply:
    place = desk.place()
    if place is not None:
        places.gone(place, request.args.get("reason", "") or "removed", desk.work)
    return Reply()


def uninstalled(_: Press, desk: Desk) -> Reply:
    """Forget the workspace's tokens; nothing can be posted to its channels any more."""
    workspace = desk.caller.handle.workspace
    desk.session.installations.delete(desk.platform, workspace)
    for team in desk.work.teams.all():
        for place in desk.work.places.triage(team.id):
            if (place.platform, place.workspace) == (desk.platform, workspace):
                places.gone(place, "uninstalled", desk.work)
    return Reply()
