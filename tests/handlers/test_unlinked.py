"""An unlinked report leaves nothing of its reporter anywhere."""

from sqlalchemy import text

from bot.domain import life
from bot.domain.event import NOBODY
from bot.domain.vocabulary import Status, Verdict, Visibility
from bot.handlers.desk.requests import Via
from bot.ports import Kind, Session
from bot.storage.session import DatabaseSession
from bot.ui.card import Card, Paragraph
from bot.ui.text import Code
from tests.handlers.town import (
    DANA,
    JO,
    LEE,
    LINCOLN,
    SAM,
    Town,
    alone,
    button,
    card,
    default_visibility,
    filled,
    form,
    said,
)
from tests.handlers.unlinking import WORDS, code_on, unlinked


async def test_nothing_of_the_reporter_is_in_any_table(town: Town) -> None:
    await unlinked(town)

    stored = await town.everything()
    assert WORDS in stored
    assert "U0DANA" not in stored
    assert "Dana" not in stored


async def test_a_typed_line_under_an_unlinked_default_leaves_nothing_either(town: Town) -> None:
    await default_visibility(town, Visibility.UNLINKED)

    await town.say(DANA, WORDS, LINCOLN)

    stored = await town.everything()
    assert WORDS in stored
    assert "U0DANA" not in stored
    assert "Dana" not in stored


async def test_the_code_is_stored_nowhere_and_looks_like_nothing_else(town: Town) -> None:
    code = await unlinked(town)

    assert [len(part) for part in code.split("-")] == [4, 4, 4]
    assert not set("01oil") & set(code)
    stored = await town.everything()
    assert code not in stored
    assert code.replace("-", "") not in stored


async def test_choosing_unlinked_later_takes_the_reporter_out_and_gives_a_code(town: Town) -> None:
    await town.say(SAM, WORDS, LINCOLN)
    opened = form(await town.say(SAM, "1 visibility unlinked", LINCOLN))

    reply = await town.send(SAM, opened, {"visibility": "unlinked"}, LINCOLN)

    row = await town.row()
    assert row.reporter is None
    history = await town.look(lambda work: [event.actor for event in work.challenges.history(row.id)])
    assert set(history) == {None}
    assert WORDS in said(await town.say(SAM, f"code {code_on(card(reply))}", alone(SAM)))


async def test_nobody_is_written_to_in_private_about_an_unlinked_report_of_theirs(town: Town) -> None:
    await unlinked(town)
    await town.say(LEE, "1 assign Lee Park", alone(LEE))

    assert await town.queued(Kind.STATUS) == []


async def test_the_coordinator_sees_no_reporter_of_an_unlinked_report(town: Town) -> None:
    await unlinked(town)

    assert "Dana" not in said(await town.say(JO, "1", alone(JO)))


async def test_what_was_said_before_others_is_not_filed_without_a_link(town: Town) -> None:
    await default_visibility(town, Visibility.UNLINKED)

    reply = await town.say(DANA, WORDS, LINCOLN, via=Via.MENTION)

    asked = form(await town.press(DANA, button(reply, "Open the form"), LINCOLN))
    assert filled(asked)["summary"] == WORDS
    assert await town.rows() == []


async def traces(town: Town, id: str) -> list[str]:
    """Every row that ties a person to something, but for the directory of people."""

    def ask(session: Session) -> list[str]:
        assert isinstance(session, DatabaseSession)
        names = ("challenge", "event", "tie", "outbox", "posting", "code")
        found = [(name, row) for name in names for row in session.connection.execute(text(f"SELECT * FROM {name}"))]
        places = session.connection.execute(text(f"SELECT id FROM place WHERE person = '{id}'")).scalars().all()
        return [name for name, row in found if any(trace in repr(tuple(row)) for trace in (id, *places))]

    return await town.store.read(ask)


async def merged(town: Town) -> str:
    """Dana's report went into Sam's, and Dana has answered there; her id."""
    await town.say(DANA, WORDS, LINCOLN)
    await town.say(SAM, "Chromebooks won't hold a charge in room 12", LINCOLN)
    await town.say(LEE, "#1 merge 2", LINCOLN)
    for line in ("triage technology internal technical organization school", "assign me", "removed It is done"):
        await town.say(LEE, f"#2 {line}", LINCOLN)
    await town.say(DANA, "#2 verdict yes", alone(DANA))
    return (await town.row(2)).also_affected[0]


async def unlink(town: Town, number: int) -> Card:
    asked = form(await town.say(DANA, f"#{number} visibility", alone(DANA)))
    return card(await town.send(DANA, asked, {"visibility": "unlinked"}, alone(DANA)))


async def test_who_loses_the_link_to_a_merged_report_is_nowhere_in_the_one_it_went_into(town: Town) -> None:
    dana = await merged(town)
    assert set(await traces(town, dana)) >= {"challenge", "event", "tie", "outbox"}

    await unlink(town, 1)

    assert await traces(town, dana) == []
    row = await town.row(2)
    history = await town.look(lambda work: work.challenges.history(row.id))
    assert life.rebuild(history, number=2, team=row.team) == row
    assert row.status is Status.REMOVED
    assert [(answer.person, answer.verdict) for answer in row.answers] == [(NOBODY, Verdict.SUFFICIENT)]
    assert "The person who reported it says" not in said(await town.say(LEE, "2", alone(LEE)))


async def test_what_the_others_reported_and_said_stays_theirs(town: Town) -> None:
    dana = await merged(town)
    await town.say(LEE, "#2 affects me too", LINCOLN)
    sam = (await town.row(2)).reporter

    await unlink(town, 1)

    row = await town.row(2)
    assert row.reporter == sam != dana
    assert row.also_affected == ("p-lee",)
    assert row.visibility is Visibility.NAMED


async def test_each_report_that_loses_its_link_has_a_code_of_its_own(town: Town) -> None:
    await town.say(DANA, WORDS, LINCOLN)
    opened = form(await town.say(DANA, "", alone(DANA)))
    told = {"summary": "The bells ring twice", "team": "t-lincoln", "visibility": "confidential"}
    await town.send(DANA, opened, filled(opened, **told), alone(DANA))
    await town.say(LEE, "#1 merge 2", LINCOLN)

    receipt = await unlink(town, 1)

    spans = [span for block in receipt.body if isinstance(block, Paragraph) for span in block.line]
    codes = {span.text.split()[-1] for span in spans if isinstance(span, Code)}
    shown = [said(await town.say(SAM, f"code {code}", alone(SAM))) for code in codes]
    assert len(codes) == 2
    assert sorted(one[:12] for one in shown) == ["Challenge #1", "Challenge #2"]
