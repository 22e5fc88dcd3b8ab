"""Meeting series that are due in the same minute: how fast PostgreSQL gives them out, and that each is posted once."""

import argparse
import asyncio
import logging
import multiprocessing
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy import create_engine, text

from benchmarks.databases import PostgresServer
from benchmarks.series import DUE, IN_ONE, KEYS, Fixed, fill, organization
from bot.domain import life
from bot.domain.changes import Reported
from bot.domain.team import Place
from bot.domain.vocabulary import Platform, Visibility
from bot.handlers.desk import scenes
from bot.handlers.meetings import agenda_outgoing
from bot.ports import DeliveryOutcome, DeliveryState, Message, Profile, Sent, Session
from bot.scheduler import settling
from bot.scheduler.delivery import BATCH, LEASE, Courier
from bot.scheduler.due import ring
from bot.scheduler.settling import End
from bot.storage import engines
from bot.storage.store import DatabaseStore
from bot.ui.views.agenda_card import agenda_card

WORKERS = 3
A_MINUTE = 300
"""Posts to one workspace: Slack speaks of several hundred a minute, besides one a second in each channel."""


class Platformlike:
    """Takes `delay` seconds for a call, as Slack does."""

    platform = Platform.SLACK
    pace = 1.0

    def __init__(self, delay: float) -> None:
        self._delay, self.posted = delay, 0

    async def post(self, place: Place, message: Message) -> DeliveryOutcome:
        await asyncio.sleep(self._delay)
        self.posted += 1
        return Sent(f"{place.id}-{self.posted}-{time.time_ns()}")

    async def update(self, place: Place, ref: str, message: Message) -> DeliveryOutcome:
        return await self.post(place, message)

    async def profile(self, workspace: str, user: str) -> Profile | None:
        return None

    async def roster(self, place: Place) -> None:
        return None


def worker(url: str, name: str, delay: float, gate: Any, results: Any) -> None:
    asyncio.run(_worker(url, name, delay, gate, results))


async def _worker(url: str, name: str, delay: float, gate: Any, results: Any) -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    store, platform = DatabaseStore(url, secret_keys=KEYS, clock=Fixed()), Platformlike(delay)
    courier = Courier(store, {Platform.SLACK: platform}, Fixed(), worker=name)
    await store.read(lambda session: session.setting("warm"))
    await asyncio.to_thread(gate.wait)
    began = time.perf_counter()
    rung = await ring(store, Fixed())
    rang = time.perf_counter()
    await asyncio.to_thread(gate.wait)
    sending = time.perf_counter()
    sent = await (_ledger_only(store, name) if delay < 0 else courier.drain())
    results.put((rung, rang - began, sent, time.perf_counter() - sending))
    await store.close()


async def _ledger_only(store: DatabaseStore, name: str) -> int:
    """What the database has to do with a message, without drawing and sending it: claimed, and settled as sent."""
    total = 0
    while claimed := await store.write(
        lambda session: session.lanes.claim(name, now=Fixed().now(), lease=LEASE, limit=BATCH)
    ):
        sent = [End(replace(it, state=DeliveryState.SENT), 1.0, f"ref-{it.org}-{it.intent.place}") for it in claimed]
        await store.write(lambda session, sent=sent: settling.write(sent, session, Fixed().now()))  # type: ignore[misc]
        total += len(claimed)
    return total


def due_at_once(server: PostgresServer, count: int, delay: float) -> str:
    """Three processes, one PostgreSQL, everything due at once; `delay` of a call in seconds, below 0: none is made."""
    url = server.fresh()
    fill(url, count)
    context = multiprocessing.get_context("spawn")
    gate, results = context.Barrier(WORKERS), context.Queue()
    made = [context.Process(target=worker, args=(url, f"w{n}", delay, gate, results)) for n in range(WORKERS)]
    for process in made:
        process.start()
    figures = [results.get() for _ in made]
    for process in made:
        process.join()
    posted, twice, missing = _ledger(url, count)
    rung, sent = sum(it[0] for it in figures), sum(it[2] for it in figures)
    ringing, sending = max(it[1] for it in figures), max(it[3] for it in figures)
    what = f"{count:,} series, " + (f"{delay * 1000:.0f} ms a call" if delay >= 0 else "the database's part alone")
    rang = f"{rung:,} rung in {ringing:.1f} s ({rung / ringing:,.0f}/s)"
    went = f"{sent:,} delivered in {sending:.1f} s ({sent / sending:,.0f}/s)"
    if delay > 0:  # all of a workspace's posts are due in the same minute
        allowed = max(delay, min(count, IN_ONE) / A_MINUTE * 60)
        went += f"; the platform allows it in {allowed:.0f} s: {sending / allowed:.2f} times that"
    return f"| {what} | {rang} | {went} | {posted:,} posted, {twice} twice, {missing} missing |"


