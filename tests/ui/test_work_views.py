"""Cards and lines of work on a challenge: who may read what from them, and that each has a way forward."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.challenge import Challenge
from bot.domain.changes import Waited
from bot.domain.event import Event
from bot.domain.life import moves
from bot.domain.school_calendar import SchoolCalendar
from bot.domain.vocabulary import Move, Outcome, Role, Status, Visibility
from bot.ui.card import Card
from bot.ui.examples import examples
from bot.ui.speech import read_aloud
from bot.ui.text import spoken
from bot.ui.views import stage
from bot.ui.views.agenda_row import row_line
from bot.ui.views.gone import gone_reason
from bot.ui.views.history import all_of
from bot.ui.views.owing import owes
from bot.ui.views.status_message import status_message
from bot.ui.views.thread_line import OWN, thread_line
from bot.ui.views.triage_card import ORDER, card_moves, triage_card
from bot.ui.words import words

EN = words("en")
OPEN = [status for status in Status if status is not Status.CLOSED]


def own_events() -> list[Event]:
    """What only the reporter does, done by Dana."""
    return [replace(event, actor="p-dana") for event in stage.events() if event.change.kind in OWN]


def test_every_example_has_a_name_of_its_own() -> None:
    names = [name for name, _ in examples(EN)]

    assert len(names) == len(set(names))
    assert len(names) > 100


@pytest.mark.parametrize("status", OPEN)
def test_an_open_card_offers_only_moves_that_hold_and_at_least_one(status: Status) -> None:
    row = replace(stage.in_progress(), status=status)

    first, rest = card_moves(row)

    assert first
    assert {*first, *rest} <= moves(row)
    assert Move.AFFECTS_ME in first


@pytest.mark.parametrize(
    ("status", "due"),
    [
        (Status.REPORTED, Move.TRIAGE),
        (Status.TRIAGED, Move.ASSIGN),
        (Status.PLANNING, Move.ADD_STEP),
        (Status.IN_PROGRESS, Move.REPORT_REMOVAL),
        (Status.REMOVED, Move.CONVERSATION),
        (Status.CONFIRMED, Move.CLOSE),
    ],
)
def test_the_first_button_is_the_move_that_is_due(status: Status, due: Move) -> None:
    card = triage_card(replace(stage.in_progress(), status=status, asked=1), stage.scene(EN), keep_replies=False)

    assert card.buttons[0].act.verb == due.value
    assert (card.buttons[0].act.subject, card.buttons[0].act.version) == ("c-4711", 9)


def test_a_closed_card_has_no_buttons() -> None:
    card = triage_card(stage.closed(), stage.scene(EN), keep_replies=True)

    assert (card.buttons, card.more) == ((), ())


def test_every_status_has_its_order_of_moves() -> None:
    assert set(ORDER) == set(Status)


@pytest.mark.parametrize("visibility", [Visibility.CONFIDENTIAL, Visibility.UNLINKED])
@pytest.mark.parametrize("held", [(), (Role.LEAD, Role.MEMBER), (Role.AFFECTED,), (Role.LIAISON,)])
def test_nothing_that_others_read_names_a_reporter_who_is_not_to_be_named(
    visibility: Visibility, held: tuple[Role, ...]
) -> None:
    row = replace(stage.removed(), visibility=visibility)
    scene = stage.scene(EN, *held)

    lines = [spoken(thread_line(event, row, scene)) for event in own_events()]
    cards = [triage_card(row, scene, keep_replies=True), all_of(row, own_events(), scene)]
    cards += [status_message(event, row, scene) for event in own_events()]

    read = lines + [read_aloud(card) for card in cards]
    assert [text for text in read if "Dana" in text or "slack.com" in text] == []


def test_a_named_reporter_is_named_and_a_coordinator_knows_a_confidential_one() -> None:
    event = own_events()[0]
    confidential = replace(stage.removed(), visibility=Visibility.CONFIDENTIAL)

    assert "Dana Ruiz" in spoken(thread_line(event, stage.removed(), stage.scene(EN)))
    assert "Dana Ruiz" in spoken(thread_line(event, confidential, stage.scene(EN, Role.COORDINATOR)))


def test_the_card_says_whether_replies_are_kept() -> None:
    kept, not_kept = (
        read_aloud(triage_card(stage.in_progress(), stage.scene(EN), keep_replies=keep)) for keep in (True, False)
    )

    assert "Replies in this thread are kept as notes." in kept
    assert "Replies in this thread are not kept." in not_kept


def test_the_longest_challenge_still_shows_every_open_step_it_can_and_counts_the_others() -> None:
    shown = read_aloud(triage_card(stage.longest(), stage.scene(EN), keep_replies=False))

    assert "30 steps are not shown here." in shown
    assert "10. A very long story" in shown


@pytest.mark.parametrize(
    ("reasons", "told"),
    [
        ("member_left_channel channel_left group_left not_in_channel channel_not_found removed", "the bot was removed"),
        ("BotNotInConversationRoster Forbidden http-403", "the bot was removed"),
        ("channel_archive group_archive is_archived channel_is_archived", "the channel is archived"),
        ("channel_deleted group_deleted ConversationNotFound", "the channel was deleted"),
        ("ConversationBlockedByUser MessageWritesBlocked cannot_dm_bot", "the person cannot be written to"),
        ("uninstalled token_revoked", "the bot was uninstalled"),
        ("ekm_access_denied", "the platform refused (ekm_access_denied)"),
    ],
)
def test_why_a_place_is_gone_is_said_in_words(reasons: str, told: str) -> None:
    assert {gone_reason(reason, EN) for reason in reasons.split()} == {told}


def test_whoever_owes_the_answer_reads_of_a_waiting_challenge_what_everybody_reads() -> None:
    mine = stage.scene(EN, Role.LEAD)  # Lee, who has it

    assert spoken(owes(stage.waiting(), mine)) == "you say by Wednesday, December 9, 2026 whether it is still waiting"
    overdue = replace(stage.late(), waiting=stage.waiting().waiting)
    assert spoken(owes(overdue, mine)).startswith("Say whether it is still waiting (you), late since")


def test_of_an_erased_challenge_the_end_of_its_waiting_is_told_since_nothing_was_written() -> None:
    over = replace(stage.events()[0], actor="p-lee", change=Waited(over=True))
    gone = replace(stage.closed(), outcome=Outcome.WITHDRAWN, summary="")

    assert "waiting no longer" in spoken(thread_line(over, gone, stage.scene(EN)))


def test_a_reminder_speaks_of_putting_off_only_where_a_line_can_be_put_off() -> None:
    cards = {name: read_aloud(card) for name, card in examples(EN) if isinstance(card, Card) and "digest" in name}

    assert "can be put off" in cards["digest-one"]
    assert "can be put off" not in cards["digest-beside"]


def test_the_agenda_says_what_it_waits_for_in_place_of_a_step_that_is_overdue() -> None:
    def line(row: Challenge) -> str:
        now = datetime(2026, 12, 9, 15, 0, tzinfo=UTC)
        return spoken(row_line(row, stage.scene(EN), calendar=SchoolCalendar(), now=now))

    assert "waiting on The quote of the vendor" in line(stage.waiting())
    assert "Order chargers" not in line(stage.waiting())
    assert "overdue since" in line(stage.in_progress())
