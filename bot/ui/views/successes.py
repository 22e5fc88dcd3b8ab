"""Successes: told by form, shown on the agenda, and sent to another team."""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from bot.domain.student_data import Find
from bot.domain.success import Success
from bot.ui.card import Act, Button, Card, Confirm, Item, Paragraph, Quote, Style
from bot.ui.form import ChoiceField, Field, Form, Option, Passage, TextField
from bot.ui.limits import OPTION_LABEL, OPTIONS, cut
from bot.ui.text import Line, Plain, Said, plain
from bot.ui.views.report_form import stopped
from bot.ui.views.scene import Scene, say
from bot.ui.views.similar import offer
from bot.ui.words import Words

MOST = 1000
"""Characters of a success."""
SHOWN = 160
NAME = 80


class Ends(StrEnum):
    """How somebody may end a success: their own, or another's as a lead."""

    TAKE_BACK = "take_back"
    REMOVE = "remove"


Teams = Sequence[tuple[str, str]]
"""(id, name) of each."""


def success_form(
    w: Words,
    words: str,
    *,
    teams: Teams,
    team: str = "",
    found: Mapping[str, tuple[Find, ...]] | None = None,
    errors: tuple[tuple[str, str], ...] = (),
) -> Form:
    """`teams` to choose from, when there are several. `found`: what looks like student data in `words`."""
    about = w("It comes up once, with your name, at the team's next meeting. Other teams may hear of it.")
    return Form(
        name="success",
        title=w("Tell a success"),
        fields=(
            *stopped(w, {"words": words}, found or {}, cleared=False),
            Passage((Paragraph(plain(about)),)),
            TextField(
                "words",
                w("What made the work easier?"),
                required=True,
                multiline=True,
                max_length=MOST,
                hint=w("One sentence is enough. Leave out student names and anything that points to one student."),
                value=words[:MOST],
            ),
            *_choice(w("Which team is it from?"), teams, team, needed=len(teams) > 1),
        ),
        submit=w("Send"),
        cancel=w("Cancel"),
        language=w.language,
        errors=errors,
    )


def send_form(w: Words, success: Success, teams: Teams, *, errors: tuple[tuple[str, str], ...] = ()) -> Form:
    """`teams`: the others, at least one."""
    return Form(
        name="success_send",
        title=w("Send it to a team"),
        fields=(
            Passage(
                (
                    Quote((Said(success.words),)),
                    Paragraph(plain(w("It goes to the team's channels, and says which team it comes from."))),
                )
            ),
            *_choice(w("Which team should hear of it?"), teams, "", needed=True),
        ),
        submit=w("Send"),
        cancel=w("Cancel"),
        subject=success.id,
        language=w.language,
        errors=errors,
    )


def told(success: Success, team: str, w: Words, *, sends: bool) -> Card:
    """To whoever told it, at once."""
    line = say(w("It is on the next agenda of {team}, with your name."), team=Said(cut(team, NAME)))
    buttons = (*_moves(success, w, sends=sends, ends=Ends.TAKE_BACK), offer(w, success.words))
    return Card(
        w("Worth spreading"), (Quote((Said(success.words),)), Paragraph(line)), buttons=buttons, language=w.language
    )


def whole(success: Success, team: str, scene: Scene, *, sends: bool, ends: Ends | None) -> Card:
    """All of it, for one reader. `sends`: they may send it to another team; `ends`: how they may end it."""
    w = scene.w
    told_by = w("{who} told it on {day}, for {team}.")
    line = say(told_by, who=scene.who(success.who), team=Said(cut(team, NAME)), day=scene.day(success.at))
    return Card(
        w("Worth spreading"),
        (Quote((Said(success.words),)), Paragraph(line)),
        buttons=_moves(success, w, sends=sends, ends=ends),
        language=w.language,
    )


def passed_on(success: Success, team: str, w: Words) -> Card:
    """In another team's channel."""
    line = say(w("It worked for {team}. Could it work for you?"), team=Said(cut(team, NAME)))
    return Card(
        w("A success from another team"),
        (Quote((Said(success.words),)), Paragraph(line)),
        buttons=(tell_button(w),),
        language=w.language,
    )


def taken_back(w: Words) -> Card:
    return Card(
        w("Taken back"),
        (Paragraph(plain(w("This success was taken back. Its words are erased."))),),
        language=w.language,
    )


