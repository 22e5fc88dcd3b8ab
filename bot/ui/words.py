"""Every sentence that a person reads, in their language; the English sentence is its own key."""

from collections.abc import Sequence
from datetime import date, datetime, time
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time, get_day_names
from babel.lists import format_list
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

LANGUAGES = ("en", "es")


def closest(language: str | None, fallback: str = "en") -> str:
    """The language we speak that fits a platform's locale tag ("es-MX", "en_US"), else `fallback`."""
    tag = (language or "").replace("_", "-").split("-")[0].lower()
    return tag if tag in LANGUAGES else fallback


class Words:
    """One language's sentences: `w("Saved as {id}.", id=12)`, `w.many("{count} day", "{count} days", count=2)`."""

    __slots__ = ("_catalog", "language")

    def __init__(self, language: str) -> None:
        self.language = language
        self._catalog = _catalog(language)

    def __call__(self, sentence: str, /, **values: object) -> str:
        message = self._catalog.get(sentence) if self._catalog else None
        text = message.string if message and message.string else sentence
        return str(text).format(**values) if values else str(text)

    def many(self, one: str, other: str, /, *, count: int, **values: object) -> str:
        message = self._catalog.get(one) if self._catalog else None
        given = message.string if message and isinstance(message.string, tuple | list) else ("", "")
        text = given[self._plural(count)] or (one if count == 1 else other)
        return str(text).format(count=count, **values)

    def _plural(self, count: int) -> int:
        return 0 if count == 1 else 1  # English and Spanish agree; a third language brings its own rule

    def day(self, day: date) -> str:
        """In full, as dates are always shown back: "Friday, December 4, 2026"."""
        return format_date(day, "full", locale=_LOCALES[self.language])

    def short_day(self, day: date) -> str:
        """ "Fri, Dec 4", for lists."""
        return format_date(day, "EEE, MMM d" if self.language == "en" else "EEE d MMM", locale=_LOCALES[self.language])

    def month(self, day: date) -> str:
        """The month that a day is in: "November 2026"."""
        return format_date(day, "MMMM y" if self.language == "en" else "MMMM 'de' y", locale=_LOCALES[self.language])

    def clock(self, at: time) -> str:
        """ "3:30 PM"."""
        return format_time(at, "short", locale=_LOCALES[self.language])

    def weekday(self, day: int) -> str:
        """0 is Monday."""
        return str(get_day_names("wide", locale=_LOCALES[self.language])[day])

    def listed(self, names: Sequence[str]) -> str:
        """ "one, two, and three"."""
        return format_list(names, locale=_LOCALES[self.language])

    def country(self, code: str) -> str:
        """A country's name by its ISO code."""
        return str(Locale.parse(_LOCALES[self.language]).territories.get(code, code))

    def moment(self, at: datetime, time_zone: str) -> str:
        """To the minute."""
        there, locale = at.astimezone(ZoneInfo(time_zone)), _LOCALES[self.language]
        return f"{format_date(there, 'medium', locale)}, {format_time(there, 'short', locale=locale)}"


_LOCALES = {"en": "en_US", "es": "es_US"}


@cache
def words(language: str) -> Words:
    return Words(closest(language))


@cache
def _catalog(language: str) -> Catalog | None:
    if language == "en":
        return None
    source = files("bot.ui").joinpath("locale", language, "LC_MESSAGES", "barrierbot.po")
    with source.open("rb") as file:
        return read_po(file, locale=language)
