"""How a meeting's minutes are shared out among what it talks about."""

from bot.domain.agenda import CLOSING, LONGEST, Part, time_boxes


def test_the_heavier_part_gets_more_of_the_time_and_the_closing_keeps_its_own() -> None:
    boxes = time_boxes(45, [(Part.DUE, 2), (Part.NEW, 3), (Part.REMOVED, 1)])
    assert boxes == {Part.DUE: 18, Part.NEW: 19, Part.REMOVED: 3}
    assert sum(boxes.values()) == 45 - CLOSING


def test_a_single_entry_does_not_fill_the_whole_meeting() -> None:
    assert time_boxes(45, [(Part.DUE, 0), (Part.REMOVED, 1)]) == {Part.REMOVED: LONGEST}


def test_a_meeting_too_short_for_its_parts_gives_each_a_minute() -> None:
    assert time_boxes(5, [(Part.DUE, 1), (Part.NEW, 1)]) == {Part.DUE: 1, Part.NEW: 1}
