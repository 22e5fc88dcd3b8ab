"""Successes: told, on one agenda, sent to another team, and taken back wherever they were read."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.meeting import Meeting, MeetingState, Series
from bot.domain.recurrence import Weekly
from bot.domain.team import Place
from bot.domain.vocabulary import Platform, Role, Visibility
from bot.handlers import outgoing
from bot.handlers.desk.requests import Caller, Reply, Via
from bot.handlers.meetings import agenda_outgoing
from bot.handlers.upkeep import planning
from bot.ports import DeliveryState, Intent, Kind, Posting, Session, Work
from bot.storage.store import DatabaseStore
from bot.ui.card import Act, Button
from bot.ui.form import ChoiceField
from bot.ui.speech import read_aloud, read_form
from tests.handlers.office import private_of, sent, shown
from tests.handlers.town import (
    DANA,
    GENERAL,
    LEE,
    LINCOLN,
    MALLORY,
    ORG,
    SAM,
    TENANT,
    Town,
    alone,
    button,
    card,
    default_visibility,
    filled,
    form,
    said,
    settle,
)
from tests.support.database import NOW, HandClock

WORDS = "Labels on the carts save us ten minutes"
SERIES = Series(ORG, "s-1", "t-lincoln", Weekly((4,)), NOW.time(), NOW.date(), NOW)
WEEK = timedelta(days=7)
SOON, LATER = NOW + timedelta(days=2), NOW + timedelta(days=9)
MEETING = Meeting(ORG, "m-1", "s-1", "t-lincoln", SOON, SOON, 45, MeetingState.POSTED, posts=1)
NEXT = replace(MEETING, id="m-2", scheduled=LATER, at=LATER)


@pytest.fixture
async def town(sqlite_store: DatabaseStore, clock: HandClock) -> Town:
    """Lincoln's agenda is posted; Cedar is on both platforms."""
    town = await settle(sqlite_store, clock)

    def plan(session: Session) -> None:
        work = session.work(ORG)
        work.meetings.save_series(SERIES)
        work.meetings.save(MEETING)
        work.postings.record(Posting("place-lincoln", "m-1", Kind.AGENDA, "ref-agenda", 1))
        work.places.save(Place(ORG, "twin", Platform.TEAMS, TENANT, "a-twin", "19:twin", "Cedar", team="t-cedar"))

    await town.store.write(plan)
    return town


async def told(town: Town, who: Caller = DANA, words: str = WORDS) -> Reply:
    return await town.say(who, f"success {words}", LINCOLN)


async def agenda(town: Town, meeting: Meeting = MEETING) -> str:
    """Its card as it would be drawn now in Lincoln's channel."""

    def draw(work: Work) -> str:
        place = work.places.get("place-lincoln")
        assert place is not None
        intent = Intent(Kind.AGENDA, meeting.id, place.id, meeting.posts)
        return read_aloud(shown(agenda_outgoing.message(intent, place, work, town.clock.now())))

    return await town.look(draw)


async def id_of(town: Town) -> str:
    found = await town.look(lambda work: work.successes.of_team("t-lincoln", since=None, until=LATER))
    return found[0].id


async def passed_on(town: Town) -> dict[str, str]:
    """By place, what goes out there about the success; what is no longer to be said is left out."""
    id = await id_of(town)
    return await going_out(town, id)


async def going_out(town: Town, id: str) -> dict[str, str]:
    def draw(work: Work) -> dict[str, str]:
        lines = work.outbox.ledger(id)
        drawn = {line.intent.place: outgoing.message(line, work, town.clock.now()) for line in lines}
        return {place: read_aloud(shown(out)) for place, out in drawn.items() if out}

    return await town.look(draw)


async def arrived(town: Town, id: str) -> None:
    def post(session: Session) -> None:
        for place in ("place-cedar", "twin"):
            session.work(ORG).postings.record(Posting(place, id, Kind.SUCCESS, f"ref-{place}"))

    await town.store.write(post)


async def waiting(town: Town, subject: str) -> list[str]:
    """Places where something about it is still to be drawn."""
    lines = await town.look(lambda work: work.outbox.ledger(subject))
    return [line.intent.place for line in lines if line.state is DeliveryState.WAITING]


async def to_cedar(town: Town, reply: Reply, who: Caller = DANA) -> str:
    asked = form(await town.press(who, button(reply, "Send it to a team"), LINCOLN))
    return said(await town.send(who, asked, {"team": "t-cedar"}, LINCOLN))


@pytest.mark.parametrize("line", [f"success {WORDS}", f"Success: {WORDS}", f"logro {WORDS}", f"Éxito: {WORDS}"])
async def test_what_is_told_is_worth_spreading_on_the_next_agenda_and_no_report(town: Town, line: str) -> None:
    reply = await town.say(DANA, line, LINCOLN)
    assert "It is on the next agenda of Lincoln SLT, with your name." in said(reply)
    assert f"Worth spreading (10 min)\n- {WORDS} · Dana Reyes" in await agenda(town)
    assert await town.rows() == []


