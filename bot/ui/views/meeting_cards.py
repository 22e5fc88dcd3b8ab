"""What is said about meetings in private: what comes next, a rhythm before it is saved, and what was changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.domain.meeting import MOST_SERIES, Meeting, MeetingState, Series
from bot.ui.card import Act, Block, Button, Card, Facts, Heading, Item, Items, Paragraph, Style
from bot.ui.form import Form
from bot.ui.limits import BUTTON_LABEL, SPOKEN_LABEL, TITLE, cut
from bot.ui.text import Code, Line, Plain, Said, plain, weave
from bot.ui.views.agenda_card import skip_button
from bot.ui.views.agenda_lines import when
from bot.ui.views.buttons import help_button, log_button
from bot.ui.views.meeting_roles import roles
from bot.ui.views.rhythm import short_series
from bot.ui.views.scene import Scene, say
from bot.ui.views.series_cards import cancel_button, change_button, rule_title, sentence
from bot.ui.words import Words


@dataclass(frozen=True, slots=True)
class Coming:
    """A series and its next meeting; None when it has ended."""

    series: Series
    meeting: Meeting | None


def nothing_planned(w: Words, team: tuple[str, str], *, may: bool) -> Card:
    """No series yet: how to begin. `team`: its id and name."""
    body: list[Block] = [
        Paragraph(weave(w("{team} has no meeting here yet."), team=Said(team[1]))),
        Paragraph(
            weave(
                w("Say how often you meet, and the agenda is there the school day before: {line}"),
                line=Code(w("/agenda every 2nd Tuesday at 3:30pm")),
            )
        ),
    ]
    if not may:
        body.append(Paragraph(plain(w("A lead, a coach or the coordinator can set it up."))))
    return Card(w("No meeting yet"), tuple(body), (_add(w, team[0]),) if may else (), language=w.language)


def in_the_channel(w: Words) -> Card:
    """Typed where it is not clear which team's meetings are meant."""
    return Card(
        w("In the team's channel"),
        (
            Paragraph(
                weave(
                    w("Meetings belong to a team. Type {line} in the team's own channel."),
                    line=Code("/agenda"),
                )
            ),
        ),
        (help_button(w),),
        language=w.language,
    )


def which_team(w: Words, line: str, teams: Sequence[tuple[str, str]]) -> Card:
    """Typed where it is not clear which of one's teams, (id, name), is meant; the choice carries what was typed."""
    buttons = tuple(
        Button(cut(name, BUTTON_LABEL), Act("agenda_for", id, args=(("line", line),))) for id, name in teams
    )
    asked = Paragraph(plain(w("Which team's meetings do you mean?")))
    return Card(w("Which team?"), (asked,), buttons, language=w.language)


def coming(shown: Sequence[Coming], scene: Scene, *, team: str, may: bool, first: Line = ()) -> Card:
    """A team's series: of a single one all that can be done about it, several numbered and to choose from.

    `first` is said before them.
    """
    w, several = scene.w, len(shown) > 1
    body: list[Block] = [Paragraph(first)] if first else []
    for place, one in enumerate(shown[:MOST_SERIES], 1):
        title = sentence(one.series, w)
        body.append(Heading(cut(f"{place}. {title}" if several else title, TITLE)))
        choose = _choose(one.series, team, w) if several and may else None
        body += [Items((Item(_next(one, scene), choose),)) if choose else Paragraph(_next(one, scene))]
        if may and not several:
            body.append(Items(tuple(_moves(one, w))))
    return Card(
        w("Meetings of this channel"),
        tuple(body),
        (_add(w, team), log_button(w)) if may else (log_button(w),),
        language=w.language,
    )


def which(title: str, choices: Sequence[tuple[Line, Button]], w: Words) -> Card:
    """Which meeting, and is this right: one line and one button for each."""
    items = Items(tuple(Item(line, button) for line, button in choices))
    return Card(title, (items, Paragraph(plain(w("Nothing is changed yet.")))), language=w.language)


def ended(w: Words, team: str) -> Card:
    return Card(
        w("No meeting to change"),
        (Paragraph(plain(w("No meeting is planned here. “/agenda” shows what there is."))),),
        (_add(w, team),),
        language=w.language,
    )


def state(
    series: Series, meeting: Meeting, scene: Scene, *, after: Meeting | None = None, by_others: bool = False
) -> Card:
    """What holds of a meeting now: after a change, or when somebody else was faster."""
    w = scene.w
    at = when(meeting.at, w, scene.time_zone)
    body: list[Block] = []
    if by_others:
        body.append(Paragraph(plain(w("Somebody changed it in the meantime. This is how it stands:"))))
    buttons: tuple[Button, ...] = ()
    if meeting.state is MeetingState.SKIPPED:
        body.append(
            Paragraph(say(w("The meeting of {when} is skipped, by {who}."), when=at, who=scene.who(meeting.skipped_by)))
        )
        if after is not None:
            body.append(Paragraph(say(w("Next: {when}."), when=when(after.at, w, scene.time_zone))))
        buttons = (
            Button(
                w("Undo"),
                Act("agenda_unskip", meeting.id, meeting.edits),
                spoken=w("Undo: hold this meeting after all"),
            ),
        )
    elif meeting.state is MeetingState.OVER:
        body.append(Paragraph(say(w("The meeting of {when} is over."), when=at)))
    else:
        body.append(Paragraph(say(w("The meeting is on {when}."), when=at)))
        if meeting.moved_by and meeting.at != meeting.scheduled:
            slot = when(meeting.scheduled, w, scene.time_zone)
            body.append(Paragraph(say(w("{who} moved it from {when}."), who=scene.who(meeting.moved_by), when=slot)))
        buttons = (
            Button(w("Move the meeting"), Act("agenda_move", meeting.id, meeting.edits), opens=True),
            skip_button(meeting, w),
        )
    return Card(cut(rule_title(series, w), 150), tuple(body), buttons, language=w.language)


