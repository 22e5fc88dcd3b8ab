"""Some weeks after a challenge was closed: is it still gone?"""

from bot.domain import life
from bot.domain.vocabulary import Outcome, Status
from bot.ports import Kind
from tests.handlers.office import (
    WORDS,
    asked,
    closed,
    reported,
    ring,
    to,
)
from tests.handlers.town import (
    DANA,
    JO,
    LEE,
    LINCOLN,
    SAM,
    Town,
    alone,
    button,
    filled,
    form,
    said,
)


async def test_sixty_days_later_still_gone_ends_it(town: Town) -> None:
    row = await ring(town, await closed(town))
    assert row.owed is None
    question = await asked(town, row)

    reply = await town.press(DANA, button(question, "Yes"), alone(DANA))

    assert (await town.row()).sustained is True
    assert reply.replace


async def test_a_comeback_is_a_new_linked_challenge_and_the_lead_is_told(town: Town) -> None:
    row = await ring(town, await closed(town))
    question = await asked(town, row)

    asking = form(await town.press(DANA, button(question, "No"), alone(DANA)))
    reply = await town.send(DANA, asking, filled(asking, comment="Three carts are dead"), alone(DANA))
    await town.send(DANA, asking, filled(asking), alone(DANA))

    old, new = await town.rows()
    assert (new.recurrence_of, new.summary, new.team, new.status) == (old.id, WORDS, old.team, Status.REPORTED)
    assert (new.reporter, old.sustained, old.outcome) == (old.reporter, False, Outcome.SUFFICIENT)
    assert "#2" in said(reply)
    assert "Challenge #2 is waiting for you" in [one.title for one in await to(town, Kind.OWED, LEE)]


async def test_those_it_affected_follow_the_comeback_too(town: Town) -> None:
    await reported(town)
    await town.say(SAM, "#1 affects me too", alone(SAM))
    for words in (
        "triage technology internal technical organization school",
        "assign me",
        "step Buy one",
        "removed OK",
    ):
        await town.say(LEE, f"#1 {words}", LINCOLN)
    await town.say(DANA, "#1 verdict yes", alone(DANA))
    await town.say(JO, "#1 close", LINCOLN)
    await ring(town, await town.row())

    await town.say(DANA, "#1 still gone no, it is dead again", alone(DANA))

    old, new = await town.rows()
    assert new.followers == old.followers
    events = await town.look(lambda work: work.challenges.history(new.id))
    team = await town.look(lambda work: work.teams.get(new.team))
    assert team is not None
    assert life.rebuild(events, number=new.number, team=new.team) == new


async def test_choosing_unlinked_for_one_that_came_back_hides_the_reporter_of_the_first_too(town: Town) -> None:
    await ring(town, await closed(town))
    await town.say(DANA, "#1 still gone no", alone(DANA))
    opened = form(await town.say(DANA, "#1 visibility unlinked", alone(DANA)))

    reply = await town.send(DANA, opened, {"visibility": "unlinked"}, alone(DANA))

    assert [row.reporter for row in await town.rows()] == [None, None]
    assert "#2" in said(reply)  # its code opens the one that goes on
