"""Consent: everybody on the team is asked in private; yes, a concern, silence, and who comes and goes meanwhile."""

from collections.abc import Sequence

import pytest

from bot.domain.vocabulary import Role
from bot.handlers.desk.requests import Caller, Reply
from bot.handlers.people import rosters
from bot.ports import Kind, Listed, Session
from bot.storage.store import DatabaseStore
from bot.ui.card import Act, Button
from bot.ui.speech import read_aloud, read_form
from tests.handlers.circle import (
    CIRCLE,
    TEAM,
    adopted,
    agrees,
    asked,
    deliver,
    gather,
    id_of,
    next_school_day,
    now,
    objects,
    question,
    queued,
    shown,
    typed,
    worded,
)
from tests.handlers.office import reminded
from tests.handlers.town import (
    ANA,
    DANA,
    JO,
    LEE,
    LINCOLN,
    ORG,
    SAM,
    Town,
    alone,
    button,
    card,
    filled,
    form,
    said,
    settle,
)
from tests.support.database import HandClock

WORDS = "“On time” is hard after bus duty"


@pytest.fixture
async def town(sqlite_store: DatabaseStore, clock: HandClock) -> Town:
    made = await settle(sqlite_store, clock)
    await gather(made)
    return made


async def aloud(town: Town, who: Caller) -> str:
    return said(await question(town, who))


async def test_everybody_on_the_team_is_asked_in_private_and_nobody_else(town: Town) -> None:
    await worded(town)
    reply = await typed(town, LEE, "ask")
    assert "asked in private" in said(reply)
    assert {one.intent.place for one in await queued(town, Kind.CONSENT)} == {f"private-{id_of(one)}" for one in CIRCLE}
    assert "We take turns" in await aloud(town, DANA)
    assert await queued(town, Kind.AGREEMENTS) == []


async def test_they_hold_with_the_last_consent_and_every_question_says_so(town: Town) -> None:
    await asked(town)
    for who in (DANA, SAM, LEE):
        assert "have answered" in said(await agrees(town, who))
        assert (await now(town)).agreed == ()
    assert "They hold" in said(await agrees(town, JO))
    assert (await now(town)).edition == 1
    assert "They hold" in await aloud(town, DANA)


async def test_a_concern_goes_to_the_leads_alone_and_without_a_name_that_was_not_given(town: Town) -> None:
    await asked(town)
    opened = form(await town.press(DANA, button(await question(town, DANA), "I have a concern"), alone(DANA)))
    assert "The leads of your team read your words; nobody else does." in read_form(opened)
    reply = await town.send(DANA, opened, {"words": WORDS, "named": "unnamed"}, alone(DANA))
    assert "without your name" in said(reply)
    assert {one.intent.place for one in await queued(town, Kind.CONCERN)} == {"private-p-lee"}
    ((_, heard),) = await shown(town, Kind.CONCERN, LEE)
    assert WORDS in read_aloud(heard)
    assert "Somebody has a concern" in read_aloud(heard)
    assert "Dana" not in repr(heard)
    for who in CIRCLE:
        assert WORDS not in said(await typed(town, who, ""))


async def test_a_concern_with_a_name_says_it(town: Town) -> None:
    await asked(town)
    await objects(town, DANA, WORDS, "named")
    ((_, heard),) = await shown(town, Kind.CONCERN, LEE)
    assert "Dana Reyes has a concern" in read_aloud(heard)


async def test_an_open_concern_keeps_them_from_holding_until_its_author_takes_it_back(town: Town) -> None:
    await asked(town)
    await objects(town, DANA, WORDS)
    for who in (SAM, LEE, JO):
        await agrees(town, who)
    assert (await now(town)).agreed == ()
    await deliver(town)
    assert "They hold" in said(await agrees(town, DANA))
    assert (await now(town)).edition == 1
    ((_, heard),) = await shown(town, Kind.CONCERN, LEE)
    assert WORDS not in read_aloud(heard)
    assert WORDS not in str(await now(town))


async def test_new_words_settle_the_concern_and_ask_everybody_anew(town: Town) -> None:
    await asked(town)
    await agrees(town, SAM)
    await objects(town, DANA, WORDS)
    await deliver(town)
    old = await question(town, LEE)
    await worded(town, words_1="We start when the bus is gone")
    assert "not asked about any more" in await aloud(town, SAM)
    assert "settled" in read_aloud((await shown(town, Kind.CONCERN, LEE))[0][1])
    await typed(town, LEE, "ask")
    assert (await now(town)).missing == tuple(person for person in (await now(town)).missing if person)
    assert len((await now(town)).missing) == 4
    reply = await town.press(LEE, button(old, "I can live"), alone(LEE))
    assert "The words were changed" in said(reply)
    assert "We start when the bus is gone" in said(reply)
    assert len((await now(town)).missing) == 4
    await deliver(town)
    assert [seq for seq, _ in await shown(town, Kind.CONSENT, SAM)] == [1, 2]


