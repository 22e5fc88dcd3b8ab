"""A test run that is killed leaves no database server behind."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.support.watchdog import watch

SERVER = "import sys, time; print('up', flush=True); time.sleep(60)"
"""Stands for PostgreSQL: it would run on."""


def server_in(folder: Path, *users: int) -> "subprocess.Popen[str]":
    server = subprocess.Popen([sys.executable, "-c", SERVER], stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    assert server.stdout.readline() == "up\n"
    folder.mkdir()
    (folder / "postmaster.pid").write_text(f"{server.pid}\n{folder}\n")
    (folder / ".handle_pids.json").write_text(json.dumps(users))
    return server


def gone() -> int:
    """The id of a process that has ended."""
    ended = subprocess.Popen([sys.executable, "-c", ""])
    os.waitid(os.P_PID, ended.pid, os.WEXITED | os.WNOWAIT)  # and is still listed, as when its parent was killed too
    return ended.pid


def test_when_its_last_user_is_gone_the_server_ends_and_its_folder_goes(tmp_path: Path) -> None:
    server = server_in(tmp_path / "server", gone())
    watchdog = watch(tmp_path / "server")
    assert watchdog.stdin is not None

    watchdog.stdin.close()

    assert server.wait(timeout=30) != 0
    assert watchdog.wait(timeout=30) == 0
    assert not (tmp_path / "server").exists()


def test_while_another_worker_uses_it_the_server_stays(tmp_path: Path) -> None:
    server = server_in(tmp_path / "server", gone(), os.getpid())
    watchdog = watch(tmp_path / "server")
    assert watchdog.stdin is not None

    watchdog.stdin.close()

    assert watchdog.wait(timeout=30) == 0
    assert server.poll() is None
    server.kill()


def test_one_that_ended_in_order_leaves_nothing_to_do(tmp_path: Path) -> None:
    watchdog = watch(tmp_path / "never")
    assert watchdog.stdin is not None

    watchdog.stdin.close()

    assert watchdog.wait(timeout=30) == 0
