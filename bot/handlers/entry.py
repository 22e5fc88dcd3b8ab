"""Where every request comes in: one transaction, in the caller's language; what cannot be done is said in words."""

from dataclasses import replace
from datetime import datetime

import structlog

from bot.domain.challenge import Challenge
from bot.domain.refusals import Refusal, Why
from bot.domain.team import Organization, Person
from bot.domain.vocabulary import Platform
from bot.handlers import refill, routes
from bot.handlers.desk import scenes
from bot.handlers.desk.desk import Desk, keep, new_id
from bot.handlers.desk.requests import Invocation, Press, Reply, Request, Submission, Via
from bot.handlers.people.strangers import Ask, introduced
from bot.ports import Clock, Conflict, Session, Store, Unavailable, Work
from bot.ui.views import help as help_view
from bot.ui.views import refusals as view
from bot.ui.views import typed_answers
from bot.ui.words import closest, words

log = structlog.get_logger(__name__)

ATTEMPTS = 2


class Declined(Exception):
    """The request was refused: nothing of its transaction may stay, and `reply` says why."""

    def __init__(self, reply: Reply) -> None:
        super().__init__()
        self.reply = reply


class Stranger(Exception):
    """Nobody has said yet whether the caller is a guest; nothing of the transaction may stay."""


async def serve(store: Store, request: Request, *, clock: Clock, dev: bool, ask: Ask) -> Reply:
    """The answer to one request; whatever the answer says was saved is saved.

    Of somebody who is not on record as no guest, the platform is asked first.
    """
    try:
        return await _served(store, request, clock=clock, dev=dev)
    except Stranger:
        profile = await ask(request.caller.handle)
    if profile is None:
        return _declined(Refusal(Why.GUEST_UNKNOWN), request).reply
    known = replace(request, caller=introduced(request.caller, profile))
    return await _served(store, known, clock=clock, dev=dev)


async def _served(store: Store, request: Request, *, clock: Clock, dev: bool) -> Reply:
    w = words(closest(request.caller.language))
    for _ in range(ATTEMPTS):
        try:
            return await store.write(lambda session: answer(session, request, now=clock.now(), dev=dev))
        except Declined as declined:
            return declined.reply
        except Conflict:
            continue  # the row is loaded again, so that the person reads who was faster
        except Unavailable:
            log.warning("records unavailable", request=_kind(request), platform=request.caller.handle.platform)
            return Reply() if _overheard(request) else Reply(card=view.unavailable(w))
    return Reply() if _overheard(request) else Reply(card=view.collided(w))


def answer(session: Session, request: Request, *, now: datetime, dev: bool) -> Reply:
    """Runs whole inside one transaction; raises Declined, so that a refusal leaves nothing behind, or Stranger."""
    caller = request.caller
    if caller.guest:  # before anything is looked up: a stranger's workspace founds nothing
        raise _declined(Refusal(Why.GUEST), request)
    organization = session.organization_of(caller.handle.platform, caller.handle.workspace)
    if organization is None:
        if _overheard(request):
            return Reply()
        organization = _found(session, request)
    work = session.work(organization.id)
    if _overheard(request) and not _in_a_thread_of_ours(request, work):
        return Reply()  # most of what is said in a channel: nothing is written down for it
    if request.key and not work.inbox.first_time(request.key, briefly=_guessable(request)):
        return Reply()
    known = work.people.by_handle(caller.handle)
    if caller.guest is None and (known is None or known.guest is not False) and not _happened(request):
        raise Stranger
    if known and known.gone and not _happened(request):
        known = keep(caller, work)  # whoever acts has an account
    desk = _desk(session, work, request, known, now, dev)
    try:
        reply = _dispatch(request, desk)
    except Refusal as refusal:
        raise Declined(Reply() if _overheard(request) else _refused(refusal, request, desk)) from None
    if isinstance(request, Submission) and reply.form is not None:
        raise Declined(reply)  # sent again unchanged it has the same key on Slack, and is not to pass for answered
    return reply


def _declined(refusal: Refusal, request: Request) -> Declined:
    """Before anybody knows more of the caller than their platform says."""
    refused = Reply(card=view.card(refusal, words(closest(request.caller.language))))
    return Declined(Reply() if _overheard(request) else refused)


