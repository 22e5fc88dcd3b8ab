"""Ends the tests' PostgreSQL when everybody who used it is gone, killed or not: run as a process of its own.

Its standard input is held open by whoever started it, and ends with them.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path


def watch(folder: Path) -> "subprocess.Popen[bytes]":
    """Look after the server in `folder` for as long as this process lives."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.support.watchdog", str(folder)],
        stdin=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
        start_new_session=True,  # whoever ends the run by its group does not end this
    )


def main() -> None:
    folder = Path(sys.argv[1])
    sys.stdin.buffer.read()
    users = json.loads(_read(folder / ".handle_pids.json") or "[]")
    if any(map(_alive, users)):
        return  # another worker of the same run, which has its own
    server = _read(folder / "postmaster.pid").split()
    if server:
        with suppress(ProcessLookupError):
            os.kill(int(server[0]), signal.SIGQUIT)
    shutil.rmtree(folder, ignore_errors=True)


def _read(path: Path) -> str:
    with suppress(OSError):
        return path.read_text()
    return ""


def _alive(pid: int) -> bool:
    """One that has ended may be listed until its parent, killed too, has been told."""
    state = _read(Path(f"/proc/{pid}/stat")).rpartition(")")[2].split()
    return bool(state) and state[0] != "Z"


if __name__ == "__main__":
    main()