async def test_a_concern_about_words_that_changed_meanwhile_is_not_kept_and_shown_back(town: Town) -> None:
    await asked(town)
    opened = form(await town.press(DANA, button(await question(town, DANA), "I have a concern"), alone(DANA)))
    await worded(town, words_1="We start at eight")
    await typed(town, LEE, "ask")
    reply = await town.send(DANA, opened, {"words": WORDS, "named": "named"}, alone(DANA))
    assert WORDS in said(reply)
    assert (await now(town)).concerns == ()


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"words": "", "named": "named"}, "Write what would not work"),
        ({"words": "Fine but", "named": ""}, "Choose one."),
        ({"words": "It hurts student Maria Lopez", "named": "named"}, "This may point to one student"),
        ({"words": "On and on. " * 270, "named": "named"}, "That is too long"),
    ],
)
async def test_a_concern_that_cannot_be_kept_comes_back_as_it_was(town: Town, values: dict[str, str], why: str) -> None:
    await asked(town)
    opened = form(await town.press(DANA, button(await question(town, DANA), "I have a concern"), alone(DANA)))
    again = form(await town.send(DANA, opened, values, alone(DANA)))
    assert why in read_form(again) + str(again.errors)
    assert filled(again) == {**values, "words": values["words"].strip()}
    assert (await now(town)).concerns == ()


async def test_who_leaves_is_waited_for_no_more_and_their_question_ends(town: Town) -> None:
    await asked(town)
    for who in (SAM, LEE, JO):
        await agrees(town, who)
    await gather(town, (SAM, LEE, JO))
    await next_school_day(town)
    assert (await now(town)).edition == 1
    assert "no longer asked" in await aloud(town, DANA)
    late = Button("I can live with this", Act("consent", TEAM, 1))
    assert "Only" in said(await town.press(DANA, late, alone(DANA)))


async def test_somebody_new_is_asked_to_read_them_and_their_concern_ends_nothing(town: Town) -> None:
    await gather(town, (DANA, LEE, JO))
    await asked(town)
    for who in (DANA, LEE, JO):
        await agrees(town, who)
    await gather(town)
    await next_school_day(town)
    await deliver(town)
    assert "You are new on Lincoln SLT" in await aloud(town, SAM)
    assert "leads have your concern" in said(await objects(town, SAM, WORDS))
    assert (await now(town)).agreed
    assert "comes from somebody new" in read_aloud((await shown(town, Kind.CONCERN, LEE))[0][1])
    assert "You can live with these" in said(await agrees(town, SAM))


async def test_who_is_silent_is_reminded_twice_and_then_the_leads_hear_it(town: Town) -> None:
    await asked(town)
    await agrees(town, SAM)
    await next_school_day(town, 2)
    assert await reminded(town, DANA) == []
    await next_school_day(town)
    (told,) = await reminded(town, DANA)
    assert "Say whether you can live with the agreements of Lincoln SLT" in told
    assert await reminded(town, SAM) == []
    await next_school_day(town)
    assert await reminded(town, DANA) == []
    await next_school_day(town, 4)
    assert len(await reminded(town, DANA)) == 1
    await deliver(town)
    await next_school_day(town, 3)
    assert await deliver(town) == [("private-p-lee", Kind.CONSENT_MISSING)]
    ((_, missing),) = await shown(town, Kind.CONSENT_MISSING, LEE)
    assert "3 answers about the agreements of Lincoln SLT are still missing" in read_aloud(missing)
    assert "Dana" not in read_aloud(missing)


async def test_a_reminder_of_a_question_that_was_answered_meanwhile_is_not_sent(town: Town) -> None:
    await asked(town)
    await next_school_day(town, 3)
    await agrees(town, DANA)
    assert await reminded(town, DANA) == []


async def test_a_bot_that_was_off_reminds_once(town: Town) -> None:
    await asked(town)
    town.clock.forward(days=12)
    await next_school_day(town)
    assert len(await reminded(town, DANA)) == 1
    assert len(await queued(town, Kind.DIGEST, "p-dana")) == 1


