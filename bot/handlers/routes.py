"""The routes table: every button, form, shortcut and command of the bot, on both platforms."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import assert_never

from bot.handlers import commands
from bot.handlers.agreements import agreements, clustering, consent, proposals, pulse, wording
from bot.handlers.calendar import calendar_source, school_days
from bot.handlers.challenges import codes, follow_up, home, lists, moves, own_report, reporting
from bot.handlers.desk import demo_clock
from bot.handlers.desk.desk import Desk
from bot.handlers.desk.requests import Invocation, Press, Reply, Request, Submission
from bot.handlers.meetings import agenda, meetings, meetings_typed, minutes, reviews, series, successes
from bot.handlers.people import presence, setup
from bot.handlers.reminders import later, reminders, todo
from bot.handlers.typed import grammar, meanings


@dataclass(frozen=True, slots=True)
class Route:
    name: str
    """The verb of a button, the name of a form, a shortcut's callback id."""
    press: Callable[[Press, Desk], Reply] | None = None
    submit: Callable[[Submission, Desk], Reply] | None = None
    opens: bool = False
    """Its press answers with a form."""
    asks_admin: bool = False
    """The edge asks the platform whether the caller administers it."""
    dev_only: bool = False
    happens: bool = False
    """Only the platform itself says so; whoever presses such a thing forged it."""


@dataclass(frozen=True, slots=True)
class Command:
    name: str
    handle: Callable[[Invocation, Desk], Reply]
    usage: str
    description: str
    dev_only: bool = False


@dataclass(frozen=True, slots=True)
class Shortcut:
    """`message`: offered on a message, whose words it takes along; else offered everywhere."""

    name: str
    label: str
    description: str
    message: bool = False


ROUTES: tuple[Route, ...] = (
    # a report
    Route("report", reporting.open_form, reporting.submit, opens=True),
    Route("report_message", reporting.open_form, opens=True),
    Route("report_to", reporting.report_to),
    Route("report_anyway", reporting.report_anyway),
    # one's own report
    Route("details", own_report.open_details, own_report.add_details, opens=True),
    Route("visibility", own_report.open_visibility, own_report.set_visibility, opens=True),
    Route("withdraw", own_report.withdraw),
    # an unlinked report, by its code
    Route("code_details", own_report.open_details_by_code, own_report.add_details_by_code, opens=True),
    Route("code_answer", codes.answer_form, codes.answer, opens=True),
    Route("code_verdict", codes.verdict_form, codes.verdict, opens=True),
    Route("code_withdraw", codes.withdraw),
    # work on a challenge
    Route("triage", moves.press, moves.submit, opens=True),
    Route("assign", moves.press, moves.submit, opens=True),
    Route("step", moves.press, moves.submit, opens=True),
    Route("done", moves.press, moves.submit, opens=True),
    Route("note", moves.press, moves.submit, opens=True),
    Route("waiting", moves.press, moves.submit, opens=True),
    Route("ask", moves.press, moves.submit, opens=True),
    Route("answer", moves.press, moves.submit, opens=True),
    Route("merge", moves.press, moves.submit, opens=True),
    Route("redirect", moves.press, moves.submit, opens=True),
    Route("removed", moves.press, moves.submit, opens=True),
    Route("verdict", follow_up.press, moves.submit, opens=True),
    Route("sustain", follow_up.press, follow_up.submit, opens=True),
    Route("conversation", moves.press, moves.submit, opens=True),
    Route("affects_me", moves.press),
    Route("close", moves.press),
    # one's own reminders
    Route("later", later.press),
    Route("later_day", later.open_day, later.submit_day, opens=True),
    Route("later_undo", later.undo),
    Route("reminders", reminders.press),
    Route("reminders_hours", reminders.open_hours, reminders.submit_hours, opens=True),
    Route("reminders_undo", reminders.undo),
    Route("reminders_stop", reminders.stop),
    Route("reminders_start", reminders.start),
    # the monthly review
    Route("review", reviews.start),
    Route("review_keep", reviews.keep),
    Route("review_close", reviews.close),
    Route("review_skip", reviews.skip),
    Route("review_stop", reviews.stop),
    Route("review_go", reviews.resume),
    Route("minutes", minutes.open_form, minutes.submit, opens=True),
    # what there is
    Route("mine", lists.mine_pressed),
    Route("todo", todo.todo_pressed),
    Route("log", lists.log_pressed),
    Route("show", lists.show_pressed),
    Route("history", lists.history),
    Route("ledger", lists.ledger),
    Route("home", home.home),
    Route("help", commands.help),
    # a team's meetings
    Route("agenda", meetings.next_),
    Route("agenda_for", meetings_typed.chosen),
    Route("agenda_series", series.open_form, series.submit, opens=True),
    Route("agenda_preview", series.other_meaning),
    Route("agenda_save", series.save),
    Route("agenda_post", meetings.post),
    Route("agenda_skip", meetings.skip),
    Route("agenda_unskip", meetings.unskip),
    Route("agenda_move", meetings.move_form, meetings.move_submit, opens=True),
    Route("agenda_move_to", meetings.move_to),
    Route("agenda_cancel", meetings.cancel),
    Route("agenda_restore", meetings.restore),
    Route("agenda_roles", meetings.roles_form, meetings.roles_submit, opens=True),
    Route("agenda_all", meetings.all_rows),
    # what works
    Route("success", successes.open_form, successes.submit, opens=True),
    Route("success_show", successes.show),
    Route("success_send", successes.send_form, successes.send, opens=True),
    Route("success_take_back", successes.take_back),
    # a channel
    Route("setup", setup.open_form, setup.save, opens=True, asks_admin=True),
    Route("setup_which", setup.open_form, setup.choose, opens=True, asks_admin=True),
    # the school calendar
    Route("calendar", school_days.show_pressed),
    Route("calendar_days", school_days.open_days, school_days.save_days, opens=True, asks_admin=True),
    Route("calendar_either", school_days.chosen, asks_admin=True),
    Route("calendar_undo", school_days.undo, asks_admin=True),
    Route("calendar_source", calendar_source.open_source, calendar_source.save_source, opens=True, asks_admin=True),
    Route("calendar_choose", calendar_source.open_choice, calendar_source.choose, opens=True, asks_admin=True),
    Route("calendar_stop", calendar_source.stop, asks_admin=True),
    Route(
        "calendar_holidays", calendar_source.open_holidays, calendar_source.list_holidays, opens=True, asks_admin=True
    ),
    Route("holidays_chosen", submit=calendar_source.choose_holidays, asks_admin=True),
    Route("agenda_help", agenda.help),
    # group agreements
    Route("agreements", agreements.show),
    Route("agreements_propose", proposals.open_form, proposals.submit, opens=True),
    Route("agreements_proposals", proposals.pressed),
    Route("agreements_cluster", clustering.open_form, clustering.submit, opens=True),
    Route("agreements_word", wording.open_form, wording.submit, opens=True),
    Route("agreements_ask", wording.ask),
    Route("agreements_keep", agreements.keep),
    Route("agreements_retire", agreements.retire),
    Route("agreements_history", agreements.history),
    Route("agreements_pulse", pulse.ask_pressed),
    Route("consent", consent.yes),
    Route("concern", consent.open_concern, consent.submit, opens=True),
    Route("pulse", pulse.tap),
    # what happens to the bot
    Route("joined", presence.joined, happens=True),
    Route("place_gone", presence.place_gone, happens=True),
    Route("people_changed", presence.people_changed, happens=True),
    Route("account_closed", presence.account_closed, happens=True),
    Route("became_guest", presence.became_guest, happens=True),
    Route("uninstalled", presence.uninstalled, happens=True),
)

