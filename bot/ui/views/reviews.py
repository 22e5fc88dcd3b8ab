"""The monthly review as people see it: one challenge at a time, where it stands, how it ended, what is missing."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.challenge import Challenge
from bot.domain.life import moves
from bot.domain.review import Month, Tally
from bot.domain.vocabulary import Decision, Move, Status
from bot.ui.card import Act, Block, Button, Card, Facts, Paragraph, Style
from bot.ui.form import Form
from bot.ui.limits import BUTTON_LABEL, BUTTONS, SPOKEN_LABEL, cut
from bot.ui.text import Said, plain
from bot.ui.views.buttons import move_button, question, show_button
from bot.ui.views.scene import Scene, say
from bot.ui.views.triage_card import card_moves, facts_of
from bot.ui.words import Words

NOT_HERE = frozenset({Move.AFFECTS_ME, Move.CLOSE})
"""What a card of the channel offers and a review does not: one is nobody's decision, the other stamps as well."""
AT_HAND = 4
FEW = 6
"""Steps with a button each; on a card with more of them and all its moves Teams would find it too heavy."""
SELDOM = 3
NUMBERS = 30


@dataclass(frozen=True, slots=True)
class Progress:
    """The challenge in front of the team is number `place` of `total`."""

    place: int
    total: int


def running(row: Challenge, scene: Scene, progress: Progress, *, walk: str, version: int, found: Decision) -> Card:
    """One challenge, with what can be done about it; `found` is what was decided so far. `version`: the walk's."""
    w = scene.w
    still = w("Is it still true? Are its note, steps, dates, owner and level still right?")
    if row.status is Status.CONFIRMED:
        still = w("The person who reported it says it is gone. Can it be closed?")
    if found is not Decision.KEPT:
        still = w("It was brought up to date in this review. Go on, and it counts as reviewed.")
    skip = Button(w("Skip for now"), Act("review_skip", walk, version), spoken=_spoken(w, w("Skip for now"), row))
    stop = Button(w("Stop here"), Act("review_stop", walk, version))
    return Card(
        w("Monthly review: {place} of {total}", place=progress.place, total=progress.total),
        (
            Paragraph((*plain(w("Challenge #{number}", number=row.number), strong=True), *plain(f" · {still}"))),
            *facts_of(row, scene, done_buttons=len(row.steps) <= FEW),
        ),
        buttons=(_keep(row, w, found), *_at_hand(row, w), skip),
        more=(*_seldom(row, w), stop),
        language=w.language,
    )


def stopped(w: Words, month: Month, progress: Progress, *, walk: str, version: int) -> Card:
    where = w("It stopped at {place} of {total}.", place=progress.place, total=progress.total)
    then = w("Anybody on the team can go on with it, here or on the other platform.")
    return Card(
        _title(w, month),
        (Paragraph(plain(where)), Paragraph(plain(then))),
        buttons=(Button(w("Go on"), Act("review_go", walk, version), style=Style.PRIMARY), _log(w)),
        language=w.language,
    )


def done(w: Words, team: str, month: Month, *, decisions: Sequence[Decision], left: Sequence[int]) -> Card:
    """At the end. `left`: numbers of what has no stamp."""
    counts = Counter(decisions)
    named = {
        Decision.KEPT: w("Kept as they are"),
        Decision.CHANGED: w("Brought up to date"),
        Decision.ASKED: w("Asked about"),
        Decision.CLOSED: w("Closed"),
    }
    rows = tuple((label, plain(str(counts[one]))) for one, label in named.items() if counts[one])
    body: list[Block] = [Facts(rows)] if rows else []
    if left:
        numbers = ", ".join(f"#{number}" for number in left[:NUMBERS]) + (", …" if len(left) > NUMBERS else "")
        missing = w.many(
            "{count} is not reviewed yet: {numbers}.",
            "{count} are not reviewed yet: {numbers}.",
            count=len(left),
            numbers=numbers,
        )
        body.append(Paragraph(plain(missing)))
    else:
        body.append(Paragraph(plain(w("Every open challenge was reviewed this month."))))
    again = (Button(w("Review the rest"), Act("review", team), style=Style.PRIMARY),) if left else ()
    return Card(_title(w, month), tuple(body), buttons=(*again, _log(w)), language=w.language)


def moved(w: Words, month: Month, *, to: Month) -> Card:
    """In place of a card whose review goes on in a newer one, or whose month (`month`) is over by `to`."""
    said = w("This review goes on in a newer message.")
    if to != month:
        said = w("That month is over, and a newer review has begun.")
    return Card(_title(w, month), (Paragraph(plain(said)),), language=w.language)


def under_way(w: Words, team: str, month: Month, number: int) -> Card:
    """To whoever starts a review that is running. `number`: of the challenge in front of the team."""
    said = w("The review is under way: its card in the team's channel shows #{number}.", number=number)
    again = Button(w("Post it again below"), Act("review", team, args=(("anew", "yes"),)), style=Style.PRIMARY)
    return Card(_title(w, month), (Paragraph(plain(said)),), buttons=(again, _log(w)), language=w.language)


def over(w: Words, team: str, month: Month) -> Card:
    """Pressed on the card of an earlier month."""
    body = (Paragraph(plain(w("That review belongs to another month, so nothing was changed."))),)
    return Card(_title(w, month), body, buttons=(start_button(w, team),), language=w.language)


def all_reviewed(w: Words, month: Month, *, stamped: int) -> Card:
    """Nothing is left to stamp."""
    if stamped:
        line = w("Every open challenge was reviewed this month.")
    else:
        line = w("Nothing is open at the moment, so there is nothing to review.")
    return Card(_title(w, month), (Paragraph(plain(line)),), buttons=(_log(w),), language=w.language)


