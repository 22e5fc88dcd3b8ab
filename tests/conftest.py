"""What holds for every test: no connection leaves this machine, and a required journey is never skipped in silence."""

import ipaddress
import os
import sys
from typing import Any

import pytest

pytest_plugins = ["tests.checks.browser"]

LOCAL_NAMES = {"", "localhost", None}


def is_local(host: object) -> bool:
    """Whether an address, as the socket module reports it, names this machine."""
    if isinstance(host, bytes):
        host = host.decode()
    if host in LOCAL_NAMES:
        return True
    try:
        return (address := ipaddress.ip_address(str(host))).is_loopback or address.is_unspecified
    except ValueError:
        return False


def refuse_the_network(event: str, arguments: tuple[Any, ...]) -> None:
    """Audit hook: an address that a fake was meant to answer shows itself here, and not as a slow or flaky test."""
    host: object = None
    if event == "socket.connect" and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    elif event == "socket.getaddrinfo":
        host = arguments[0]
    if not is_local(host):
        raise RuntimeError(f"a test reached for {host!r}: tests stay on this machine")


sys.addaudithook(refuse_the_network)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """With REQUIRE_JOURNEYS set (as .ci/run does), a run that skipped anything has failed."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("REQUIRE_JOURNEYS") == "1" and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        reporter.write_line("\nREQUIRE_JOURNEYS=1: this run has failed, because it skipped a test")
