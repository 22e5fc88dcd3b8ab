"""Setting up a channel: who may, what is kept, what is said."""

from dataclasses import replace

import pytest

from bot.domain.team import Handle
from bot.domain.vocabulary import Level, Platform, Role, Visibility
from bot.handlers import outgoing
from bot.handlers.desk import places
from bot.handlers.desk.requests import Caller
from bot.ports import Kind, Message, Profile, Session, Work
from bot.ui.card import Act, Button
from bot.ui.form import ChoiceField, PersonField, TextField
from bot.ui.speech import read_aloud, read_form
from bot.ui.views.report_form import NOT_STUDENT
from tests.handlers.new_team import BOSS, LEAD, ROOM, organization, set_up
from tests.handlers.town import (
    ANA,
    CEDAR,
    DANA,
    LINCOLN,
    LOBBY,
    ORG,
    TENANT,
    Town,
    alone,
    filled,
    form,
    said,
    thread_of,
)


async def test_the_form_suggests_the_channels_name_the_callers_zone_and_the_usual_types(fresh: Town) -> None:
    opened = form(await fresh.say(BOSS, "setup", ROOM))

    values = {f.id: f.value for f in opened.fields if isinstance(f, TextField | ChoiceField)}
    assert values["name"] == "cedar-team"
    assert values["time_zone"] == "America/Chicago"
    assert values["types"].splitlines()[:2] == ["Technology", "Schedule"]


async def test_saving_makes_the_channel_the_teams_place(fresh: Town) -> None:
    await set_up(
        fresh, level="district", types="Buses\n\n Buses \nRooms", visibility="confidential", keep_replies=("yes",)
    )

    org = await organization(fresh)
    (team,) = await fresh.look(lambda work: work.teams.all(), org)
    (place,) = await fresh.look(lambda work: work.places.triage(team.id), org)
    leads = await fresh.look(lambda work: work.teams.members(team.id, Role.LEAD), org)
    assert (team.name, team.level, team.types) == ("Cedar team", Level.DISTRICT, ("Buses", "Rooms"))
    assert (team.visibility, team.keep_replies) == (Visibility.CONFIDENTIAL, True)
    assert (place.key, place.address, place.name) == ("C0ROOM", "address-room", "cedar-team")
    assert [lead.handles for lead in leads] == [(LEAD,)]


@pytest.mark.parametrize(("level", "school"), [("school", "Cedar Middle"), ("district", "")])
async def test_a_schools_team_keeps_which_school_it_is_for(fresh: Town, level: str, school: str) -> None:
    await set_up(fresh, level=level, school=" Cedar  Middle ")
    again = form(await fresh.say(BOSS, "setup", ROOM))

    (team,) = await fresh.look(lambda work: work.teams.all(), await organization(fresh))
    assert team.school == filled(again)["school"] == school


async def test_the_channel_reads_who_set_it_up(fresh: Town) -> None:
    await set_up(fresh)

    org = await organization(fresh)

    def welcome(work: Work) -> list[Message]:
        lines = [line for person in work.people.all() for line in work.outbox.ledger(person.id)]
        made = [outgoing.message(line, work, fresh.clock.now()) for line in lines if line.intent.kind is Kind.WELCOME]
        return [one for one in made if isinstance(one, Message)]

    (message,) = await fresh.look(welcome, org)
    assert message.card is not None
    assert "Bo Sanders set this channel up for Cedar team." in read_aloud(message.card)


@pytest.mark.parametrize(
    ("admin", "sentence"), [(False, "Only an administrator"), (None, "could not find out whether you are")]
)
async def test_only_an_administrator_may_and_no_answer_is_no_yes(
    fresh: Town, admin: bool | None, sentence: str
) -> None:
    reply = await fresh.say(replace(BOSS, admin=admin), "setup", ROOM)

    assert sentence in said(reply)
    assert reply.form is None


async def test_the_question_is_asked_again_when_the_form_is_sent(fresh: Town) -> None:
    opened = form(await fresh.say(BOSS, "setup", ROOM))

    reply = await fresh.send(replace(BOSS, admin=False), opened, {**filled(opened), "leads": (LEAD,)}, ROOM)

    assert "Only an administrator" in said(reply)
    assert "U0LEAD" not in await fresh.everything()


async def test_whom_an_administrator_named_may_set_up_too(fresh: Town) -> None:
    await set_up(fresh, admins=(LEAD,))

    reply = await fresh.say(Caller(LEAD, "Lou Lead", admin=False), "setup", ROOM)

    assert reply.form is not None


async def test_typed_in_private_it_says_where_to_type_it(fresh: Town) -> None:
    reply = await fresh.say(BOSS, "setup", alone(BOSS))

    assert "type /barrier setup there" in said(reply)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "  "),
        ("name", "n" * 81),
        ("leads", ()),
        ("time_zone", "Mars/Olympus"),
        ("language", "tlh"),
        ("visibility", "public"),
        ("types", " \n "),
        ("level", "galaxy"),
    ],
)
async def test_what_is_wrong_is_said_at_its_field_and_nothing_is_saved(
    fresh: Town, field: str, value: str | tuple[str, ...]
) -> None:
    opened = form(await fresh.say(BOSS, "setup", ROOM))
    values = {**filled(opened), "district": "Riverbend", "leads": (LEAD,), field: value}

    again = form(await fresh.send(BOSS, opened, values, ROOM))

    assert [id for id, _ in again.errors] == [field]
    assert await fresh.look(lambda work: work.teams.all(), await organization(fresh)) == []


