"""The ground under the rest: pinned packages without addresses, a Makefile that explains itself, checks that bite."""

import json
import re
import shutil
import socket
import subprocess
from pathlib import Path

import pytest
from babel.messages import Catalog

from tests.checks.catalogues import faults, sentences, unreadable
from tests.checks.npm_lock import without_links

ROOT = Path(__file__).parents[1]
PINS = sorted(ROOT.glob("requirements*.txt"))
ADDRESS = re.compile(r"://|^-|--(?!hash=sha256:)|\bfile:|\s@\s", re.MULTILINE)
PIN = re.compile(r"[a-z0-9.-]+(\[[a-z,]+\])?==\S+( ; [^\\]+?)?( --hash=sha256:[0-9a-f]{64})+")


def words(path: Path) -> str:
    """The lines of a requirements file without its comments."""
    return re.sub(r"^\s*#.*\n", "", path.read_text(), flags=re.MULTILINE)


@pytest.mark.parametrize("path", PINS, ids=lambda path: path.name)
def test_a_requirements_file_names_no_address(path: Path) -> None:
    assert not ADDRESS.findall(words(path))


@pytest.mark.parametrize("path", PINS, ids=lambda path: path.name)
def test_every_requirement_is_one_version_with_its_hashes(path: Path) -> None:
    lines = re.sub(r" *\\\n *", " ", words(path)).splitlines()
    assert len(lines) > 1
    assert [line for line in lines if not PIN.fullmatch(line)] == []


def test_what_runs_is_tested_at_the_same_versions() -> None:
    run, dev = (
        set(re.findall(r"^\S+==\S+", words(ROOT / name), re.MULTILINE))
        for name in ("requirements.txt", "requirements-dev.txt")
    )
    assert run <= dev


def test_the_npm_lock_names_no_address_and_a_checksum_for_every_package() -> None:
    text = (ROOT / "package-lock.json").read_text()
    packages = json.loads(text)["packages"]
    assert "resolved" not in text
    assert "://" not in text
    assert [name for name, package in packages.items() if name and not package.get("integrity")] == []


def test_the_npm_lock_loses_its_addresses_and_nothing_else() -> None:
    package = {
        "version": "3.0.6",
        "resolved": "host/a.tgz",
        "funding": {"url": "https://host"},
        "integrity": "sha512-x",
    }
    lock = {"name": "x", "packages": {"node_modules/a": package}}
    assert without_links(lock) == {
        "name": "x",
        "packages": {"node_modules/a": {"version": "3.0.6", "integrity": "sha512-x"}},
    }


def test_npm_versions_are_exact() -> None:
    package = json.loads((ROOT / "package.json").read_text())
    versions = [*package["devDependencies"].values(), *package["optionalDependencies"].values()]
    assert [version for version in versions if not re.fullmatch(r"\d+\.\d+\.\d+", version)] == []


def test_make_alone_explains_every_public_target() -> None:
    shown = subprocess.run(
        ["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    public = re.search(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert public
    assert re.findall(r"^make ([a-z-]+) +\S.+$", shown, re.MULTILINE) == public[1].split()


def test_an_old_python_is_named_before_anything_is_built(tmp_path: Path) -> None:
    shutil.copy(ROOT / "Makefile", tmp_path)
    old = tmp_path / "python3.9"
    old.write_text("#!/bin/sh\n[ \"$1\" = --version ] && echo 'Python 3.9.2' && exit\nexit 1\n")
    old.chmod(0o755)
    made = subprocess.run(
        ["make", f"PYTHON={old}", ".venv/.python"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert made.returncode
    assert f"Python 3.11 or newer is needed; {old} is Python 3.9.2." in made.stdout
    assert not (tmp_path / ".venv").exists()


@pytest.mark.parametrize("host", ["192.0.2.1", "smba.example"])
def test_no_test_leaves_this_machine(host: str) -> None:
    with pytest.raises(RuntimeError, match=f"a test reached for '{host}'"):
        socket.create_connection((host, 443))


def test_the_catalogue_knows_the_sentences_in_the_code(tmp_path: Path) -> None:
    source = tmp_path / "bot"
    source.mkdir()
    (source / "view.py").write_text(
        'title = w("Thanks, {name}.", name=name)\n'
        'body = w.many("{count} step", "{count} steps", count=2)\n'
        'other = person.print("Not a sentence for people")\n'
    )
    assert [message.id for message in sentences(source) if message.id] == [
        "Thanks, {name}.",
        ("{count} step", "{count} steps"),
    ]


def test_a_sentence_that_no_translator_would_see_is_named(tmp_path: Path) -> None:
    source = tmp_path / "bot"
    source.mkdir()
    (source / "view.py").write_text(
        'w("A sentence")\n'
        "w(LABELS[status])\n"
        'w(f"Thanks, {name}")\n'
        'w.many("{count} step", "{count} steps", count=2)\n'
        'w.many("{count} step", plural, count=2)\n'
    )
    assert list(unreadable(source)) == [
        "not a plain string: bot/view.py:2 LABELS[status]",
        "not a plain string: bot/view.py:3 f'Thanks, {name}'",
        "not a plain string: bot/view.py:5 '{count} step'",
    ]


def spanish(*entries: tuple[str | tuple[str, str], str | tuple[str, str]]) -> Catalog:
    """A Spanish catalogue of pairs: the English sentence, the Spanish one."""
    catalog = Catalog(locale="es")
    for english, translated in entries:
        catalog.add(english, translated)
    return catalog


SOURCE = spanish(("Thanks, {name}.", ""), (("{count} step", "{count} steps"), ("", "")))
STEPS = (("{count} step", "{count} steps"), ("un paso de {count}", "{count} pasos"))


def test_a_complete_catalogue_has_no_faults() -> None:
    assert list(faults(SOURCE, spanish(("Thanks, {name}.", "Gracias, {name}."), STEPS))) == []


@pytest.mark.parametrize(
    ("translation", "expected"),
    [
        (spanish(STEPS), "missing: Thanks, {name}."),
        (spanish(STEPS, ("Thanks, {name}.", "")), "missing: Thanks, {name}."),
        (spanish(STEPS, ("Thanks, {name}.", "Gracias.")), "other placeholders: Thanks, {name}."),
        (spanish(STEPS, ("Thanks, {name}.", "Gracias, {nombre}.")), "other placeholders: Thanks, {name}."),
        (spanish(STEPS, ("Thanks, {name}.", "Gracias, {name}."), ("Old", "Viejo")), "obsolete: Old"),
        (
            spanish(("Thanks, {name}.", "Gracias, {name}."), (("{count} step", "{count} steps"), ("un paso", ""))),
            "missing: {count} step",
        ),
        (
            spanish(STEPS, ("Thanks, {name}.", "Gracias, {name.")),
            "broken braces (expected '}' before end of string): Thanks, {name}.",
        ),
    ],
)
def test_a_faulty_translation_is_named(translation: Catalog, expected: str) -> None:
    assert list(faults(SOURCE, translation)) == [expected]


def test_a_fuzzy_translation_is_named() -> None:
    translation = spanish(STEPS, ("Thanks, {name}.", "Gracias, {name}."))
    translation["Thanks, {name}."].flags.add("fuzzy")
    assert list(faults(SOURCE, translation)) == ["fuzzy: Thanks, {name}."]


def test_an_obsolete_translation_left_in_the_file_is_named() -> None:
    translation = spanish(STEPS, ("Thanks, {name}.", "Gracias, {name}."), ("Old", "Viejo"))
    translation.update(SOURCE)
    assert list(faults(SOURCE, translation)) == ["obsolete: Old"]
