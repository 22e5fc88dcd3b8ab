"""Making a channel the place of a team; only an administrator may, or whom one named, asked again at submission."""

from collections.abc import Mapping
from dataclasses import replace

from bot.domain.refusals import Refusal, Why
from bot.domain.team import Person, Place, Team
from bot.domain.vocabulary import Level, Role, Visibility
from bot.handlers.agreements import agreement_changes
from bot.handlers.desk import answers, code_words, kept_words, places
from bot.handlers.desk.desk import Desk, known_zone, new_id
from bot.handlers.desk.requests import Invocation, Press, Reply, Submission, Where
from bot.handlers.people import rosters
from bot.ports import Intent, Kind
from bot.ui.form import Field, Form
from bot.ui.views import setup_form as view
from bot.ui.views.report_form import stopped
from bot.ui.words import LANGUAGES

_LONGEST = {"name": view.NAME, "district": view.NAME, "school": view.NAME, "types": view.TYPES}
_PICKERS = {"leads": Role.LEAD, "coaches": Role.COACH, "coordinators": Role.COORDINATOR}


def require_admin(desk: Desk) -> None:
    """The platform's word of this moment, or an administrator's naming. No answer is not a no, and not a yes."""
    if desk.caller.admin or (desk.known is not None and desk.known.admin):
        return
    if desk.caller.admin is None and not desk.dev:  # a demo's playground has nobody to ask
        raise Refusal(Why.ADMIN_UNKNOWN)
    if desk.caller.admin is False:
        raise Refusal(Why.NOT_ADMIN)


def open_form(request: Invocation | Press, desk: Desk) -> Reply:
    """The form for the team of this channel; where teams exist and the channel has none, first which one it is for."""
    if request.where is None or request.where.private:
        return Reply(card=view.in_the_channel(desk.words))
    require_admin(desk)
    place = desk.place()
    team = desk.work.teams.get(place.team) if place and place.team else None
    teams = desk.work.teams.all()
    if team is None and teams:
        return Reply(form=view.which_form(desk.words, [(one.id, one.name) for one in teams]))
    return Reply(form=_form(team, request.where, desk))


def choose(request: Submission, desk: Desk) -> Reply:
    require_admin(desk)
    if request.where is None or request.where.private:
        return Reply(card=view.in_the_channel(desk.words))
    return Reply(form=_form(desk.work.teams.get(answers.text(request, "team")), request.where, desk))


def save(request: Submission, desk: Desk) -> Reply:
    require_admin(desk)
    if request.where is None or request.where.private:
        return Reply(card=view.in_the_channel(desk.words))
    team = desk.work.teams.get(request.subject) if request.subject else None
    draft = _draft(request)
    chosen = {id: answers.people(request, id, desk) for id in (*_PICKERS, "admins")}
    errors = _errors(draft, chosen, desk)
    named = {"name": draft.name, "district": draft.district, "school": draft.school, "types": draft.types}
    halt = kept_words.check(named, _LONGEST, desk.words, cleared=kept_words.cleared(request))
    if errors or halt.found:
        check = stopped(desk.words, named, halt.found, cleared=False)
        return Reply(form=_filled(draft, chosen, team, desk, errors, check))
    code_words.refuse(named.values(), desk.work)
    team = _team(draft, team, desk)
    desk.work.teams.save(team)
    if draft.district:
        desk.work.save_organization(replace(desk.work.organization, name=draft.district))
    for id, role in _PICKERS.items():
        desk.work.teams.set_members(team.id, role, [person.id for person in chosen[id]])
    agreement_changes.follow(team.id, desk.work, desk.now)
    for person in chosen["admins"]:
        desk.work.people.save(replace(person, admin=True))
    _take_place(request.where, team, desk)
    return Reply(card=view.saved(desk.words, team.name))


def _take_place(where: Where, team: Team, desk: Desk) -> None:
    """The channel is the team's from now on: it says who made it so, and shows what is open."""
    known = desk.place()
    place = Place(
        desk.work.organization.id,
        known.id if known else new_id(),
        desk.platform,
        desk.caller.handle.workspace,
        where.address,
        where.key,
        where.name or (known.name if known else ""),
        team=team.id,
    )
    desk.work.places.save(place)
    desk.work.outbox.put(Intent(Kind.WELCOME, desk.me().id, place.id, int(desk.now.timestamp())))
    places.show_open(place, team.id, desk.work)
    if known and known.gone:
        places.catch_up(place, desk.work)
    rosters.ask(place, desk.work, desk.now)
    if known and known.team not in (None, team.id):
        rosters.settle(known.team, desk.work, desk.now)


