"""The form that makes a channel the place of a team, and what comes with setting up."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.team import Person
from bot.domain.vocabulary import Level, Visibility
from bot.ui.card import Card, Paragraph
from bot.ui.form import ChecksField, ChoiceField, Field, Form, Option, PersonField, TextField
from bot.ui.limits import OPTION_LABEL, OPTIONS, cut
from bot.ui.text import Code, Said, weave
from bot.ui.views import labels, visibility
from bot.ui.views.buttons import help_button
from bot.ui.words import Words

NAME = 80
TYPES = 1500
TYPE = 75
NEW_TEAM = "new"


@dataclass(frozen=True, slots=True)
class TeamDraft:
    """What the form shows: a new team's defaults, a team as it is, or what was just typed."""

    name: str
    level: str
    language: str
    time_zone: str
    visibility: str
    types: str
    keep_replies: bool = False
    monthly: bool = True
    district: str = ""
    school: str = ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """People in one of the form's pickers: ids of ours, and users of the platform that the form is on."""

    known: tuple[str, ...] = ()
    users: tuple[str, ...] = ()


def setup_form(
    w: Words,
    draft: TeamDraft,
    *,
    team: str = "",
    people: Sequence[Person] = (),
    chosen: Mapping[str, Chosen] | None = None,
    ask_district: bool = False,
    errors: tuple[tuple[str, str], ...] = (),
    check: tuple[Field, ...] = (),
) -> Form:
    """`people` are those of the other platform, whom this one's picker does not know. `check`: what the check for
    student data stopped at."""
    known = tuple(Option(p.id, cut(p.name, OPTION_LABEL)) for p in people if p.name.strip())[:OPTIONS]
    picked = chosen or {}

    def pick(id: str, label: str, *, required: bool = False, hint: str = "") -> PersonField:
        there = picked.get(id, Chosen())
        return PersonField(
            id,
            label,
            known,
            required=required,
            value=",".join(there.known),
            handle=",".join(there.users),
            many=True,
            hint=hint,
        )

    levels = tuple(Option(level, labels.capital(labels.level(level, w))) for level in Level)
    district = (
        TextField("district", w("Your district's name"), required=True, max_length=NAME, value=draft.district[:NAME]),
    )
    return Form(
        name="setup",
        title=w("Set up this channel"),
        fields=(
            *(district if ask_district else ()),
            TextField("name", w("The team's name"), required=True, max_length=NAME, value=draft.name[:NAME]),
            ChoiceField("level", w("Level"), levels, required=True, value=draft.level),
            TextField(
                "school",
                w("Which school?"),
                max_length=NAME,
                hint=w("Of a school's own team, so that nobody is asked for it again. Empty: as the team is called."),
                value=draft.school[:NAME],
            ),
            pick("leads", w("Leads"), required=True, hint=w("They take the first look at every new challenge.")),
            pick("coaches", w("Coaches"), hint=w("They can triage, too.")),
            pick(
                "coordinators",
                w("District coordinator"),
                hint=w("Keeps the log; sees who reported in confidence. The same for every team."),
            ),
            TextField(
                "time_zone",
                w("Time zone"),
                required=True,
                max_length=NAME,
                hint=w("For example America/Chicago."),
                value=draft.time_zone[:NAME],
            ),
            ChoiceField(
                "language",
                w("Language in this channel"),
                (Option("en", "English"), Option("es", "Español")),
                required=True,
                value=draft.language,
            ),
            visibility.choice(
                w, value=draft.visibility, label=w("Who may know who reported, unless the reporter chooses?")
            ),
            TextField(
                "types",
                w("Types of challenge"),
                required=True,
                multiline=True,
                max_length=TYPES,
                hint=w("One per line."),
                value=draft.types[:TYPES],
            ),
            ChecksField(
                "keep_replies",
                w("Replies in a challenge's thread"),
                (
                    Option(
                        "yes",
                        w("Keep ordinary replies as notes"),
                        w("Each card says so. Needs wider permissions."),
                    ),
                ),
                value=("yes",) if draft.keep_replies else (),
            ),
            ChecksField(
                "monthly",
                w("What we heard, what we did"),
                (
                    Option(
                        "yes",
                        w("Post it each month in the team's channels"),
                        w("Counts and what changed, never a name."),
                    ),
                ),
                value=("yes",) if draft.monthly else (),
            ),
            pick("admins", w("Who else may set up teams?")),
            *check,
        ),
        submit=w("Save"),
        cancel=w("Cancel"),
        subject=team,
        language=w.language,
        errors=errors,
    )


def which_form(w: Words, teams: Sequence[tuple[str, str]]) -> Form:
    """First, where teams exist already: is this channel for a new one, or a further place of one of them?"""
    return Form(
        name="setup_which",
        title=w("Set up this channel"),
        fields=(
            ChoiceField(
                "team",
                w("Which team is this channel for?"),
                (
                    Option(NEW_TEAM, w("A new team")),
                    *(Option(id, cut(name, OPTION_LABEL)) for id, name in teams[: OPTIONS - 1]),
                ),
                required=True,
                hint=w("A team may have channels on Slack and on Teams; its cards then appear in both."),
            ),
        ),
        submit=w("Next"),
        cancel=w("Cancel"),
        language=w.language,
    )


def usual_types(w: Words) -> str:
    """What districts usually sort by; each rewrites it as it likes."""
    return "\n".join(
        (
            w("Technology"),
            w("Schedule"),
            w("Staffing"),
            w("Materials"),
            w("Training"),
            w("Data"),
            w("Space"),
            w("Communication"),
            w("Other"),
        )
    )


def in_the_channel(w: Words) -> Card:
    """Setup typed in private."""
    return Card(
        w("Set up in the channel"),
        (
            Paragraph(
                weave(
                    w("Add me to the team's channel and type {line} there. Challenges then go to that channel."),
                    line=Code("/barrier setup"),
                )
            ),
        ),
        buttons=(help_button(w),),
        language=w.language,
    )


def saved(w: Words, name: str) -> Card:
    return Card(
        w("Saved"),
        (Paragraph(weave(w("This channel is now set up for {team}. I say so in the channel."), team=Said(name))),),
        buttons=(help_button(w),),
        language=w.language,
    )


def examples(w: Words) -> Iterator[tuple[str, Card | Form]]:
    from bot.domain.team import Handle
    from bot.domain.vocabulary import Platform
    from bot.ui.views import sample

    lee = Person("o-7", "p-lee", "Lee Park", handles=(Handle(Platform.TEAMS, "tenant", "aad-lee"),))
    draft = TeamDraft(
        "Cedar SLT", Level.DISTRICT, "es", "America/Detroit", Visibility.CONFIDENTIAL, usual_types(w), True
    )
    yield "setup-form", setup_form(w, draft, people=(lee,), chosen={"leads": Chosen(("p-lee",), ("U0KIM", "U0ANA"))})
    hostile = TeamDraft(sample.HOSTILE[:80], Level.SCHOOL, "en", "Mars/Olympus", Visibility.NAMED, sample.LONG[:TYPES])
    yield (
        "setup-form-hostile",
        setup_form(
            w, hostile, ask_district=True, errors=(("time_zone", w("Write it like America/Chicago.")),), team="t-cedar"
        ),
    )
    yield "setup-which-form", which_form(w, (("t-lincoln", "Lincoln SLT"), ("t-long", sample.LONG[:90])))
    yield "setup-in-the-channel", in_the_channel(w)
    yield "setup-saved", saved(w, sample.HOSTILE)
