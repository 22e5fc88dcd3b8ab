"""Can you live with this? The question to each person on a team, what became of it, and what the leads hear."""

from collections.abc import Iterator
from datetime import date

from bot.domain.agreement import Answer, Consent, TeamAgreements
from bot.domain.team import Team
from bot.ui.card import Act, Block, Button, Card, Paragraph, Quote, Style
from bot.ui.form import Form
from bot.ui.text import Said, Who, plain
from bot.ui.views.agreement_buttons import agreed_blocks, show_button, word_button
from bot.ui.views.scene import say
from bot.ui.words import Words


def buttons(it: TeamAgreements, w: Words, mine: Answer | None = None) -> tuple[Button, ...]:
    """Both answers, or after one of them the other."""
    said = mine.consent if mine else None
    yes = Button(w("I can live with this"), Act("consent", it.team, it.round), style=Style.PRIMARY)
    concern = Button(w("I have a concern"), Act("concern", it.team, it.round), opens=True)
    return tuple(one for one, is_said in ((yes, Consent.YES), (concern, Consent.CONCERN)) if is_said is not said)


def question(it: TeamAgreements, team: Team, w: Words, *, changed: bool = False) -> Card:
    """`changed`: the words are others than on the card whose button was pressed."""
    title = w("Can you live with these agreements?")
    asked = (
        w("{team} would like to work by these:") if it.asked_at else w("You are new on {team}, which works by these:")
    )
    body: list[Block] = [
        Paragraph(plain(w("The words were changed. This is how they are now."), strong=True))
    ] * changed
    body += [Paragraph(say(asked, team=Said(team.name))), *agreed_blocks(it.asks)]
    told = w(
        "You need not love every word. If something would not work for you, say so. "
        "The team sees how many have answered, not who said what."
    )
    body.append(Paragraph(plain(told)))
    return Card(title, tuple(body), buttons(it, w), w.language)


def answered(it: TeamAgreements, mine: Answer, team: Team, w: Words) -> Card:
    """In place of the question, for whoever answered it."""
    body: list[Block] = [Paragraph((Said(team.name),)), *agreed_blocks(it.asks)]
    if mine.consent is Consent.CONCERN:
        with_name = w("The leads have your concern, with your name.")
        body += [Quote((Said(mine.words),))]
        body.append(Paragraph(plain(with_name if mine.named else w("The leads have your concern, without your name."))))
        body.append(Paragraph(plain(w("If it is settled for you, take it back with the button."))))
    elif it.asked_at:
        waiting = w("{done} of {all} have answered.", done=len(it.answers) - len(it.missing), all=len(it.answers))
        body.append(Paragraph(plain(w("You can live with these.") + " " + waiting)))
    else:
        body.append(Paragraph(plain(w("You can live with these."))))
    return Card(w("Thank you"), tuple(body), buttons(it, w, mine), w.language)


def over(it: TeamAgreements, w: Words, *, agreed: bool) -> Card:
    """In place of a question that is not asked any more: it led to what is in force now, or the words were changed."""
    if agreed:
        title, told = w("Agreed"), w("They hold: everyone who was asked can live with them.")
    else:
        title = w("This is no longer asked")
        told = w("These words are not asked about any more. When there are new ones, the team is asked again.")
    body = (*(agreed_blocks(it.agreed) if agreed else ()), Paragraph(plain(told)))
    return Card(title, body, (show_button(it.team, w),), w.language)


def missing(it: TeamAgreements, team: Team, w: Words) -> Card:
    """To a lead: reminders did not help."""
    count = len(it.missing)
    told = w.many(
        "{count} answer about the agreements of {team} is still missing.",
        "{count} answers about the agreements of {team} are still missing.",
        count=count,
        team="{team}",
    )
    next_ = w("I send no more reminders. Bring it up at your next meeting; silence is not a yes.")
    body = (Paragraph(say(told, team=Said(team.name))), Paragraph(plain(next_)))
    return Card(w("Answers are missing"), body, (show_button(it.team, w),), w.language)


def concern(it: TeamAgreements, said: Answer, team: Team, w: Words, *, who: Who | None) -> Card:
    """To a lead; `who` only where its author wants that."""
    by = say(w("{who} has a concern about the agreements of {team}:"), who=who or w("Somebody"), team=Said(team.name))
    told = w("Change the words, or talk about it in the meeting. Nothing holds while a concern is open.")
    if it.asked_at is None:
        told = w("These agreements are in force, and it comes from somebody new. Change the words, or talk about it.")
    body = (Paragraph(by), Quote((Said(said.words),)), Paragraph(plain(told)))
    return Card(w("A concern"), body, (word_button(it, w), show_button(it.team, w)), w.language)


def concern_over(team: str, w: Words) -> Card:
    told = w("It was taken back, or the words it was about were changed.")
    return Card(w("A concern that is settled"), (Paragraph(plain(told)),), (show_button(team, w),), w.language)


def review(it: TeamAgreements, team: Team, w: Words, *, on: date) -> Card:
    """To a lead: the day has come to look at them again."""
    said = say(w("{team} wanted to look at its agreements again on {day}."), team=Said(team.name), day=w.day(on))
    told = w("Take a few minutes in a meeting: do they still help? Then keep them, or change the words.")
    kept = Button(w("Keep them as they are"), Act("agreements_keep", it.team, it.edition), style=Style.PRIMARY)
    body = (Paragraph(said), *agreed_blocks(it.agreed), Paragraph(plain(told)))
    return Card(
        w("Do the agreements still help?"), body, (kept, word_button(it, w), show_button(it.team, w)), w.language
    )


def examples(w: Words) -> Iterator[tuple[str, Card | Form]]:
    from dataclasses import replace

    from bot.ui.views import agreement_stage as stage
    from bot.ui.views import sample

    team, asked, long = stage.team(), stage.asked(), stage.longest()
    hostile = Answer("p-sam", Consent.CONCERN, 7, sample.HOSTILE)
    longest = Answer("p-sam", Consent.CONCERN, 8, sample.LONG[:1500], named=True)
    yield "consent", question(asked, team, w)
    yield "consent-hostile", question(stage.hostile(), team, w)
    yield "consent-changed", question(long, team, w, changed=True)
    yield "consent-newcomer", question(stage.in_force(w), team, w)
    yield "consent-yes", answered(asked, asked.answers[1], team, w)
    yield "consent-yes-newcomer", answered(stage.in_force(w), stage.in_force(w).answers[0], team, w)
    yield "consent-concern", answered(asked, hostile, team, w)
    yield "consent-concern-longest", answered(long, longest, team, w)
    yield "consent-agreed", over(stage.in_force(w), w, agreed=True)
    yield "consent-over", over(stage.in_force(w), w, agreed=False)
    yield "consent-missing", missing(asked, replace(team, name=sample.HOSTILE), w)
    yield "concern-unnamed", concern(asked, hostile, team, w, who=None)
    yield "concern-named", concern(stage.in_force(w), longest, team, w, who=Who("Sam Okafor", "U0SAM"))
    yield "concern-over", concern_over("t-lincoln", w)
    yield "agreements-review", review(stage.in_force(w), team, w, on=date(2027, 11, 19))
