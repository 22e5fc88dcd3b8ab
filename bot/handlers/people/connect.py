"""One organization on both platforms: an administrator's code on the one side, typed by one on the other."""

import hashlib
from datetime import datetime, timedelta

from bot.domain.refusals import Refusal, Why
from bot.handlers.challenges import codes
from bot.handlers.desk.desk import Desk
from bot.handlers.desk.requests import Invocation, Reply, Via
from bot.handlers.people.setup import require_admin
from bot.handlers.typed.meanings import Connect
from bot.ports import LogFilter
from bot.ui.text import plain
from bot.ui.views import connect as view

VALID = timedelta(hours=1)


def connect(said: Connect, request: Invocation, desk: Desk) -> Reply:
    if request.via is not Via.COMMAND:
        raise Refusal(Why.NOT_PRIVATE)
    require_admin(desk)
    return _join(said.code, desk) if said.code else _give(desk)


def _give(desk: Desk) -> Reply:
    code = codes.fresh()
    until = desk.now + VALID
    desk.session.set_setting(_name(code), f"{desk.work.organization.id} {until.isoformat()}")
    return Reply(card=view.connect_code(desk.words, code))


def _join(code: str, desk: Desk) -> Reply:
    """Leave this workspace's own organization, which must be empty, for the one that gave the code."""
    w = desk.words
    org, _, until = (desk.session.setting(_name(code)) or "").partition(" ")
    if not org or datetime.fromisoformat(until) < desk.now:
        raise Refusal(Why.NOT_FOUND, connect=True)
    if org == desk.work.organization.id:
        return Reply(line=plain(w("That code is from this organization. Type it on the other platform.")))
    _, reported = desk.work.challenges.find(LogFilter(), limit=1)
    if reported:
        return Reply(line=plain(w("Challenges have already been reported here, so the two logs stay separate.")))
    other = desk.session.work(org)
    desk.session.set_setting(_name(code), "")
    desk.session.found(desk.platform, desk.caller.handle.workspace, other.organization)
    return Reply(card=view.connected(w, other.organization.name, len(other.teams.all())))


def _name(code: str) -> str:
    """Under which setting it is kept: a digest, since the code lets a workspace in."""
    return "connect:" + hashlib.sha256(codes.same_form(code).encode()).hexdigest()