async def test_when_the_day_comes_a_lead_is_asked_whether_they_still_help_and_keeps_them(town: Town) -> None:
    await adopted(town)
    town.clock.forward(days=117)
    await next_school_day(town)
    assert await queued(town, Kind.AGREEMENTS_REVIEW) == []
    town.clock.forward(days=8)
    await next_school_day(town, 2)
    await deliver(town)
    ((_, told),) = await shown(town, Kind.AGREEMENTS_REVIEW, LEE)
    reply = await town.press(LEE, button(Reply(card=told), "Keep them"), alone(LEE))
    assert "They stay as they are" in said(reply)
    assert (await now(town)).review_on > town.clock.now().date()  # type: ignore[operator]
    assert await shown(town, Kind.AGREEMENTS_REVIEW, LEE) == []
    assert "already" in said(await town.press(LEE, button(Reply(card=told), "Keep them"), alone(LEE)))


async def test_a_team_without_leads_has_its_concerns_heard_by_the_coordinator(town: Town) -> None:
    await asked(town)

    def change(session: Session) -> None:
        session.work(ORG).teams.set_members(TEAM, Role.LEAD, [])

    await town.store.write(change)
    await objects(town, DANA, WORDS)
    assert {one.intent.place for one in await queued(town, Kind.CONCERN)} == {"private-p-jo"}


async def test_a_press_by_somebody_who_was_never_asked_changes_nothing(town: Town) -> None:
    await asked(town)
    yes = button(await question(town, DANA), "I can live")
    before = await now(town)
    assert "alguien de su equipo" in said(await town.press(ANA, yes, LINCOLN))
    assert await now(town) == before


async def test_an_answer_given_where_the_agreements_are_shown_is_drawn_in_private_too(town: Town) -> None:
    await asked(town)
    reply = await typed(town, DANA, "")
    assert [one.label for one in card(reply).buttons][:2] == ["I can live with this", "I have a concern"]
    await town.press(DANA, button(reply, "I can live"), LINCOLN)
    assert "Thank you" in await aloud(town, DANA)


async def test_a_consent_pressed_twice_counts_once(town: Town) -> None:
    await asked(town)
    yes = button(await question(town, DANA), "I can live")
    await town.press(DANA, yes, alone(DANA))
    again = await town.press(DANA, yes, alone(DANA))
    assert "1 of 4 have answered" in said(again)


async def listed(town: Town, people: Sequence[Caller]) -> None:
    """Slack lists these people in the team's channel."""
    here = [Listed(who.handle.user, who.name) for who in people]
    await town.store.write(lambda s: rosters.listed("place-lincoln", here, s.work(ORG), town.clock.now()))


async def test_who_joins_the_channel_is_asked_at_once(town: Town) -> None:
    await gather(town, (DANA, LEE, JO))
    await asked(town)
    for who in (DANA, LEE, JO):
        await agrees(town, who)
    await deliver(town)
    await listed(town, (DANA, SAM, LEE, JO))
    assert [place for place, kind in await deliver(town) if kind is Kind.CONSENT] == ["private-p-sam"]
    assert "You are new on Lincoln SLT" in await aloud(town, SAM)
    await agrees(town, SAM)
    assert (await now(town)).missing == ()


async def test_who_leaves_the_channel_or_the_workspace_holds_nothing_up_at_once(town: Town) -> None:
    await asked(town)
    await listed(town, CIRCLE)
    for who in (SAM, LEE):
        await agrees(town, who)
    await listed(town, (SAM, LEE, JO))
    assert (await now(town)).edition == 0
    await town.happen(JO, "account_closed", None)
    assert (await now(town)).edition == 1
    assert "no longer asked" in await aloud(town, DANA)


async def test_a_team_without_agreements_asks_nobody_who_joins(town: Town) -> None:
    await listed(town, CIRCLE)
    assert await queued(town, Kind.CONSENT) == []


async def test_whoever_is_named_to_lead_is_asked_at_once(town: Town) -> None:
    await gather(town, (DANA, LEE, JO))
    await asked(town)
    for who in (DANA, LEE, JO):
        await agrees(town, who)
    await deliver(town)
    opened = form(await town.say(JO, "setup", LINCOLN))
    people = {"leads": (LEE.handle, SAM.handle), "coordinators": (JO.handle,)}
    await town.send(JO, opened, {**filled(opened), **people}, LINCOLN)
    assert [place for place, kind in await deliver(town) if kind is Kind.CONSENT] == ["private-p-sam"]
