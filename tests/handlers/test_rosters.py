"""Who is on a team, by what the platforms list; and what somebody who leaves leaves behind."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot.domain.changes import HandedOver
from bot.domain.team import Handle, Person, Place
from bot.domain.vocabulary import Move, Platform, Role
from bot.handlers import alarms
from bot.handlers.people import rosters
from bot.handlers.people.handed_over import card as handed_over
from bot.ports import MOST_LISTED, Alarm, AlarmKind, Kind, Listed, Profile, Session, Work
from bot.ui.speech import read_aloud
from tests.handlers.office import assigned, lines, reported, ring
from tests.handlers.town import ANA, DANA, GENERAL, JO, LEE, LINCOLN, ORG, SAM, TENANT, WORKSPACE, Town, said

EVERYBODY = tuple(Listed(who.handle.user, who.name) for who in (DANA, SAM, LEE, JO))
ON_TEAMS = Place(ORG, "place-teams", Platform.TEAMS, TENANT, "address", "19:lincoln", "SLT", team="t-lincoln")


async def lists(town: Town, people: Sequence[Listed], place: str = "place-lincoln") -> None:
    """The platform lists these people as being in the channel."""
    await town.store.write(lambda s: rosters.listed(place, people, s.work(ORG), town.clock.now()))


async def lists_without(town: Town, *gone: str) -> None:
    await lists(town, [one for one in EVERYBODY if one.user not in gone])


async def on(town: Town, team: str = "t-lincoln", role: Role = Role.MEMBER) -> set[str]:
    """User ids of those who are on the team."""
    people = await town.look(lambda work: work.teams.members(team, role))
    return {handle.user for person in people for handle in person.handles}


async def describe(town: Town, user: str, **what: bool) -> None:
    """Slack answers the question who somebody is."""
    profile = Profile(
        "Described", None, None, admin=False, guest=what.get("guest", False), gone=what.get("gone", False)
    )

    def tell(session: Session) -> None:
        person = session.work(ORG).people.by_handle(Handle(Platform.SLACK, WORKSPACE, user))
        assert person is not None
        rosters.described(person.id, profile, session.work(ORG), town.clock.now())

    await town.store.write(tell)


async def person(town: Town, user: str) -> Person:
    found = await town.look(lambda work: work.people.by_handle(Handle(Platform.SLACK, WORKSPACE, user)))
    assert found is not None
    return found


async def told(town: Town, to: str, user: str) -> list[str]:
    """What somebody is told in private when the person under `user` left, as it would go out now."""
    left = (await person(town, user)).id

    def draw(work: Work) -> list[str]:
        about = [one for one in work.outbox.ledger(left) if one.intent.kind is Kind.HANDED_OVER]
        queued = [one for one in about if one.intent.place == f"private-{to}"]
        drawn = [
            (handed_over(one.intent, place, work)) for one in queued if (place := work.places.get(one.intent.place))
        ]
        return [read_aloud(card) for card in drawn if card]

    return await town.look(draw)


async def rung_at(town: Town, place: str = "place-lincoln") -> timedelta | None:
    at = await town.look(lambda work: work.alarms.at(AlarmKind.ROSTER, place))
    return at - town.clock.now() if at else None


# --- Who is on a team ------------------------------------------------------------------------------------------------


async def test_who_is_in_the_channel_is_on_the_team_and_keeps_the_roles_they_have(town: Town) -> None:
    await lists(town, EVERYBODY)
    assert await on(town) == {"U0DANA", "U0SAM", "U0LEE", "U0JO"}
    assert await on(town, role=Role.LEAD) == {"U0LEE"}
    assert await on(town, team="t-cedar") == set()


async def test_people_who_are_new_are_asked_about_one_after_the_other(town: Town) -> None:
    await lists(town, EVERYBODY)
    asked = [one.due_at - town.clock.now() for one in await town.queued(Kind.PROFILE)]
    assert sorted(asked) == [timedelta(seconds=0), timedelta(seconds=1)]


async def test_nobody_is_offered_by_a_name_that_is_not_known_yet(town: Town) -> None:
    await lists(town, (*EVERYBODY, Listed("U0NEW")))
    assert [one.name for one in await town.look(lambda work: work.people.all())] == [
        "Dana Reyes",
        "Jo Whitfield",
        "Lee Park",
        "Sam Okafor",
    ]


async def test_who_acts_before_their_profile_came_has_the_name_that_came_with_it(town: Town) -> None:
    await lists(town, [Listed(DANA.handle.user)])
    await reported(town)
    assert (await person(town, "U0DANA")).name == "Dana Reyes"


async def test_whom_the_platform_named_a_guest_is_not_on_the_team(town: Town) -> None:
    await lists(town, (*EVERYBODY, Listed("U0VENDOR", "Vendor", guest=True)))
    assert "U0VENDOR" not in await on(town)


@pytest.mark.parametrize("what", ["guest", "gone"])
async def test_whose_profile_says_that_they_are_no_colleague_leaves_the_team_and_stays_off_it(
    town: Town, what: str
) -> None:
    await lists(town, (*EVERYBODY, Listed("U0BOT")))
    await describe(town, "U0BOT", **{what: True})
    assert await on(town) == {"U0DANA", "U0SAM", "U0LEE", "U0JO"}


async def test_a_guest_who_is_listed_again_without_a_word_about_it_stays_off(town: Town) -> None:
    await lists(town, (*EVERYBODY, Listed("U0BOT")))
    await describe(town, "U0BOT", guest=True)
    await lists(town, (*EVERYBODY, Listed("U0BOT")))
    assert "U0BOT" not in await on(town)


@pytest.mark.parametrize("people", [(), tuple(Listed(f"U0{n}") for n in range(MOST_LISTED))])
async def test_a_crowd_or_nobody_at_all_changes_nothing(town: Town, people: Sequence[Listed]) -> None:
    await lists(town, EVERYBODY)
    await lists(town, people)
    assert await on(town) == {"U0DANA", "U0SAM", "U0LEE", "U0JO"}


async def test_who_is_still_in_the_teams_other_channel_has_not_left(town: Town) -> None:
    await town.store.write(lambda s: s.work(ORG).places.save(ON_TEAMS))
    await town.say(SAM, "help")

    def also_on_teams(session: Session) -> None:
        work = session.work(ORG)
        lee = work.people.get("p-lee")
        assert lee is not None
        rosters.listed("place-teams", [Listed("aad-lee", "Lee Park", guest=False)], work, town.clock.now())

    await town.store.write(also_on_teams)
    await lists(town, EVERYBODY)
    await lists_without(town, "U0SAM")
    assert await on(town) == {"U0DANA", "U0LEE", "U0JO", "aad-lee"}


# --- When the platform is asked --------------------------------------------------------------------------------------


async def test_a_channel_is_asked_about_again_every_day(town: Town) -> None:
    await town.store.write(lambda s: rosters.ring("place-lincoln", s.work(ORG), town.clock.now()))
    assert len(await town.queued(Kind.ROSTER)) == 1
    assert await rung_at(town) == timedelta(days=1)


async def test_a_channel_that_is_gone_is_not_asked_about(town: Town) -> None:
    await town.happen(LEE, "place_gone", LINCOLN, reason="is_archived")
    await town.store.write(lambda s: rosters.ring("place-lincoln", s.work(ORG), town.clock.now()))
    assert await town.queued(Kind.ROSTER) == []


async def test_the_alarm_of_a_channel_asks_the_platform(town: Town) -> None:
    def due(session: Session) -> bool:
        rosters.ask(ON_TEAMS, session.work(ORG), town.clock.now())
        session.work(ORG).places.save(ON_TEAMS)
        return alarms.ring(Alarm(ORG, AlarmKind.ROSTER, "place-teams"), session, town.clock.now())

    assert await town.store.write(due)
    assert await rung_at(town, "place-teams") == timedelta(days=1)


async def test_somebody_coming_or_going_has_the_channel_asked_about_soon(town: Town) -> None:
    await town.happen(SAM, "people_changed", LINCOLN)
    assert await rung_at(town) == timedelta(seconds=5)
    assert await rung_at(town, "place-cedar") is None


async def test_where_it_is_not_said_in_which_channel_the_workspaces_are_asked_about_later(town: Town) -> None:
    await town.store.write(lambda s: s.work(ORG).places.save(ON_TEAMS))
    await town.happen(ANA, "people_changed", GENERAL)
    assert [await rung_at(town, place) for place in ("place-teams", "place-lincoln")] == [timedelta(minutes=5), None]


async def test_the_bot_coming_back_has_the_channel_asked_about_at_once(town: Town) -> None:
    await town.happen(LEE, "joined", LINCOLN)
    assert await rung_at(town) == timedelta(0)


# --- Leaving ---------------------------------------------------------------------------------------------------------


async def test_what_somebody_who_leaves_owes_is_handed_to_the_lead_who_is_told_once(town: Town) -> None:
    await lists(town, EVERYBODY)
    row = await reported(town)
    other = await reported(town, words="The printer is out of toner")
    sam = await person(town, "U0SAM")
    for number in (row.number, other.number):
        await town.say(LEE, f"#{number} assign Sam Okafor", LINCOLN)
    await lists_without(town, "U0SAM")
    history = await town.look(lambda work: work.challenges.history(row.id))
    assert (history[-1].change, history[-1].actor) == (HandedOver(sam.id, "p-lee"), None)
    assert [it.assignee for it in await town.rows()] == ["p-lee", "p-lee"]
    assert "Sam Okafor is no longer on the team. Lee Park has what they had to do here." in await lines(town)
    (message,) = await told(town, "p-lee", "U0SAM")
    assert "Sam Okafor is no longer on the team." in message
    assert ("#1 · " in message, "#2 · " in message, "Nobody leads" in message) == (True, True, False)


async def test_what_was_handed_on_again_meanwhile_is_not_told(town: Town) -> None:
    await lists(town, EVERYBODY)
    row = await assigned(town)
    await lists_without(town, "U0LEE")  # Lee was the lead and had it; Jo coordinates
    await town.say(JO, f"#{row.number} assign Dana Reyes", LINCOLN)
    assert all(f"#{row.number} · " not in message for message in await told(town, "p-jo", "U0LEE"))


async def test_when_the_last_lead_leaves_the_coordinators_are_told(town: Town) -> None:
    await lists(town, EVERYBODY)
    await lists_without(town, "U0LEE")
    assert await on(town, role=Role.LEAD) == set()
    (message,) = await told(town, "p-jo", "U0LEE")
    assert "Nobody leads Lincoln SLT now. Type “/barrier setup” in its channel to name a lead." in message
    assert "Cedar SLT" not in message


async def test_a_coordinator_who_leaves_a_schools_channel_coordinates_on(town: Town) -> None:
    await lists(town, EVERYBODY)
    await lists_without(town, "U0JO")
    assert await on(town, role=Role.COORDINATOR) == {"U0JO"}


async def test_somebodys_own_reports_stay_theirs(town: Town) -> None:
    await lists(town, EVERYBODY)
    row = await reported(town)
    await lists_without(town, "U0DANA")
    after = await town.row(row.number)
    assert (after.version, after.reporter) == (row.version, row.reporter)


async def test_a_closed_account_is_gone_from_every_team_and_hands_over_what_it_owed(town: Town) -> None:
    await lists(town, EVERYBODY)
    row = await assigned(town)
    await town.happen(LEE, "account_closed", None)
    assert (await person(town, "U0LEE")).gone
    assert [
        await on(town, f"t-{team}", role) for team in ("lincoln", "cedar") for role in (Role.LEAD, Role.MEMBER)
    ] == [
        set(),
        {"U0DANA", "U0SAM", "U0JO"},
        set(),
        set(),
    ]
    assert (await town.row(row.number)).assignee == "p-jo"
    (message,) = await told(town, "p-jo", "U0LEE")
    assert f"#{row.number} · " in message
    assert ("Nobody leads Lincoln SLT" in message, "Nobody leads Cedar SLT" in message) == (True, True)


async def test_with_nobody_left_it_is_to_be_assigned_anew(town: Town) -> None:
    row = await assigned(town)
    await town.happen(JO, "account_closed", None)
    await town.happen(LEE, "account_closed", None)
    after = await town.row(row.number)
    assert (after.assignee, after.owed and after.owed.role) == (None, Role.LEAD)
    assert (await ring(town, after)).owed is not None


async def test_a_closed_account_hears_nothing_more_and_one_that_acts_is_back(town: Town) -> None:
    await town.happen(LEE, "account_closed", None)
    private = await town.look(lambda work: work.places.get("private-p-lee"))
    assert private is not None and private.gone == "account_closed"
    assert "What you owe" in said(await town.say(LEE, "todo"))
    private = await town.look(lambda work: work.places.get("private-p-lee"))
    assert not (await person(town, "U0LEE")).gone
    assert private is not None and private.gone is None


async def test_who_has_another_account_goes_on_with_that(town: Town) -> None:
    lee = Person(ORG, "p-lee", "Lee Park", "en", handles=(LEE.handle, Handle(Platform.TEAMS, TENANT, "aad-lee")))
    await town.store.write(lambda s: s.work(ORG).people.save(lee))
    await lists(town, EVERYBODY)
    row = await assigned(town)
    await town.happen(LEE, "account_closed", None)
    assert not (await person(town, "U0LEE")).gone
    assert Move.HAND_OVER in [event.change.kind for event in await town.look(lambda w: w.challenges.history(row.id))]


async def test_whoever_has_left_every_channel_is_asked_about_once_more(town: Town) -> None:
    await lists(town, EVERYBODY)
    await lists_without(town, "U0LEE")
    found = await town.look(lambda work: [one.intent.kind for one in work.outbox.ledger("p-lee")])
    assert Kind.PROFILE in found