COMMANDS: tuple[Command, ...] = (
    Command("barrier", commands.barrier, "what is in the way, or: help", "Report what stands in the way of your work"),
    Command(
        "agenda",
        agenda.agenda,
        "every 2nd Tuesday at 3:30pm, or: help",
        "Meetings and agendas, the review, the calendar",
    ),
    Command("agreements", agreements.command, "propose …, or: help", "What your team agreed on"),
    Command("demo", demo_clock.demo, "skip 3 weeks", "Move the demo's clock on", dev_only=True),
)

SHORTCUTS: tuple[Shortcut, ...] = (
    Shortcut("report", "Report a barrier", "Say what stands in the way of your work"),
    Shortcut("report_message", "Report as a barrier", "Report these words as a barrier", message=True),
)

_ROUTES = {route.name: route for route in ROUTES}
_COMMANDS = {command.name: command for command in COMMANDS}


def route(name: str) -> Route | None:
    """None for a verb that no card of ours carries (any more)."""
    return _ROUTES.get(name)


def command(name: str) -> Command | None:
    return _COMMANDS.get(name)


def asks_admin(request: Request) -> bool:
    """Whether the edge asks the platform, before it hands `request` on, if the caller administers it."""
    match request:
        case Invocation() if calendar_source.pasted_by(request):
            return True
        case Invocation(command="agenda"):
            return agenda.asks_admin(request.text)
        case Invocation():
            said = grammar.parse(request.text, thread=False)
            setting_up = isinstance(said, meanings.Setup | meanings.Connect)
            return request.command == "barrier" and (setting_up or agenda.asks_admin(agenda.line(request.text) or ""))
        case Press():
            found = route(request.verb)
        case Submission():
            found = route(request.form)
        case _:
            assert_never(request)
    return found is not None and found.asks_admin
