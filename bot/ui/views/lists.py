"""Lists of challenges: what I reported, what I owe, the log and its pages, and all three at home."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from bot.domain.challenge import Challenge
from bot.domain.local_day import local_day
from bot.domain.success import Success
from bot.domain.vocabulary import Duty
from bot.ui.card import Act, Block, Button, Card, Heading, Item, Items, Paragraph, Style
from bot.ui.form import Form
from bot.ui.limits import cut
from bot.ui.text import Line, Plain, Said, plain
from bot.ui.views import labels, successes
from bot.ui.views.buttons import help_button, log_button
from bot.ui.views.scene import Scene, say
from bot.ui.views.team_due import BESIDE, TeamDue, team_due_item
from bot.ui.words import Words

WORDS = 90
PAGE = 10


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that somebody owes: the row's next move, or a step of theirs."""

    row: Challenge
    day: date | None
    step: str = ""
    instead: bool = False
    """Somebody else owes it, who does not answer or does not want to hear of it."""
    late: bool = False
    """Its day is over."""
    asked: bool = False
    """They were asked again whether it is gone."""


def mine(rows: Sequence[Challenge], scene: Scene, *, total: int, now: datetime, told: Sequence[Success] = ()) -> Card:
    w = scene.w
    if not (rows or told):
        return _card(w, w("What you reported"), [Paragraph(plain(_nothing_reported(w)))], (_report(w),))
    body: list[Block] = [_items(rows, scene, now)] if rows else []
    if total > len(rows):
        body.append(Paragraph(plain(_rest(w, total - len(rows)))))
    if told:
        body += [Heading(w("Successes you told")), Items(tuple(successes.item(one, scene) for one in told))]
    return _card(w, w("What you reported"), body, (_report(w), _button_todo(w), log_button(w)))


def todo(due: Sequence[Due], scene: Scene, *, total: int, today: date, beside: Sequence[TeamDue] = ()) -> Card:
    """`beside`: what teams wait for besides challenges."""
    w = scene.w
    others = [Items(tuple(team_due_item(w, one) for one in beside[:BESIDE]))] if beside else []
    if not due and not others:
        nothing = w("You owe nothing at the moment. What is assigned to you shows up here, the earliest date first.")
        return _card(w, w("What you owe"), [Paragraph(plain(nothing))], (_button_mine(w), log_button(w)))
    body: list[Block] = [*([_due_items(due, scene, today)] if due else []), *others]
    if total > len(due):
        body.append(Paragraph(plain(_rest(w, total - len(due)))))
    return _card(w, w("What you owe"), body, (_button_mine(w), log_button(w)))


