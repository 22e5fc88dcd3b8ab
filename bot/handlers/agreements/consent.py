"""Consent: whoever is asked can live with it, or has a concern, which goes to the leads and to nobody else."""

from bot.domain import agreement
from bot.domain.agreement import Answer, Consent, TeamAgreements
from bot.domain.refusals import Refusal, Why
from bot.domain.team import Team
from bot.domain.team_permission import TeamMove
from bot.handlers.agreements import agreement_changes
from bot.handlers.desk import answers, code_words, kept_words, whose_team
from bot.handlers.desk.desk import Desk
from bot.handlers.desk.requests import Press, Reply, Submission
from bot.ui.views import agreement_forms as forms
from bot.ui.views import consent as view

LIMITS = {"words": forms.CONCERN}


def yes(request: Press, desk: Desk) -> Reply:
    team, held = _held(request.subject, desk)
    if (instead := _no_longer(team, held, request.version, desk)) is not None:
        return instead
    return _answered(Answer(desk.me().id, Consent.YES), team, held, desk)


def open_concern(request: Press, desk: Desk) -> Reply:
    team = whose_team.named(request.subject, desk)
    whose_team.require(TeamMove.CONSENT, team, desk)
    it = desk.work.agreements.get(team.id)
    if (instead := _no_longer(team, it, request.version, desk)) is not None:
        return instead
    values = {id: request.args[id] for id in ("words", "named") if id in request.args}
    return Reply(form=forms.concern_form(it, desk.words, values=values))


def submit(request: Submission, desk: Desk) -> Reply:
    team, held = _held(request.subject, desk)
    w = desk.words
    values = {id: answers.text(request, id) for id in ("words", "named")}
    said = {"words": values["words"]}
    if _asked(held, request.version, desk) is None:
        raise Refusal(Why.OUT_OF_DATE)  # the words were about others; they are shown back
    halt = kept_words.check(said, LIMITS, w, cleared=kept_words.cleared(request))
    errors = dict(halt.errors)
    if not said["words"]:
        errors["words"] = w("Write what would not work for you.")
    if values["named"] not in (forms.NAMED, forms.UNNAMED):
        errors["named"] = w("Choose one.")
    if halt.found or errors:
        return Reply(form=forms.concern_form(held, w, values=values, found=halt.found, errors=errors))
    code_words.refuse(said.values(), desk.work)
    named = values["named"] == forms.NAMED
    mine = Answer(desk.me().id, Consent.CONCERN, words=said["words"], named=named)
    return _answered(mine, team, held, desk)


def _held(id: str, desk: Desk) -> tuple[Team, TeamAgreements]:
    team = whose_team.named(id, desk)
    whose_team.require(TeamMove.CONSENT, team, desk)
    return team, desk.work.agreements.hold(team.id)


def _asked(it: TeamAgreements, round: int, desk: Desk) -> Answer | None:
    """The caller's answer, given or not, to the question that the button or form belongs to."""
    return it.of(desk.known.id) if desk.known and it.asks and it.round == round else None


def _no_longer(team: Team, it: TeamAgreements, round: int, desk: Desk) -> Reply | None:
    """In place of a question about other words: the one that is asked now, or that none is."""
    if _asked(it, round, desk) is not None:
        return None
    mine = _asked(it, it.round, desk)
    if mine is None:
        return Reply(card=view.over(it, desk.words, agreed=False), replace=True)
    if mine.consent is None:
        return Reply(card=view.question(it, team, desk.words, changed=True), replace=True)
    return Reply(card=view.answered(it, mine, team, desk.words), replace=True)


def _answered(said: Answer, team: Team, held: TeamAgreements, desk: Desk) -> Reply:
    it = agreement_changes.make(held, agreement.answer(held, said), team, desk.work, desk.now)
    mine = it.of(said.person)
    if mine is None or (held.asked_at and not it.asked_at):
        return Reply(card=view.over(it, desk.words, agreed=mine is not None), replace=True)
    return Reply(card=view.answered(it, mine, team, desk.words), replace=True)
