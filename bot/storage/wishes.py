"""What people ask of their reminders, on its tables."""

from collections.abc import Sequence
from datetime import time

from sqlalchemy import Connection, bindparam, delete, select

from bot.domain.reminders import EVERY_DAY, Hours, Wishes
from bot.storage.prepared import run
from bot.storage.saving import replacing
from bot.storage.wish_tables import own_hours, wish

_b = bindparam

_USUAL = Hours()
_of_person = (wish.c.org == _b("org"), wish.c.person == _b("of"))
_ABOUT = select(wish.c.subject, wish.c.until).where(*_of_person)
_HOURS = select(own_hours.c.starts, own_hours.c.ends, own_hours.c.days).where(
    own_hours.c.org == _b("org"), own_hours.c.person == _b("of")
)
_ANY_STOPPED = select(wish.c.org).where(wish.c.org == _b("org"), wish.c.until.is_(None)).limit(1)
_PUTTING_OFF = select(wish.c.person).where(
    wish.c.org == _b("org"), wish.c.subject == _b("about"), wish.c.until.is_not(None)
)
_PUT = replacing(wish)
_DROP = delete(wish).where(*_of_person, wish.c.subject == _b("about"))
_OVER = delete(wish).where(wish.c.org == _b("org"), wish.c.subject == _b("about"))
_PUT_HOURS = replacing(own_hours)
_USUAL_HOURS = delete(own_hours).where(own_hours.c.org == _b("org"), own_hours.c.person == _b("of"))


class StoredWishes:
    def __init__(self, connection: Connection, org: str) -> None:
        self._connection, self._org = connection, org
        self._read: dict[str, Wishes] = {}
        self._any_stopped: bool | None = None

    def of(self, person: str) -> Wishes:
        if person not in self._read:
            asked = {"org": self._org, "of": person}
            about = dict(run(self._connection, _ABOUT, asked).all())
            hours = run(self._connection, _HOURS, asked).first()
            stopped = person in about
            about.pop(person, None)
            self._read[person] = Wishes(_hours(*hours) if hours else _USUAL, stopped, about)
        return self._read[person]

    def save(self, person: str, wishes: Wishes) -> None:
        before, now = self.of(person), dict(wishes.about)
        known = dict(before.about)
        if before.stopped:
            known[person] = None
        if wishes.stopped:
            now[person] = None
        same = {"org": self._org, "of": person}
        if gone := known.keys() - now.keys():
            run(self._connection, _DROP, [{**same, "about": id} for id in sorted(gone)])
        if new := {id: until for id, until in now.items() if (id, until) not in known.items()}:
            keys = {"org": self._org, "person": person}
            run(self._connection, _PUT, [{**keys, "subject": id, "until": until} for id, until in sorted(new.items())])
        self._save_hours(person, before.hours, wishes.hours)
        self._forget()

    def over(self, subject: str) -> None:
        run(self._connection, _OVER, {"org": self._org, "about": subject})
        self._forget()

    def putting_off(self, subject: str) -> Sequence[str]:
        return run(self._connection, _PUTTING_OFF, {"org": self._org, "about": subject}).scalars().all()

    def any_stopped(self) -> bool:
        if self._any_stopped is None:
            self._any_stopped = run(self._connection, _ANY_STOPPED, {"org": self._org}).first() is not None
        return self._any_stopped

    def _save_hours(self, person: str, before: Hours, now: Hours) -> None:
        if now == before:
            return
        if now == _USUAL:
            run(self._connection, _USUAL_HOURS, {"org": self._org, "of": person})
        else:
            key = {"org": self._org, "person": person}
            run(self._connection, _PUT_HOURS, {**key, "starts": now.starts, "ends": now.ends, "days": _figures(now)})

    def _forget(self) -> None:
        self._read.clear()
        self._any_stopped = None


def _hours(starts: time, ends: time, days: str | None) -> Hours:
    return Hours(starts, ends, tuple(map(int, days)) if days else EVERY_DAY)


def _figures(hours: Hours) -> str | None:
    return None if hours.days == EVERY_DAY else "".join(map(str, hours.days))


def forget_wish(connection: Connection, org: str, person: str, *, about: str) -> None:
    """That they wished to hear no more of it would say that it was theirs."""
    run(connection, _DROP, {"org": org, "of": person, "about": about})
