"""What the bot would answer, in the terminal: all the way from typed words to both platforms' messages."""

import json
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from bot.adapters.slack import cards as slack_cards
from bot.adapters.slack import forms as slack_forms
from bot.adapters.teams import cards as teams_cards
from bot.adapters.teams import forms as teams_forms
from bot.adapters.teams.cards import Surface
from bot.domain.team import Handle
from bot.domain.vocabulary import Platform, Role
from bot.handlers import entry, outgoing
from bot.handlers.desk.requests import Caller, Invocation, Reply, Via, Where
from bot.handlers.people.founding import Channel, District, Group, Member, Workspace, found
from bot.ports import Delivery, LogFilter, Message, Session
from bot.seeding import address_of
from bot.storage.store import DatabaseStore, SystemClock
from bot.ui import speech
from bot.ui.text import spoken

REHEARSAL = District(
    "rehearsal",
    "A rehearsal",
    (
        Workspace(Platform.SLACK, "T0REHEARSAL"),
        Workspace(Platform.TEAMS, "rehearsal", "https://smba.trafficmanager.net/teams/"),
    ),
    (
        Member("you", "You", {Platform.SLACK: "U0YOU", Platform.TEAMS: "you"}, admin=True),
        Member("lead", "A lead", {Platform.SLACK: "U0LEAD", Platform.TEAMS: "lead"}),
    ),
    (
        Group(
            "team",
            "Your team",
            (Channel(Platform.SLACK, "C0TEAM", "#your-team"), Channel(Platform.TEAMS, "19:team", "Your team")),
            {Role.LEAD: ("lead", "you")},
            types=("Technology", "Schedule", "Materials"),
        ),
    ),
)
NO_DIALOG = ""
USERS = {Platform.SLACK: ("T0REHEARSAL", "U0YOU"), Platform.TEAMS: ("rehearsal", "you")}


async def rehearse(words: str, platform: str, language: str) -> str:
    """Reply, row, outbox, and how each is drawn on both platforms, as one text. Nothing is kept."""
    with tempfile.TemporaryDirectory() as folder:
        store = DatabaseStore(f"sqlite:///{Path(folder) / 'rehearsal.db'}", secret_keys=("only for this rehearsal",))
        store.upgrade()
        try:
            await store.write(lambda session: found(REHEARSAL, session, address_of))
            request = _typed(words, Platform(platform), language)
            reply = await entry.serve(store, request, clock=SystemClock(), dev=False, ask=_nobody)
            return await store.read(lambda session: "\n".join((*_reply(reply), *_stored(session))))
        finally:
            await store.close()


async def _nobody(_: Handle) -> None:
    """You are on record; nobody else acts here."""


def _typed(words: str, platform: Platform, language: str) -> Invocation:
    command, _, text = words.strip().removeprefix("/").partition(" ")
    if command not in ("barrier", "agenda", "agreements"):
        command, text = "barrier", words.strip()
    workspace, user = USERS[platform]
    caller = Caller(Handle(platform, workspace, user), "You", language, admin=True)
    return Invocation("rehearsal", caller, Where("here", "", True), text, Via.COMMAND, command, can_open=True)


def _reply(reply: Reply) -> list[str]:
    lines = ["== Reply"]
    if reply.line:
        lines.append(spoken(reply.line))
    if reply.card:
        lines += [speech.read_aloud(reply.card), "", "-- on Slack", _dump(slack_cards.message(reply.card))]
        lines += ["-- on Teams", _dump(teams_cards.card(reply.card, Surface.CHAT))]
    if reply.form:
        lines += [speech.read_form(reply.form), "", "-- on Slack", _dump(slack_forms.modal(reply.form, None))]
        lines += ["-- on Teams", _dump(teams_forms.card(reply.form, Surface.DIALOG, token=NO_DIALOG))]
    return lines


def _stored(session: Session) -> list[str]:
    work = session.work(REHEARSAL.id)
    rows, _ = work.challenges.find(LogFilter(), limit=10)
    lines = ["", "== Log" if rows else "== Log: nothing was stored"]
    for row in rows:
        lines.append(f"#{row.number} {row.status}, {row.visibility}, version {row.version}")
        if row.owed:
            lines.append(f"   owed: {row.owed.what} by {row.owed.role}, at {row.owed.next_at.isoformat()}")
        lines.append("")
        lines.append("== Outbox")
        for delivery in work.outbox.ledger(row.id):
            lines += _waiting(delivery, session)
    return lines


def _waiting(delivery: Delivery, session: Session) -> list[str]:
    work = session.work(REHEARSAL.id)
    place = work.places.get(delivery.intent.place)
    where = f"{place.platform} {place.name or place.key}" if place else "nowhere"
    drawn = outgoing.message(delivery, work, datetime.now(UTC))
    if not isinstance(drawn, Message) or place is None:
        return [f"{delivery.intent.kind} → {where}"]
    if drawn.line:
        return [f"{delivery.intent.kind} → {where}", spoken(drawn.line)]
    if drawn.card is None:
        return []
    on_slack = place.platform is Platform.SLACK
    shown = slack_cards.message(drawn.card) if on_slack else teams_cards.card(drawn.card, Surface.CHAT)
    return [f"{delivery.intent.kind} → {where}", _dump(shown)]


def _dump(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)