@pytest.mark.parametrize("field", ["name", "district", "school", "types"])
async def test_a_name_that_may_point_to_a_student_is_asked_about_first(fresh: Town, field: str) -> None:
    opened = form(await fresh.say(BOSS, "setup", ROOM))
    values = {**filled(opened), "district": "Riverbend", "leads": (LEAD,), field: "Jayden Miller's suspension"}

    again = form(await fresh.send(BOSS, opened, values, ROOM))

    assert "This may point to one student" in read_form(again)
    assert await fresh.look(lambda work: work.teams.all(), await organization(fresh)) == []
    await fresh.send(BOSS, again, {**values, NOT_STUDENT: ("yes",)}, ROOM)
    assert len(await fresh.look(lambda work: work.teams.all(), await organization(fresh))) == 1


async def test_where_teams_exist_the_channel_is_asked_for_which_one_it_is(town: Town) -> None:
    asked = form(await town.say(replace(ANA, admin=True), "setup", LOBBY))
    opened = form(await town.send(replace(ANA, admin=True), asked, {"team": "t-cedar"}, LOBBY))

    await town.send(replace(ANA, admin=True), opened, filled(opened, leads=("p-lee",)), LOBBY)

    places = await town.look(lambda work: work.places.triage("t-cedar"))
    assert {(place.platform, place.key) for place in places} == {
        (Platform.SLACK, "C0CEDAR"),
        (Platform.TEAMS, "19:lobby"),
    }


async def test_people_of_the_other_platform_are_offered_and_stay_chosen(town: Town) -> None:
    asked = form(await town.say(replace(ANA, admin=True), "setup", LOBBY))
    opened = form(await town.send(replace(ANA, admin=True), asked, {"team": "t-cedar"}, LOBBY))

    (leads,) = [f for f in opened.fields if isinstance(f, PersonField) and f.id == "leads"]
    assert "p-lee" in [option.value for option in leads.known]
    assert leads.value == "p-lee"


async def test_a_further_place_gets_the_cards_of_what_is_open(town: Town) -> None:
    await town.say(DANA, "The bus is late", CEDAR)
    asked = form(await town.say(replace(ANA, admin=True), "setup", LOBBY))
    opened = form(await town.send(replace(ANA, admin=True), asked, {"team": "t-cedar"}, LOBBY))

    await town.send(replace(ANA, admin=True), opened, filled(opened, leads=("p-lee",)), LOBBY)

    lobby = await town.look(lambda work: work.places.by_key(Platform.TEAMS, TENANT, "19:lobby"))
    assert lobby is not None
    assert lobby.id in [line.intent.place for line in await town.queued(Kind.CARD)]


@pytest.mark.parametrize(("gone", "drawn"), [(None, 0), ("kicked", 1)])
async def test_what_was_erased_is_drawn_anew_only_where_the_bot_was_gone(
    town: Town, gone: str | None, drawn: int
) -> None:
    def left(session: Session) -> None:
        work = session.work(ORG)
        place = work.places.get("place-lincoln")
        assert place is not None
        work.places.save(replace(place, gone=gone))

    await town.say(DANA, "The bus is late", LINCOLN)
    row = await town.row()
    await town.press(DANA, Button("Take it back", Act("withdraw", row.id, row.version)), alone(DANA))
    await thread_of(town, row)
    await town.store.write(left)
    boss = replace(DANA, admin=True)
    opened = form(await town.say(boss, "setup", LINCOLN))

    await town.send(boss, opened, filled(opened, leads=("p-lee",)), LINCOLN)

    assert len(await town.queued(Kind.ERASED)) == drawn


async def test_a_picked_person_of_another_workspace_is_nobody(fresh: Town) -> None:
    stranger = Handle(Platform.SLACK, "T0ELSEWHERE", "U0X")
    opened = form(await fresh.say(BOSS, "setup", ROOM))

    again = form(await fresh.send(BOSS, opened, {**filled(opened), "district": "R", "leads": (stranger,)}, ROOM))

    assert "leads" in dict(again.errors)


@pytest.mark.parametrize("admin", [None, False])
async def test_an_administrator_whom_the_platform_no_longer_calls_one_is_none(town: Town, admin: bool | None) -> None:
    for _ in range(2):
        await town.say(replace(ANA, admin=True), "The bus is late", LINCOLN)
        await town.happen(replace(ANA, admin=True), "joined", LOBBY)

    refused = await town.say(replace(ANA, admin=admin), "setup", LOBBY)

    assert refused.form is None


async def test_what_a_profile_says_of_administrators_makes_nobody_one_for_ever(town: Town) -> None:
    await town.say(DANA, "The bus is late", LINCOLN)

    def profiled(session: Session) -> None:
        work = session.work(ORG)
        person = work.people.by_handle(DANA.handle)
        assert person is not None
        places.told(person.id, Profile("Dana Reyes", None, None, admin=True, guest=False), work)

    await town.store.write(profiled)

    assert (await town.say(replace(DANA, admin=False), "setup", LINCOLN)).form is None