def which_team(w: Words, teams: Sequence[tuple[str, str]]) -> Card:
    """Started where no team meets, by somebody who is on several or on none."""
    if not teams:
        line = w("You are on no team whose challenges are reviewed. Type this in the team's channel.")
        return Card(w("Monthly review"), (Paragraph(plain(line)),), buttons=(_log(w),), language=w.language)
    buttons = tuple(Button(cut(name, BUTTON_LABEL), Act("review", id)) for id, name in teams[:BUTTONS])
    return Card(
        w("Monthly review"), (Paragraph(plain(w("Which team's review?"))),), buttons=buttons, language=w.language
    )


def unreviewed(w: Words, team: tuple[str, str], tally: Tally, *, last: date, missed: Tally | None) -> Card:
    """To a lead of `team`, (id, name): what is missing shortly before the month ends. `missed`: the month before."""
    count = tally.rows - tally.stamped
    what = w.many(
        "{count} open challenge of {team} has not been reviewed in {month} yet.",
        "{count} open challenges of {team} have not been reviewed in {month} yet.",
        count=count,
        team="{team}",
        month=w.month(tally.month.first),
    )
    body: list[Block] = [
        Paragraph(say(what, team=Said(team[1]))),
        Paragraph(say(w("The month ends on {day}; after that it counts as missed."), day=w.day(last))),
    ]
    if missed is not None:
        before = w(
            "{month} was missed: {stamped} of {rows} were reviewed.",
            month=w.month(missed.month.first),
            stamped=missed.stamped,
            rows=missed.rows,
        )
        body.append(Paragraph(plain(before)))
    return Card(
        w("The monthly review is not complete"),
        tuple(body),
        buttons=(start_button(w, team[0]), _log(w)),
        language=w.language,
    )


def _at_hand(row: Challenge, w: Words) -> tuple[Button, ...]:
    close = (_close(row, w),) if Move.CLOSE in moves(row) else ()
    return (*close, *(move_button(move, row, w) for move in _changes(row)))[:AT_HAND]


def _seldom(row: Challenge, w: Words) -> tuple[Button, ...]:
    return (*(move_button(move, row, w) for move in _changes(row)[AT_HAND:][:SELDOM]), show_button(row, w))


def _changes(row: Challenge) -> tuple[Move, ...]:
    first, rest = card_moves(row)
    return tuple(move for move in (*first, *rest) if move not in NOT_HERE)


def _keep(row: Challenge, w: Words, found: Decision) -> Button:
    label = w("Keep as it is") if found is Decision.KEPT else w("Go on")
    act = Act("review_keep", row.id, row.version)
    return Button(label, act, style=Style.PRIMARY, spoken=_spoken(w, label, row))


def _close(row: Challenge, w: Words) -> Button:
    act = Act("review_close", row.id, row.version)
    return Button(w("Close"), act, confirm=question(Move.CLOSE, w), spoken=_spoken(w, w("Close"), row))


def _spoken(w: Words, label: str, row: Challenge) -> str:
    return cut(w("{label}: challenge #{number}", label=label, number=row.number), SPOKEN_LABEL)


def _title(w: Words, month: Month) -> str:
    return w("Monthly review: {month}", month=w.month(month.first))


def start_button(w: Words, team: str) -> Button:
    return Button(w("Start the review"), Act("review", team), style=Style.PRIMARY)


def _log(w: Words) -> Button:
    return Button(w("Show the log"), Act("log"))


def examples(w: Words) -> Iterator[tuple[str, Card | Form]]:
    from bot.ui.views import sample, stage

    scene, walk, november = stage.scene(w), "w-31", Month(2026, 11)
    first = Progress(4, 17)

    def shown(row: Challenge, found: Decision = Decision.KEPT) -> Card:
        return running(row, scene, first, walk=walk, version=6, found=found)

    yield "review-reported", shown(replace(sample.row(), status=Status.REPORTED))
    yield "review-in-progress", shown(stage.in_progress(), Decision.CHANGED)
    yield "review-unanswered", shown(replace(stage.removed(), status=Status.UNANSWERED))
    yield "review-confirmed", shown(replace(stage.removed(), status=Status.CONFIRMED))
    yield "review-hostile", shown(stage.hostile())
    yield "review-longest", shown(stage.longest())
    yield "review-stopped", stopped(w, november, first, walk=walk, version=7)
    decisions = (Decision.KEPT, Decision.KEPT, Decision.CHANGED, Decision.ASKED, Decision.CLOSED)
    yield "review-done", done(w, "t-lincoln", november, decisions=decisions, left=())
    yield "review-left", done(w, "t-lincoln", november, decisions=decisions[:3], left=(12, 15))
    yield "review-left-longest", done(w, "t-lincoln", november, decisions=(), left=tuple(range(1001, 1501)))
    yield "review-moved", moved(w, november, to=november)
    yield "review-of-an-earlier-month", moved(w, november.before, to=november)
    yield "review-under-way", under_way(w, "t-lincoln", november, 41)
    yield "review-over", over(w, "t-lincoln", november)
    yield "review-nothing-left", all_reviewed(w, november, stamped=9)
    yield "review-nothing-open", all_reviewed(w, november, stamped=0)
    yield "review-which-team", which_team(w, (("t-lincoln", "Lincoln SLT"), ("t-evil", sample.HOSTILE)))
    yield "review-no-team", which_team(w, ())
    tally, last = Tally(november, 17, 9), date(2026, 11, 30)
    missed = Tally(november.before, 14, 12)
    yield "unreviewed", unreviewed(w, ("t-lincoln", "Lincoln SLT"), tally, last=last, missed=missed)
    one = Tally(november, 1, 0)
    yield "unreviewed-hostile", unreviewed(w, ("t-evil", sample.HOSTILE), one, last=last, missed=None)
