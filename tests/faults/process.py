"""`python -m bot run` as a process of its own, which can be killed at any point and started again."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from demo.processes import free_port
from tests.adapters.slack.payloads import SECRET
from tests.faults.house import KEYS, TOKEN
from tests.faults.logs import Logs
from tests.faults.stand_ins import SlackApi
from tests.support.riverside import TEAMS

STARTS = 60
"""Seconds that a start may take on a busy machine."""


@dataclass(slots=True)
class Process:
    database_url: str
    slack: SlackApi
    logs: Logs
    scratch: Path
    port: int = 0
    _running: asyncio.subprocess.Process | None = None
    _reading: asyncio.Task[None] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        self.port = free_port()
        self._running = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            "run",
            env=os.environ | self._environment(),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        ready = asyncio.Event()
        self._reading = asyncio.create_task(self._read(self._running, ready))
        async with asyncio.timeout(STARTS):
            await ready.wait()
            await self._listens()

    async def kill(self) -> None:
        """As the power goes: no handler of the process runs."""
        running, reading = self._running, self._reading
        if running is not None and reading is not None and running.returncode is None:
            running.send_signal(signal.SIGKILL)
            await running.wait()
            await reading

    def _environment(self) -> dict[str, str]:
        return {
            "DATABASE_URL": self.database_url,
            "PORT": str(self.port),
            "SECRET_KEYS": KEYS,
            "DEV_MODE": "1",
            "LOG_LEVEL": "debug",
            "SLACK_SIGNING_SECRET": SECRET,
            "SLACK_BOT_TOKEN": TOKEN,
            "SLACK_API_URL": f"{self.slack.address}/api/",
            "TEAMS_TENANT_IDS": TEAMS,
            "PYTHONDONTWRITEBYTECODE": "",
            "PYTHONPYCACHEPREFIX": str(self.scratch),  # the second start reads what the first one compiled
        }

    async def _read(self, running: asyncio.subprocess.Process, ready: asyncio.Event) -> None:
        """What it writes is looked through like everything else that is logged."""
        assert running.stdout is not None
        async for line in running.stdout:
            self.logs.lines.append(line.decode())
            ready.set()
        ready.set()

    async def _listens(self) -> None:
        """It says that it is ready a moment before it listens."""
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", self.port)
            except ConnectionRefusedError:
                assert self._running is not None and self._running.returncode is None, self.logs.lines[-5:]
                await asyncio.sleep(0)
            else:
                writer.close()
                return


@asynccontextmanager
async def started(database_url: str, slack: SlackApi, logs: Logs, scratch: Path) -> AsyncIterator[Process]:
    process = Process(database_url, slack, logs, scratch)
    try:
        await process.start()
        yield process
    finally:
        await process.kill()
