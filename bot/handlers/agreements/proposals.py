"""Proposals for a team's agreements: made in private, and kept without anything that tells whose they are."""

from collections.abc import Mapping

from bot.domain.team import Team
from bot.domain.team_permission import TeamMove
from bot.handlers.agreements import agreement_desk
from bot.handlers.desk import answers, code_words, kept_words, whose_team
from bot.handlers.desk.desk import Desk
from bot.handlers.desk.requests import Press, Reply, Submission
from bot.ui.form import Form
from bot.ui.views import proposals as view
from bot.ui.views.agreement_forms import HEADING, WORDS, Errors, Found

MOST = {"words": WORDS, "heading": HEADING}


def form(team: Team | None, desk: Desk, values: Mapping[str, str] | None = None) -> Reply:
    if team is not None:
        whose_team.require(TeamMove.PROPOSE, team, desk)
    return Reply(form=_form(team, desk, values or {}))


def open_form(request: Press, desk: Desk) -> Reply:
    team = whose_team.named(request.subject, desk) if request.subject else whose_team.near(desk)
    return form(team, desk, {id: request.args[id] for id in (*MOST, "team") if id in request.args})


def typed(words: str, team: Team | None, desk: Desk) -> Reply:
    """Kept as it stands, or the form where something has to be asked first."""
    values = {"words": words, "heading": ""}
    return _take(values, team, desk, cleared=False)


def submit(request: Submission, desk: Desk) -> Reply:
    values = {id: answers.text(request, id) for id in MOST}
    chosen = request.subject or answers.text(request, "team")
    team = whose_team.named(chosen, desk) if chosen else None
    return _take(values, team, desk, cleared=kept_words.cleared(request))


def pressed(request: Press, desk: Desk) -> Reply:
    """A page of them; another page takes the place of the one whose button was pressed."""
    reply = page(whose_team.named(request.subject, desk), which_page(request.args), desk)
    return Reply(card=reply.card, replace="page" in request.args)


def which_page(args: Mapping[str, str]) -> int:
    """1 where none is named."""
    asked = args.get("page", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= 4 else 1


def page(team: Team, number: int, desk: Desk, *, done: str = "") -> Reply:
    """`done`: what was just done."""
    whose_team.require(TeamMove.WORD, team, desk)
    it, found = desk.work.agreements.get(team.id), desk.work.agreements.proposals(team.id)
    return Reply(card=view.proposals_card(it, found, desk.words, page=number, done=done))


def _take(values: Mapping[str, str], team: Team | None, desk: Desk, *, cleared: bool) -> Reply:
    """Nothing of the caller is looked up beyond their right to propose, and nothing is kept or queued."""
    if team is not None:
        whose_team.require(TeamMove.PROPOSE, team, desk)
    w = desk.words
    halt = kept_words.check(values, MOST, w, cleared=cleared)
    errors = dict(halt.errors)
    if not values["words"]:
        errors["words"] = w("Write what you would like the team to agree on.")
    if halt.found or errors or team is None:
        return Reply(form=_form(team, desk, values, found=halt.found, errors=errors))
    code_words.refuse(values.values(), desk.work)
    desk.work.agreements.propose(team.id, values["words"], values["heading"])
    return Reply(card=view.proposed(w, values["words"], team.id, team.name))


def _form(
    team: Team | None,
    desk: Desk,
    values: Mapping[str, str],
    *,
    found: Found | None = None,
    errors: Errors | None = None,
) -> Form:
    teams = () if team else [(one.id, one.name) for one in agreement_desk.own(desk)]
    id = team.id if team else ""
    return view.propose_form(desk.words, team=id, teams=teams, values=values, found=found, errors=errors)