def _ledger(url: str, count: int) -> tuple[int, int, int]:
    engine = create_engine(engines.parse(url))
    agendas = "SELECT org, subject, count(*) FROM posting WHERE kind = 'agenda' GROUP BY org, subject"
    with engine.connect() as connection:
        posted: list[int] = [row[2] for row in connection.execute(text(agendas))]
    engine.dispose()
    return sum(posted), sum(n > 1 for n in posted), count - len(posted)


WAITING = (
    "DELETE FROM alarm",
    "INSERT INTO alarm (org, kind, subject, at) SELECT 'o0', 'series', 'w' || n, :at FROM generate_series(1, :count) n",
    "INSERT INTO outbox (org, place, id, kind, subject, seq, state, put_at, due_at, attempts, reason, again)"
    " SELECT 'o0', 'p' || n % 100, n, 'agenda_soon', 'm' || n, 0, 'waiting', :at, :at, 0, '', false"
    " FROM generate_series(1, :count) n",
    "INSERT INTO lane (org, place, platform, workspace, last, free_at, next_at)"
    " SELECT org, place, 'slack', 'T0', max(id), :at, :at FROM outbox GROUP BY org, place",
)
"""As many alarms as messages, in a hundred channels, all of them for later."""


def tick_cost(server: PostgresServer, waiting: Iterable[int], looks: int) -> Iterable[str]:
    """A look for what is due, while so many rows wait for later."""
    for count in waiting:
        url = server.fresh()
        fill(url, IN_ONE)
        engine = create_engine(engines.parse(url))
        with engine.begin() as connection:
            for made in WAITING:
                connection.execute(text(made), {"at": DUE + timedelta(days=9), "count": count})
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("ANALYZE"))
        engine.dispose()
        took = asyncio.run(_looks(url, looks))
        what = f"{count:,} alarms and {count:,} messages wait"
        yield f"| {what} | {took * 1000:.2f} ms a tick (median of {looks}) | | |"


async def _looks(url: str, looks: int) -> float:
    store, taken = DatabaseStore(url, secret_keys=KEYS, clock=Fixed()), []
    courier = Courier(store, {}, Fixed(), worker="one")
    for _ in range(looks):
        began = time.perf_counter()
        await ring(store, Fixed())
        await courier.drain()
        taken.append(time.perf_counter() - began)
    await store.close()
    return sorted(taken)[looks // 2]


def agenda(server: PostgresServer, rows: int, rounds: int) -> str:
    return asyncio.run(_agenda(server.fresh(), rows, rounds))


async def _agenda(url: str, rows: int, rounds: int) -> str:
    store = DatabaseStore(url, secret_keys=KEYS, clock=Fixed())
    store.upgrade()
    await store.write(lambda session: organization(session, 1))
    await store.write(lambda session: _challenges(session, rows))
    taken = []
    for _ in range(rounds):
        began = time.perf_counter()
        await store.read(_draw)
        taken.append(time.perf_counter() - began)
    await store.close()
    median = sorted(taken)[rounds // 2]
    return f"| an agenda over {rows} open challenges | {median * 1000:.0f} ms (median of {rounds}) | | |"


def _challenges(session: Session, rows: int) -> None:
    work = session.work("o0")
    team = work.teams.get("t0")
    assert team is not None
    for n in range(rows):
        row, event = life.start(
            Reported(f"Door {n} of the east wing sticks", Visibility.UNLINKED),
            id=f"c{n}",
            number=work.challenges.next_number(),
            team=team,
            calendar=work.calendar(),
            actor=None,
            platform=None,
            now=DUE - timedelta(days=n % 90),
        )
        work.challenges.add(replace(row, reporter=None), event)


def _draw(session: Session) -> None:
    work = session.work("o0")
    meeting, team, place = work.meetings.get("m0"), work.teams.get("t0"), work.places.get("p0")
    assert meeting is not None and team is not None and place is not None
    agenda_card(agenda_outgoing.build(meeting, team, work, DUE), scenes.of_team(place, team, work))


def report(folder: Path, *, quick: bool) -> str:
    folder.mkdir(exist_ok=True)
    server = PostgresServer(folder)
    try:
        lines = ["| meetings | | | |", "|---|---|---|---|", *_lines(server, quick=quick)]
    finally:
        server.stop()
    return "\n".join(lines)


def _lines(server: PostgresServer, *, quick: bool) -> Sequence[str]:
    count, waiting = (1000, (1000, 20_000)) if quick else (50_000, (1000, 1_000_000))
    return [
        *(due_at_once(server, count, delay) for delay in (-1, 0.0, 0.08)),
        *tick_cost(server, waiting, 20 if quick else 200),
        agenda(server, 500, 5 if quick else 20),
    ]


def main() -> None:
    import tempfile

    options = argparse.ArgumentParser(prog="python -m benchmarks.meetings", description=__doc__)
    options.add_argument("--quick", action="store_true", help="a fiftieth of it")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="barrierbot-bench-") as folder:
        print(report(Path(folder), quick=chosen.quick))


if __name__ == "__main__":
    main()
