"""What has a limit of its own: forms while the platform is slow, the start, and the memory."""

import compileall
from pathlib import Path
from statistics import median

import bot
from benchmarks.databases import SqliteFiles
from benchmarks.figures import reached, table
from benchmarks.processes import Generator, get
from benchmarks.stage import Stage, running

FORMS, API_MS, SLOWEST = 40, 80, 0.3
ONE_PLATFORM, BOTH_PLATFORMS = 1.5, 2.0
REPORTS, MIB = 1000, 130.0

Entry = tuple[str, str, str, str]


def forms(stage: Stage, databases: SqliteFiles, generator: Generator, rounds: int) -> Entry:
    """Everybody types `/barrier` at once, and Slack takes its time to open each form."""
    with running(stage.bot(databases.fresh())) as server:
        generator.run(server, "form", 1, each=20)
        get(stage.sinks.port, f"/delay/{API_MS}", "POST")
        try:
            slowest = [max(generator.run(server, "form", FORMS, each=1).times) for _ in range(max(3, rounds))]
        finally:
            get(stage.sinks.port, "/delay/0", "POST")
    what = f"{FORMS} forms in flight, Slack's API takes {API_MS} ms: slowest ack"
    return what, f"{median(slowest) * 1000:.0f} ms", f"< {SLOWEST * 1000:.0f} ms", reached(median(slowest), SLOWEST)


def starts(stage: Stage, databases: SqliteFiles, rounds: int) -> list[Entry]:
    """From the command line to the first `readyz`, with compiled bytecode and a database that is up to date."""
    compileall.compile_dir(Path(bot.__file__).parent, quiet=2)
    address = databases.fresh()
    entries = []
    for name, teams, most in (("Slack alone", False, ONE_PLATFORM), ("both platforms", True, BOTH_PLATFORMS)):
        times, busy = [], []
        for _ in range(rounds + 1):
            server = stage.bot(address, teams=teams, plain=True)
            try:
                times.append(server.wait())
                busy.append(server.cpu())
            finally:
                server.stop()
        taken = median(times[1:])
        entries.append(
            (
                f"start to ready, {name}",
                f"{taken:.2f} s ({median(busy[1:]):.2f} s of processor time)",
                f"< {most} s",
                reached(taken, most),
            )
        )
    return entries


def memory(stage: Stage, databases: SqliteFiles, generator: Generator) -> Entry:
    with running(stage.bot(databases.fresh())) as server:
        generator.run(server, "command", 4, each=REPORTS // 4)
        used = server.memory()
    what = f"resident memory, both platforms, after {REPORTS} reports"
    return what, f"{used:.0f} MiB", f"< {MIB:.0f} MiB", reached(used, MIB)


def report(entries: list[Entry]) -> str:
    return table(("what", "measured", "to reach", "reached"), entries)