def posted(meeting: Meeting, scene: Scene) -> Card:
    w = scene.w
    said = say(w("The agenda for {when} goes to the team's channel now."), when=when(meeting.at, w, scene.time_zone))
    return Card(w("Posted"), (Paragraph(said),), language=w.language)


def roles_saved(meeting: Meeting, scene: Scene) -> Card:
    w = scene.w
    body = [Paragraph(plain(w("The agenda shows it now.")))] if meeting.posts else []
    return Card(w("Saved"), (Facts(tuple(roles(meeting, scene))), *body), language=w.language)


def unread_day(phrase: str, w: Words) -> Paragraph:
    said = w("I cannot read “{phrase}” as a day or time that is still to come.")
    return Paragraph(weave(said, phrase=Said(cut(phrase, 80))))


def _next(one: Coming, scene: Scene) -> Line:
    w = scene.w
    if one.meeting is None:
        return plain(w("It has ended; there are no more meetings."))
    line = say(w("Next: {when}."), when=Plain(when(one.meeting.at, w, scene.time_zone), strong=True))
    if one.meeting.at == one.meeting.scheduled:
        return line
    slot = when(one.meeting.scheduled, w, scene.time_zone)
    return (*line, Plain(" "), *say(w("Moved from {when}."), when=slot))


def _choose(series: Series, team: str, w: Words) -> Button:
    spoken = cut(w("Choose: {rule}", rule=short_series(series, w)), SPOKEN_LABEL)
    return Button(w("Choose"), Act("agenda", team, args=(("series", series.id),)), spoken=spoken)


def _moves(one: Coming, w: Words) -> Iterator[Item]:
    series, meeting = one.series, one.meeting
    if meeting is not None:
        spoken = cut(w("Post the agenda now: {rule}", rule=short_series(series, w)), SPOKEN_LABEL)
        yield Item(
            plain(w("The agenda now, as a new message")),
            Button(w("Post it now"), Act("agenda_post", meeting.id, meeting.edits), spoken=spoken),
        )
        yield Item(
            plain(w("Another day or time, this once")),
            Button(w("Move the meeting"), Act("agenda_move", meeting.id, meeting.edits), opens=True),
        )
        yield Item(plain(w("No meeting this once")), skip_button(meeting, w))
    yield Item(plain(w("Another rhythm, time or length")), change_button(series, w))
    yield Item(plain(w("No meetings any more")), cancel_button(series, w))


def _add(w: Words, team: str) -> Button:
    return Button(w("Add a meeting"), Act("agenda_series", team), style=Style.PRIMARY, opens=True)


def examples(w: Words) -> Iterator[tuple[str, Card | Form]]:
    from dataclasses import replace
    from datetime import timedelta

    from bot.ui.views import agenda_stage, sample, stage

    scene, meeting, series = stage.scene(w), agenda_stage.meeting(), agenda_stage.series()
    moved = replace(meeting, at=meeting.at - timedelta(days=1), moved_by="p-evil", state=MeetingState.PLANNED)
    yield "meetings-none", nothing_planned(w, ("t-evil", sample.HOSTILE), may=True)
    yield "meetings-none-teacher", nothing_planned(w, ("t-lincoln", "Lincoln SLT"), may=False)
    every = (Coming(series, moved), Coming(agenda_stage.weekly(), meeting), Coming(replace(series, id="s-9"), None))
    yield "meetings", coming(every, scene, team="t-lincoln", may=True)
    yield "meetings-one", coming(every[:1], scene, team="t-lincoln", may=True)
    yield "meetings-one-ended", coming(every[2:], scene, team="t-lincoln", may=True)
    yield "meetings-teacher", coming(every[:1], scene, team="t-lincoln", may=False)
    first = plain(w("Somebody changed it in the meantime. This is how it stands:"))
    yield "meetings-meanwhile", coming(every[:1] * MOST_SERIES, scene, team="t-lincoln", may=True, first=first)
    teams = (("t-lincoln", "Lincoln SLT"), ("t-evil", sample.HOSTILE))
    yield "meetings-which-team", which_team(w, sample.HOSTILE, teams)
    yield "meetings-in-the-channel", in_the_channel(w)
    yield "agenda-posted", posted(meeting, scene)
    yield "roles-saved", roles_saved(meeting, scene)
    to = Act("agenda_move_to", meeting.id, meeting.edits, (("at", "2026-12-18T21:30:00+00:00"),))
    choices: list[tuple[Line, Button]] = [
        ((Said(sample.LONG[:600]),), skip_button(meeting, w)),
        ((Said(sample.HOSTILE),), Button(w("Move it"), to, style=Style.PRIMARY)),
    ]
    yield "meetings-which", which(w("Skip a meeting?"), choices, w)
    hint = replace(ended(w, "t-lincoln"), title=w("Move a meeting?"), body=(unread_day(sample.HOSTILE, w),))
    yield "meetings-unread-day", hint
    yield "meetings-ended", ended(w, "t-lincoln")
    yield "meeting-moved", state(series, moved, scene)
    skipped = replace(meeting, state=MeetingState.SKIPPED, skipped_by="p-lee")
    yield "meeting-skipped", state(series, skipped, scene, after=moved)
    yield "meeting-skipped-by-others", state(series, skipped, scene, by_others=True)
    yield "meeting-over", state(series, replace(meeting, state=MeetingState.OVER), scene, by_others=True)