async def test_it_is_on_one_agenda_only(town: Town) -> None:
    await told(town)
    await town.store.write(lambda session: session.work(ORG).meetings.save(NEXT))
    assert WORDS not in await agenda(town, NEXT)
    town.clock.forward(seconds=(MEETING.ends - NOW).total_seconds() + 1)
    await told(town, words="Bus duty by lot ends the arguing")
    first, second = await agenda(town), await agenda(town, NEXT)
    assert [WORDS in one for one in (first, second)] == [True, False]
    assert ["Bus duty" in one for one in (first, second)] == [False, True]


async def test_a_posted_agenda_is_drawn_again_for_it(town: Town) -> None:
    await told(town)
    [line] = await town.look(lambda work: work.outbox.ledger("m-1"))
    assert (line.intent.kind, line.intent.place) == (Kind.AGENDA, "place-lincoln")
    assert line.due_at == NOW + planning.COALESCE


async def test_the_form_tells_it_for_the_chosen_team(town: Town) -> None:
    asked = form(await town.say(SAM, "success", GENERAL))
    await town.send(SAM, asked, {"words": WORDS, "team": "t-lincoln"}, GENERAL)
    assert f"{WORDS} · Sam Okafor" in await agenda(town)


async def test_nothing_typed_is_lost_where_the_team_is_not_clear(town: Town) -> None:
    asked = await town.say(SAM, f"success {WORDS}", GENERAL, via=Via.MENTION)
    opened = form(await town.press(SAM, button(asked, "Open the form"), GENERAL))
    assert filled(opened) == {"words": WORDS, "team": ""}


async def test_a_form_without_words_or_team_asks_for_them(town: Town) -> None:
    asked = form(await town.say(SAM, "success", GENERAL))
    empty = form(await town.send(SAM, asked, {"words": " ", "team": "t-lincoln"}, GENERAL))
    nowhere = form(await town.send(SAM, asked, {"words": WORDS, "team": ""}, GENERAL))
    assert [[field for field, _ in one.errors] for one in (empty, nowhere)] == [["words"], ["team"]]
    assert filled(nowhere)["words"] == WORDS


async def test_words_that_may_point_to_a_student_are_asked_about_before_they_are_kept(town: Town) -> None:
    words = "My student Jayden Miller reads with a partner"
    asked = form(await told(town, words=words))
    assert "This may point to one student" in read_form(asked)
    again = form(await town.send(DANA, asked, filled(asked), LINCOLN))
    assert "This may point to one student" in read_form(again)
    assert "Jayden" not in await town.everything()
    await town.send(DANA, again, filled(again, not_student=("yes",)), LINCOLN)
    assert words in await agenda(town)


async def test_words_that_are_too_long_wait_in_the_form(town: Town) -> None:
    asked = form(await told(town, words="x" * 1001))
    assert [field for field, _ in asked.errors] == ["words"]


async def test_a_code_of_an_unlinked_report_is_not_kept_beside_a_name(town: Town) -> None:
    await default_visibility(town, Visibility.UNLINKED)
    receipt = said(await town.say(DANA, "The carts are gone", LINCOLN))
    [code] = set(re.findall(r"\w{4}-\w{4}-\w{4}", receipt))
    refused = await told(town, words=f"Labels {code}")
    assert "contain the code of an unlinked report" in said(refused)
    assert "Worth spreading" not in await agenda(town)


async def test_another_team_reads_it_on_both_platforms_with_the_team_it_comes_from_and_no_name(town: Town) -> None:
    assert await to_cedar(town, await told(town)) == "It goes to the channels of Cedar SLT now."
    cards = await passed_on(town)
    assert set(cards) == {"place-cedar", "twin"}
    assert all(WORDS in one and "A Lincoln SLT le funcionó" in one and "Dana" not in one for one in cards.values())


async def test_a_channel_that_became_its_own_teams_meanwhile_does_not_get_it(town: Town) -> None:
    await to_cedar(town, await told(town))

    def move(session: Session) -> None:
        places = session.work(ORG).places
        cedar = places.get("place-cedar")
        assert cedar is not None
        places.save(replace(cedar, team="t-lincoln"))

    await town.store.write(move)
    assert set(await passed_on(town)) == {"twin"}


async def test_a_line_in_private_without_a_command_is_not_told_before_it_was_shown_in_the_form(town: Town) -> None:
    await told(town, SAM, "Bus duty by lot ends the arguing")

    def join(session: Session) -> None:
        work = session.work(ORG)
        sam = work.people.by_handle(SAM.handle)
        assert sam is not None
        work.teams.set_members("t-lincoln", Role.MEMBER, [sam.id])

    await town.store.write(join)
    asked = await town.say(SAM, f"success {WORDS}", alone(SAM), bare=True)
    assert WORDS not in await agenda(town)
    opened = form(await town.press(SAM, button(asked, "Open the form"), alone(SAM)))
    assert filled(opened) == {"words": WORDS, "team": "t-lincoln"}


async def test_sent_twice_it_is_there_once(town: Town) -> None:
    reply = await told(town)
    await to_cedar(town, reply)
    await to_cedar(town, reply)
    found = await id_of(town)
    lines = await town.look(lambda work: [line.intent.place for line in work.outbox.ledger(found)])
    assert sorted(lines) == ["place-cedar", "twin"]