def _draft(request: Submission) -> view.TeamDraft:
    def said(id: str) -> str:
        return answers.text(request, id)

    return view.TeamDraft(
        name=" ".join(said("name").split()),
        level=said("level"),
        language=said("language"),
        time_zone=said("time_zone"),
        visibility=said("visibility"),
        types=said("types"),
        keep_replies=bool(request.values.get("keep_replies")),
        monthly=bool(request.values.get("monthly")),
        district=said("district"),
        school=" ".join(said("school").split()),
    )


def _errors(draft: view.TeamDraft, chosen: Mapping[str, tuple[Person, ...]], desk: Desk) -> tuple[tuple[str, str], ...]:
    w = desk.words
    types = _types(draft)
    wrong = {
        "district": not (draft.district or desk.work.organization.name) or len(draft.district) > view.NAME,
        "name": not draft.name or len(draft.name) > view.NAME,
        "level": draft.level not in set(Level),
        "school": len(draft.school) > view.NAME,
        "leads": not chosen["leads"],
        "time_zone": known_zone(draft.time_zone) is None,
        "language": draft.language not in LANGUAGES,
        "visibility": draft.visibility not in set(Visibility),
        "types": not types or len(draft.types) > view.TYPES or any(len(one) > view.TYPE for one in types),
    }
    say = {
        "district": w("Write the district's name, in at most {limit} characters.", limit=view.NAME),
        "name": w("Write the team's name, in at most {limit} characters.", limit=view.NAME),
        "level": w("Choose the level."),
        "school": w("Write the school's name in at most {limit} characters.", limit=view.NAME),
        "leads": w("Choose at least one lead: somebody has to look at what comes in."),
        "time_zone": w("Write it like America/Chicago."),
        "language": w("Choose the language."),
        "visibility": w("Choose one of the three."),
        "types": w("Write at least one type, each on its own line and at most {limit} characters.", limit=view.TYPE),
    }
    return tuple((id, say[id]) for id, is_wrong in wrong.items() if is_wrong)


def _types(draft: view.TeamDraft) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.strip() for line in draft.types.splitlines() if line.strip()))


def _team(draft: view.TeamDraft, before: Team | None, desk: Desk) -> Team:
    team = before or Team(desk.work.organization.id, new_id(), draft.name)
    return replace(
        team,
        name=draft.name,
        level=Level(draft.level),
        language=draft.language,
        time_zone=draft.time_zone,
        visibility=Visibility(draft.visibility),
        types=_types(draft),
        keep_replies=draft.keep_replies,
        monthly=draft.monthly,
        school=draft.school if draft.level == Level.SCHOOL else "",
    )


def _form(team: Team | None, where: Where, desk: Desk) -> Form:
    organization = desk.work.organization
    if team is None:
        draft = view.TeamDraft(
            name=where.name[: view.NAME],
            level=Level.SCHOOL,
            language=desk.words.language,
            time_zone=desk.time_zone(),
            visibility=organization.visibility,
            types=view.usual_types(desk.words),
        )
        return _filled(draft, {}, None, desk)
    draft = view.TeamDraft(
        name=team.name,
        level=team.level,
        language=team.language,
        time_zone=team.time_zone,
        visibility=team.visibility,
        types="\n".join(team.types) or view.usual_types(desk.words),
        keep_replies=team.keep_replies,
        monthly=team.monthly,
        school=team.school,
    )
    chosen = {id: tuple(desk.work.teams.members(team.id, role)) for id, role in _PICKERS.items()}
    return _filled(draft, chosen, team, desk)


def _filled(
    draft: view.TeamDraft,
    chosen: Mapping[str, tuple[Person, ...]],
    team: Team | None,
    desk: Desk,
    errors: tuple[tuple[str, str], ...] = (),
    check: tuple[Field, ...] = (),
) -> Form:
    """The form with `draft` in it; people of this platform in its own picker, the others in a list."""
    elsewhere = [person for person in desk.work.people.all() if _user(person, desk) is None]
    return view.setup_form(
        desk.words,
        draft,
        team=team.id if team else "",
        people=elsewhere,
        chosen={
            id: view.Chosen(
                tuple(person.id for person in people if _user(person, desk) is None),
                tuple(user for person in people if (user := _user(person, desk))),
            )
            for id, people in chosen.items()
        },
        ask_district=not desk.work.organization.name,
        errors=errors,
        check=check,
    )


def _user(person: Person, desk: Desk) -> str | None:
    here = (desk.platform, desk.caller.handle.workspace)
    return next((handle.user for handle in person.handles if (handle.platform, handle.workspace) == here), None)