def _guessable(request: Request) -> bool:
    """Teams names what is said and pressed by conversation and moment; forms and everything of Slack's by chance."""
    return request.caller.handle.platform is Platform.TEAMS and not isinstance(request, Submission)


def _happened(request: Request) -> bool:
    """It befell the bot; whoever did it asks for nothing."""
    return isinstance(request, Press) and request.happened


def _overheard(request: Request) -> bool:
    """An ordinary thread reply: it was not said to the bot, so the bot does not answer back."""
    return isinstance(request, Invocation) and request.via is Via.REPLY


def _in_a_thread_of_ours(request: Request, work: Work) -> bool:
    where, handle = request.where, request.caller.handle
    place = work.places.by_key(handle.platform, handle.workspace, where.key) if where else None
    return bool(place and where and where.thread and work.postings.by_ref(place.id, where.thread))


def _found(session: Session, request: Request) -> Organization:
    """A workspace's first word founds its organization; setting up names it."""
    caller = request.caller
    organization = Organization(new_id(), "", closest(caller.language))
    if caller.time_zone:
        organization = replace(organization, time_zone=caller.time_zone)
    session.found(caller.handle.platform, caller.handle.workspace, organization)
    return organization


def _desk(session: Session, work: Work, request: Request, known: Person | None, now: datetime, dev: bool) -> Desk:
    caller = request.caller
    desk = Desk(
        session, work, now, words(work.organization.language), caller.handle.platform, caller, request.where, known, dev
    )
    place = desk.met_again()
    team = work.teams.get(place.team) if place and place.team else None
    fallback = team.language if team else work.organization.language
    own = known.language if known and known.language else caller.language
    desk.words = words(closest(own, fallback))
    return desk


def _dispatch(request: Request, desk: Desk) -> Reply:
    match request:
        case Invocation():
            command = routes.command(request.command)
            if command is None or (command.dev_only and not desk.dev):
                _unknown(request)
                return Reply(card=help_view.help_card(desk.words))
            return _openable(command.handle(request, desk), request, desk)
        case Press():
            route = routes.route(request.verb)
            if route is None or route.press is None or (route.dev_only and not desk.dev):
                return _out_of_date(request, desk)
            if route.happens and not request.happened:
                return _out_of_date(request, desk)
            return route.press(request, desk)
        case Submission():
            route = routes.route(request.form)
            if route is None or route.submit is None or (route.dev_only and not desk.dev):
                return _out_of_date(request, desk)
            return route.submit(request, desk)


def _out_of_date(request: Press | Submission, desk: Desk) -> Reply:
    _unknown(request)
    return Reply(card=view.unknown_button(desk.words))


def _unknown(request: Request) -> None:
    """Nothing of what came is written down: whoever made it up chose its words."""
    log.warning("request unknown", request=_kind(request), platform=request.caller.handle.platform)


def _kind(request: Request) -> str:
    return type(request).__name__.lower()


def _openable(reply: Reply, request: Invocation, desk: Desk) -> Reply:
    """A form that cannot open where it was asked for waits behind a button, with what was typed in it."""
    if reply.form is None or request.can_open:
        return reply
    return Reply(card=typed_answers.to_open(reply.form, desk.words))


def _refused(refusal: Refusal, request: Request, desk: Desk) -> Reply:
    """The refusal in words: at the field it is about where there is one, else as a card; nothing typed is lost."""
    if isinstance(request, Submission):
        form = refill.again(request, refusal, desk)
        if form is not None:
            return Reply(form=form)
    row = _row(refusal, request, desk)
    return Reply(
        card=view.card(
            refusal,
            desk.words,
            row=(row.id, row.number) if row else None,
            meanwhile=scenes.last_event(row, desk) if row and refusal.why is Why.OUT_OF_DATE else None,
            typed=refill.typed(request) if isinstance(request, Submission) else (),
            line=str(refusal.facts.get("line", "")),
        )
    )


def _row(refusal: Refusal, request: Request, desk: Desk) -> Challenge | None:
    """The challenge it is about, as far as the caller named one that there is."""
    number = refusal.facts.get("number")
    if isinstance(number, int):
        return desk.work.challenges.numbered(number)
    if isinstance(request, Press | Submission) and request.subject:
        return desk.work.challenges.get(request.subject)
    return None