async def test_whoever_is_on_the_team_sends_it_from_the_agenda_and_nobody_else_does(town: Town) -> None:
    await told(town)
    show = Button("Show", Act("success_show", await id_of(town)))
    others = await town.press(SAM, show, LINCOLN)
    send = button(await town.press(LEE, show, LINCOLN), "Send it to a team")
    assert "Dana Reyes told it on" in said(others)
    assert card(others).buttons == ()
    assert "Only" in said(await town.press(SAM, send, LINCOLN))
    asked = form(await town.press(LEE, send, LINCOLN))
    assert "Only" in said(await town.send(SAM, asked, {"team": "t-cedar"}, LINCOLN))
    assert await passed_on(town) == {}


async def test_it_goes_to_no_team_that_is_not_offered(town: Town) -> None:
    reply = await told(town)
    asked = form(await town.press(DANA, button(reply, "Send it to a team"), LINCOLN))
    [choice] = [field for field in asked.fields if isinstance(field, ChoiceField)]
    assert [option.value for option in choice.options] == ["t-cedar"]
    again = form(await town.send(DANA, asked, {"team": "t-lincoln"}, LINCOLN))
    assert [field for field, _ in again.errors] == ["team"]
    assert await passed_on(town) == {}


async def test_taken_back_its_words_are_nowhere_any_more(town: Town) -> None:
    reply = await told(town)
    await to_cedar(town, reply)
    id = await id_of(town)
    await arrived(town, id)
    over = replace(MEETING, state=MeetingState.OVER, version=2)
    await town.store.write(lambda session: session.work(ORG).meetings.save(over))
    town.clock.forward(seconds=60)
    await sent(town)
    assert await waiting(town, "m-1") == []

    answer = await town.press(DANA, button(reply, "Take it back"), LINCOLN)

    assert "Its words are erased" in said(answer)
    assert WORDS not in await town.everything()
    assert WORDS not in await agenda(town)
    assert all("Sus palabras se borraron" in one for one in (await going_out(town, id)).values())
    assert sorted(await waiting(town, id)) == ["place-cedar", "twin"]
    assert await waiting(town, "m-1") == ["place-lincoln"]


async def test_an_agenda_that_it_was_never_on_is_left_alone(town: Town) -> None:
    before = replace(MEETING, id="m-0", state=MeetingState.OVER, scheduled=NOW - WEEK, at=NOW - WEEK)
    await town.store.write(lambda session: session.work(ORG).meetings.save(before))
    await town.press(DANA, button(await told(town), "Take it back"), LINCOLN)
    assert await waiting(town, "m-0") == []
    assert await waiting(town, "m-1") == ["place-lincoln"]


async def test_a_lead_removes_what_somebody_else_told_and_they_hear_of_it(town: Town) -> None:
    await to_cedar(town, await told(town))
    id = await id_of(town)
    await arrived(town, id)
    show = Button("Show", Act("success_show", id))
    remove = button(await town.press(LEE, show, LINCOLN), "Remove it")
    assert "Only" in said(await town.press(SAM, remove, LINCOLN))
    assert "Its words are erased" in said(await town.press(LEE, remove, LINCOLN))
    heard = await going_out(town, id)
    assert "A lead of the team removed a success that you told" in heard[await private_of(town, DANA)]
    assert set(heard) == {"place-cedar", "twin", await private_of(town, DANA)}
    assert WORDS not in await town.everything()
    assert WORDS not in await agenda(town)


async def test_who_takes_back_their_own_is_not_told_of_it(town: Town) -> None:
    reply = await told(town)
    id = await id_of(town)
    await town.press(DANA, button(reply, "Take it back"), LINCOLN)
    assert await going_out(town, id) == {}


async def test_what_was_taken_back_before_it_went_out_never_does(town: Town) -> None:
    reply = await told(town)
    await to_cedar(town, reply)
    id = await id_of(town)
    await town.press(DANA, button(reply, "Take it back"), LINCOLN)
    assert await going_out(town, id) == {}


async def test_nobody_else_takes_it_back_and_its_author_finds_it_among_their_own(town: Town) -> None:
    back = button(await told(town), "Take it back")
    assert "Only" in said(await town.press(SAM, back, LINCOLN))
    assert WORDS in await agenda(town)
    mine = await town.say(DANA, "mine", alone(DANA))
    assert WORDS in said(mine)
    whole = await town.press(DANA, Button("Show", Act("success_show", await id_of(town))), alone(DANA))
    await town.press(DANA, button(whole, "Take it back"), alone(DANA))
    assert WORDS not in await agenda(town)
    assert WORDS not in said(await town.say(DANA, "mine", alone(DANA)))


async def test_it_is_told_in_the_readers_own_language(town: Town) -> None:
    assert "Está en la próxima agenda" in said(await told(town, replace(DANA, language="es-MX")))


async def test_nobody_of_another_organization_opens_it(town: Town) -> None:
    await told(town)
    show = Button("Show", Act("success_show", await id_of(town)))
    assert WORDS not in said(await town.press(MALLORY, show, GENERAL))
