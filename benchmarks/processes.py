"""Servers and the load generator as processes: started, held still while another is measured, weighed, ended."""

import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.figures import Round
from benchmarks.identity import Identity
from demo.processes import Failed, free_port

PATIENCE = 120.0
"""Seconds. A machine that others keep busy starts a server in many times what it takes alone."""


class Server:
    """A Python module that listens on `port`. Its output goes to a file, as a service's would."""

    def __init__(self, arguments: Sequence[str], *, port: int, log: Path, environment: Mapping[str, str]) -> None:
        self.port = port
        self._log = log
        self.began = time.perf_counter()
        with log.open("wb") as output:
            self._process = subprocess.Popen(
                [*_tied_to_us(), sys.executable, "-m", *arguments],
                env={**os.environ, **environment},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def wait(self, path: str = "/readyz") -> float:
        """Seconds from the start until a GET is answered 200."""
        while get(self.port, path) is None:
            ended = self._process.poll()
            if ended is not None or time.perf_counter() - self.began > PATIENCE:
                self.stop()
                why = f"did not start in {PATIENCE:.0f} s" if ended is None else f"ended with {ended}"
                raise Failed(f"{self._log.stem} {why}:\n{self._log.read_text()[-2000:]}")
            time.sleep(0.005)
        return time.perf_counter() - self.began

    @contextmanager
    def held(self) -> Iterator[None]:
        """Stopped, so that what it does by itself takes nothing from the server that is measured."""
        self._process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._process.send_signal(signal.SIGCONT)

    def memory(self) -> float:
        """MiB resident, as Linux counts it."""
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0]) / 1024

    def cpu(self) -> float:
        """Seconds of processor time so far, of all its threads: what a busy neighbour on the machine hardly changes."""
        after_name = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(after_name[11]) + int(after_name[12])) / os.sysconf("SC_CLK_TCK")

    def complaints(self) -> int:
        """Lines of its log that tell of a fault."""
        return sum('"error"' in line or "Traceback" in line for line in self._log.read_text().splitlines())

    def stop(self) -> None:
        self._process.send_signal(signal.SIGCONT)
        self._process.terminate()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class Generator:
    """The load generator's process, and what it measured."""

    def __init__(self, run: str, identity: Identity) -> None:
        self._process = subprocess.Popen(
            [*_tied_to_us(), sys.executable, "-m", "benchmarks.load", run, identity.token, identity.service_url],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(
        self,
        server: Server,
        flow: str,
        connections: int,
        seconds: float = PATIENCE,
        each: int = -1,
        acts: Sequence[dict[str, Any]] = (),
    ) -> Round:
        """Load for so many `seconds`, or until each connection has sent `each` requests."""
        assert self._process.stdin and self._process.stdout
        job = {"port": server.port, "flow": flow, "connections": connections, "seconds": seconds, "each": each}
        before = server.cpu()
        self._process.stdin.write(json.dumps(job | {"acts": acts}) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline() or '{"fault": "the load generator ended"}')
        if "fault" in answer:
            raise Failed(f"{flow} at {connections} in flight: {answer['fault']}")
        return Round(tuple(answer["times"]), answer["elapsed"], server.cpu() - before)

    def stop(self) -> None:
        self._process.communicate()


def get(port: int, path: str, method: str = "GET") -> bytes | None:
    """The body of a 200, or None."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request(method, path)
        answer = connection.getresponse()
        body = answer.read()
        return body if answer.status == 200 else None
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def sinks(identity: Identity, port: int, secure_port: int, folder: Path) -> Server:
    arguments = ["benchmarks.sinks", "--port", str(port), "--secure-port", str(secure_port)]
    files = ["--keys", str(identity.keys), "--certificate", str(identity.certificate)]
    return Server([*arguments, *files], port=port, log=folder / "sinks.log", environment={})


def floor(database: str, identity: Identity, folder: Path) -> Server:
    port = free_port()
    arguments = ["benchmarks.floors", "--port", str(port), "--database", database, "--keys", str(identity.keys)]
    return Server(arguments, port=port, log=folder / "floor.log", environment={})


def _tied_to_us() -> tuple[str, ...]:
    """On Linux a child also ends when we are killed outright."""
    setpriv = shutil.which("setpriv")
    return (setpriv, "--pdeathsig", "TERM") if setpriv else ()
