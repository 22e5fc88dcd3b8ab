"""All of one challenge, for one person: everything known, what happened to it, and what did not reach anybody."""

from collections.abc import Iterator, Sequence

from bot.domain.challenge import Challenge
from bot.domain.event import Event
from bot.domain.life import moves
from bot.domain.permission import may
from bot.domain.vocabulary import Move, Role
from bot.ui.card import Act, Block, Button, Card, Heading, Item, Items, Paragraph, Style
from bot.ui.form import Form
from bot.ui.limits import MORE
from bot.ui.speech import read_aloud
from bot.ui.text import Line, Plain, Said, plain, spoken
from bot.ui.views.buttons import move_button, show_button
from bot.ui.views.gone import gone_reason
from bot.ui.views.scene import Scene, say
from bot.ui.views.thread_line import thread_line
from bot.ui.views.triage_card import AT_HAND, ORDER, SELDOM, facts_of
from bot.ui.words import Words

NEWEST = 5
ROOM = 6000
"""Characters of the first card: what does not fit beside the challenge itself is on the pages of what happened."""
PAGE = 10
OWN = (Move.ANSWER, Move.VERDICT, Move.SUSTAIN, Move.ADD_DETAILS, Move.SET_VISIBILITY, Move.WITHDRAW)

Undelivered = tuple[str, str]
"""Name of a place, and the platform's reason code."""


def all_of(row: Challenge, events: Sequence[Event], scene: Scene, *, undelivered: Sequence[Undelivered] = ()) -> Card:
    """`events` oldest first. Buttons are those moves that the reader may make now."""
    w = scene.w
    body: list[Block] = [*facts_of(row, scene, done_buttons=_may(Move.STEP_DONE, row, scene))]
    for name, reason in undelivered[:5]:
        body.append(Paragraph(not_delivered(name, reason, w)))
    title = w("Challenge #{number}", number=row.number)
    lines = _newest(events, row, scene, ROOM - len(read_aloud(Card(title, tuple(body)))))
    if lines:
        body += [Heading(w("What happened")), Items(tuple(Item(line) for line in lines))]
    first, rest = _buttons(row, scene)
    if len(lines) < len(events):
        rest = (Button(w("All that happened"), Act("history", row.id)), *rest)
    return Card(title, tuple(body), buttons=first, language=w.language, more=rest[:MORE])


def happened(row: Challenge, events: Sequence[Event], scene: Scene, *, page: int) -> Card:
    """A page of what happened, from 1, the newest first; one beyond the last is the last. `events` oldest first."""
    w = scene.w
    pages = -(-len(events) // PAGE)
    page = min(max(1, page), pages)
    shown = events[::-1][(page - 1) * PAGE : page * PAGE]
    body = (
        Items(tuple(Item(_dated(event, row, scene)) for event in shown)),
        Paragraph(plain(w("Page {page} of {pages}.", page=page, pages=pages))),
    )
    newer = Button(w("Newer"), Act("history", row.id, args=(("page", str(page - 1)),)))
    older = Button(w("Older"), Act("history", row.id, args=(("page", str(page + 1)),)))
    turning = (*((newer,) if page > 1 else ()), *((older,) if page < pages else ()))
    title = w("What happened to challenge #{number}", number=row.number)
    return Card(title, body, buttons=(*turning, show_button(row, w)), language=w.language)


def not_delivered(name: str, reason: str, w: Words) -> Line:
    place = Said(name) if name else Plain(w("a private conversation"))
    return say(w("Not delivered to {place}: {reason}."), place=place, reason=gone_reason(reason, w))


def ledger(row: Challenge, lines: Sequence[tuple[str, str, str]], w: Words) -> Card:
    """What was sent about a challenge and what became of it: (place, state in words, reason code or "")."""
    entries = []
    for place, state, reason in lines:
        line: Line = (Said(place) if place else Plain(w("a private conversation")), Plain(f": {state}"))
        entries.append(Item((*line, Plain(f" ({gone_reason(reason, w)})")) if reason else line))
    body: Block = Items(tuple(entries)) if entries else Paragraph(plain(w("Nothing has been sent so far.")))
    back = Button(w("Show #{number}", number=row.number), Act("show", row.id))
    return Card(w("Messages about #{number}", number=row.number), (body,), buttons=(back,), language=w.language)


def _newest(events: Sequence[Event], row: Challenge, scene: Scene, room: int) -> list[Line]:
    """The newest events that fit, the newest first."""
    lines: list[Line] = []
    for event in reversed(events):
        line = _dated(event, row, scene)
        room -= len(spoken(line)) + 3
        if room < 0 or len(lines) == NEWEST:
            break
        lines.append(line)
    return lines


def _dated(event: Event, row: Challenge, scene: Scene) -> Line:
    return (Plain(f"{scene.short_day(event.at)}: "), *thread_line(event, row, scene))


def _may(move: Move, row: Challenge, scene: Scene) -> bool:
    return move in moves(row) and may(move, scene.held)


def _buttons(row: Challenge, scene: Scene) -> tuple[tuple[Button, ...], tuple[Button, ...]]:
    w = scene.w
    order = dict.fromkeys((*_own(scene), *ORDER[row.status], *SELDOM))
    offered = [move for move in order if _may(move, row, scene) and not _pointless(move, row, scene)]
    buttons = [
        move_button(move, row, w, style=Style.PRIMARY if i == 0 else Style.DEFAULT) for i, move in enumerate(offered)
    ]
    others = [Button(w("What was sent"), Act("ledger", row.id))]
    linked = dict.fromkeys(id for id in (row.merged_into, row.recurrence_of) if id)
    others += [Button(w("Show {other}", other=scene.reference(id)), Act("show", id)) for id in linked]
    return tuple(buttons[:AT_HAND]), (*buttons[AT_HAND:], *others)


def _own(scene: Scene) -> tuple[Move, ...]:
    return OWN if scene.held & {Role.REPORTER, Role.AFFECTED} else ()


def _pointless(move: Move, row: Challenge, scene: Scene) -> bool:
    return move is Move.AFFECTS_ME and bool(scene.held & {Role.REPORTER, Role.AFFECTED})


def examples(w: Words) -> Iterator[tuple[str, Card | Form]]:
    from bot.ui.views import sample, stage

    events = stage.events()
    lead = stage.scene(w, Role.LEAD, Role.MEMBER)
    lost = (("#leads", "not_in_channel"), ("", "cannot_dm_bot"))
    yield "show-lead", all_of(stage.in_progress(), events, lead, undelivered=lost)
    yield "show-reporter", all_of(stage.removed(), events[:9], stage.scene(w, Role.REPORTER, Role.MEMBER))
    yield "show-member", all_of(stage.closed(), events[:3], stage.scene(w, Role.MEMBER))
    yield "show-hostile", all_of(stage.hostile(), events, lead, undelivered=((sample.HOSTILE, "weird <!here>"),))
    yield "show-longest", all_of(stage.longest(), events * 3, lead)
    yield "happened", happened(stage.in_progress(), events * 3, stage.scene(w, Role.REPORTER), page=2)
    yield "happened-longest", happened(stage.longest(), events[9:10] * PAGE, lead, page=1)
    sent = (("#leads", w("sent"), ""), (sample.HOSTILE, w("not delivered"), "is_archived"))
    yield "ledger", ledger(stage.in_progress(), sent, w)
    yield "ledger-empty", ledger(stage.in_progress(), (), w)
