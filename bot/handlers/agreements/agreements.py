"""/agreements: shown, looked up, kept and retired; proposing, wording, consent and pulse have their own files."""

import re
from typing import assert_never

from bot.domain import agreement
from bot.domain.refusals import Refusal, Why
from bot.domain.team import Team
from bot.domain.team_permission import TeamMove
from bot.handlers.agreements import agreement_changes, agreement_desk, proposals, pulse, wording
from bot.handlers.desk import answers, whose_team
from bot.handlers.desk.desk import Desk
from bot.handlers.desk.requests import Invocation, Press, Reply, Via
from bot.handlers.typed import agreement_grammar
from bot.handlers.typed.agreement_grammar import Bare
from bot.ui.views import agreements as view

_COMMAND = re.compile(r"\s*/?(?:agreements|acuerdos)(?:\s*:\s+|\s+|:?$)", re.IGNORECASE)


def line(text: str) -> str | None:
    """What follows "agreements", written where no command's word is needed; None when that is no such line.

    "Agreements with the bus company are broken" is a report.
    """
    head = _COMMAND.match(text)
    rest = text[head.end() :] if head else ""
    return rest if head and not isinstance(agreement_grammar.parse(rest), agreement_grammar.Unclear) else None


def command(request: Invocation, desk: Desk) -> Reply:
    said = agreement_grammar.parse(request.text)
    near = whose_team.near(desk)
    words = answers.with_names(request.text.strip(), request.people)
    match said:
        case Bare.HELP:
            return Reply(card=view.help_card(desk.words, team=near.id if near else ""))
        case agreement_grammar.Unclear():
            return Reply(card=view.help_card(desk.words, words=words, team=near.id if near else ""))
        case Bare.PROPOSE:
            return proposals.form(near, desk)
        case agreement_grammar.Propose() if request.via is Via.MENTION:
            return Reply(card=view.propose_in_private(desk.words, near.id if near else ""))
        case agreement_grammar.Propose(words):
            return proposals.typed(answers.with_names(words, request.people), near, desk)
        case _ if near is None:
            return agreement_desk.which(desk)
        case Bare.SHOW:
            return agreement_desk.shown(near, desk)
        case Bare.HISTORY:
            return _history(near, desk)
        case Bare.PROPOSALS:
            return proposals.page(near, 1, desk)
        case Bare.WORD:
            return wording.form(near, desk)
        case Bare.ASK:
            return wording.ask_for(near, desk)
        case Bare.PULSE:
            return pulse.ask_for(near, desk)
        case Bare.RETIRE:
            return _to_retire(near, desk)
        case _:
            assert_never(said)


def show(request: Press, desk: Desk) -> Reply:
    if not request.subject:
        near = whose_team.near(desk)
        return agreement_desk.shown(near, desk) if near else agreement_desk.which(desk)
    return agreement_desk.shown(whose_team.named(request.subject, desk), desk)


def history(request: Press, desk: Desk) -> Reply:
    return _history(whose_team.named(request.subject, desk), desk)


def keep(request: Press, desk: Desk) -> Reply:
    """They were looked at, and stay."""
    team = whose_team.named(request.subject, desk)
    whose_team.require(TeamMove.WORD, team, desk)
    held = desk.work.agreements.hold(team.id)
    if request.version != held.edition or not held.agreed or held.review_on is None:
        return agreement_desk.changed_meanwhile(team, desk)
    if held.review_on > desk.today():
        raise Refusal(Why.ALREADY)
    agreement_changes.make(held, agreement.keep(held, today=desk.today()), team, desk.work, desk.now)
    w = desk.words
    return agreement_desk.shown(team, desk, done=w("They stay as they are."))


def retire(request: Press, desk: Desk) -> Reply:
    team = whose_team.named(request.subject, desk)
    whose_team.require(TeamMove.WORD, team, desk)
    held = desk.work.agreements.hold(team.id)
    if request.version != held.edition or not held.agreed:
        return agreement_desk.changed_meanwhile(team, desk)
    agreement_changes.make(held, agreement.retire(held), team, desk.work, desk.now)
    w = desk.words
    return agreement_desk.shown(team, desk, done=w("They are retired. Earlier versions can still be read."))


def _history(team: Team, desk: Desk) -> Reply:
    return Reply(card=view.history(desk.work.agreements.editions(team.id), team, desk.words))


def _to_retire(team: Team, desk: Desk) -> Reply:
    whose_team.require(TeamMove.WORD, team, desk)
    it = desk.work.agreements.get(team.id)
    return Reply(card=view.to_retire(it, team, desk.words)) if it.agreed else agreement_desk.shown(team, desk)
