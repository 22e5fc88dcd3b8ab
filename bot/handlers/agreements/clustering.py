"""The proposals sorted: a lead puts each under a value, before few and positive agreements are made out of them."""

from collections.abc import Mapping, Sequence

from bot.domain.agreement import Proposal, standing
from bot.domain.team import Team
from bot.domain.team_permission import TeamMove
from bot.handlers.agreements import proposals, wording
from bot.handlers.desk import answers, code_words, kept_words, whose_team
from bot.handlers.desk.desk import Desk
from bot.handlers.desk.requests import Press, Reply, Submission
from bot.ui.form import Form
from bot.ui.views import clustering as view
from bot.ui.views.agreement_forms import HEADING, Errors, Found

LIMITS = dict.fromkeys(view.NEW, HEADING)


def open_form(request: Press, desk: Desk) -> Reply:
    team = whose_team.named(request.subject, desk)
    whose_team.require(TeamMove.WORD, team, desk)
    page = proposals.which_page(request.args)
    here = view.on_page(desk.work.agreements.proposals(team.id), page)
    return Reply(form=_form(team, here, page, desk)) if here else proposals.page(team, 1, desk)


def submit(request: Submission, desk: Desk) -> Reply:
    """Saved only over the headings that were there when the form opened; what somebody else chose is shown first."""
    team = whose_team.named(request.subject, desk)
    whose_team.require(TeamMove.WORD, team, desk)
    desk.work.agreements.hold(team.id)
    numbers = request.args.get("numbers", "").split(",")
    found = [one for one in desk.work.agreements.proposals(team.id) if str(one.number) in numbers]
    here = view.on_page(found, 1)
    page, w = proposals.which_page(request.args), desk.words
    if not here:
        return proposals.page(team, page, desk, done=w("Nothing was done: these proposals are not there any more."))
    new = {id: answers.text(request, id) for id in LIMITS}
    chosen = {view.field_id(one): answers.text(request, view.field_id(one)) for one in here}
    under = view.meant(chosen, new)
    offered = _headings(team, here, desk)
    unread = {id: heading for id, heading in under.items() if heading and heading not in (*offered, *new.values())}
    words, most = new | unread, LIMITS | dict.fromkeys(unread, HEADING)
    halt = kept_words.check(words, most, w, cleared=kept_words.cleared(request))
    errors = {**_missing(new, chosen, under, desk), **halt.errors}
    other = request.version != standing(here)
    if halt.found or errors or other:
        errors = errors or ({view.field_id(here[0]): wording.look_first(desk)} if other else {})
        again = _form(team, here, page, desk, said=new | chosen, other=other, found=halt.found, errors=errors)
        return Reply(form=again)
    code_words.refuse(words.values(), desk.work)
    desk.work.agreements.cluster(team.id, {one.number: under[view.field_id(one)] for one in here})
    return proposals.page(team, page, desk, done=w("Saved."))


def _missing(new: Mapping[str, str], chosen: Mapping[str, str], under: Mapping[str, str], desk: Desk) -> dict[str, str]:
    w = desk.words
    empty = {id for id, typed in new.items() if not typed and id in chosen.values()}
    return dict.fromkeys(empty, w("Write the new value, or choose another below.")) | {
        id: w("Choose one.") for id in chosen if id not in under
    }


def _headings(team: Team, here: Sequence[Proposal], desk: Desk) -> tuple[str, ...]:
    stored = desk.work.agreements
    return view.headings(stored.get(team.id), here, stored.proposals(team.id), desk.words)


def _form(
    team: Team,
    here: Sequence[Proposal],
    page: int,
    desk: Desk,
    *,
    said: Mapping[str, str] | None = None,
    other: bool = False,
    found: Found | None = None,
    errors: Errors | None = None,
) -> Form:
    return view.cluster_form(
        team.id,
        here,
        _headings(team, here, desk),
        desk.words,
        page=page,
        said=said,
        other=other,
        found=found,
        errors=errors,
    )
