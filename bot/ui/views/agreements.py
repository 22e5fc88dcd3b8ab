"""A team's group agreements: for one person, in the team's channel, on top of an agenda, and earlier versions."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from bot.domain.agreement import Edition, GroupAgreement, TeamAgreements
from bot.domain.local_day import local_day
from bot.domain.team import Team
from bot.domain.team_permission import TeamMove
from bot.ui.card import Act, Block, Button, Card, Confirm, Facts, Heading, Item, Items, Paragraph, Style
from bot.ui.form import Form
from bot.ui.limits import BUTTON_LABEL, cut
from bot.ui.text import Code, Line, Plain, Said, plain
from bot.ui.views import consent, starters
from bot.ui.views.agreement_buttons import agreed_blocks, agreed_list, propose_button, show_button, word_button
from bot.ui.words import Words

ON_AGENDA = 160
"""Characters of each agreement on an agenda, which has more to show."""
PAST = 5
"""Earlier versions on one card."""


def on_agenda(agreed: Sequence[GroupAgreement], focus: GroupAgreement | None, w: Words) -> tuple[Block, ...]:
    """For the top of an agenda: what the team agreed on, and the one that this meeting looks at."""
    if not agreed:
        return ()
    top: tuple[Block, ...] = (Heading(w("Our agreements")), agreed_list(agreed, shown=ON_AGENDA))
    if focus is None:
        return top
    return (*top, Paragraph((Plain(w("In focus today:") + " ", strong=True), Said(cut(focus.words, ON_AGENDA)))))


def show(
    it: TeamAgreements, team: Team, w: Words, *, person: str, may: frozenset[TeamMove], proposals: int, done: str = ""
) -> Card:
    """For one person alone. `person`: their id; `proposals`: how many wait; `done`: what was just done."""
    body: list[Block] = [Paragraph(plain(done, strong=True))] if done else []
    body.append(Paragraph((Said(team.name),)))
    if it.agreed:
        body += [*agreed_blocks(it.agreed), _since(it, team, w)]
    if it.asked_at and may:
        answered = w("{done} of {all} have answered.", done=len(it.answers) - len(it.missing), all=len(it.answers))
        body += [Heading(w("The team is asked about this")), *agreed_blocks(it.wording), Paragraph(plain(answered))]
    elif it.wording and TeamMove.WORD in may:
        body += [Heading(w("Worded, not asked about yet")), *agreed_blocks(it.wording)]
    if not (it.agreed or (it.asked_at and may) or (it.wording and TeamMove.WORD in may)):
        body += _nothing_yet(team, w, may)
    if TeamMove.WORD in may and proposals:
        waiting = w.many("{count} proposal is waiting.", "{count} proposals are waiting.", count=proposals)
        body.append(Paragraph(plain(waiting)))
    return Card(
        w("Group agreements"),
        tuple(body),
        _buttons(it, w, person, may, proposals),
        w.language,
        more=_rare(it, w, may),
    )


def in_channel(it: TeamAgreements, team: Team, w: Words) -> Card:
    """The one that stays in the team's channel, for all to read."""
    body: list[Block]
    if it.agreed:
        body = [*agreed_blocks(it.agreed), _since(it, team, w)]
    else:
        body = [Paragraph(plain(w("The agreements that stood here were retired. None are in force now.")))]
    if it.asked_at:
        body.append(Paragraph(plain(w("New words are being asked about in private.")), quiet=True))
    return Card(w("Group agreements"), tuple(body), (propose_button(it.team, w), show_button(it.team, w)), w.language)


def news(edition: Edition, w: Words) -> Card:
    """A later version is in force; the first one is news by itself."""
    told = w("Everyone who was asked can live with version {number}. It holds from now on.", number=edition.number)
    return Card(w("New group agreements"), (*agreed_blocks(edition.agreements), Paragraph(plain(told))), (), w.language)


