"""Public holidays of a country or a part of it, as a suggestion: districts differ."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.domain.folding import fold
from bot.domain.known_days import Days, Found, Origin
from bot.domain.local_day import local_day
from bot.handlers.upkeep import planning
from bot.ports import AlarmKind, Work

COUNTRIES = tuple(
    "US CA MX PR AR BO BR CL CO CR CU DO EC ES FR DE GB GT HN IE IT JM NI PA PE PH PT PY SV UY VE AU NZ ZA".split()
)
"""Offered in the form; codes of ISO 3166."""
AHEAD = timedelta(days=730)
AGAIN = timedelta(days=365)
_OBSERVED = (" (observed)", " (observado)")


def region(country: str, said: str) -> str | None:
    """The code of a state or province by its code or name; "" for the whole country, None when there is none such."""
    if not said:
        return ""
    known = _regions(country)
    return known.get(fold(said))


def coming(country: str, region: str, today: date) -> Sequence[Found]:
    """Those of the next 24 months that fall on a Monday to Friday."""
    import holidays

    years = range(today.year, (today + AHEAD).year + 1)
    listed = holidays.country_holidays(country, subdiv=region or None, years=years)
    return [
        Found(Days(day, day, name=_name(name), origin=Origin.HOLIDAYS), likely=True)
        for day, name in sorted(listed.items())
        if today <= day <= today + AHEAD and day.weekday() < 5
    ]


def refresh(_: str, work: Work, now: datetime) -> None:
    """The yearly look ahead: only what somebody confirmed by its name is kept."""
    known = work.school_days.known()
    if not known.country:
        return
    today = local_day(now, work.organization.time_zone)
    found = [replace(it, likely=False) for it in coming(known.country, known.region, today)]
    after = known.read_again(Origin.HOLIDAYS, found, since=today)
    if after is not known:
        work.school_days.save(after)
        planning.replan_all(work, now)
    look_again(work, now)


def look_again(work: Work, now: datetime) -> None:
    work.alarms.set(AlarmKind.HOLIDAYS, work.organization.id, now + AGAIN)


def _name(name: str) -> str:
    for end in _OBSERVED:
        name = name.replace(end, "")
    return name[:80]


def _regions(country: str) -> Mapping[str, str]:
    """Folded code or name → code."""
    import holidays

    kind = holidays.country_holidays(country)
    codes = {fold(code): code for code in kind.subdivisions}
    return {fold(name): code for name, code in kind.subdivisions_aliases.items()} | codes
