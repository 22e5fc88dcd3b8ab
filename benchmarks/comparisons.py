"""The bot beside its floors: the same requests to one and to the other in turns, the one not measured held still."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from benchmarks.acts import notes
from benchmarks.databases import Databases
from benchmarks.figures import Comparison, middle, milliseconds, reached, table
from benchmarks.processes import PATIENCE, Generator
from benchmarks.stage import Stage, asking, running
from demo.processes import Failed

FLOWS = {"command": "Slack command", "message": "Teams message", "invoke": "Action.Execute"}
IN_FLIGHT = (1, 16, 64)
THROUGHPUT, TAIL, ALONE = 0.7, 1.5, 0.003
"""To reach: this share of the floor's throughput, this multiple of its p99, this p50 in seconds alone on SQLite."""
REPORTS_TO_NOTE_ON = 200
WARM_UP = 4
HEADS = (
    "floor → bot", "in flight", "requests/s", "p50 ms", "p99 ms", "processor ms each",
    "throughput ratio", "≥ 0.7", "p99 ratio", "≤ 1.5",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Effort:
    rounds: int
    seconds: float
    messages: int
    """At most so many in a round: they are answered faster than they can be worked off, and that is waited for."""


@dataclass(frozen=True, slots=True)
class Line:
    database: str
    flow: str
    in_flight: int
    seen: Comparison

    def cells(self) -> tuple[str, ...]:
        floor, bot = middle(self.seen.floor), middle(self.seen.bot)
        times = ((floor.p50, bot.p50), (floor.p99, bot.p99), (floor.cpu_each, bot.cpu_each))
        return (
            f"{self.database} · {FLOWS[self.flow]}",
            str(self.in_flight),
            f"{floor.rate:.0f} → {bot.rate:.0f}",
            *(f"{milliseconds(one)} → {milliseconds(other)}" for one, other in times),
            f"{self.seen.throughput:.2f}",
            reached(self.seen.throughput, THROUGHPUT, at_least=True),
            f"{self.seen.tail:.2f}",
            reached(self.seen.tail, TAIL),
        )


def compare(stage: Stage, databases: Databases, flow: str, effort: Effort, generator: Generator) -> Iterator[Line]:
    """One line for each number in flight; a new floor and a new bot, each with an empty database of its own."""
    address, other = databases.fresh(), databases.fresh()
    with running(stage.bot(address)) as bot, running(stage.floor(other)) as floor:
        acts: tuple[dict[str, Any], ...] = ()
        if flow == "invoke":
            generator.run(bot, "command", 1, each=REPORTS_TO_NOTE_ON)
            with asking(address) as ask:
                acts = notes(
                    ask(f"SELECT id FROM challenge WHERE number = {n}") for n in range(1, REPORTS_TO_NOTE_ON + 1)
                )
        generator.run(floor, flow, 16, 0.3, WARM_UP, acts)
        answered = len(generator.run(bot, flow, 16, 0.3, WARM_UP, acts).times)
        _settled(address, flow, answered)
        for in_flight in IN_FLIGHT:
            each = -(-effort.messages // in_flight) if flow == "message" else -1
            floors, bots = [], []
            for _ in range(effort.rounds):
                with bot.held():
                    floors.append(generator.run(floor, flow, in_flight, effort.seconds, each, acts))
                with floor.held():
                    before = bot.cpu()
                    taken = generator.run(bot, flow, in_flight, effort.seconds, each, acts)
                    answered += len(taken.times)
                    elapsed = taken.elapsed + _settled(address, flow, answered)
                    bots.append(replace(taken, elapsed=elapsed, cpu=bot.cpu() - before))
            yield Line(databases.name, flow, in_flight, Comparison(tuple(floors), tuple(bots)))
        if faults := bot.complaints():
            raise Failed(f"{FLOWS[flow]}: the bot's log tells of {faults} faults")


def report(lines: list[Line]) -> str:
    alone = [
        middle(line.seen.bot).p50
        for line in lines
        if (line.database, line.flow, line.in_flight) == ("SQLite", "command", 1)
    ]
    acks = (
        f"\n\nAck p50 of a report alone on SQLite: {milliseconds(p50)} ms; under 3: {reached(p50, ALONE)}."
        for p50 in alone
    )
    return table(HEADS, (line.cells() for line in lines)) + "".join(acks)


def _settled(address: str, flow: str, answered: int) -> float:
    """Seconds until everything that was answered is in the database: a message is acknowledged before its work is done.

    It also is the proof that the work was done: an answer that stored nothing would be a fast one.
    """
    # A challenge's first event is its report; every further one here is a note.
    query = "SELECT count(*) FROM event WHERE seq > 1" if flow == "invoke" else "SELECT count(*) FROM challenge"
    began = time.perf_counter()
    with asking(address) as ask:
        while (there := ask(query)) < answered:
            if time.perf_counter() - began > PATIENCE:
                raise Failed(f"{FLOWS[flow]}: {answered} were answered, and only {there} are stored")
            time.sleep(0.02)
    return time.perf_counter() - began
