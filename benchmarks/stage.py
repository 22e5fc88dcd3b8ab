"""What a run has on its stage: the sinks, the two servers of a comparison, and the databases behind them."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, text

from benchmarks import identity, processes
from benchmarks.identity import Identity
from benchmarks.processes import Server
from bot.storage import engines
from demo.processes import free_port


@dataclass(frozen=True, slots=True)
class Stage:
    """`sinks` runs for the whole of a run; `connector` is the host and port at which it speaks TLS."""

    folder: Path
    identity: Identity
    sinks: Server
    connector: str

    def bot(self, database: str, *, slack: bool = True, teams: bool = True, plain: bool = False) -> Server:
        """The bot on this database; `plain` starts it by its own command line, without a district."""
        port = free_port()
        environment = self._settings(database, port) | (self._slack() if slack else {}) | (_teams() if teams else {})
        ours = ["--sinks", f"127.0.0.1:{self.sinks.port}", "--connector", self.connector]
        arguments = ["bot", "run"] if plain else ["benchmarks.bot_server", *ours]
        return Server(arguments, port=port, log=self.folder / f"bot-{port}.log", environment=environment)

    def floor(self, database: str) -> Server:
        return processes.floor(database, self.identity, self.folder)

    def _settings(self, database: str, port: int) -> dict[str, str]:
        return {
            **dict.fromkeys((name for name in os.environ if name.startswith(("SLACK_", "TEAMS_", "DEV_MODE"))), ""),
            "DATABASE_URL": database,
            "PORT": str(port),
            "SECRET_KEYS": "only-for-the-benchmark-and-thrown-away",
            "SSL_CERT_FILE": str(self.identity.certificate),
        }

    def _slack(self) -> dict[str, str]:
        return {
            "SLACK_SIGNING_SECRET": identity.SIGNING_SECRET,
            "SLACK_BOT_TOKEN": identity.BOT_TOKEN,
            "SLACK_API_URL": f"http://127.0.0.1:{self.sinks.port}/api/",
        }


def _teams() -> dict[str, str]:
    secret = {"TEAMS_APP_PASSWORD": "only for the benchmark"}
    return {"TEAMS_APP_ID": identity.APP_ID, "TEAMS_TENANT_IDS": identity.TENANT, **secret}


@contextmanager
def stage(folder: Path) -> Iterator[Stage]:
    port, secure_port = free_port(), free_port()
    made = identity.make(folder, secure_port)
    with running(processes.sinks(made, port, secure_port, folder)) as sinks:
        yield Stage(folder, made, sinks, f"127.0.0.1:{secure_port}")


@contextmanager
def running(server: Server) -> Iterator[Server]:
    try:
        server.wait()
        yield server
    finally:
        server.stop()


@contextmanager
def asking(database: str) -> Iterator[Callable[[str], Any]]:
    """Asks a database for one value at a time, from outside of the server that writes it."""
    engine = create_engine(engines.parse(database))

    def ask(query: str) -> Any:
        with engine.connect() as connection:
            return connection.execute(text(query)).scalar_one()

    try:
        yield ask
    finally:
        engine.dispose()
