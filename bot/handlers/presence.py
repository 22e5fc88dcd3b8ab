"""The bot was added to a place, removed from one, or uninstalled."""

from dataclasses import replace

from bot.domain.team import Place
from bot.handlers import places
from bot.handlers.desk import Desk, new_id
from bot.handlers.requests import Press, Reply
from bot.ports import Intent, Kind


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
    if place.team is None:
        desk.work.outbox.put(Intent(Kind.WELCOME, place.id, place.id))
    else:
        places.show_open(place, place.team, desk.work)
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
