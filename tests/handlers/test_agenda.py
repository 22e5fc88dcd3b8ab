"""/agenda calendar: who sees and changes the school days, how they are said, and what is shown back."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.known_days import DayKind, Days, KnownDays, Origin
from bot.domain.vocabulary import Role
from bot.handlers import routes
from bot.handlers.desk.requests import Invocation, Reply, Via
from bot.handlers.meetings import agenda
from bot.handlers.people.founding import found
from bot.handlers.typed import agenda_grammar, meeting_grammar
from bot.ports import Session
from bot.storage.store import DatabaseStore
from bot.ui.form import DayField
from bot.ui.speech import read_aloud, read_form
from bot.ui.views.agenda import help_card
from bot.ui.views.report_form import NOT_STUDENT
from bot.ui.words import LANGUAGES, words
from tests.handlers.town import ANA, DANA, JO, LINCOLN, ORG, SAM, Town, alone, button, card, filled, form, said
from tests.support.riverside import DISTRICT

KIM = replace(DANA, handle=replace(DANA.handle, user="U0KIM"), name="Kim Doyle", admin=False)


async def agreed(town: Town, line: str) -> Reply:
    """Said by the coordinator."""
    return await town.say(JO, line, LINCOLN, command="agenda")


async def known(town: Town) -> KnownDays:
    return await town.look(lambda work: work.school_days.known())


async def test_typed_days_are_kept_shown_back_in_full_and_undone(town: Town) -> None:
    reply = await agreed(town, "no school Dec 22 to Jan 2: Winter break")
    told = said(reply)
    assert "Tuesday, December 22, 2026 to Saturday, January 2, 2027: Winter break, no school" in told
    kept = (await known(town)).entries
    assert [(it.first, it.last, it.origin) for it in kept] == [(date(2026, 12, 22), date(2027, 1, 2), Origin.TYPED)]
    assert "is as it was before" in said(await town.press(JO, button(reply, "Undo"), LINCOLN))
    assert (await known(town)).entries == ()


async def test_what_was_typed_before_and_is_replaced_is_named(town: Town) -> None:
    await agreed(town, "no school Dec 22 to Jan 2: Winter break")
    told = said(await agreed(town, "half day Dec 22: Concert"))
    assert "it replaces what was typed before" in told
    assert "Tuesday, December 22, 2026 to Saturday, January 2, 2027: Winter break, no school" in told
    assert "it replaces" not in said(await agreed(town, "half day Dec 22: Concert"))


async def test_a_days_name_that_may_point_to_a_student_is_not_kept(town: Town) -> None:
    told = said(await agreed(town, "no school Dec 22: Jayden Miller's suspension"))
    assert "may point to one student" in told
    assert (await known(town)).entries == ()


async def test_in_the_form_it_is_asked_about_first(town: Town) -> None:
    opened = form(await town.press(JO, button(await agreed(town, "calendar"), "Add days"), LINCOLN))
    given = {**filled(opened), "first": "2026-12-22", "name": "Jayden Miller's suspension"}
    again = form(await town.send(JO, opened, given, LINCOLN))
    assert "This may point to one student" in read_form(again)
    assert (await known(town)).entries == ()
    await town.send(JO, again, {**given, NOT_STUDENT: ("yes",)}, LINCOLN)
    assert [it.name for it in (await known(town)).entries] == ["Jayden Miller's suspension"]


async def test_a_days_name_with_the_code_of_a_report_is_not_kept(town: Town) -> None:
    await town.say(DANA, "The carts are gone", LINCOLN)
    row = await town.row()
    await town.store.write(lambda session: session.work(ORG).codes.put("k7mpq2xyr4tw", row.id))
    told = said(await agreed(town, "no school Dec 22: K7MP-Q2XY-R4TW"))
    assert "k7mp" not in await town.everything()
    assert (await known(town)).entries == ()
    assert "code" in told


async def test_a_name_cannot_turn_the_words_around_it(town: Town) -> None:
    await agreed(town, "no school Dec 22: \u202eriaf")
    assert [it.name for it in (await known(town)).entries] == ["riaf"]


async def test_what_has_changed_since_is_not_undone(town: Town) -> None:
    first = await agreed(town, "no school Dec 22 to Jan 2")
    await agreed(town, "half day Dec 4")
    assert "has changed since" in said(await town.press(JO, button(first, "Undo"), LINCOLN))
    assert len((await known(town)).entries) == 2


async def test_everybody_sees_the_calendar_and_where_its_days_come_from(town: Town) -> None:
    assert "I know of no days off" in said(await town.say(SAM, "calendar", LINCOLN, command="agenda"))
    await agreed(town, "no school Dec 22 to Jan 2: Winter break")
    await agreed(town, "half day Dec 18")
    told = said(await town.say(SAM, "calendar", LINCOLN, command="agenda"))
    assert "Fri, Dec 18: half day (typed)" in told
    assert "Tue, Dec 22 to Sat, Jan 2: Winter break, no school (typed)" in told


async def test_more_days_than_fit_have_pages(town: Town) -> None:
    for day in range(1, 20):
        await agreed(town, f"half day Jan {day}")
    first = await town.say(SAM, "calendar", LINCOLN, command="agenda")
    second = await town.press(SAM, button(first, "Later"), LINCOLN)
    assert "Page 2 of 2" in said(second)
    assert "Jan 19" in said(second)
    assert "Jan 1:" in said(await town.press(SAM, button(second, "Earlier"), LINCOLN))


@pytest.mark.parametrize("line", ["no school Dec 22", "calendar no school Dec 22"])
async def test_only_a_coordinator_or_an_administrator_changes_it(town: Town, line: str) -> None:
    refused = said(await town.say(KIM, line, LINCOLN, command="agenda"))
    assert "Only the district coordinator or an administrator can do this." in refused
    unknown = said(await town.say(replace(KIM, admin=None), line, LINCOLN, command="agenda"))
    assert "I could not find out whether you are an administrator" in unknown
    assert (await known(town)).version == 0
    await town.say(replace(KIM, admin=True), line, LINCOLN, command="agenda")
    assert (await known(town)).version == 1


async def test_a_coordinator_needs_no_administrators_rights(town: Town) -> None:
    await town.say(replace(JO, admin=False), "no school Dec 22", LINCOLN, command="agenda")
    assert (await known(town)).version == 1


async def test_who_coordinates_no_more_changes_nothing_by_a_form_that_was_open(town: Town) -> None:
    jo = replace(JO, admin=False)
    opened = form(await town.press(jo, button(await town.say(jo, "calendar", LINCOLN, command="agenda"), "Add days")))

    def dismiss(session: Session) -> None:
        for team in session.work(ORG).teams.all():
            session.work(ORG).teams.set_members(team.id, Role.COORDINATOR, [])

    await town.store.write(dismiss)
    refused = await town.send(jo, opened, {**filled(opened), "first": "2026-12-22", "kind": "off"})
    assert "Only the district coordinator or an administrator" in said(refused)
    assert (await known(town)).version == 0


async def test_the_form_keeps_days_and_says_what_is_wrong_at_the_field(town: Town) -> None:
    opened = form(await town.press(JO, button(await agreed(town, "calendar"), "Add days"), LINCOLN))
    wrong = {**filled(opened), "first": "2026-12-22", "last": "2026-12-21", "kind": "half", "name": "Fair"}
    again = form(await town.send(JO, opened, wrong, LINCOLN))
    assert dict(again.errors) == {"last": "The last day comes before the first."}
    assert [field.value for field in again.fields if isinstance(field, DayField)] == [
        date(2026, 12, 22),
        date(2026, 12, 21),
    ]
    await town.send(JO, opened, {**wrong, "last": ""}, LINCOLN)
    (kept,) = (await known(town)).entries
    assert (kept.first, kept.last, kept.kind, kept.name) == (date(2026, 12, 22),) * 2 + (DayKind.HALF, "Fair")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"first": "", "kind": "off"}, "first"),
        ({"first": "2026-12-22", "last": "no day", "kind": "off"}, "last"),
        ({"first": "2026-12-22", "last": "2027-12-22", "kind": "off"}, "last"),
        ({"first": "2026-12-22", "kind": "forged"}, "kind"),
        ({"first": "2026-12-22", "kind": "off", "name": "x" * 81}, "name"),
    ],
)
async def test_what_the_form_cannot_mean_is_kept_nowhere(town: Town, values: dict[str, str], field: str) -> None:
    opened = form(await town.press(JO, button(await agreed(town, "calendar"), "Add days"), LINCOLN))
    again = form(await town.send(JO, opened, values, LINCOLN))
    assert [id for id, _ in again.errors] == [field]
    assert (await known(town)).version == 0


async def test_what_is_not_understood_is_asked_for(town: Town) -> None:
    told = said(await agreed(town, "no school over the holidays"))
    assert "I did not understand “over the holidays”" in told
    assert "has passed, so nothing was changed" in said(await agreed(town, "no school yesterday"))
    assert (await known(town)).version == 0


async def test_a_day_with_two_meanings_is_chosen_by_a_press(town: Town) -> None:
    today = (await town.look(lambda work: town.clock.now())).strftime("%A")
    either = await agreed(town, f"no school {today}")
    assert "Nothing is saved yet" in said(either)
    assert (await known(town)).version == 0
    later = card(either).buttons[1]
    await town.press(JO, later, LINCOLN)
    (kept,) = (await known(town)).entries
    assert kept.first == date.fromisoformat(dict(later.act.args)["line"].split()[-1])


async def test_it_is_understood_without_its_commands_word_and_in_spanish(town: Town) -> None:
    assert "School calendar" in said(await town.say(SAM, "agenda calendar", alone(SAM), bare=True))
    assert "School calendar" in said(await town.say(SAM, "agenda calendar", LINCOLN, via=Via.MENTION))
    assert "Calendario escolar" in said(await town.say(ANA, "calendario", LINCOLN, command="agenda"))
    ana = replace(ANA, admin=True)
    told = said(await town.say(ana, "sin clases el 22 de diciembre", LINCOLN, command="agenda"))
    assert "martes, 22 de diciembre de 2026: sin clases" in told


async def test_words_that_only_begin_like_it_stay_a_report(town: Town) -> None:
    told = await town.say(SAM, "Agenda items get lost every week", alone(SAM), bare=True)
    assert "Agenda items get lost every week" in said(told)
    unclear = await town.say(SAM, "items get lost every week", LINCOLN, command="agenda")
    opened = form(await town.press(SAM, button(unclear, "Report these words"), LINCOLN))
    assert "items get lost every week" in repr(opened.fields)


async def test_clocks_count_what_was_typed(town: Town) -> None:
    await town.say(SAM, "The kiln has no exhaust", LINCOLN)
    before = (await town.row()).owed
    assert before is not None
    await agreed(town, f"no school {before.next_at.date()}")
    await town.say(SAM, "The gym floor is wet", LINCOLN)
    after = (await town.row(2)).owed
    assert after is not None
    assert after.next_at.date() > before.next_at.date()


async def test_a_seeded_district_brings_its_days_along_and_changes_none_that_were_said_since(
    sqlite_store: DatabaseStore,
) -> None:
    week = Days(date(2027, 3, 1), date(2027, 3, 5), name="Spring break")
    described = replace(DISTRICT, days=(week,))

    def seed(session: Session) -> tuple[Days, ...]:
        found(described, session, lambda workspace, channel: f"{workspace.platform}|{channel}")
        return session.work(described.id).school_days.known().entries

    assert await sqlite_store.write(seed) == (week,)
    later = Days(date(2027, 3, 8), date(2027, 3, 9))
    await sqlite_store.write(lambda s: s.work(described.id).school_days.save(KnownDays((later,), version=2)))
    assert await sqlite_store.write(seed) == (later,)


def test_the_edge_asks_who_administers_only_for_a_change() -> None:
    def asks(text: str, command: str) -> bool:
        return routes.asks_admin(Invocation("k", SAM, LINCOLN, text, Via.COMMAND, command))

    assert asks("no school Dec 22", "agenda")
    assert asks("agenda half day friday", "barrier")
    assert not asks("calendar", "agenda")
    assert not asks("no school bus comes to the north side", "barrier")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_help_shows_lines_that_work(language: str) -> None:
    lines = [line.removeprefix("- ").split(" – ")[0] for line in read_aloud(help_card(words(language))).splitlines()]
    typed = [rest for line in lines if line.startswith("/") and (rest := agenda.line(line))]
    meant = [type(meeting_grammar.parse(line) or agenda_grammar.parse(line)) for line in typed]
    meetings = [
        meeting_grammar.Every,
        meeting_grammar.Change,
        meeting_grammar.Skip,
        meeting_grammar.Move,
        meeting_grammar.Post,
    ]
    assert meant == [*meetings, meeting_grammar.Cancel, agenda_grammar.Review, *[agenda_grammar.Calendar] * 4]