def history(editions: Sequence[Edition], team: Team, w: Words) -> Card:
    """Newest first."""
    body: list[Block] = [Paragraph((Said(team.name),))]
    for one in editions[:PAST]:
        since = w.day(_day(one.agreed_at, team))
        until = w.day(_day(one.ended_at, team)) if one.ended_at else ""
        said = w("From {since} to {until}.", since=since, until=until) if until else w("Since {since}.", since=since)
        body += [Heading(w("Version {number}", number=one.number)), Paragraph(plain(said))]
        body.append(agreed_list(one.agreements, shown=ON_AGENDA))
    if not editions:
        body.append(Paragraph(plain(w("No version has been adopted yet."))))
    if len(editions) > PAST:
        rest = w("These are the newest {count} of {all}.", count=PAST, all=len(editions))
        body.append(Paragraph(plain(rest)))
    return Card(w("Versions of the agreements"), tuple(body), (show_button(team.id, w),), w.language)


def which_team(w: Words, teams: Sequence[tuple[str, str]]) -> Card:
    """(id, name) of those the caller may mean; none where there are too many for buttons."""
    asked = w("Which team's agreements?") if teams else w("Type it in your team's channel, so that I know which team.")
    buttons = tuple(Button(cut(name, BUTTON_LABEL), Act("agreements", id)) for id, name in teams)
    return Card(w("Group agreements"), (Paragraph(plain(asked)),), buttons, w.language)


def help_card(w: Words, *, words: str = "", team: str = "") -> Card:
    """What one can type. `words`: what was typed and not understood; a tap proposes it to `team`."""
    lines: tuple[tuple[str, str], ...] = (
        ("/agreements", w("what your team agreed on")),
        (w("/agreements propose We start on time"), w("proposes it; nobody sees who did")),
        (w("/agreements history"), w("earlier versions")),
        (w("/agreements proposals"), w("what was proposed, to put under values (leads)")),
        (w("/agreements word"), w("words the agreements out of the proposals (leads)")),
        (w("/agreements ask"), w("asks everyone on the team whether they can live with it (leads)")),
        (w("/agreements pulse"), w("one tap each: how well did we keep them? (leads)")),
        (w("/agreements retire"), w("ends them (leads)")),
    )
    body: list[Block] = [Items(tuple(Item((Code(typed), Plain(" – " + meaning))) for typed, meaning in lines))]
    if words:
        body.insert(0, Paragraph(plain(w("I did not understand that, and kept nothing. You can type:"))))
    args = (("words", words),) if 0 < len(words) <= 1400 else ()
    buttons = (show_button(team, w), propose_button(team, w, args))
    return Card(w("What you can type"), tuple(body), buttons, w.language)


def propose_in_private(w: Words, team: str) -> Card:
    """A proposal was typed where others read it; it was not kept."""
    told = w("Others can read this, so they would know whose proposal it is. Nothing was kept. Write it in the form.")
    return Card(w("Propose in private"), (Paragraph(plain(told)),), (propose_button(team, w),), w.language)


def to_retire(it: TeamAgreements, team: Team, w: Words) -> Card:
    """Typed: nothing is done yet."""
    body = (*agreed_blocks(it.agreed), Paragraph(plain(w("Nothing is done yet."))))
    return Card(w("Retire the agreements?"), body, (_retire(it, w), show_button(team.id, w)), w.language)


def _since(it: TeamAgreements, team: Team, w: Words) -> Facts:
    rows: list[tuple[str, Line]] = [(w("Version"), plain(str(it.edition)))]
    if it.agreed_at:
        rows.append((w("In force since"), plain(w.day(_day(it.agreed_at, team)))))
    if it.review_on:
        rows.append((w("To be looked at again"), plain(w.day(it.review_on))))
    return Facts(tuple(rows))


def _nothing_yet(team: Team, w: Words, may: frozenset[TeamMove]) -> list[Block]:
    said = w(
        "Nothing is agreed yet. Anyone on the team proposes in private, a lead puts the proposals into words, and they "
        "hold once everyone can live with them."
    )
    if TeamMove.WORD not in may:
        return [Paragraph(plain(said))]
    sets = tuple(
        Item(plain(label), Button(w("Begin with these"), Act("agreements_word", team.id, 0, _from(id)), opens=True))
        for id, label in starters.names(w).items()
    )
    return [Paragraph(plain(said)), Paragraph(plain(w("Or begin with a set and change it:"))), Items(sets)]


def _from(starter: str) -> tuple[tuple[str, str], ...]:
    return (("starter", starter),)


