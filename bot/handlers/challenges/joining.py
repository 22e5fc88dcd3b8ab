"""Followers who go from one challenge to another: it was merged into it, or it came back as it."""

from bot.domain import life
from bot.domain.challenge import Challenge
from bot.domain.changes import AlsoAffected, Reported, Unfollowed
from bot.domain.evolve import without_follower
from bot.domain.vocabulary import Visibility
from bot.handlers.challenges.announce import announce
from bot.handlers.desk.desk import Desk, new_id


def bring_followers(source: Challenge, into: Challenge, desk: Desk) -> Challenge:
    """Whoever followed `source` follows `into` from now on, and is owed its follow-up; its team reads one line of it.

    Only how many they are is ever shown, so that a reporter in confidence stays so.
    """
    people = tuple(person for person in source.followers if person not in into.followers)
    after, event = life.move(
        into,
        AlsoAffected(people, came_from=source.id),
        team=desk.team(into),
        calendar=desk.work.calendar(),
        actor=desk.me().id,
        platform=desk.platform,
        now=desk.now,
    )
    desk.work.challenges.save(after, event)
    announce(into, after, event, desk.work)
    return after


def leave(row: Challenge, person: str, desk: Desk) -> None:
    """`person` follows `row` no longer and is nowhere in it, as their own report is no longer linked to them."""
    after, event = life.move(
        without_follower(row, person),
        Unfollowed(),
        team=desk.team(row),
        calendar=desk.work.calendar(),
        actor=None,
        platform=None,
        now=desk.now,
    )
    desk.work.challenges.save(after, event)
    announce(row, after, event, desk.work)


def came_back(row: Challenge, desk: Desk) -> Challenge:
    """A new challenge for one that is not gone any more: the same words and team, linked, with the same followers.

    The reporter stays the reporter, as visible as before; somebody else whom it affects reports it in confidence.
    What was done the last time is what has been tried.
    """
    caller = desk.me().id
    visibility = row.visibility if caller == row.reporter else Visibility.CONFIDENTIAL
    said = Reported(
        summary=row.summary,
        visibility=visibility,
        school=row.school,
        practice=row.practice,
        tried=row.removal or row.tried,
        affected=row.affected,
        idea=row.idea,
        recurrence_of=row.id,
        level=row.level,
    )
    again, event = life.start(
        said,
        id=new_id(),
        number=desk.work.challenges.next_number(),
        team=desk.team(row),
        calendar=desk.work.calendar(),
        actor=caller,
        platform=desk.platform,
        now=desk.now,
    )
    desk.work.challenges.add(again, event)
    announce(None, again, event, desk.work)
    if set(row.followers) - set(again.followers):
        again = bring_followers(row, again, desk)
    return again