def log(
    rows: Sequence[Challenge],
    scene: Scene,
    *,
    total: int,
    page: int,
    asked: tuple[tuple[str, str], ...],
    now: datetime,
    review: str = "",
) -> Card:
    """`asked`: the filters as a button carries them, without the page. `review`: id of a team whose review the reader
    may hold."""
    w = scene.w
    filtered = say(w("Only: {filters}"), filters=Said(_filters(asked, w)))
    body: list[Block] = [Paragraph(filtered)] if asked else []
    if not rows:
        empty = w("Nothing matches.") if asked or page > 1 else w("Nothing has been reported yet.")
        body.append(Paragraph(plain(empty)))
        whole = (Button(w("Show the whole log"), Act("log")),) if asked or page > 1 else ()
        return _card(w, w("The log"), body, (*whole, _report(w)))
    pages = -(-total // PAGE)
    count = w.many("{count} challenge", "{count} challenges", count=total)
    body += [
        _items(rows, scene, now),
        Paragraph(plain(w("{count}. Page {page} of {pages}.", count=count, page=page, pages=pages))),
    ]
    buttons = []
    if page > 1:
        buttons.append(Button(w("Newer"), Act("log", args=(*asked, ("page", str(page - 1))))))
    if page < pages:
        buttons.append(Button(w("Older"), Act("log", args=(*asked, ("page", str(page + 1))))))
    if review:
        buttons.append(Button(w("Start the review"), Act("review", review)))
    return _card(w, w("The log"), body, (*buttons, _report(w)))


def home(
    due: Sequence[Due], reported: Sequence[Challenge], team: Sequence[Challenge], scene: Scene, *, now: datetime
) -> Card:
    """What App Home and a Teams 1:1 card show; with nothing in it, how to begin."""
    w = scene.w
    today = local_day(now, scene.time_zone)
    body: list[Block] = []
    if not (due or reported or team):
        body = [
            Paragraph(plain(w("Tell me what stands in the way of your work. There are three ways:"))),
            Items(
                (
                    Item(plain(w("Press the button below and fill in a two-minute form."))),
                    Item(plain(w("Type /barrier and one sentence, in any channel or to me."))),
                    Item(plain(w("Choose “Report as a barrier” on somebody's message."))),
                ),
                numbered=True,
            ),
        ]
    if due:
        body += [Heading(w("What you owe")), _due_items(due, scene, today)]
    if reported:
        body += [Heading(w("What you reported")), _items(reported, scene, now)]
    if team:
        body += [Heading(w("Open in your teams")), _items(team, scene, now)]
    buttons = (_report(w), _button_mine(w), _button_todo(w), log_button(w))
    return _card(w, w("Challenges"), body, (*buttons, help_button(w)))


def _items(rows: Sequence[Challenge], scene: Scene, now: datetime) -> Items:
    return Items(tuple(Item(row_line(row, scene, now), _show(row, scene.w)) for row in rows))


def row_line(row: Challenge, scene: Scene, now: datetime) -> Line:
    """ "#12 · Chromebooks won't hold a charge · In progress · overdue since Fri, Dec 4" """
    w = scene.w
    said = Said(cut(row.summary, WORDS)) if row.summary else Plain(w("words erased"))
    line: Line = (Plain(f"#{row.number}", strong=True), Plain(" · "), said, Plain(f" · {labels.standing(row, w)}"))
    if row.owed is None or not row.open:
        return line
    due = row.late_since or row.owed.next_at
    day = scene.short_day(due)
    when = w("overdue since {day}", day=day) if due < now else w("next move by {day}", day=day)
    return (*line, Plain(f" · {when}"))


def _due_items(due: Sequence[Due], scene: Scene, today: date) -> Items:
    return Items(tuple(Item(_due_line(one, scene, today), _show(one.row, scene.w)) for one in due))


def _due_line(due: Due, scene: Scene, today: date) -> Line:
    w, row = scene.w, due.row
    what = (Said(cut(due.step, WORDS)),) if due.step else plain(next_move(due, w))
    when = ""
    if due.day is not None:
        day = w.short_day(due.day)
        when = w("overdue since {day}", day=day) if due.day < today else w("by {day}", day=day)
    head: Line = (Plain(f"#{row.number}", strong=True), Plain(" · "), *what)
    tail: Line = (Plain(f" · {when}"),) if when else ()
    return (*head, Plain(" · "), Said(cut(row.summary, WORDS)), *tail)


def next_move(due: Due, w: Words) -> str:
    """What is theirs to do."""
    owed = due.row.owed
    if due.step or owed is None:
        return w("Finish your step")
    if due.asked:
        return labels.duty(Duty.VERDICT, w)
    if not due.instead and due.row.waiting and due.row.late_since:
        return w("Say whether it is still waiting")
    if not due.instead:
        return labels.duty(owed.what, w)
    if owed.what is Duty.ANSWER:
        return w("The question has not been answered; you can go on without an answer")
    return w("Nobody who owes this is reminded of it; talk with them, or assign it anew")


def _filters(asked: tuple[tuple[str, str], ...], w: Words) -> str:
    named = {("open", "yes"): w("open"), ("open", "no"): w("closed"), ("overdue", "yes"): w("overdue")}
    return ", ".join(named.get(one, one[1]) for one in asked)


def _show(row: Challenge, w: Words) -> Button:
    return Button(w("Show"), Act("show", row.id), spoken=w("Show challenge #{number}", number=row.number))


def _report(w: Words) -> Button:
    return Button(w("Report a barrier"), Act("report"), style=Style.PRIMARY, opens=True)


def _button_mine(w: Words) -> Button:
    return Button(w("My reports"), Act("mine"))


def _button_todo(w: Words) -> Button:
    return Button(w("What I owe"), Act("todo"))


def _nothing_reported(w: Words) -> str:
    return w(
        "You have not reported anything with your name or in confidence. Reports without a name open with their code."
    )


def _rest(w: Words, count: int) -> str:
    return w.many("{count} more is in the log.", "{count} more are in the log.", count=count)


def _card(w: Words, title: str, body: list[Block], buttons: tuple[Button, ...]) -> Card:
    return Card(title, tuple(body), buttons=buttons, language=w.language)


def examples(w: Words) -> Iterator[tuple[str, Card | Form]]:
    from bot.ui.views import agenda_stage, stage

    scene, now = stage.scene(w), datetime(2026, 12, 10, 15, 0, tzinfo=UTC)
    rows = (stage.in_progress(), stage.hostile(), stage.longest(), stage.closed())
    due = (
        Due(stage.in_progress(), date(2026, 12, 9)),
        Due(stage.hostile(), date(2026, 12, 11), step="Order chargers"),
        Due(stage.longest(), None, step=stage.longest().summary),
    )
    yield "mine", mine(rows, scene, total=7, now=now)
    yield "mine-with-successes", mine((), scene, total=0, now=now, told=agenda_stage.told())
    yield "mine-empty", mine((), scene, total=0, now=now)
    yield "todo", todo(due, scene, total=3, today=date(2026, 12, 10))
    minutes = TeamDue("Lincoln SLT", Act("minutes", "m-5", 3), date(2026, 12, 9))
    yield "todo-beside", todo((), scene, total=0, today=date(2026, 12, 10), beside=(minutes,) * 4)
    yield "todo-empty", todo((), scene, total=0, today=date(2026, 12, 10))
    asked = (("open", "yes"), ("school", "Lincoln Elementary"))
    yield "log", log(rows, scene, total=34, page=2, asked=asked, now=now, review="t-lincoln")
    yield "log-longest", log((stage.longest(),) * PAGE, scene, total=10, page=1, asked=(), now=now)
    yield "log-empty", log((), scene, total=0, page=1, asked=(), now=now)
    yield "log-nothing-fits", log((), scene, total=0, page=1, asked=asked, now=now)
    yield "home", home(due, rows[:2], rows[2:], scene, now=now)
    yield "home-empty", home((), (), (), scene, now=now)
