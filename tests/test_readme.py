"""Nothing in the README that is not there: its targets, commands, variables, files and the words people type."""

import re
from itertools import zip_longest
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.domain.vocabulary import Move
from bot.handlers.typed import agenda_grammar, agreement_grammar, grammar, meanings, meeting_grammar
from bot.settings import Settings

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
SPANS = re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", README, flags=re.S))
BLOCKS = re.findall(r"^```\n(.*?)^```", README, flags=re.S | re.M)
LINES = [line for block in BLOCKS for line in block.splitlines()]
VARIABLES = {name.upper() for name in Settings.model_fields} | {"PUBLIC_URL"}


def _paired(names: str, defaults: str) -> list[tuple[str, str]]:
    """Names in one row have their defaults in the same order, or none."""
    return list(zip_longest(re.findall(r"\w+", names), re.findall(r"`([^`]*)`", defaults), fillvalue=""))


@pytest.mark.parametrize("target", sorted(set(re.findall(r"make ([a-z-]+)", "\n".join([*SPANS, *LINES])))))
def test_every_target_is_in_the_makefile(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text("utf-8"), flags=re.M)


@pytest.mark.parametrize("command", sorted(set(re.findall(r"barrierbot ([a-z]+)", "\n".join(SPANS)))))
def test_every_command_is_on_the_command_line(command: str) -> None:
    assert command in main.commands


@pytest.mark.parametrize(
    "variable", sorted({span for span in SPANS if re.fullmatch(r"[A-Z]+_[A-Z_]+|HOST|PORT", span)})
)
def test_every_variable_is_a_setting(variable: str) -> None:
    assert variable in VARIABLES


ROWS = re.findall(r"^\| (`[A-Z_]+`(?:, `[A-Z_]+`)*) \| (.*?) ?\|", README, flags=re.M)
TABLE = {name: default for names, defaults in ROWS for name, default in _paired(names, defaults)}


def test_the_table_has_every_setting_once_and_nothing_else() -> None:
    names = [name for names, _ in ROWS for name in re.findall(r"\w+", names)]
    assert sorted(names) == sorted(VARIABLES)


@pytest.mark.parametrize("setting", sorted(VARIABLES - {"PUBLIC_URL"}))
def test_every_default_in_the_table_is_the_settings_own(setting: str) -> None:
    default = Settings.model_fields[setting.lower()].default
    assert TABLE[setting] == {False: "0", None: "", (): ""}.get(default, str(default))


@pytest.mark.parametrize("path", sorted(set(re.findall(r"\]\(([^):]+)\)", README))))
def test_every_link_leads_to_a_file(path: str) -> None:
    assert (ROOT / path).exists()


@pytest.mark.parametrize("folder", sorted(set(re.findall(r"^(bot/\w+)|\s{2,}(bot/\w+)", "\n".join(LINES), flags=re.M))))
def test_every_folder_of_the_picture_exists(folder: tuple[str, str]) -> None:
    assert (ROOT / "".join(folder)).is_dir()


TYPED = [span.removeprefix("/barrier").strip() for span in SPANS if span.startswith("/barrier ")]
AGENDA = [span.removeprefix("/agenda").strip() for span in SPANS if span.startswith("/agenda")]
AGREEMENTS = [span.removeprefix("/agreements").strip() for span in SPANS if span.startswith("/agreements")]
IN_THREADS = [span.removeprefix("@Barrier ").strip() for span in SPANS if span.startswith("@Barrier ")]


@pytest.mark.parametrize("line", [line for line in TYPED if line not in ("connect CODE",)])
def test_every_line_after_the_command_is_understood(line: str) -> None:
    assert not isinstance(grammar.parse(line, thread=False), meanings.Unclear)


@pytest.mark.parametrize("line", AGENDA)
def test_every_line_after_agenda_is_understood(line: str) -> None:
    meant = meeting_grammar.parse(line) or agenda_grammar.parse(line)
    assert not isinstance(meant, agenda_grammar.Unclear)


@pytest.mark.parametrize("line", AGREEMENTS)
def test_every_line_after_agreements_is_understood(line: str) -> None:
    assert not isinstance(agreement_grammar.parse(line), agreement_grammar.Unclear)


@pytest.mark.parametrize("line", [line for line in IN_THREADS if line != "setup"])
def test_every_line_in_a_thread_is_a_move(line: str) -> None:
    said = grammar.parse(line, thread=True)
    assert isinstance(said, meanings.TypedMove) and said.move in Move
