"""A report, from typed words or the form: checked for student data, held against what is open, filed, receipted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain import life
from bot.domain.challenge import Challenge
from bot.domain.changes import AlsoAffected, Reported
from bot.domain.refusals import Refusal, Why
from bot.domain.student_data import Find
from bot.domain.team import Team
from bot.domain.vocabulary import Level, Visibility
from bot.handlers.challenges import codes, record
from bot.handlers.challenges.announce import announce
from bot.handlers.challenges.receipts import receipt
from bot.handlers.desk import answers, code_words, kept_words, whose_team
from bot.handlers.desk.desk import Desk, new_id
from bot.handlers.desk.requests import Invocation, Press, Reply, Submission, Via
from bot.ui.form import Form
from bot.ui.limits import BUTTONS
from bot.ui.views import similar as similar_view
from bot.ui.views.report_form import MOST, NEW, TEXTS, report_form


@dataclass(frozen=True, slots=True)
class ReportDraft:
    """A report before it is filed; `values` by the form's field ids."""

    values: Mapping[str, str]
    visibility: Visibility
    link: str = ""


def typed(words: str, request: Invocation, desk: Desk) -> Reply:
    """One line, reported as it stands unless something has to be asked first."""
    teams = whose_team.every(desk)
    words, team = answers.with_names(words, request.people), whose_team.near(desk)
    if request.via is Via.MENTION and any(one.visibility is Visibility.UNLINKED for one in ([team] if team else teams)):
        # Everybody here reads who said it: filed without a link, the message above would be the link.
        visibility = (team or desk.work.organization).visibility
        return Reply(form=_form(ReportDraft(_spread(words), visibility, request.link), desk, team))
    return _take(words, request.link, team, teams, desk)


def report_to(request: Press, desk: Desk) -> Reply:
    """The team was chosen on the card that asked for it."""
    return _carried_on(request, desk)


def report_anyway(request: Press, desk: Desk) -> Reply:
    """What looked alike is something else."""
    return _carried_on(request, desk, new=True)


def _carried_on(request: Press, desk: Desk, *, new: bool = False) -> Reply:
    """With the words that the card carries; without any, they are asked for."""
    words, link = request.args.get("words", ""), request.args.get("link", "")
    if not words.strip():
        return open_form(request, desk)
    teams = whose_team.every(desk)
    team = _named_team(request.subject, teams)
    return _once(request, desk) or _on_card(_take(words, link, team, teams, desk, new=new))


def _take(words: str, link: str, team: Team | None, teams: Sequence[Team], desk: Desk, *, new: bool = False) -> Reply:
    draft = ReportDraft(_spread(words), (team or desk.work.organization).visibility, link)
    halt = kept_words.check({"summary": words}, MOST, desk.words)
    if halt:
        errors = (("summary", _too_long(desk)),) if halt.errors else ()
        halt = kept_words.check(draft.values, MOST, desk.words)
        return Reply(form=_form(draft, desk, team, found=halt.found, errors=errors))
    once = new_id()
    short = similar_view.portable(words)
    if team is None:
        if short and len(teams) <= BUTTONS:
            named = [(one.id, one.name) for one in teams]
            return Reply(card=similar_view.which_team(desk.words, words=words, teams=named, link=link, once=once))
        return Reply(form=_form(draft, desk, team))
    alike = () if new else desk.work.challenges.similar(words)
    if alike and short:
        return Reply(card=similar_view.similar(desk.words, words=words, rows=alike, team=team.id, link=link, once=once))
    if alike:
        return Reply(form=_form(draft, desk, team, similar=alike))
    return _filed(draft, team, desk)


def _spread(words: str) -> dict[str, str]:
    """Words too long for one field go on in the next, so that nothing typed is lost."""
    most = MOST["summary"]
    return {"summary": words[:most], "tried": words[most:][: MOST["tried"]]}


def _too_long(desk: Desk) -> str:
    w = desk.words
    return w(
        "This was longer than {limit} characters. The rest is now under “What has been tried?”; check both.",
        limit=MOST["summary"],
    )


def _once(request: Press, desk: Desk) -> Reply | None:
    """An empty answer to the second press of a button that files a report; a card's buttons share one mark."""
    mark = request.args.get("once", "")
    return None if not mark or desk.work.inbox.first_time(f"once:{mark}") else Reply()


def _on_card(reply: Reply) -> Reply:
    return Reply(card=reply.card, form=reply.form, replace=reply.card is not None)


