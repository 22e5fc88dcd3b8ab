"""Why something was not done, in one sentence, and what to do next."""

from collections.abc import Iterator, Sequence
from typing import assert_never

from bot.domain.refusals import Refusal, Why
from bot.domain.team_permission import TEAM_MAY, TeamMove
from bot.domain.vocabulary import Move, Role, Status
from bot.ui.card import Act, Block, Button, Card, Divider, Paragraph, Quote
from bot.ui.form import Form
from bot.ui.limits import LINE, cut
from bot.ui.text import Line, Said, Who, plain, weave
from bot.ui.views import labels
from bot.ui.views.buttons import help_button, log_button
from bot.ui.views.similar import offer
from bot.ui.words import Words

SHOWN = 3
"""Answers of a form that are shown back: the longest three fit on a card."""


def sentence(refusal: Refusal, w: Words) -> str:
    """One or two sentences: what is so, and what to do."""
    facts = refusal.facts
    match refusal.why:
        case Why.NOT_ALLOWED if "assigned" in facts:
            return w(
                "Whoever it was assigned to cannot close it or say that it is gone. "
                "Another lead of its team can, or the district coordinator."
            )
        case Why.NOT_ALLOWED if isinstance(facts.get("move"), TeamMove):
            return w("Only {who} can do this. Ask one of them.", who=_who_may(facts.get("roles"), w))
        case Why.NOT_ALLOWED:
            who = _who_may(facts.get("roles"), w)
            return w("Only {who} can do this. Ask one of them, or leave a note.", who=who)
        case Why.NOT_NOW:
            status = facts.get("status")
            if facts.get("move") is Move.CONVERSATION and status is Status.REMOVED:
                return w(
                    "Nobody has been asked yet whether it is gone. A conversation counts after the first question."
                )
            if isinstance(status, Status):
                return w("This cannot be done while its status is “{status}”.", status=labels.status(status, w))
            return w("This cannot be done at this point.")
        case Why.OUT_OF_DATE:
            return w("Somebody changed it in the meantime. Look at the card and try again.")
        case Why.NOT_FOUND if "number" in facts:
            return w("There is no challenge #{number} in this log.", number=facts["number"])
        case Why.NOT_FOUND if "connect" in facts:
            return w("This code is wrong, was already used, or is more than an hour old. Ask for a new one.")
        case Why.NOT_FOUND if "code" in facts:
            return w("No report opens with this code. Check each letter and digit.")
        case Why.NOT_FOUND:
            return w("It is not there, or no longer there. The log shows what there is.")
        case Why.NO_TEAM:
            return w(
                "No team has been set up yet, so nobody would look at it. "
                "An administrator types “/barrier setup” in the team's channel."
            )
        case Why.NOT_ADMIN:
            return w(
                "Only an administrator can do this, or somebody an administrator named. Ask one of them. "
                "For Teams, administrators are listed in the setting TEAMS_ADMIN_IDS."
            )
        case Why.ADMIN_UNKNOWN:
            return w("I could not find out whether you are an administrator. Try again in a minute.")
        case Why.GUEST:
            return w("This log is for the organization's own staff, and you are here as a guest.")
        case Why.GUEST_UNKNOWN:
            return w(
                "We have not met, and I could not find out whether you are on the organization's own staff. Nothing "
                "was saved. Try again in a minute; if it goes on, write to me in private."
            )
        case Why.ALREADY:
            return w("It was already that way; nothing was changed.")
        case Why.NOT_PRIVATE:
            return w(
                "Others can read this conversation, so type that to me in private. "
                "If they saw the code, they can open your report; you can take it back with the code."
            )
        case Why.CODE_INSIDE:
            return w(
                "These words contain the code of an unlinked report, so they were not kept: they would show whose "
                "it is. Take the code out. To open the report, send me the code alone, in private."
            )
        case Why.DATE_UNCLEAR:
            return w("I did not understand the day. Write it like “Dec 1” or “next Friday”.")
        case Why.DATE_PAST:
            return w("That day has passed. Choose a day that is still to come.")
        case Why.PERSON_UNKNOWN:
            return w("I do not know who that is. Mention the person with @, or choose them in the form.")
        case Why.STEP_UNKNOWN:
            return w(
                "There is no step {step}. The card shows the steps with their numbers.", step=facts.get("step", "")
            )
        case Why.INTO_ITSELF:
            return w("A challenge cannot be merged into itself. Give the number of the other one.")
        case Why.TOO_LONG:
            return w("That is too long: at most {limit} characters.", limit=facts.get("limit", ""))
        case Why.EMPTY:
            return w("It is empty. Write a few words.")
        case Why.NOT_REMINDED:
            return w("Nobody reminds you of it, so there is nothing to put off. What you owe is in your own list.")
        case _:
            assert_never(refusal.why)


