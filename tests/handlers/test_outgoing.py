"""What is queued for whom, and what it looks like when it goes out: drawn then, in the reader's language."""

from dataclasses import replace

import pytest

from bot.domain.team import Place
from bot.domain.vocabulary import Platform, Role, Visibility
from bot.handlers import outgoing
from bot.handlers.desk import places
from bot.ports import Delivery, DeliveryState, Intent, Kind, Message, Posting, Session
from bot.ui.speech import read_aloud
from tests.handlers.office import (
    WORDS,
    aloud,
    drawn,
    kinds,
    lines,
    reported,
    shown,
    to,
    triaged,
)
from tests.handlers.town import (
    CEDAR,
    DANA,
    JO,
    LEE,
    LINCOLN,
    ORG,
    SAM,
    TENANT,
    Town,
    alone,
    default_visibility,
    said,
    thread_of,
)

NAMES = ("Dana", "Reyes", "U0DANA")


async def twin(town: Town) -> None:
    """Lincoln talks on Teams as well."""
    place = Place(ORG, "place-twin", Platform.TEAMS, TENANT, "address-twin", "19:twin", "Lincoln", team="t-lincoln")
    await town.store.write(lambda session: session.work(ORG).places.save(place))


async def send_all(town: Town) -> None:
    """Everything that waits counts as sent, and every card as posted."""

    def send(session: Session) -> None:
        work = session.work(ORG)
        for delivery in session.lanes.claim("w", now=town.clock.now(), lease=60, limit=100):
            work.postings.record(
                Posting(delivery.intent.place, delivery.intent.subject, delivery.intent.kind, f"ref-{delivery.id}")
            )
            session.lanes.done((replace(delivery, state=DeliveryState.SENT), 0), now=town.clock.now())

    for _ in range(8):
        await town.store.write(send)


async def test_a_report_goes_to_every_triage_place_and_to_no_private_one(town: Town) -> None:
    await twin(town)

    row = await reported(town)

    assert await kinds(town, row) == ["card→lincoln-slt", "card→Lincoln"]


async def test_every_move_redraws_both_twins_and_writes_a_line_in_both_threads(town: Town) -> None:
    await twin(town)
    row = await reported(town)
    await send_all(town)

    await town.say(SAM, f"#{row.number} note the parts arrived", LINCOLN)

    waiting = [
        (line.intent.kind, line.intent.place)
        for line in await town.look(lambda work: work.outbox.ledger(row.id))
        if line.state is DeliveryState.WAITING
    ]
    assert sorted(waiting) == [
        (Kind.CARD, "place-lincoln"),
        (Kind.CARD, "place-twin"),
        (Kind.LINE, "place-lincoln"),
        (Kind.LINE, "place-twin"),
    ]


async def test_a_change_of_status_is_told_to_followers_but_not_to_whoever_made_it(town: Town) -> None:
    row = await reported(town)
    await town.say(SAM, f"#{row.number} affects me too", LINCOLN)
    await town.say(LEE, f"#{row.number} affects me too", LINCOLN)

    await town.say(LEE, f"#{row.number} triage technology internal technical organization school", LINCOLN)

    told = [await to(town, Kind.STATUS, who) for who in (DANA, SAM, LEE)]
    assert [len(cards) for cards in told] == [1, 1, 0]


async def test_a_note_is_told_to_nobody_in_private(town: Town) -> None:
    row = await reported(town)

    await town.say(SAM, f"#{row.number} note the parts arrived", LINCOLN)

    assert {one.split("→")[0] for one in await kinds(town, row)} == {"card", "line"}


async def test_an_unlinked_reporter_gets_nothing_and_is_nowhere(town: Town) -> None:
    await default_visibility(town, Visibility.UNLINKED)
    row = await reported(town)

    for words in ("triage technology internal technical organization school", "assign me", "step One", "removed OK"):
        await town.say(LEE, f"#{row.number} {words}", LINCOLN)

    after = await town.row()
    stored = await town.everything()
    private = {one for one in await kinds(town, row) if one.split("→")[0] not in ("card", "line")}
    assert private == {"owed→Jo"}  # the only lead is the assignee, so the coordinator is told as well
    assert after.owed is not None
    assert after.owed.role == Role.LEAD
    assert [name for name in NAMES if name in stored] == []


