"""`python -m benchmarks`: measures, and prints markdown. Nothing is asserted: a shared machine is no judge."""

import argparse
import os
import platform
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks import comparisons, limits, meetings
from benchmarks.databases import SqliteFiles, both
from benchmarks.processes import Generator, get
from benchmarks.stage import Stage, stage
from demo.processes import Failed

LIMITS = ("forms", "starts", "memory")
PARTS = (*comparisons.FLOWS, *LIMITS, "meetings")
QUICK = comparisons.Effort(rounds=1, seconds=0.3, messages=64)
WHOLE = comparisons.Effort(rounds=3, seconds=1.2, messages=192)
NOTES = """\
A floor is the same kind of request to the least that can answer it: for Slack a bare Bolt command under aiohttp that
commits one row before it answers, for Teams an aiohttp route that checks the token and commits one row. It has the
bot's own database settings and threads. Floor and bot are measured in turns, and the one that is not is held still.
The bot does all of its work, deliveries to local stand-ins of both platforms included; the floor delivers nothing.
A Teams message is acknowledged before it is worked on: its times are those of the acknowledgement, its rate that of
stored reports. Ratios are the medians of neighbouring rounds' own ratios, everything else are medians of the rounds."""


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    options.add_argument("--quick", action="store_true", help="under a minute, and as much noisier")
    options.add_argument("--only", action="append", choices=PARTS, metavar="PART", help=f"one of {', '.join(PARTS)}")
    chosen = options.parse_args()
    effort = QUICK if chosen.quick else WHOLE
    try:
        with tempfile.TemporaryDirectory(prefix="barrierbot-bench-") as folder, stage(Path(folder)) as on:
            run(on, effort, chosen.only or PARTS)
    except Failed as fault:
        sys.exit(str(fault))


def run(on: Stage, effort: comparisons.Effort, parts: Sequence[str]) -> None:
    began = time.monotonic()
    generator = Generator("bench", on.identity)
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}.\n\n{NOTES}\n", flush=True)
    try:
        if flows := [flow for flow in comparisons.FLOWS if flow in parts]:
            print(comparisons.report(list(_compared(on, effort, generator, flows))) + "\n", flush=True)
        if chosen := [part for part in LIMITS if part in parts]:
            print(limits.report(list(_limited(on, effort, generator, chosen))) + "\n")
        if "meetings" in parts:
            print(meetings.report(on.folder / "meetings", quick=effort is QUICK) + "\n", flush=True)
    finally:
        generator.stop()
    taken = (get(on.sinks.port, "/taken") or b"").decode()
    print(f"The stand-ins took this many of the bot's own calls: {taken}. All of it: {time.monotonic() - began:.0f} s.")


def _compared(
    on: Stage, effort: comparisons.Effort, generator: Generator, flows: Sequence[str]
) -> Iterator[comparisons.Line]:
    with both(on.folder) as databases:
        for kind in databases:
            for flow in flows:
                print(f"{kind.name}, {comparisons.FLOWS[flow]} …", file=sys.stderr, flush=True)
                yield from comparisons.compare(on, kind, flow, effort, generator)


def _limited(
    on: Stage, effort: comparisons.Effort, generator: Generator, parts: Sequence[str]
) -> Iterator[limits.Entry]:
    files = SqliteFiles(on.folder, "limits")
    print(f"{', '.join(parts)} …", file=sys.stderr, flush=True)
    if "forms" in parts:
        yield limits.forms(on, files, generator, effort.rounds)
    if "starts" in parts:
        yield from limits.starts(on, files, effort.rounds)
    if "memory" in parts:
        yield limits.memory(on, files, generator)


if __name__ == "__main__":
    main()
