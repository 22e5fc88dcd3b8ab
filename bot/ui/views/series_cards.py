"""What is said about a series in private: its rhythm before it is saved, and what becomes of it."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.domain.local_day import local_day
from bot.domain.meeting import Meeting, Series
from bot.domain.recurrence import leaves_out_months
from bot.ui.card import Act, Block, Button, Card, Confirm, Heading, Item, Items, Paragraph, Style
from bot.ui.form import Form
from bot.ui.limits import BUTTON_LABEL, SPOKEN_LABEL, cut
from bot.ui.text import Line, plain
from bot.ui.views.agenda_lines import when
from bot.ui.views.rhythm import rule_in_words, series_in_words, short_series
from bot.ui.views.scene import Scene, say
from bot.ui.words import Words

Args = tuple[tuple[str, str], ...]


def preview(
    series: Series,
    next_three: Sequence[tuple[datetime, datetime]],
    scene: Scene,
    *,
    args: Args,
    other: tuple[str, Args] | None,
    before: Series | None = None,
    staying: Sequence[datetime] = (),
) -> Card:
    """The rule in words with its next dates, before anything is saved; `other`: another meaning the words may have.

    `before`: what it would replace; `staying`: its meetings that nothing changes any more.
    """
    w = scene.w
    body: list[Block] = [Paragraph(plain(sentence(series, w), strong=True))]
    if before:
        body.append(Paragraph(plain(w("Until now: {rhythm}.", rhythm=series_in_words(before, w)))))
    if leaves_out_months(series.rule):
        body.append(Paragraph(plain(w("Some months have no such day; there is no meeting then."))))
    body += [Heading(w("The next meetings")), Items(tuple(Item(_date(slot, at, scene)) for slot, at in next_three))]
    for at in staying[:1]:
        line = w("The meeting of {when} stays: its agenda is posted, or somebody moved it.")
        body.append(Paragraph(say(line, when=when(at, w, scene.time_zone))))
    act = Act("agenda_save", series.id, series.version, args)
    save = Button(w("Save"), act, style=Style.PRIMARY, spoken=w("Save this meeting"))
    change = Button(w("Change it"), Act("agenda_series", series.team, args=args), opens=True)
    buttons = [save, change]
    if other:
        label = cut(w("I mean {rule}", rule=other[0]), SPOKEN_LABEL)
        buttons.append(Button(cut(label, BUTTON_LABEL), Act("agenda_preview", series.id, args=other[1]), spoken=label))
    body.append(Paragraph(plain(w("Nothing is saved yet."))))
    return Card(w("Is this right?"), tuple(body), tuple(buttons), language=w.language)


def saved(series: Series, meeting: Meeting, scene: Scene, *, undo: Args | None) -> Card:
    """`undo`: the series as it was before it was changed."""
    w = scene.w
    back: tuple[Button, ...] = ()
    if undo:
        back = (
            Button(
                w("Undo"), Act("agenda_save", series.id, series.version, undo), spoken=w("Undo: the meetings as before")
            ),
        )
    return Card(
        w("Saved"),
        (
            Paragraph(plain(sentence(series, w), strong=True)),
            Paragraph(
                say(
                    w(
                        "Next: {when}. The agenda is posted at the start of the school day before, "
                        "and half an hour before the meeting I say so in its thread."
                    ),
                    when=when(meeting.at, w, scene.time_zone),
                )
            ),
        ),
        (
            Button(w("Post it now"), Act("agenda_post", meeting.id, meeting.edits)),
            change_button(series, w),
            cancel_button(series, w),
            meetings_button(w, series.team),
            *back,
        ),
        language=w.language,
    )


def cancelled(series: Series, w: Words) -> Card:
    return Card(
        w("Cancelled"),
        (Paragraph(plain(w("No more meetings: {rule}. What was posted stays.", rule=rule_in_words(series.rule, w)))),),
        (Button(w("Undo"), Act("agenda_restore", series.id, series.version), spoken=w("Undo: keep these meetings")),),
        language=w.language,
    )


def change_button(series: Series, w: Words, args: Args = ()) -> Button:
    """`args`: what was already said of the new rhythm."""
    act = Act("agenda_series", series.team, series.version, args or (("series", series.id),))
    return Button(
        w("Change"), act, opens=True, spoken=cut(w("Change: {rule}", rule=short_series(series, w)), SPOKEN_LABEL)
    )


def cancel_button(series: Series, w: Words) -> Button:
    return Button(
        w("Cancel the series"),
        Act("agenda_cancel", series.id, series.version),
        style=Style.DANGER,
        confirm=Confirm(
            w("Cancel all its meetings?"),
            w("No more agendas are posted for it. You can undo this right after."),
            w("Cancel them"),
            w("Keep them"),
        ),
        spoken=cut(w("Cancel: {rule}", rule=short_series(series, w)), SPOKEN_LABEL),
    )


def rule_title(series: Series, w: Words) -> str:
    title = rule_in_words(series.rule, w)
    return title[:1].upper() + title[1:]


def sentence(series: Series, w: Words) -> str:
    """ "On the second Tuesday of each month at 3:30 PM for 45 minutes" """
    title = series_in_words(series, w)
    return title[:1].upper() + title[1:]


def meetings_button(w: Words, team: str = "") -> Button:
    """`team`: its id, for where it would not be clear whose they are."""
    return Button(w("Show the meetings"), Act("agenda", team))


def _date(slot: datetime, at: datetime, scene: Scene) -> Line:
    w = scene.w
    if local_day(slot, scene.time_zone) == local_day(at, scene.time_zone):
        return plain(when(at, w, scene.time_zone))
    was = w.day(local_day(slot, scene.time_zone))
    return plain(w("{when} (moved: no school on {day})", when=when(at, w, scene.time_zone), day=was))


def examples(w: Words) -> Iterator[tuple[str, Card | Form]]:
    from dataclasses import replace
    from datetime import UTC, timedelta

    from bot.domain.recurrence import LAST, MonthlyByDay, MonthlyBySchoolDay, MonthlyByWeekday, Rule
    from bot.ui.views import agenda_stage, sample, stage

    scene, series = stage.scene(w), agenda_stage.series()
    at = datetime(2026, 12, 17, 21, 30, tzinfo=UTC)
    dates = ((at, at - timedelta(days=1)), (at + timedelta(days=33), at + timedelta(days=33)))
    args = (("rhythm", "every Tuesday"), ("clock", "15:30"))
    other = (rule_in_words(agenda_stage.weekly().rule, w), args)
    yield "series-preview", preview(series, dates, scene, args=args, other=other)
    rules: tuple[Rule, ...] = (
        MonthlyByWeekday((5,), (4,)),
        MonthlyByDay((LAST, 15), 3),
        MonthlyBySchoolDay(last=True),
        MonthlyByWeekday((LAST, 1), (0, 2), 2),
    )
    for index, rule in enumerate(rules):
        one = replace(series, rule=rule)
        yield f"series-preview-{index}", preview(one, dates[:1], scene, args=args, other=None)
    long = (sample.LONG[:200], (("rhythm", sample.LONG[:200]),))
    yield "series-preview-long", preview(agenda_stage.weekly(), dates, scene, args=long[1], other=long)
    hostile = (sample.HOSTILE, (("rhythm", sample.HOSTILE),))
    yield "series-preview-hostile", preview(series, dates, scene, args=hostile[1], other=hostile)
    was = agenda_stage.weekly()
    yield "series-change", preview(series, dates, scene, args=args, other=None, before=was, staying=(at,))
    yield "series-saved", saved(series, agenda_stage.meeting(), scene, undo=None)
    yield "series-changed", saved(series, agenda_stage.meeting(), scene, undo=args)
    yield "series-cancelled", cancelled(series, w)
