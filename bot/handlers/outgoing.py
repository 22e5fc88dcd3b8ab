"""From an intent in the outbox to what is sent: the subject as it is now, in the language of whoever reads it."""

from dataclasses import replace
from datetime import datetime
from typing import assert_never

from bot.domain.challenge import Challenge
from bot.domain.changes import Woken
from bot.domain.event import Event
from bot.domain.life import ASKING
from bot.domain.review import Month
from bot.domain.team import Place
from bot.domain.vocabulary import Duty, Move, Role, Status
from bot.handlers.agreements import agreement_outgoing
from bot.handlers.calendar import calendar_outgoing
from bot.handlers.challenges import home, status_news
from bot.handlers.desk import demo_clock, scenes
from bot.handlers.desk.desk import show
from bot.handlers.desk.drawing import Redraw, key
from bot.handlers.desk.posted import posted
from bot.handlers.meetings import agenda_outgoing, minutes, review_outgoing, successes
from bot.handlers.people import handed_over
from bot.handlers.reminders import digests
from bot.ports import Delivery, Intent, Kind, Message, Posting, Work
from bot.ui.card import Card
from bot.ui.views import follow_up, place_gone, status_message, welcome
from bot.ui.views.scene import Scene
from bot.ui.views.thread_line import thread_line
from bot.ui.views.triage_card import triage_card
from bot.ui.words import words

__all__ = ["Redraw", "message"]


def message(delivery: Delivery, work: Work, now: datetime) -> Message | Redraw | None:
    """What to send for an outbox row; None when it is no longer true, or nobody is to hear of it any more."""
    intent = delivery.intent
    place = work.places.get(intent.place)
    if place is None:
        return None
    match intent.kind:
        case Kind.PROFILE | Kind.ROSTER:
            return None
        case Kind.WELCOME:
            return _welcome(intent, place, work)
        case Kind.PLACE_GONE:
            return _place_gone(intent, place, work)
        case Kind.REVIEW | Kind.UNREVIEWED | Kind.HEARD:
            return _of_month(intent, place, work, now)
        case Kind.AGENDA | Kind.AGENDA_SOON | Kind.AGENDA_CHANGED:
            return agenda_outgoing.message(intent, place, work, now)
        case Kind.TIME_PASSED:
            return demo_clock.passed(intent, place, work)
        case Kind.CALENDAR:
            return _new(calendar_outgoing.card(intent, place, work), intent)
        case Kind.HOME:
            return home.message(intent, place, work, now)
        case Kind.DIGEST:
            return _new(digests.card(intent, place, work, now), intent)
        case Kind.HANDED_OVER:
            return _new(handed_over.card(intent, place, work), intent)
        case Kind.ERASED:
            return _erased(delivery, place, work, now)
        case Kind.SUCCESS:
            return successes.passed_on(intent, place, work)
        case Kind.MINUTES:
            return minutes.posted(intent, place, work)
        case Kind.MINUTES_DUE:
            return _new(minutes.due_card(intent.subject, place, work), intent)
        case Kind.AGREEMENTS | Kind.CONSENT | Kind.CONCERN:
            agreed = agreement_outgoing.card(intent, place, work)
            return _drawn(agreed, intent, work, pin=intent.kind is Kind.AGREEMENTS) if agreed else None
        case Kind.AGREEMENTS_NEWS | Kind.CONSENT_MISSING | Kind.AGREEMENTS_REVIEW:
            return _new(agreement_outgoing.card(intent, place, work), intent)
        case Kind.PULSE:
            asked = agreement_outgoing.pulse_card(intent, place, work)
            return _drawn(asked, intent, work) if asked else None
        case Kind.CARD | Kind.LINE | Kind.STATUS | Kind.ASK | Kind.OWED:
            row = work.challenges.get(intent.subject)
            return _about(row, intent, place, work, now) if row else None
        case _:
            assert_never(intent.kind)


def _about(row: Challenge, intent: Intent, place: Place, work: Work, now: datetime) -> Message | Redraw | None:
    reader = work.people.get(place.person) if place.person else None
    if reader and not reader.present:
        return None
    scene = scenes.of_place(place, row, work)
    if intent.kind is Kind.CARD:
        card = _triage_card(row, place, scene, work)
        return _drawn(card, intent, work) if card else None
    event = work.challenges.event(row.id, intent.seq)
    match intent.kind:
        case Kind.LINE:
            return _line(event, row, intent, place, scene, work)
        case Kind.ASK:
            return _ask(event, row, intent, place, scene, work)
        case Kind.STATUS:
            return status_news.message(event, row, intent, place, scene, work, now)
        case _:
            return status_news.owed(event, row, intent, place, scene, work)


def _triage_card(row: Challenge, place: Place, scene: Scene, work: Work) -> Card | None:
    """None in a channel that is not the team's any more."""
    team = work.teams.get(row.team)
    if team is None or place.team != team.id:
        return None
    return triage_card(row, scene, keep_replies=team.keep_replies)


def _private(kind: Kind, event: Event, row: Challenge, scene: Scene) -> Card | None:
    """A card for one person, as it is drawn now; None when there is nothing more to say to them."""
    match kind:
        case Kind.STATUS if scene.held & {Role.REPORTER, Role.AFFECTED}:
            return status_message.status_message(event, row, scene)
        case Kind.OWED if row.open:
            return status_message.owed_message(event, row, scene)
        case _:
            return None


