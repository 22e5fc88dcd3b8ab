"""The bot beside the local Slack, and beside the Agents Playground if wanted: which program, with which settings."""

import asyncio
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.seeding import seed_store
from bot.storage.store import DatabaseStore
from demo import local_slack, playground
from demo.processes import Failed, Program, port_is_free
from demo.seed import riverbend

ROOT = Path(__file__).parent.parent
HOST = "127.0.0.1"
SECRET_KEY = "riverbend-has-a-key-of-its-own"

Hear = Callable[[str], None]


def bot_command() -> tuple[str, ...]:
    return (sys.executable, "-m", "bot", "run")


@dataclass
class Stage:
    """What is running. Programs end in the reverse of the order in which they came; ending twice does no harm."""

    folder: Path
    slack_port: int
    bot_port: int
    command: Sequence[str] = field(default_factory=bot_command)
    teams_service: str = playground.SERVICE
    """Where the bot reaches Teams at first; an activity from elsewhere tells it better."""
    programs: list[Program] = field(default_factory=list)
    playground_url: str | None = None

    @property
    def slack_url(self) -> str:
        return f"http://{HOST}:{self.slack_port}"

    @property
    def bot_url(self) -> str:
        return f"http://{HOST}:{self.bot_port}"

    @property
    def database(self) -> Path:
        return self.folder / f"riverbend-{self.bot_port}.db"

    @property
    def database_url(self) -> str:
        return f"sqlite:///{self.database}"

    def start_slack(self, hear: Hear = lambda line: None) -> None:
        """Start local-slack; with port 0 it takes a free one, and `slack_port` says which."""
        if self.slack_port and not port_is_free(self.slack_port):
            raise Failed(_taken(self.slack_port, "the local Slack", "--port"))
        config = self.folder / "local-slack.json"
        config.write_text(local_slack.configuration(f"{self.bot_url}/slack/events"), encoding="utf-8")
        program = Program(
            "The local Slack",
            (*local_slack.command(ROOT), *local_slack.arguments(config, self.slack_port, self.folder / "files")),
            environment=local_slack.environment(os.environ),
            folder=self.folder,
            hear=hear,
        )
        self.programs.append(program)
        address = program.wait_for_line("Web UI:").split()[-1]
        self.slack_port = int(address.rsplit(":", 1)[1])

    def start_bot(self, hear: Hear = lambda line: None, more: Mapping[str, str] | None = None) -> None:
        """Start the bot with an empty database and wait until it can be used."""
        if not port_is_free(self.bot_port):
            raise Failed(_taken(self.bot_port, "the bot", "--bot-port"))
        for old in self.folder.glob(f"{self.database.name}*"):
            old.unlink()
        self._seed()
        program = Program(
            "The bot",
            self.command,
            environment={**_surroundings(), **self._bot_settings(), **(more or {})},
            folder=ROOT,
            hear=hear,
        )
        self.programs.append(program)
        program.wait_until_ready(f"{self.bot_url}/readyz")

    def _seed(self) -> None:
        """Whom the bot knows from the start: everybody, their teams and channels, and no challenge yet."""
        store = DatabaseStore(self.database_url, secret_keys=(SECRET_KEY,))
        asyncio.run(seed_store(store, riverbend(self.teams_service)))

    def start_playground(self, hear: Hear = lambda line: None) -> None:
        """Start Microsoft's playground against the bot; the caller has shown its terms."""
        port = playground.PORT
        if not port_is_free(port):
            raise Failed(f"Port {port} is taken, so the playground cannot start. End what uses it.")
        (self.folder / "m365agentsplayground.yml").write_text(playground.configuration(), encoding="utf-8")
        program = Program(
            "The playground",
            playground.command(self.bot_url, port),
            environment=playground.environment(self.folder),
            folder=self.folder,
            hear=hear,
        )
        self.programs.append(program)
        url = f"http://{HOST}:{port}"
        program.wait_until_ready(url, patience=120)
        self.playground_url = url

    def _bot_settings(self) -> dict[str, str]:
        return {
            "DEV_MODE": "1",
            "HOST": HOST,
            "PORT": str(self.bot_port),
            "PUBLIC_URL": self.bot_url,
            "DATABASE_URL": self.database_url,
            "SECRET_KEYS": SECRET_KEY,
            "SLACK_SIGNING_SECRET": local_slack.SIGNING_SECRET,
            "SLACK_BOT_TOKEN": local_slack.BOT_TOKEN,
            "SLACK_API_URL": f"{self.slack_url}/api/",
            "TEAMS_TENANT_IDS": playground.TENANT,
            "PYTHONUNBUFFERED": "1",
        }

    def dead(self) -> Program | None:
        """A program that ended by itself, if there is one."""
        return next((one for one in self.programs if not one.alive), None)

    def stop(self) -> None:
        while self.programs:
            self.programs.pop().stop()


def _surroundings() -> dict[str, str]:
    """Our environment without anything that could lead the bot to a real workspace, tenant or database."""
    ours = ("SLACK_", "TEAMS_", "DATABASE_URL", "PUBLIC_URL", "SECRET_KEYS")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


def _taken(port: int, whom: str, option: str) -> str:
    return f"Port {port} is taken, so {whom} cannot start. End what uses it, or choose another with {option}."
