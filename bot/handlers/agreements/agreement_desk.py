"""Whose agreements a request is about, and what the caller may do with them."""

from collections.abc import Sequence

from bot.domain.team import Team
from bot.domain.team_permission import TEAM_MAY, TeamMove, may_for_team
from bot.handlers.desk import whose_team
from bot.handlers.desk.desk import Desk
from bot.handlers.desk.requests import Reply
from bot.ui.limits import BUTTONS
from bot.ui.views import agreements as view


def own(desk: Desk) -> Sequence[Team]:
    """The caller's teams; of somebody on none, all there are."""
    return whose_team.mine(desk) or whose_team.every(desk)


def may(about: Team, desk: Desk) -> frozenset[TeamMove]:
    held = whose_team.held(about, desk)
    return frozenset(move for move in TEAM_MAY if may_for_team(move, held))


def which(desk: Desk) -> Reply:
    """Ask whose agreements are meant."""
    named = [(one.id, one.name) for one in own(desk)]
    return Reply(card=view.which_team(desk.words, named if len(named) <= BUTTONS else ()))


def shown(about: Team, desk: Desk, *, done: str = "") -> Reply:
    """The agreements as they are, for the caller. `done`: what was just done."""
    it = desk.work.agreements.get(about.id)
    waiting = [one for one in desk.work.agreements.proposals(about.id) if one.number > it.considered]
    card = view.show(
        it,
        about,
        desk.words,
        person=desk.known.id if desk.known else "",
        may=may(about, desk),
        proposals=len(waiting),
        done=done,
    )
    return Reply(card=card)


def changed_meanwhile(about: Team, desk: Desk) -> Reply:
    """The answer to a button of an earlier state: nothing is done, and it shows how things are."""
    w = desk.words
    return shown(about, desk, done=w("Nothing was done: they were changed in the meantime. This is how they are now."))