def _erased(delivery: Delivery, place: Place, work: Work, now: datetime) -> Redraw | None:
    """In place of a message that was sent: the same of what is still on record, or that it was erased."""
    intent = delivery.intent
    about = work.postings.about(intent.subject)
    posted = next((one for one in about if (one.place, one.turn) == (place.id, intent.seq)), None)
    if posted is None:
        return None
    row = work.challenges.get(posted.subject)
    if row is not None:
        return Redraw(posted.ref, _erased_of_row(row, posted, place, work, key(intent)))
    own = Intent(posted.kind, posted.subject, posted.place, posted.seq)
    again = message(replace(delivery, intent=own), work, now)
    card = (again.message if isinstance(again, Redraw) else again).card if again else None
    w = words(scenes.language(place, None, work))
    return Redraw(posted.ref, Message(key(intent), card=card or status_message.erased_of_several(w)))


def _erased_of_row(row: Challenge, posted: Posting, place: Place, work: Work, name: str) -> Message:
    scene = scenes.of_place(place, row, work)
    if posted.kind is Kind.CARD:
        card = _triage_card(row, place, scene, work)
        return Message(name, card=card or status_message.erased(row, scene.w))
    event = work.challenges.event(row.id, posted.seq)
    if posted.kind is Kind.LINE:
        return Message(name, line=thread_line(event, row, scene), language=scene.w.language)
    card = None if row.erased else _private(posted.kind, event, row, scene)
    return Message(name, card=card or status_message.erased(row, scene.w))


def _line(event: Event, row: Challenge, intent: Intent, place: Place, scene: Scene, work: Work) -> Message | None:
    """Only in the thread of a card that is there: a line by itself would be without its challenge."""
    card = work.postings.get(place.id, row.id, Kind.CARD)
    if card is None:
        return None
    return Message(key(intent), line=thread_line(event, row, scene), thread=card.ref, language=scene.w.language)


def _ask(
    event: Event, row: Challenge, intent: Intent, place: Place, scene: Scene, work: Work
) -> Message | Redraw | None:
    """The clock's event posts the question; any later event draws what became of it in its place."""
    asks = isinstance(event.change, Woken)
    follows = place.person in row.followers
    mine = next((answer for answer in reversed(row.answers) if answer.person == place.person), None)
    if isinstance(event.change, Woken) and event.change.duty is Duty.SUSTAIN:
        unanswered = row.status is Status.CLOSED and row.sustained is None
        return Message(key(intent), card=follow_up.sustain_question(row, scene)) if follows and unanswered else None
    if asks:
        owed = follows and mine is None and row.status in ASKING
        return Message(key(intent), card=follow_up.question(row, scene)) if owed else None
    shown = work.postings.get(place.id, row.id, Kind.ASK)
    if shown is None:
        return None
    return Redraw(shown.ref, Message(key(intent), card=_settled(event, row, place, scene, work)))


def _settled(event: Event, row: Challenge, place: Place, scene: Scene, work: Work) -> Card:
    mine = next((answer for answer in reversed(row.answers) if answer.person == place.person), None)
    if row.sustained is not None:
        return follow_up.still_gone(row, scene) if row.sustained else follow_up.over(row, scene)
    if mine is not None:
        return follow_up.thanks(row, scene, mine.verdict)
    if row.status in ASKING and event.change.kind is Move.VERDICT:
        return follow_up.question(row, scene)  # somebody else answered; this one is still asked
    return follow_up.over(row, scene)


def _new(card: Card | None, intent: Intent) -> Message | None:
    """A message of its own, which is never drawn again."""
    return Message(key(intent), card=card) if card else None


def _drawn(card: Card, intent: Intent, work: Work, *, pin: bool = False) -> Message | Redraw:
    message = Message(key(intent), card=card, pin=pin)
    shown = posted(intent, work)
    return Redraw(shown.ref, message) if shown else message


def _of_month(intent: Intent, place: Place, work: Work, now: datetime) -> Message | Redraw | None:
    if intent.kind is Kind.REVIEW:
        walk = work.reviews.walk(intent.subject)
        card = review_outgoing.walk_card(walk, place, work) if walk else None
        return _drawn(card, intent, work) if card else None
    told = review_outgoing.heard_from if intent.kind is Kind.HEARD else review_outgoing.unreviewed_card
    card = told(intent.subject, Month.at(intent.seq), place, work, now)
    return Message(key(intent), card=card) if card else None


def _welcome(intent: Intent, place: Place, work: Work) -> Message | None:
    """Where the bot was just added; or, once the channel is a team's place, who made it so."""
    w = words(scenes.language(place, None, work))
    team = work.teams.get(place.team) if place.team else None
    added = intent.subject == place.id
    if team is None:
        return Message(key(intent), card=welcome.joined(w)) if added else None
    if added:
        return None
    people = (intent.subject, *(person.id for person in work.teams.members(team.id, Role.LEAD)[:5]))
    by, *leading = (show(person, place.platform, place.workspace, work, w) for person in people)
    return Message(key(intent), card=welcome.set_up(w, team, by=by, leads=leading))


def _place_gone(intent: Intent, place: Place, work: Work) -> Message | None:
    lost = work.places.get(intent.subject)
    if lost is None or lost.gone is None:
        return None
    w = words(scenes.language(place, None, work))
    team = work.teams.get(lost.team) if lost.team else None
    return Message(key(intent), card=place_gone.place_gone(lost.name, team.name if team else "", lost.gone, w))
