"""Home: what somebody owes, what they reported and what is open in their teams, as App Home and as a private card."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.challenge import Challenge
from bot.domain.team import Person, Place
from bot.handlers.challenges.dues import dues
from bot.handlers.desk import scenes
from bot.handlers.desk.desk import Desk
from bot.handlers.desk.drawing import Redraw, key
from bot.handlers.desk.posted import posted
from bot.handlers.desk.requests import Invocation, Press, Reply
from bot.handlers.upkeep import reminding
from bot.ports import Intent, Kind, LogFilter, Message, Posting, Work
from bot.ui.card import Card
from bot.ui.views import lists as view
from bot.ui.views.scene import Scene

SHOWN = 5


def home(request: Press | Invocation, desk: Desk) -> Reply:
    """Of somebody unknown nothing is kept for having looked. Where somebody known looked, it is kept true for a day."""
    me = desk.known
    if me is None:
        return Reply(card=view.home((), (), (), scenes.of_desk(desk), now=desk.now))
    handle, opened = desk.caller.handle, int(desk.now.timestamp())
    place = desk.work.places.by_key(handle.platform, handle.workspace, handle.user)
    if place and isinstance(request, Invocation) and request.where.private:
        desk.me()  # from now on they can be reached here
        desk.work.outbox.put(Intent(Kind.HOME, me.id, place.id, opened))
        return Reply()
    if place and isinstance(request, Press) and request.shown:
        desk.work.postings.record(Posting(place.id, me.id, Kind.HOME, request.shown, opened))
    return Reply(card=_card(me, scenes.of_desk(desk), desk.time_zone(), desk.work, desk.now))


def message(intent: Intent, place: Place, work: Work, now: datetime) -> Message | Redraw | None:
    """A new card for whoever asked for one, or one that stands there anew; None for one that was opened again since."""
    person = work.people.get(intent.subject)
    if person is None or not person.present or place.person != person.id:
        return None
    shown, newest = posted(intent, work), work.postings.get(place.id, person.id, Kind.HOME)
    if shown is None and newest and newest.seq > intent.seq:
        return None
    zone = reminding.zone(person, work)
    drawn = Message(key(intent), card=_card(person, scenes.of_person(place, zone, work), zone, work, now))
    return Redraw(shown.ref, drawn) if shown else drawn


def _card(person: Person, scene: Scene, zone: str, work: Work, now: datetime) -> Card:
    teams = tuple({one.team for one in work.teams.memberships(person.id)})
    reported = _open(LogFilter(follower=person.id, open=True), work)
    team = _open(LogFilter(teams=teams, open=True), work) if teams else ()
    return view.home(dues(person.id, zone, work, now)[:SHOWN], reported, team, scene, now=now)


def _open(wanted: LogFilter, work: Work) -> Sequence[Challenge]:
    return work.challenges.find(wanted, limit=SHOWN)[0]