def removed(w: Words) -> Card:
    """To whoever told it, where it was not they who took it back. Its words are gone from here, too."""
    said = w(
        "A lead of the team removed a success that you told, and its words are erased. Ask them what was not right."
    )
    return Card(w("A success was removed"), (Paragraph(plain(said)),), (tell_button(w),), language=w.language)


def sent(team: str, w: Words) -> Line:
    return say(w("It goes to the channels of {team} now."), team=Said(cut(team, NAME)))


def item(success: Success, scene: Scene) -> Item:
    """One line of an agenda."""
    w, words = scene.w, cut(success.words, SHOWN)
    show = Button(w("Show"), Act("success_show", success.id), spoken=w("Show this success"))
    return Item((Said(words), Plain(" · "), scene.who(success.who)), show)


def tell_button(w: Words) -> Button:
    return Button(w("Tell a success"), Act("success"), opens=True)


def _moves(success: Success, w: Words, *, sends: bool, ends: Ends | None) -> tuple[Button, ...]:
    send = Button(w("Send it to a team"), Act("success_send", success.id), opens=True)
    asked, yes = w("Take it back?"), w("Take it back")
    what = w(
        "The words are erased here, on the agenda, and where they were sent. People may remember what they have read."
    )
    if ends is Ends.REMOVE:
        asked, yes = w("Remove it?"), w("Remove it")
        what = w("The words are erased here, on the agenda, and where they were sent. Whoever told it hears of it.")
    question = Confirm(asked, what, yes, w("Keep it"))
    end = Button(yes, Act("success_take_back", success.id), style=Style.DANGER, confirm=question)
    return (*((send,) if sends else ()), *((end,) if ends else ()))


def _choice(label: str, teams: Teams, team: str, *, needed: bool) -> tuple[Field, ...]:
    offered = tuple(Option(id, cut(name, OPTION_LABEL)) for id, name in teams[:OPTIONS])
    return (ChoiceField("team", label, offered, required=True, value=team),) if needed else ()


def examples(w: Words) -> Iterator[tuple[str, Card | Form]]:
    from dataclasses import replace
    from datetime import UTC, datetime

    from bot.domain.student_data import finds
    from bot.ui.views import sample, stage

    scene, teams = stage.scene(w), (("t-lincoln", "Lincoln SLT"), ("t-evil", sample.HOSTILE))
    at = datetime(2026, 12, 3, 16, 20, tzinfo=UTC)
    one = Success("o-7", "s-88", "t-lincoln", "p-dana", "Labels on the carts save us ten minutes each morning", at)
    evil, long = replace(one, words=sample.HOSTILE, who="p-evil"), replace(one, words=sample.LONG[:MOST])
    named = "Labels with the name of my student Maria Lopez save ten minutes"
    yield "success-form", success_form(w, "", teams=teams)
    yield "success-form-one-team", success_form(w, sample.HOSTILE, teams=teams[:1])
    yield "success-form-stopped", success_form(w, named, teams=teams, team="t-evil", found={"words": finds(named)})
    too_long = (("words", w("Write what works, in a few words.")),)
    yield "success-form-longest", success_form(w, sample.LONG, teams=teams, errors=too_long)
    yield "success-send-form", send_form(w, one, teams)
    yield "success-send-form-longest", send_form(w, long, teams * 50, errors=(("team", w("Choose a team.")),))
    yield "success-told", told(one, "Lincoln SLT", w, sends=True)
    yield "success-told-hostile", told(evil, sample.HOSTILE, w, sends=False)
    yield "success-told-longest", told(long, sample.LONG, w, sends=True)
    yield "success", whole(one, "Lincoln SLT", scene, sends=True, ends=Ends.TAKE_BACK)
    yield "success-hostile", whole(evil, sample.HOSTILE, scene, sends=False, ends=None)
    yield "success-from-another-team", passed_on(one, "Lincoln SLT", w)
    yield "success-from-another-team-hostile", passed_on(evil, sample.HOSTILE, w)
    yield "success-from-another-team-longest", passed_on(long, sample.LONG, w)
    yield "success-to-a-lead", whole(evil, sample.HOSTILE, scene, sends=True, ends=Ends.REMOVE)
    yield "success-taken-back", taken_back(w)
    yield "success-removed", removed(w)
