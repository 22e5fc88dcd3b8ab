"""What reporters change about their own report, and which school it is of."""

from dataclasses import replace

import pytest

from bot.domain.vocabulary import Level, Status, Visibility
from bot.handlers.desk.requests import Where
from bot.ports import Session
from bot.ui.speech import read_form
from tests.handlers.office import WORDS
from tests.handlers.town import (
    CEDAR,
    DANA,
    LEE,
    LINCOLN,
    ORG,
    SAM,
    Town,
    alone,
    button,
    filled,
    form,
    said,
)


async def test_details_change_what_was_said_and_the_receipt_shows_it(town: Town) -> None:
    receipt = await town.say(DANA, WORDS, LINCOLN)
    opened = form(await town.press(DANA, button(receipt, "Add details"), LINCOLN))

    reply = await town.send(DANA, opened, filled(opened, tried="Other chargers"), LINCOLN)

    assert (await town.row()).tried == "Other chargers"
    assert "Other chargers" in said(reply)


async def test_somebody_else_cannot_change_a_report(town: Town) -> None:
    receipt = await town.say(DANA, WORDS, LINCOLN)

    reply = await town.press(SAM, button(receipt, "Add details"), LINCOLN)

    assert reply.form is None
    assert "the person who reported it" in said(reply)


async def test_taking_it_back_erases_the_words_everywhere(town: Town) -> None:
    receipt = await town.say(DANA, WORDS, LINCOLN)

    await town.press(DANA, button(receipt, "Take it back"), LINCOLN)

    assert (await town.row()).status is Status.CLOSED
    assert "Chromebooks" not in await town.everything()


async def test_in_confidence_can_be_chosen_later_in_typed_words(town: Town) -> None:
    await town.say(DANA, WORDS, LINCOLN)

    await town.say(DANA, "1 visibility confidential", LINCOLN)

    assert (await town.row()).visibility is Visibility.CONFIDENTIAL


ERASED = "from the log, from the team's card and thread, and from the messages that I sent about it"


async def test_what_taking_it_back_leaves_standing_is_said_before_and_after(town: Town) -> None:
    receipt = await town.say(DANA, WORDS, LINCOLN)
    offered = button(receipt, "Take it back")

    done = await town.press(DANA, offered, LINCOLN)

    assert offered.confirm is not None
    assert ERASED in offered.confirm.text
    assert ERASED in said(done)
    assert "may remember what they have read" in offered.confirm.text
    assert "asked me to show them may still stand there" in said(done)


async def test_what_leaving_no_link_does_not_undo_is_said_in_its_form(town: Town) -> None:
    receipt = await town.say(DANA, WORDS, LINCOLN)

    opened = form(await town.press(DANA, button(receipt, "Change who sees it"), LINCOLN))

    assert "drawn again without your name" in read_form(opened)
    assert "my messages to you, stay as they are" in read_form(opened)


async def district_team(town: Town) -> None:
    """Cedar's team is the district's."""

    def change(session: Session) -> None:
        work = session.work(ORG)
        cedar = work.teams.get("t-cedar")
        assert cedar is not None
        work.teams.save(replace(cedar, level=Level.DISTRICT))

    await town.store.write(change)


@pytest.mark.parametrize("where", [alone(DANA), CEDAR])
async def test_a_report_to_a_district_team_keeps_the_school_that_the_reporter_says(town: Town, where: Where) -> None:
    await district_team(town)
    opened = form(await town.say(DANA, "", where))

    told = filled(opened, summary=WORDS, team="t-cedar", school="Maple Grove Elementary")
    await town.send(DANA, opened, told, where)

    assert "school" in filled(opened)
    assert (await town.row()).school == "Maple Grove Elementary"
    assert "Chromebooks" in said(await town.say(LEE, "log school maple grove", alone(LEE)))
    assert "Chromebooks" not in said(await town.say(LEE, "log school cedar", alone(LEE)))


async def test_a_report_to_a_school_team_is_of_that_school_unless_another_is_said(town: Town) -> None:
    await district_team(town)
    for school in ("", "Lincoln Annex"):
        opened = form(await town.say(DANA, "", alone(DANA)))
        words = f"The bells ring twice at {school or 'noon'}"
        told = filled(opened, summary=words, team="t-lincoln", school=school, same="new")
        await town.send(DANA, opened, told, alone(DANA))

    assert [row.school for row in await town.rows()] == ["Lincoln SLT", "Lincoln Annex"]


async def test_a_schools_team_may_go_by_another_name_than_its_school(town: Town) -> None:
    def change(session: Session) -> None:
        work = session.work(ORG)
        lincoln, cedar = (work.teams.get(id) for id in ("t-lincoln", "t-cedar"))
        assert lincoln and cedar
        work.teams.save(replace(lincoln, school="Lincoln Elementary"))
        work.teams.save(replace(cedar, school="Cedar Middle", level=Level.DISTRICT))

    await town.store.write(change)
    await town.say(DANA, WORDS, LINCOLN)
    await town.say(SAM, "Nobody repairs our bell", CEDAR)

    assert [row.school for row in await town.rows()] == ["Lincoln Elementary", ""]


async def test_where_every_team_is_a_schools_nobody_is_asked_for_the_school_again(town: Town) -> None:
    assert "school" not in filled(form(await town.say(DANA, "", alone(DANA))))
