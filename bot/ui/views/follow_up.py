"""The follow-up: those who reported it are asked whether it is gone, thanked, and told what happens next."""

from collections.abc import Iterator
from dataclasses import replace

from bot.domain.challenge import Challenge
from bot.domain.vocabulary import Duty, Move, Role, Status, Verdict
from bot.ui.card import Act, Block, Button, Card, Heading, Paragraph, Quote, Style
from bot.ui.form import Form
from bot.ui.limits import cut
from bot.ui.text import Said, plain
from bot.ui.views import labels, owing
from bot.ui.views.buttons import show_button
from bot.ui.views.scene import Scene, say
from bot.ui.words import Words

SHOWN = 1500
BESIDE = ("beside", "yes")


def question(row: Challenge, scene: Scene) -> Card:
    """Is it gone? For one person who reported it or whom it affects."""
    w = scene.w
    body: list[Block] = [Quote((Said(cut(row.summary, SHOWN)),))]
    if row.removal:
        body += [Heading(w("What changed")), Quote((Said(cut(row.removal, SHOWN)),))]
    if Role.REPORTER in scene.held:
        body.append(Paragraph(plain(w("You reported it, so you alone say whether it is gone. Silence is not a yes."))))
    else:
        body.append(Paragraph(plain(w("You said it affects you too, so you are asked as well."))))
    buttons = verdict_buttons(row, w)
    return Card(
        w("Is challenge #{number} gone?", number=row.number),
        tuple(body),
        buttons=(*buttons, show_button(row, w)),
        language=w.language,
    )


def verdict_buttons(row: Challenge, w: Words, *, beside: bool = False) -> tuple[Button, ...]:
    """`beside`: on a card with other things on it, which the answer does not take the place of."""
    return tuple(
        Button(
            labels.verdict(verdict, w),
            Act(Move.VERDICT.value, row.id, row.version, (("verdict", verdict.value), *((BESIDE,) if beside else ()))),
            style=Style.PRIMARY if verdict is Verdict.SUFFICIENT and not beside else Style.DEFAULT,
            spoken=w("{answer}: challenge #{number}", answer=labels.verdict(verdict, w), number=row.number),
        )
        for verdict in Verdict
    )


def sustain_question(row: Challenge, scene: Scene) -> Card:
    """Some weeks after it was closed: is it still gone?"""
    w = scene.w
    body: tuple[Block, ...] = (
        Quote((Said(cut(row.summary, SHOWN)),)),
        Paragraph(plain(w("It was closed a while ago. If it came back, say so and it is reported again."))),
    )
    still, back = (("gone", "yes"),), (("gone", "no"), ("open", "yes"))
    return Card(
        w("Is challenge #{number} still gone?", number=row.number),
        body,
        buttons=(
            Button(w("Yes, still gone"), Act(Move.SUSTAIN.value, row.id, row.version, still), style=Style.PRIMARY),
            Button(w("No, it came back"), Act(Move.SUSTAIN.value, row.id, row.version, back), opens=True),
            show_button(row, w),
        ),
        language=w.language,
    )


def thanks(row: Challenge, scene: Scene, verdict: Verdict) -> Card:
    """In place of the question, for whoever answered it: what happens next."""
    w = scene.w
    if verdict is Verdict.SUFFICIENT and row.status is Status.CONFIRMED:
        then = w("It counts as gone. The team's leads close it; a few weeks later I ask once more.")
    elif verdict is Verdict.SUFFICIENT:
        then = w("It counts as gone once the person who reported it says so too.")
    else:
        then = w("It is open again. The person it is assigned to and the team's leads were told.")
    return _answered(row, scene, w("Thank you"), then, more=True)


def still_gone(row: Challenge, scene: Scene) -> Card:
    w = scene.w
    return _answered(row, scene, w("Thank you"), w("Good to hear. Nobody will ask you about it again."), more=False)


def came_back(row: Challenge, again: Challenge, scene: Scene) -> Card:
    """`again` is the new challenge that goes on from `row`."""
    w = scene.w
    then = w("It is reported again as #{number}, with the same words; the team's leads were told.", number=again.number)
    card = _answered(again, scene, w("Thank you"), then, more=True)
    return replace(card, body=(Paragraph(plain(w("About #{number}.", number=row.number))), *card.body))


def over(row: Challenge, scene: Scene) -> Card:
    """In place of a question that is no longer asked."""
    w = scene.w
    return _answered(row, scene, w("This is no longer asked"), w("It has been settled in the meantime."), more=False)


def _answered(row: Challenge, scene: Scene, title: str, then: str, *, more: bool) -> Card:
    w = scene.w
    body: list[Block] = [Quote((Said(cut(row.summary, SHOWN)),))] if row.summary else []
    body.append(Paragraph(plain(then)))
    body.append(Paragraph(say(w("Status: {status}"), status=labels.standing(row, w))))
    if (owes := owing.owes(row, scene)) and row.owed and row.owed.what is not Duty.SUSTAIN:
        body.append(Paragraph((*say(w("Next: ")), *owes)))
    say_more = Button(
        w("Say more"),
        Act(Move.NOTE.value, row.id, row.version, (("own", "yes"), ("open", "yes"))),
        opens=True,
        spoken=w("Say more about challenge #{number}", number=row.number),
    )
    return Card(
        w("{title}: challenge #{number}", title=title, number=row.number),
        tuple(body),
        buttons=(*((say_more,) if more and row.open else ()), show_button(row, w)),
        language=w.language,
    )


def examples(w: Words) -> Iterator[tuple[str, Card | Form]]:
    from bot.ui.views import stage

    asked, other = stage.scene(w, Role.REPORTER), stage.scene(w, Role.AFFECTED)
    row = stage.removed()
    yield "ask", question(row, asked)
    yield "ask-affected", question(row, other)
    yield "ask-hostile", question(stage.hostile(), other)
    yield "ask-longest", question(stage.longest(), asked)
    yield "ask-sustain", sustain_question(stage.closed(), asked)
    yield "thanks-gone", thanks(replace(row, status=Status.CONFIRMED), asked, Verdict.SUFFICIENT)
    yield "thanks-heard", thanks(row, other, Verdict.SUFFICIENT)
    yield "thanks-reopened", thanks(stage.in_progress(), asked, Verdict.PARTLY)
    yield "still-gone", still_gone(stage.closed(), asked)
    yield "came-back", came_back(stage.closed(), stage.hostile(), asked)
    yield "ask-over", over(stage.closed(), asked)