def open_form(request: Invocation | Press, desk: Desk) -> Reply:
    """The form, with the words of a message or of a typed line in it where there are some, or as it was before."""
    teams = whose_team.every(desk)
    args: Mapping[str, str] = {} if isinstance(request, Invocation) else request.args
    words, link = args.get("words", ""), request.link if isinstance(request, Invocation) else args.get("link", "")
    values = _spread(words) | {id: args[id] for id in TEXTS if id in args}
    named = args.get("team") or (request.subject if isinstance(request, Press) else "")
    team = next((one for one in teams if one.id == named), None) or whose_team.near(desk)
    chosen = args.get("visibility", "")
    visibility = Visibility(chosen) if chosen in set(Visibility) else (team or desk.work.organization).visibility
    errors = (("summary", _too_long(desk)),) if len(words) > MOST["summary"] else ()
    found = kept_words.check(values, MOST, desk.words).found
    return Reply(form=_form(ReportDraft(values, visibility, link), desk, team, found=found, errors=errors))


def submit(request: Submission, desk: Desk) -> Reply:
    values = {id: answers.text(request, id) for id in TEXTS}
    teams = whose_team.every(desk)
    team = teams[0] if len(teams) == 1 else desk.work.teams.get(answers.text(request, "team"))
    visibility = _visibility(request, desk, team)
    draft = ReportDraft(values, visibility, request.args.get("link", ""))
    cleared = kept_words.cleared(request)
    halt = kept_words.check(values, MOST, desk.words, cleared=cleared)
    errors = (*_missing(values, team, desk), *halt.errors.items())
    if errors or halt.found:
        return Reply(form=_form(draft, desk, team, found=halt.found, errors=errors))
    same = answers.text(request, "same")
    if not same and (alike := desk.work.challenges.similar(values["summary"])):
        found = kept_words.check(values, MOST, desk.words).found if cleared else {}
        return Reply(form=_form(draft, desk, team, found=found, cleared=True, similar=alike))
    if same and same != NEW:
        row = record.make(desk, desk.row(same), AlsoAffected())
        return Reply(card=similar_view.counted_in(desk.words, row))
    if team is None:
        raise Refusal(Why.NO_TEAM)
    return _filed(draft, team, desk)


def _visibility(request: Submission, desk: Desk, team: Team | None) -> Visibility:
    chosen = answers.text(request, "visibility")
    return Visibility(chosen) if chosen in set(Visibility) else (team or desk.work.organization).visibility


def _missing(values: Mapping[str, str], team: Team | None, desk: Desk) -> tuple[tuple[str, str], ...]:
    w, errors = desk.words, []
    if not values["summary"]:
        errors.append(("summary", w("Write what is in the way, in a few words.")))
    if team is None:
        errors.append(("team", w("Choose where it is.")))
    return tuple(errors)


def _form(
    draft: ReportDraft,
    desk: Desk,
    team: Team | None,
    *,
    found: Mapping[str, tuple[Find, ...]] | None = None,
    cleared: bool = False,
    similar: Sequence[Challenge] = (),
    errors: tuple[tuple[str, str], ...] = (),
) -> Form:
    teams = desk.work.teams.all()
    return report_form(
        desk.words,
        values={"team": team.id if team else "", **draft.values},
        visible=draft.visibility,
        teams=[(one.id, one.name) for one in teams],
        many_schools=any(one.level is not Level.SCHOOL for one in teams),
        link=draft.link,
        found=found,
        cleared=cleared,
        similar=similar,
        errors=errors,
    )


def _filed(draft: ReportDraft, team: Team, desk: Desk) -> Reply:
    """Store it and queue its card. Of who reported without a link nothing is kept or queued."""
    unlinked = draft.visibility is Visibility.UNLINKED
    said = {id: draft.values.get(id, "") for id in TEXTS}
    code_words.refuse(said.values(), desk.work)
    said["school"] = said["school"] or team.own_school
    row, event = life.start(
        Reported(
            summary=said["summary"],
            school=said["school"],
            practice=said["practice"],
            tried=said["tried"],
            affected=said["affected"],
            idea=said["idea"],
            visibility=draft.visibility,
            link="" if unlinked else draft.link,  # a permalink tells who wrote the message
            level=team.level,
        ),
        id=new_id(),
        number=desk.work.challenges.next_number(),
        team=team,
        calendar=desk.work.calendar(),
        actor=None if unlinked else desk.me().id,
        platform=None if unlinked else desk.platform,
        now=desk.now,
    )
    desk.work.challenges.add(row, event)
    announce(None, row, event, desk.work)
    code = codes.give(row, desk) if unlinked else ""
    return Reply(card=receipt(row, desk, code=code))


def _named_team(id: str, teams: Sequence[Team]) -> Team:
    team = next((one for one in teams if one.id == id), None)
    if team is None:
        raise Refusal(Why.NO_TEAM)
    return team