async def test_the_channel_never_reads_who_reported_in_confidence(town: Town) -> None:
    await default_visibility(town, Visibility.CONFIDENTIAL)
    row = await reported(town)
    await town.say(DANA, f"#{row.number} details", alone(DANA))
    await town.say(LEE, f"#{row.number} ask Which cart is it?", LINCOLN)
    await town.say(DANA, f"#{row.number} answer The one by the door", alone(DANA))

    channel = [aloud(out) for _, out in await drawn(town, Kind.CARD)] + await lines(town)

    assert "in confidence" in channel[0]
    assert "The person who reported it answered: “The one by the door”" in channel
    assert [text for text in channel for name in NAMES if name in text] == []
    assert "Dana Reyes" not in said(await town.say(LEE, "#1", alone(LEE)))
    assert "Dana Reyes" in said(await town.say(JO, "#1", alone(JO)))


async def test_a_card_that_is_out_is_redrawn_as_things_are_now(town: Town) -> None:
    row = await reported(town)
    await thread_of(town, row)
    await town.say(LEE, f"#{row.number} triage technology internal technical organization school", LINCOLN)

    place, out = (await drawn(town, Kind.CARD))[0]

    assert place == "place-lincoln"
    assert isinstance(out, outgoing.Redraw)
    assert out.ref == f"ref-{row.id}"
    assert "Triaged, not assigned yet" in aloud(out)


async def test_a_line_answers_in_the_thread_of_its_card(town: Town) -> None:
    row = await triaged(town)

    _, out = (await drawn(town, Kind.LINE))[0]

    assert isinstance(out, Message)
    assert (out.thread, out.card) == (f"ref-{row.id}", None)
    assert out.key == f"line:{row.id}:2"


async def test_a_line_says_which_language_it_is_in(town: Town) -> None:
    await town.say(SAM, "The copier jams", CEDAR)
    row = await town.row()
    await thread_of(town, row, CEDAR, "place-cedar")
    await town.say(SAM, f"#{row.number} note every morning", CEDAR)

    lines = [out for _, out in await drawn(town, Kind.LINE) if isinstance(out, Message)]
    assert [line.language for line in lines] == ["es"]


async def test_a_line_without_its_card_is_dropped(town: Town) -> None:
    await town.say(DANA, WORDS, LINCOLN)
    await town.say(SAM, "#1 note the parts arrived", LINCOLN)

    assert [out for _, out in await drawn(town, Kind.LINE)] == [None]


async def test_a_channel_that_is_gone_is_told_to_the_lead_once(town: Town) -> None:
    def lose(session: Session) -> None:
        work = session.work(ORG)
        place = work.places.get("place-lincoln")
        assert place is not None
        places.gone(place, "is_archived", work)
        places.gone(place, "is_archived", work)

    await town.store.write(lose)

    told = await to(town, Kind.PLACE_GONE, LEE)
    assert len(told) == 1
    assert "I cannot post in lincoln-slt of Lincoln SLT any more: the channel is archived." in read_aloud(told[0])


async def test_a_welcome_is_for_a_channel_without_a_team_and_says_who_set_it_up_once_it_has_one(town: Town) -> None:
    new = Place(ORG, "place-new", Platform.SLACK, "T0RIVER", "address-new", "C0NEW", "new")
    await town.store.write(lambda session: session.work(ORG).places.save(new))
    now = town.clock.now()
    added = Delivery(1, ORG, Intent(Kind.WELCOME, "place-new", "place-new"), DeliveryState.SENDING, now, now, 1)
    set_up = replace(added, intent=Intent(Kind.WELCOME, "p-jo", "place-lincoln"))

    fresh = await town.look(lambda work: outgoing.message(added, work, now))
    ready = await town.look(lambda work: outgoing.message(set_up, work, now))

    assert "setup" in [one.act.verb for one in shown(fresh).buttons]
    assert "Jo Whitfield" in aloud(ready)


@pytest.mark.parametrize("kind", sorted(set(Kind) - {Kind.WELCOME, Kind.TIME_PASSED}))
async def test_nothing_goes_out_about_what_is_not_there(town: Town, kind: Kind) -> None:
    now = town.clock.now()
    delivery = Delivery(1, ORG, Intent(kind, "nothing", "place-lincoln", 1), DeliveryState.SENDING, now, now, 1)

    assert await town.look(lambda work: outgoing.message(delivery, work, now)) is None
