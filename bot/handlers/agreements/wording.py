"""The agreements in words: a lead makes few and positive ones out of the proposals, and then asks the team."""

from collections.abc import Mapping, Sequence

from bot.domain import agreement
from bot.domain.agreement import MOST, GroupAgreement, TeamAgreements
from bot.domain.team import Team
from bot.domain.team_permission import TeamMove
from bot.handlers.agreements import agreement_changes, agreement_desk
from bot.handlers.desk import answers, code_words, kept_words, whose_team
from bot.handlers.desk.desk import Desk
from bot.handlers.desk.requests import Press, Reply, Submission
from bot.ui.views import agreement_forms as view
from bot.ui.views import starters

_ROWS = range(1, MOST + 1)
LIMITS = {f"words_{number}": view.WORDS for number in _ROWS} | {f"heading_{number}": view.HEADING for number in _ROWS}


def form(team: Team, desk: Desk, starter: str = "") -> Reply:
    """With what is worded or in force in it, or a set to begin from; the proposals beside it."""
    whose_team.require(TeamMove.WORD, team, desk)
    it, found = desk.work.agreements.get(team.id), desk.work.agreements.proposals(team.id)
    begun: Sequence[GroupAgreement] = starters.agreements(starter, desk.words) or it.wording or it.agreed
    if not begun and len(found) <= MOST:
        begun = [GroupAgreement(one.words, one.heading) for one in agreement.clustered(found)]
    return Reply(form=view.word_form(it, desk.words, values=view.rows(begun), proposals=found))


def open_form(request: Press, desk: Desk) -> Reply:
    return form(whose_team.named(request.subject, desk), desk, request.args.get("starter", ""))


def submit(request: Submission, desk: Desk) -> Reply:
    """Saved only over the words that were there when the form opened; what somebody else wrote meanwhile is shown."""
    team = whose_team.named(request.subject, desk)
    whose_team.require(TeamMove.WORD, team, desk)
    held = desk.work.agreements.hold(team.id)
    values = {id: answers.text(request, id) for id in LIMITS}
    months = answers.text(request, "months")
    worded = _worded(values)
    halt = kept_words.check(values, LIMITS, desk.words, cleared=kept_words.cleared(request))
    errors = {**_missing(worded, months, desk), **halt.errors}
    other = request.version != held.version and (held.wording or held.agreed)
    if halt.found or errors or other:
        found = desk.work.agreements.proposals(team.id)
        again = view.word_form(
            held,
            desk.words,
            values=values | {"months": months},
            proposals=() if other else found,
            present=other or (),
            found=halt.found,
            errors=errors or ({"words_1": look_first(desk)} if other else {}),
        )
        return Reply(form=again)
    code_words.refuse(values.values(), desk.work)
    considered = max((one.number for one in desk.work.agreements.proposals(team.id)), default=held.considered)
    after = agreement.word(held, worded, months=int(months), considered=considered)
    agreement_changes.make(held, after, team, desk.work, desk.now)
    return agreement_desk.shown(team, desk, done=_saved(held, desk))


def ask(request: Press, desk: Desk) -> Reply:
    team = whose_team.named(request.subject, desk)
    return _ask(team, desk, request.version)


def ask_for(team: Team, desk: Desk) -> Reply:
    """Typed: whoever types it means the words as they are now."""
    return _ask(team, desk, None)


def _ask(team: Team, desk: Desk, version: int | None) -> Reply:
    whose_team.require(TeamMove.WORD, team, desk)
    held = desk.work.agreements.hold(team.id)
    w = desk.words
    if not held.wording or held.asked_at:
        return agreement_desk.shown(team, desk, done=w("There are no new words to ask about."))
    if version is not None and version != held.version:
        return agreement_desk.changed_meanwhile(team, desk)
    people = [person.id for person in desk.work.teams.members(team.id) if person.present]
    agreement_changes.make(held, agreement.ask(held, people, now=desk.now), team, desk.work, desk.now)
    return agreement_desk.shown(team, desk, done=w("Everyone on the team is asked in private."))


def _worded(values: Mapping[str, str]) -> list[GroupAgreement]:
    rows = [(values[f"words_{number}"], values[f"heading_{number}"]) for number in _ROWS]
    return [GroupAgreement(words, heading) for words, heading in rows if words]


def _missing(worded: Sequence[GroupAgreement], months: str, desk: Desk) -> dict[str, str]:
    w, errors = desk.words, {}
    if not worded:
        errors["words_1"] = w("Write at least one agreement.")
    if months not in map(str, agreement.EVERY):
        errors["months"] = w("Choose one.")
    return errors


def look_first(desk: Desk) -> str:
    """What somebody else wrote meanwhile is not written over unread."""
    w = desk.words
    return w("Look at the words above first. Send this again to put yours in their place.")


def _saved(before: TeamAgreements, desk: Desk) -> str:
    w = desk.words
    if before.asked_at:
        return w("Saved. The question about the old words has ended; ask the team about the new ones.")
    return w("Saved. Nobody has been asked yet.")