def card(
    refusal: Refusal,
    w: Words,
    *,
    row: tuple[str, int] | None = None,
    meanwhile: Line | None = None,
    typed: Sequence[str] = (),
    line: str = "",
) -> Card:
    """For the caller alone. `row` is the id and number of what it is about; `meanwhile` says who did what to it in
    between; `typed` is what stood in a form, so that nothing of it is lost; `line` a typed line that could
    be a report as well."""
    body: list[Block] = [Paragraph(plain(sentence(refusal, w)))]
    if meanwhile:
        body = [
            Paragraph(meanwhile),
            Paragraph(plain(w("That happened in the meantime. Look at the card as it is now, and try again."))),
        ]
    if typed:
        body += [Divider(), Paragraph(plain(w("You wrote this, and it was not saved:")))]
        body += [Quote((Said(cut(words, LINE)),)) for words in typed][:SHOWN]
    return Card(_title(refusal.why, w), tuple(body), _next(refusal.why, w, row, line), language=w.language)


def unavailable(w: Words) -> Card:
    return Card(
        w("Nothing was saved"),
        (Paragraph(plain(w("I cannot reach my records right now. Try again in a minute."))),),
        language=w.language,
    )


def collided(w: Words) -> Card:
    return Card(
        w("Nothing was changed"),
        (Paragraph(plain(w("Somebody else changed it at the same moment. Look at the card and try again."))),),
        language=w.language,
    )


def unknown_button(w: Words) -> Card:
    """A verb that no card of ours carries any more."""
    return Card(
        w("This button is out of date"),
        (Paragraph(plain(w("It does nothing any more. Type the challenge's number to see it as it is now."))),),
        buttons=(log_button(w), help_button(w)),
        language=w.language,
    )


def _title(why: Why, w: Words) -> str:
    match why:
        case Why.OUT_OF_DATE:
            return w("Somebody was faster")
        case Why.NOT_FOUND:
            return w("Not found")
        case Why.ALREADY:
            return w("Nothing to change")
        case Why.NO_TEAM:
            return w("Nobody to send it to yet")
        case _:
            return w("Nothing was changed")


def _next(why: Why, w: Words, row: tuple[str, int] | None, line: str) -> tuple[Button, ...]:
    """What to do next, as buttons: see the row, the other reading of a line, or the way in."""
    buttons: list[Button] = []
    if row:
        buttons.append(Button(w("Show #{number}", number=row[1]), Act("show", row[0])))
    if line and why not in (Why.NO_TEAM, Why.GUEST):
        buttons.append(offer(w, line))
    if why is Why.NOT_FOUND and not row:
        buttons.append(log_button(w))
    if not buttons and why is not Why.GUEST:
        buttons.append(help_button(w))
    return tuple(buttons)


def _who_may(roles: object, w: Words) -> str:
    """The roles of a refusal, as a person reads them."""
    names = {
        Role.REPORTER: w("the person who reported it"),
        Role.AFFECTED: w("somebody it affects"),
        Role.LEAD: w("a lead of its team"),
        Role.COACH: w("a coach of its team"),
        Role.MEMBER: w("somebody on its team"),
        Role.COORDINATOR: w("the district coordinator"),
        Role.MEMBER: w("somebody on its team"),
        Role.ASSIGNEE: w("the person it is assigned to"),
        Role.DECISION_MAKER: w("the decision maker"),
        Role.STEP_OWNER: w("the person who has the step"),
        Role.ADMIN: w("an administrator"),
    }
    held = roles if isinstance(roles, frozenset) else frozenset()
    *some, last = [name for role, name in names.items() if role in held] or [w("somebody else")]
    return w("{some} or {last}", some=", ".join(some), last=last) if some else last


def examples(w: Words) -> Iterator[tuple[str, Card | Form]]:
    from bot.domain.permission import MAY
    from bot.ui.views import sample

    facts: dict[Why, dict[str, object]] = {
        Why.NOT_ALLOWED: {"move": Move.ASSIGN, "roles": MAY[Move.ASSIGN]},
        Why.NOT_NOW: {"move": Move.ASSIGN, "status": Status.CLOSED},
        Why.NOT_FOUND: {"number": 4711},
        Why.STEP_UNKNOWN: {"step": 7, "steps": 3},
        Why.TOO_LONG: {"limit": 150},
        Why.NOT_REMINDED: {"number": 4711},
    }
    for why in Why:
        yield f"refusal-{why.value.replace('_', '-')}", card(Refusal(why, **facts.get(why, {})), w)
    yield (
        "refusal-out-of-date-typed",
        card(
            Refusal(Why.OUT_OF_DATE),
            w,
            row=("c-4711", 12),
            meanwhile=weave(w("{who} changed it."), who=Who(sample.HOSTILE, "U0ANA")),
            typed=(sample.LONG, sample.HOSTILE),
        ),
    )
    yield (
        "refusal-team-move",
        card(Refusal(Why.NOT_ALLOWED, move=TeamMove.SET_CALENDAR, roles=TEAM_MAY[TeamMove.SET_CALENDAR]), w),
    )
    yield "refusal-with-offer", card(Refusal(Why.NOT_FOUND, number=4), w, line="4 note stands are broken")
    yield "unavailable", unavailable(w)
    yield "collided", collided(w)
    yield "unknown-button", unknown_button(w)
