"""The one way in which a team's agreements change: who is on the team now, what is kept, and what must be said."""

from datetime import date, datetime

from bot.domain import agreement
from bot.domain.agreement import Answer, Edition, TeamAgreements
from bot.domain.local_day import local_day
from bot.domain.team import Team
from bot.domain.vocabulary import Role
from bot.handlers.upkeep import planning
from bot.handlers.upkeep.reminding import remind, timing
from bot.ports import AlarmKind, Intent, Kind, Work

REMINDERS = (3, 8)
"""School days after the asking; on the day after the last one the leads hear that answers are missing."""
MISSING = 9


def make(before: TeamAgreements, after: TeamAgreements, team: Team, work: Work, now: datetime) -> TeamAgreements:
    """Keep `after`, made of `before`, which this transaction holds; and queue what people must see or read of it."""
    people = [person.id for person in work.teams.members(team.id) if person.present]
    after = agreement.settle(after, people, now=now, today=_today(team, now))
    if after == before:
        return after
    work.agreements.save(after)
    _editions(before, after, work, now)
    _tell_channel(before, after, work)
    _tell_people(before, after, work)
    _tell_leads(before, after, team, work)
    _look_again(after, team, work, now)
    return after


def look(team_id: str, work: Work, now: datetime) -> None:
    """Once each school day: who has not answered, and whether it is time to look at them again."""
    team = work.teams.get(team_id)
    if team is None:
        return
    held = work.agreements.hold(team_id)
    it = make(held, held, team, work, now)
    if it.asked_at and it.missing:
        _remind(it, team, work, now)
    if it.review_on and it.review_on <= _today(team, now):
        for place in _leads(team, work):
            work.outbox.put(Intent(Kind.AGREEMENTS_REVIEW, team.id, place, it.review_on.toordinal()))
    _look_again(it, team, work, now)


def follow(team_id: str, work: Work, now: datetime) -> None:
    """Somebody came or left: who came is asked at once, and who left is waited for no more."""
    team = work.teams.get(team_id)
    if team is not None and (held := work.agreements.hold(team_id)).asks:
        make(held, held, team, work, now)


def _editions(before: TeamAgreements, after: TeamAgreements, work: Work, now: datetime) -> None:
    ended = after.edition > before.edition or not after.agreed
    if before.agreed_at and ended:
        work.agreements.save_edition(before.team, Edition(before.edition, before.agreed, before.agreed_at, now))
    if after.edition > before.edition:
        work.agreements.save_edition(after.team, Edition(after.edition, after.agreed, now))
        work.agreements.forget_proposals(after.team, up_to=after.considered)
    if after.agreed != before.agreed:
        planning.redraw(after.team, work, now)


def _tell_channel(before: TeamAgreements, after: TeamAgreements, work: Work) -> None:
    """The card of what is in force is drawn anew; a later version is news as well."""
    if not after.edition or after.version == before.version:
        return
    for place in work.places.triage(after.team):
        work.outbox.put(Intent(Kind.AGREEMENTS, after.team, place.id))
        if after.edition > max(before.edition, 1):
            work.outbox.put(Intent(Kind.AGREEMENTS_NEWS, after.team, place.id, after.edition))


def _tell_people(before: TeamAgreements, after: TeamAgreements, work: Work) -> None:
    """Whoever is asked now, or answered, or was asked about words that are no longer asked about."""
    stands = before.asked_at == after.asked_at and before.round == after.round and bool(before.asks) == bool(after.asks)
    known = set(after.answers if stands else ())
    told = [(one.person, before.round) for one in before.answers if one not in known]
    told += [(one.person, after.round) for one in after.answers if one not in before.answers]
    for person, asking in dict.fromkeys(told):
        _write(Intent(Kind.CONSENT, after.team, "", asking), person, work)


def _tell_leads(before: TeamAgreements, after: TeamAgreements, team: Team, work: Work) -> None:
    """Concerns that are new, said otherwise, or settled."""
    told = {one.concern: one for one in (*before.concerns, *after.concerns)}
    changed = [number for number, one in told.items() if one not in before.concerns or one not in after.concerns]
    for number in changed:
        for place in _leads(team, work, but=told[number]):
            work.outbox.put(Intent(Kind.CONCERN, team.id, place, number))


def which_reminder(it: TeamAgreements, team: Team, work: Work, now: datetime) -> int:
    """How many reminders whoever has not answered should have had by now; 0 once they do not help."""
    days = _days(it, team, work, now)
    return sum(days >= after for after in REMINDERS) if days < MISSING else 0


def _remind(it: TeamAgreements, team: Team, work: Work, now: datetime) -> None:
    """Whoever has not read a reminder since the last one was due."""
    asked, which = it.asked_at, which_reminder(it, team, work, now)
    if asked and which:
        due = work.calendar().add(local_day(asked, team.time_zone), REMINDERS[which - 1])
        for person in [person for id in it.missing if (person := work.people.get(id))]:
            last = timing(person, work).last
            if last is None or last < due:
                remind(person.id, work, now)
    if _days(it, team, work, now) >= MISSING:
        for place in _leads(team, work):
            work.outbox.put(Intent(Kind.CONSENT_MISSING, team.id, place, it.round))


def _days(it: TeamAgreements, team: Team, work: Work, now: datetime) -> int:
    """School days since they were asked."""
    if it.asked_at is None:
        return 0
    return work.calendar().between(local_day(it.asked_at, team.time_zone), _today(team, now))


def _look_again(it: TeamAgreements, team: Team, work: Work, now: datetime) -> None:
    if it.asked_at or it.agreed:
        work.alarms.set(AlarmKind.AGREEMENTS, team.id, work.calendar().ring(now, 1, team.time_zone))
    else:
        work.alarms.clear(AlarmKind.AGREEMENTS, team.id)


def _leads(team: Team, work: Work, *, but: Answer | None = None) -> list[str]:
    """Private places of those who word the agreements; of the coordinators where the team has none."""
    found = [*work.teams.members(team.id, Role.LEAD), *work.teams.members(team.id, Role.COACH)]
    found = [person for person in found if person.present] or list(work.teams.members(team.id, Role.COORDINATOR))
    places = [work.places.personal(id) for id in dict.fromkeys(p.id for p in found) if but is None or id != but.person]
    return [place.id for place in places if place and place.gone is None]


def _write(intent: Intent, person: str, work: Work) -> None:
    place = work.places.personal(person)
    if place is not None and place.gone is None:
        work.outbox.put(Intent(intent.kind, intent.subject, place.id, intent.seq))


def _today(team: Team, now: datetime) -> date:
    return local_day(now, team.time_zone)
