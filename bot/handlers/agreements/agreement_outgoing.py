"""What goes out about a team's agreements: each card as things are when it goes, or None when it is no longer true."""

from datetime import date

from bot.domain.agreement import Consent, TeamAgreements
from bot.domain.team import Place, Team
from bot.handlers.desk import scenes
from bot.handlers.desk.desk import show
from bot.handlers.desk.posted import posted
from bot.ports import Intent, Kind, Work
from bot.ui.card import Card
from bot.ui.views import agreements as view
from bot.ui.views import consent, pulse
from bot.ui.words import Words, words


def card(intent: Intent, place: Place, work: Work) -> Card | None:
    """Whose subject is a team."""
    team = work.teams.get(intent.subject)
    if team is None:
        return None
    it, w = work.agreements.get(team.id), words(scenes.language(place, None, work))
    match intent.kind:
        case Kind.AGREEMENTS if place.team == team.id and (it.agreed or posted(intent, work)):
            return view.in_channel(it, team, w)
        case Kind.AGREEMENTS_NEWS if place.team == team.id and it.agreed and it.edition == intent.seq:
            return view.news(work.agreements.editions(team.id)[0], w)
        case Kind.CONSENT:
            return _question(it, team, intent, place, w, work)
        case Kind.CONSENT_MISSING if it.asked_at and it.missing and it.round == intent.seq:
            return consent.missing(it, team, w)
        case Kind.AGREEMENTS_REVIEW if it.review_on == date.fromordinal(max(1, intent.seq)):
            return consent.review(it, team, w, on=it.review_on)
        case Kind.CONCERN:
            return _concern(it, team, intent, place, w, work)
        case _:
            return None


def pulse_card(intent: Intent, place: Place, work: Work) -> Card | None:
    found = work.pulses.get(intent.subject)
    team = work.teams.get(found.team) if found else None
    if found is None or team is None or place.team != team.id:
        return None
    if found.closed and posted(intent, work) is None:
        return None
    return pulse.pulse_card(found, team.name, words(scenes.language(place, None, work)))


def _question(it: TeamAgreements, team: Team, intent: Intent, place: Place, w: Words, work: Work) -> Card | None:
    """The question, or what became of it; of one that was never sent nothing became."""
    mine = it.of(place.person or "") if it.round == intent.seq and it.asks else None
    if mine is not None and mine.consent is None:
        return consent.question(it, team, w)
    if posted(intent, work) is None:
        return None
    if mine is None or (it.asked_at is None and mine.consent is Consent.YES):
        return consent.over(it, w, agreed=mine is not None)
    return consent.answered(it, mine, team, w)


def _concern(it: TeamAgreements, team: Team, intent: Intent, place: Place, w: Words, work: Work) -> Card | None:
    said = next((one for one in it.concerns if one.concern == intent.seq), None)
    if said is not None:
        who = show(said.person, place.platform, place.workspace, work, w) if said.named else None
        return consent.concern(it, said, team, w, who=who)
    return consent.concern_over(team.id, w) if posted(intent, work) else None
