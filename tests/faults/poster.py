"""A process that rings and delivers what is due, and dies by its own hand right before one of its statements."""

import asyncio
import multiprocessing
import os
import signal
import sys
import threading
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import FrameType
from typing import Any

from bot.domain.team import Place
from bot.domain.vocabulary import Platform
from bot.ports import DeliveryOutcome, Message
from bot.scheduler.delivery import Courier
from bot.scheduler.due import ring
from bot.storage.store import DatabaseStore
from tests.support.database import KEYS, HandClock
from tests.support.messengers import WritingMessenger

STATEMENTS = {"Cursor.execute", "Cursor.executemany", "Connection.commit"}
"""By their names in both drivers."""
_forks = multiprocessing.get_context("forkserver")
_forks.set_forkserver_preload([__name__])


@dataclass
class Paper(WritingMessenger):
    """A platform that outlives the process: what it has taken stands in a file, a line for each new message."""

    file: Path = Path()

    async def post(self, place: Place, message: Message) -> DeliveryOutcome:
        with self.file.open("a") as lines:
            lines.write(f"{place.key}\n")
        return await super().post(place, message)


class Statements:
    """Counts what goes to the database's driver, whichever it is, and ends the process before number `last`."""

    def __init__(self, last: int) -> None:
        self.count, self._last = 0, last

    def watch(self) -> None:
        threading.setprofile(self._seen)  # for every thread that is started from here on
        sys.setprofile(self._seen)

    def _seen(self, frame: FrameType, event: str, arg: Any) -> None:
        if event == "c_call" and type(getattr(arg, "__self__", None)).__module__ == "sqlite3":
            name = arg.__qualname__
        elif event == "call" and Path(frame.f_code.co_filename).parent.name == "psycopg":
            name = frame.f_code.co_qualname
        else:
            return
        if name in STATEMENTS:
            self.count += 1
            if self.count == self._last:
                os.kill(os.getpid(), signal.SIGKILL)


def post(url: str, at: datetime, paper: Path, *, last: int = 0) -> int:
    """Everything that is due `at` a moment, by a process that may die on the way; returns how many statements it took,
    or 0 when it died."""
    told, tell = _forks.Pipe(duplex=False)
    process = _forks.Process(target=_post, args=(url, at, paper, last, tell))
    process.start()
    tell.close()
    process.join()
    return told.recv() if process.exitcode == 0 else 0


def _post(url: str, at: datetime, paper: Path, last: int, tell: Any) -> None:
    statements = Statements(last)
    statements.watch()
    asyncio.run(_posted(url, HandClock(at), paper))
    tell.send(statements.count)


async def _posted(url: str, clock: HandClock, paper: Path) -> None:
    store = DatabaseStore(url, secret_keys=KEYS, clock=clock)
    messengers = {platform: Paper(platform, file=paper) for platform in Platform}
    await ring(store, clock)
    await Courier(store, messengers, clock, worker=f"{os.getpid()}").drain()
    await store.close()