def _buttons(it: TeamAgreements, w: Words, person: str, may: frozenset[TeamMove], proposals: int) -> tuple[Button, ...]:
    mine = it.of(person)
    asked = mine is not None and mine.consent is None and bool(it.asks)
    buttons = list(consent.buttons(it, w)) if asked else []
    if TeamMove.PROPOSE in may:
        buttons.append(propose_button(it.team, w))
    if TeamMove.WORD in may:
        if it.wording and not it.asked_at:
            buttons.append(_ask(it, w))
        buttons.append(word_button(it, w))
        if proposals:
            buttons.append(Button(w("Show the proposals"), Act("agreements_proposals", it.team)))
    return tuple(buttons)


def _rare(it: TeamAgreements, w: Words, may: frozenset[TeamMove]) -> tuple[Button, ...]:
    rare: list[Button] = []
    if it.edition:
        rare.append(Button(w("Earlier versions"), Act("agreements_history", it.team)))
    if it.agreed and TeamMove.PULSE in may:
        rare.append(Button(w("Ask for a pulse"), Act("agreements_pulse", it.team)))
    if it.agreed and TeamMove.WORD in may:
        rare.append(_retire(it, w))
    return tuple(rare)


def _ask(it: TeamAgreements, w: Words) -> Button:
    return Button(
        w("Ask the team"),
        Act("agreements_ask", it.team, it.version),
        style=Style.PRIMARY,
        confirm=Confirm(
            w("Ask the team?"),
            w("Everyone on the team is asked in private whether they can live with these words."),
            w("Ask them"),
            w("Not yet"),
        ),
    )


def _retire(it: TeamAgreements, w: Words) -> Button:
    return Button(
        w("Retire them"),
        Act("agreements_retire", it.team, it.edition),
        style=Style.DANGER,
        confirm=Confirm(
            w("Retire the agreements?"),
            w("The team works without group agreements from then on. Earlier versions can still be read."),
            w("Retire them"),
            w("Keep the agreements"),
        ),
    )


def _day(at: datetime, team: Team) -> date:
    return local_day(at, team.time_zone)


def examples(w: Words) -> Iterator[tuple[str, Card | Form]]:
    from bot.ui.views import agreement_stage as stage
    from bot.ui.views import sample

    team, everything = stage.team(), frozenset(TeamMove)
    member = frozenset({TeamMove.PROPOSE, TeamMove.CONSENT})

    def shown(it: TeamAgreements, may: frozenset[TeamMove], proposals: int = 0, person: str = "p-dana") -> Card:
        return show(it, team, w, person=person, may=may, proposals=proposals)

    yield "agreements-empty", shown(stage.none(), member)
    yield "agreements-empty-lead", shown(stage.none(), everything, 40)
    yield "agreements-worded", shown(stage.worded(), everything, 3)
    yield "agreements-asked", shown(stage.asked(), everything, 1)
    yield "agreements-in-force", shown(stage.in_force(w), everything)
    yield "agreements-hostile", shown(stage.hostile(), everything)
    yield "agreements-longest", shown(stage.longest(), everything, 1)
    yield "agreements-channel", in_channel(stage.in_force(w), team, w)
    yield "agreements-channel-asked", in_channel(stage.longest(), team, w)
    yield "agreements-channel-retired", in_channel(stage.retired(), team, w)
    yield "agreements-news", news(stage.editions(w)[0], w)
    yield "agreements-history", history(stage.editions(w) * 3, team, w)
    yield "agreements-history-empty", history((), team, w)
    yield "agreements-which-team", which_team(w, (("t-lincoln", "Lincoln SLT"), ("t-long", sample.LONG[:90])))
    yield "agreements-too-many-teams", which_team(w, ())
    yield "agreements-help", help_card(w, team="t-lincoln")
    yield "agreements-not-understood", help_card(w, words=sample.HOSTILE, team="t-lincoln")
    yield "agreements-propose-in-private", propose_in_private(w, "t-lincoln")
    yield "agreements-to-retire", to_retire(stage.in_force(w), team, w)
    agenda = on_agenda(stage.longest().agreed, stage.longest().agreed[2], w)
    yield "agreements-on-agenda", Card(w("Group agreements"), agenda, language=w.language)
