"""Proposals under value headings: the step before the wording, a page of them at a time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.domain.agreement import GroupAgreement, Proposal, TeamAgreements, clustered, standing
from bot.ui.card import Act, Button, Card, Paragraph, Quote
from bot.ui.form import ChoiceField, Field, Form, Option, Passage, TextField
from bot.ui.text import Said, plain
from bot.ui.views import starters
from bot.ui.views.agreement_forms import HEADING, Errors, Found, meanwhile
from bot.ui.views.report_form import stopped
from bot.ui.words import Words

PAGE = 7
"""As many proposals as a form has fields for."""
NEW = ("new_1", "new_2")
"""Fields for values that are not there yet; each is a choice of every proposal as well."""
CHOICES = 20
"""Values to choose from, so that a page of choices stays small enough for a phone."""
_NONE, _VALUE = "none", "value:"


def on_page(proposals: Iterable[Proposal], page: int) -> list[Proposal]:
    """Those without a heading come first, so that the first page is what is left to do."""
    return clustered(proposals)[(page - 1) * PAGE : page * PAGE]


def cluster_button(team: str, page: int, w: Words) -> Button:
    act = Act("agreements_cluster", team, 0, (("page", str(page)),))
    return Button(w("Put under values"), act, opens=True, spoken=w("Put these proposals under values"))


def field_id(one: Proposal) -> str:
    return f"under_{one.number}"


def headings(it: TeamAgreements, here: Sequence[Proposal], all: Iterable[Proposal], w: Words) -> tuple[str, ...]:
    """Values to choose from: those of `here`, of what is worded and in force, of the other proposals, of the sets."""
    sets = [one for name in starters.names(w) for one in starters.agreements(name, w)]
    said: tuple[GroupAgreement | Proposal, ...] = (*here, *it.wording, *it.agreed, *all, *sets)
    found = dict.fromkeys(one.heading for one in said)
    return tuple(heading for heading in found if heading)[:CHOICES]


def meant(chosen: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    """The heading of each choice, by field id; nothing for one that is no choice. `new`: what was typed.

    A value that was offered is kept also when nothing else stands under it any more.
    """
    fixed = {_NONE: "", **new}
    read = {id: fixed.get(choice, _heading(choice)) for id, choice in chosen.items()}
    return {id: heading for id, heading in read.items() if heading or chosen[id] in fixed}


def _heading(choice: str) -> str:
    return choice.removeprefix(_VALUE) if choice.startswith(_VALUE) else ""


def cluster_form(
    team: str,
    here: Sequence[Proposal],
    values: Sequence[str],
    w: Words,
    *,
    page: int,
    said: Mapping[str, str] | None = None,
    other: bool = False,
    found: Found | None = None,
    errors: Errors | None = None,
) -> Form:
    """`values`: headings to choose from. `said`: by field id. `other`: somebody else changed them meanwhile."""
    typed = said or {}
    chosen = [heading for text in typed.values() if 0 < len(heading := _heading(text)) <= HEADING]
    offered = tuple(dict.fromkeys((*chosen, *values)))[:CHOICES]
    told = w("Proposals about the same thing go under the same value. Whoever words them sees them together.")
    options = (
        Option(_NONE, w("No value")),
        *(Option(_VALUE + heading, heading) for heading in offered),
        *(Option(id, _new(number, w)) for number, id in enumerate(NEW, start=1)),
    )
    return Form(
        "agreements_cluster",
        w("Put under values"),
        (
            Passage((*meanwhile(w, here if other else ()), Paragraph(plain(told)))),
            *stopped(w, {id: _heading(text) or text for id, text in typed.items()}, found or {}, cleared=False),
            *(_new_field(number, id, typed, w) for number, id in enumerate(NEW, start=1)),
            *(field for one in here for field in _row(one, options, typed, w)),
        ),
        submit=w("Save"),
        cancel=w("Cancel"),
        subject=team,
        version=standing(here),
        language=w.language,
        args=(("page", str(page)), ("numbers", ",".join(str(one.number) for one in here))),
        errors=tuple((errors or {}).items()),
    )


def _new(number: int, w: Words) -> str:
    return w("New value {number}", number=number)


def _new_field(number: int, id: str, typed: Mapping[str, str], w: Words) -> Field:
    hint = w("For example “We are engaged”. Choose “{label}” below for what goes under it.", label=_new(number, w))
    return TextField(id, _new(number, w), max_length=HEADING, hint=hint, value=typed.get(id, "")[:HEADING])


def _row(one: Proposal, options: tuple[Option, ...], typed: Mapping[str, str], w: Words) -> tuple[Field, Field]:
    present = _VALUE + one.heading if one.heading else _NONE
    chosen = typed.get(field_id(one), present)
    known = chosen if any(option.value == chosen for option in options) else present
    return (
        Passage((Quote((Said(one.words),)),)),
        ChoiceField(field_id(one), w("Which value does it serve?"), options, required=True, value=known),
    )


def examples(w: Words) -> Iterator[tuple[str, Card | Form]]:
    from bot.domain.student_data import finds
    from bot.ui.views import agreement_stage as stage

    def form(it: TeamAgreements, page: int, all: Sequence[Proposal], **more: object) -> Form:
        here = on_page(all, page)
        return cluster_form(it.team, here, headings(it, here, all, w), w, page=page, **more)  # type: ignore[arg-type]

    hurt = "Maria Lopez is a student who shouts"
    yield "agreements-cluster-form", form(stage.none(), 1, stage.proposals(2))
    yield "agreements-cluster-form-longest", form(stage.longest(), 2, stage.proposals())
    yield "agreements-cluster-form-hostile", form(stage.hostile(), 1, stage.proposals(1), other=True)
    yield (
        "agreements-cluster-form-found",
        form(stage.none(), 1, stage.proposals(), said={"new_2": hurt}, found={"new_2": finds(hurt)}),
    )
    missing = {"new_1": w("Write the new value, or choose another below.")}
    yield "agreements-cluster-form-missing", form(stage.none(), 1, stage.proposals(2), errors=missing)
