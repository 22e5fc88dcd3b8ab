"""The pulse at the end of a meeting, for a whole team: one tap each, and later the answer in the middle."""

from collections.abc import Iterator
from datetime import UTC, datetime

from bot.domain.pulse import FEWEST, STEPS, Pulse, Step
from bot.ui.card import Act, Block, Button, Card, Paragraph
from bot.ui.form import Form
from bot.ui.text import Said, plain
from bot.ui.words import Words


def pulse_card(pulse: Pulse, team: str, w: Words) -> Card:
    """`team`: its name."""
    body: list[Block] = [Paragraph((Said(team),))]
    if pulse.closed:
        body.append(Paragraph(plain(_result(pulse, w))))
        return Card(w("How well did we keep our agreements?"), tuple(body), (), w.language)
    told = w("One tap each. I keep no one's answer, only how many there are of each until I close it.")
    hidden = w(
        "The team then sees the answer in the middle. With fewer than {count} answers it sees none.", count=FEWEST
    )
    body += [Paragraph(plain(told)), Paragraph(plain(hidden))]
    taps = tuple(
        Button(step_name(step, w), Act("pulse", pulse.id, 0, (("step", step.value),))) for step in reversed(STEPS)
    )
    return Card(w("How well did we keep our agreements?"), tuple(body), taps, w.language)


def counted(w: Words) -> Card:
    return _said(w("Thank you"), w("It is counted, and nobody sees how you answered."), w)


def counted_before(w: Words) -> Card:
    told = w("Your answer was counted already. Since I do not keep which it was, I cannot change it.")
    return _said(w("Nothing to change"), told, w)


def closed(w: Words) -> Card:
    return _said(w("Nothing was changed"), w("This pulse is closed; nothing was counted."), w)


def opened(w: Words) -> Card:
    return _said(w("The team is asked"), w("It can answer in its channel until the next school day begins."), w)


def step_name(step: Step, w: Words) -> str:
    match step:
        case Step.FULLY:
            return w("Fully")
        case Step.MOSTLY:
            return w("Mostly")
        case Step.PARTLY:
            return w("Partly")
        case Step.HARDLY:
            return w("Hardly")


def _said(title: str, told: str, w: Words) -> Card:
    return Card(title, (Paragraph(plain(told)),), language=w.language)


def _result(pulse: Pulse, w: Words) -> str:
    if pulse.middle is None or pulse.answers is None:
        return w("Fewer than {count} answered, so nothing is shown and nothing is kept.", count=FEWEST)
    step = step_name(pulse.middle, w).lower()
    return w("{count} people answered. The answer in the middle is “{step}”.", count=pulse.answers, step=step)


def examples(w: Words) -> Iterator[tuple[str, Card | Form]]:
    from dataclasses import replace

    from bot.ui.views import sample

    opened_at, closes_at = datetime(2026, 11, 20, 21, 30, tzinfo=UTC), datetime(2026, 11, 23, 13, 0, tzinfo=UTC)
    open_ = Pulse("o-7", "pulse-3", "t-lincoln", opened_at, closes_at)
    yield "pulse", pulse_card(open_, "Lincoln SLT", w)
    yield "pulse-hostile", pulse_card(open_, sample.HOSTILE, w)
    yield "pulse-closed", pulse_card(replace(open_, closed=True, answers=7, middle=Step.MOSTLY), "Lincoln SLT", w)
    yield "pulse-counted", counted(w)
    yield "pulse-counted-before", counted_before(w)
    yield "pulse-is-closed", closed(w)
    yield "pulse-opened", opened(w)
    yield "pulse-too-few", pulse_card(replace(open_, closed=True), sample.LONG[:90], w)
