"""What lies on the desk while one request is handled: the work, the time, who asks, and their language."""

import secrets
import unicodedata
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache
from zoneinfo import available_timezones

from bot.domain.challenge import Challenge
from bot.domain.local_day import local_day
from bot.domain.permission import roles
from bot.domain.refusals import Refusal, Why
from bot.domain.team import Handle, Person, Place, Team
from bot.domain.vocabulary import Platform, Role
from bot.handlers.desk.requests import Caller, Where
from bot.ports import Intent, Kind, Session, Work
from bot.ui.text import Who
from bot.ui.words import Words

LONGEST_NAME = 80


def new_id() -> str:
    """An id that tells nothing and cannot be guessed."""
    return secrets.token_hex(10)


@dataclass(slots=True)
class Desk:
    """Made anew for each request, inside its transaction."""

    session: Session
    work: Work
    now: datetime
    words: Words
    platform: Platform
    caller: Caller
    where: Where | None
    known: Person | None
    """The caller, if they have done something before that had to be kept."""
    dev: bool = False
    _place: Place | None = field(default=None, init=False)
    _looked: bool = field(default=False, init=False)

    def me(self) -> Person:
        """The caller as somebody we may name in the log; kept from now on. Never asked for an unlinked report."""
        if self.known is None or not self.known.name:
            self.known = keep(self.caller, self.work)
        elif self.caller.guest is not None and self.known.guest is not self.caller.guest:
            self.known = replace(self.known, guest=self.caller.guest)
            self.work.people.save(self.known)
        if self.where is not None and self.where.private:
            keep_personal(self.known, self.where, self.caller, self.work)
        return self.known

    def held(self, row: Challenge) -> frozenset[Role]:
        """What the caller is to `row`."""
        if self.known is None:
            return frozenset({Role.MEMBER})
        return roles(self.known, row, self.work.teams.memberships(self.known.id))

    def row(self, id: str) -> Challenge:
        found = self.work.challenges.get(id)
        if found is None:
            raise Refusal(Why.NOT_FOUND)
        return found

    def numbered(self, number: int) -> Challenge:
        found = self.work.challenges.numbered(number)
        if found is None:
            raise Refusal(Why.NOT_FOUND, number=number)
        return found

    def team(self, row: Challenge) -> Team:
        found = self.work.teams.get(row.team)
        if found is None:
            raise Refusal(Why.NO_TEAM)
        return found

    def place(self) -> Place | None:
        """The place this was typed or pressed in, if the bot knew it when the request came in; asked for once."""
        if self.where is not None and not self._looked:
            self._place = self.work.places.by_key(self.platform, self.caller.handle.workspace, self.where.key)
            self._looked = True
        return self._place

    def met_again(self) -> Place | None:
        """`place`, reached from now on as this request says: what a channel is reached by may change. Of a private
        conversation only `me` keeps that, so that an unlinked report moves nothing."""
        place, where = self.place(), self.where
        if place and where and not where.private and where.address not in ("", place.address):
            self._place = replace(place, address=where.address)
            self.work.places.save(self._place)
        return self._place

    def time_zone(self) -> str:
        person = self.known.time_zone if self.known else None
        return person or known_zone(self.caller.time_zone) or self.work.organization.time_zone

    def today(self) -> date:
        """The caller's own date."""
        return local_day(self.now, self.time_zone())

    def who(self, person_id: str | None) -> Who:
        """A person for a card on this platform."""
        return show(person_id, self.platform, self.caller.handle.workspace, self.work, self.words)


def tidy(name: str) -> str:
    """A name as it is kept and shown: one line, not long, without characters that turn text around or show nothing."""
    seen = (c for c in " ".join(name.split()) if not unicodedata.category(c).startswith("C"))
    return "".join(seen)[:LONGEST_NAME].strip()


def known_zone(name: str | None) -> str | None:
    """A platform's time zone, where this machine knows it."""
    return name if name in _zones() else None


@cache
def _zones() -> frozenset[str]:
    """Listing them reads hundreds of files."""
    return frozenset(available_timezones())


def show(person_id: str | None, platform: Platform, workspace: str, work: Work, w: Words) -> Who:
    person = work.people.get(person_id) if person_id else None
    if person is None:
        return Who(w("somebody"))
    handle = next((h.user for h in person.handles if (h.platform, h.workspace) == (platform, workspace)), None)
    return Who(tidy(person.name) or w("somebody"), handle)


def keep(caller: Caller, work: Work, *, asked_at: datetime | None = None) -> Person:
    """Find or remember a person by their handle, with what the platform just said about them.

    `asked_at`: when the platform is asked for the rest about somebody new; None: now.
    """
    person = work.people.by_handle(caller.handle)
    if person is None:
        person = Person(work.organization.id, new_id(), "", handles=(caller.handle,))
        work.people.save(_told(person, caller))
        address = Place(
            work.organization.id,
            new_id(),
            caller.handle.platform,
            caller.handle.workspace,
            address="",  # the messenger opens the private conversation when there is first something to say
            key=caller.handle.user,
            name="",
            person=person.id,
        )
        work.places.save(address)
        if caller.guest is None:  # somebody named by another, or listed; who acts themselves was asked about before
            work.outbox.put(Intent(Kind.PROFILE, person.id, address.id), due=asked_at)
        return _told(person, caller)
    told = _told(person, caller)
    if told != person:
        work.people.save(told)
    if person.gone:
        _reopen(caller.handle, work)
    return told


def _reopen(handle: Handle, work: Work) -> None:
    """Somebody is back: their private conversation may be written to again."""
    place = work.places.by_key(handle.platform, handle.workspace, handle.user)
    if place and place.gone:
        work.places.save(replace(place, gone=None))


def keep_personal(person: Person, where: Where, caller: Caller, work: Work) -> None:
    """Remember where this person can be reached in private; a message of theirs also ends a place's being gone."""
    place = work.places.personal(person.id)
    if place is None or place.platform is not caller.handle.platform:
        place = work.places.by_key(caller.handle.platform, caller.handle.workspace, caller.handle.user)
    if place and (place.address != where.address or place.gone):
        work.places.save(replace(place, address=where.address, gone=None))


def _told(person: Person, caller: Caller) -> Person:
    """`person` with what the payload says; a value the payload lacks changes nothing."""
    return replace(
        person,
        name=tidy(caller.name) or person.name,
        time_zone=known_zone(caller.time_zone) or person.time_zone,
        language=person.language or caller.language,
        gone=False,  # whom a platform shows is there
        guest=person.guest if caller.guest is None else caller.guest,
    )
