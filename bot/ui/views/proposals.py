"""Proposals for a team's agreements: the form to make one in private, and the list of what was proposed."""

from collections.abc import Iterator, Mapping, Sequence

from bot.domain.agreement import Proposal, TeamAgreements
from bot.ui.card import Act, Block, Button, Card, Paragraph, Quote
from bot.ui.form import ChoiceField, Form, Option, Passage, TextField
from bot.ui.limits import OPTION_LABEL, OPTIONS, TEXT_VALUE, cut
from bot.ui.text import Said, plain
from bot.ui.views.agreement_buttons import agreed_blocks, show_button, word_button
from bot.ui.views.agreement_forms import HEADING, WORDS, Errors, Found
from bot.ui.views.clustering import PAGE, cluster_button, on_page
from bot.ui.views.report_form import stopped
from bot.ui.views.scene import say
from bot.ui.words import Words


def propose_form(
    w: Words,
    *,
    team: str,
    teams: Sequence[tuple[str, str]] = (),
    values: Mapping[str, str] | None = None,
    found: Found | None = None,
    errors: Errors | None = None,
) -> Form:
    """`team`: the id of the team it is for; `teams`: (id, name) pairs to choose from where that is not known."""
    said = values or {}
    told = plain(w("Nobody sees who proposed it, and I keep no note of it. Leads put the proposals into words."))
    options = tuple(Option(id, cut(name, OPTION_LABEL)) for id, name in teams[:OPTIONS])
    which = (ChoiceField("team", w("For which team?"), options, required=True, value=said.get("team", "")),)
    return Form(
        "agreements_propose",
        w("Propose an agreement"),
        (
            Passage((Paragraph(told),)),
            *stopped(w, said, found or {}, cleared=False),
            *(which if teams else ()),
            TextField(
                "words",
                w("What should we agree on?"),
                required=True,
                multiline=True,
                hint=w("One thing you would do, as in “We start on time”. At most {limit} characters.", limit=WORDS),
                value=said.get("words", "")[:TEXT_VALUE],
            ),
            TextField(
                "heading",
                w("Which value does it serve?"),
                max_length=HEADING,
                hint=w("For example “We are engaged”. You can leave it out."),
                value=said.get("heading", "")[:HEADING],
            ),
        ),
        submit=w("Propose"),
        cancel=w("Cancel"),
        subject=team,
        language=w.language,
        errors=tuple((errors or {}).items()),
    )


def proposals_card(it: TeamAgreements, proposals: Sequence[Proposal], w: Words, *, page: int, done: str = "") -> Card:
    """A page of what was proposed, under its values, for those who word the agreements. `done`: what was just done."""
    pages = max(1, -(-len(proposals) // PAGE))
    page = min(max(1, page), pages)
    here = on_page(proposals, page)
    body: list[Block] = [Paragraph(plain(done, strong=True))] if done else []
    body += agreed_blocks(here)
    if not here:
        body.append(Paragraph(plain(w("No proposal is waiting. Anyone on the team can make one in private."))))
    if pages > 1:
        body.append(Paragraph(plain(w("Page {page} of {pages}.", page=page, pages=pages))))
    turns = [(page - 1, w("Previous page")), (page + 1, w("Next page"))]
    turning = [
        Button(label, Act("agreements_proposals", it.team, 0, (("page", str(to)),)))
        for to, label in turns
        if 1 <= to <= pages
    ]
    sorting = (cluster_button(it.team, page, w),) if here else ()
    ways = (*turning, *sorting, word_button(it, w), show_button(it.team, w))
    return Card(w("Proposals"), tuple(body), ways, w.language)


def proposed(w: Words, words: str, team: str, name: str) -> Card:
    told = say(w("It waits with the other proposals of {team}. Nobody sees that it was you."), team=Said(name))
    return Card(w("Proposed"), (Quote((Said(words),)), Paragraph(told)), (show_button(team, w),), w.language)


def examples(w: Words) -> Iterator[tuple[str, Card | Form]]:
    from bot.domain.student_data import finds
    from bot.ui.views import agreement_stage as stage
    from bot.ui.views import sample

    hurt = "We do not shout at student Maria Lopez"
    yield "agreements-propose-form", propose_form(w, team="t-lincoln")
    teams = (("t-lincoln", "Lincoln SLT"), ("t-long", sample.LONG[:90]))
    too_long = {"words": w("That is too long: at most {limit} characters.", limit=WORDS)}
    yield (
        "agreements-propose-form-long",
        propose_form(w, team="", teams=teams, values={"words": sample.LONG}, errors=too_long),
    )
    yield (
        "agreements-propose-form-found",
        propose_form(w, team="t-lincoln", values={"words": hurt}, found={"words": finds(hurt)}),
    )
    yield "agreements-proposals", proposals_card(stage.worded(), stage.proposals(), w, page=2)
    yield "agreements-proposals-done", proposals_card(stage.none(), stage.proposals(3), w, page=1, done=w("Saved."))
    yield "agreements-proposals-empty", proposals_card(stage.none(), (), w, page=1)
    yield "agreements-proposed", proposed(w, sample.HOSTILE, "t-lincoln", "Lincoln SLT")
