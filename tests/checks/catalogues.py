"""Check that every sentence in the code has its translation; with `--write` collect them for translators first."""

import ast
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from bot.ui.words import LANGUAGES

ROOT = Path(__file__).parents[2]
LOCALE = ROOT / "bot" / "ui" / "locale"
DOMAIN = "barrierbot"
TRANSLATED = tuple(language for language in LANGUAGES if language != "en")
# w("One sentence") and w.many("{count} thing", "{count} things", count=n)
KEYWORDS = {"w": None, "many": (1, 2)}


def sentences(source: Path) -> Catalog:
    """Every sentence that the Python files under a folder hand to the catalogue, with the files that use it."""
    catalog = Catalog(project=DOMAIN, domain=DOMAIN, copyright_holder="barrierbot contributors", charset="utf-8")
    found = extract_from_dir(
        source, method_map=[("**.py", "python")], keywords=KEYWORDS, comment_tags=("Translators:",)
    )
    for name, line, message, comments, context in sorted(found, key=lambda entry: (entry[0], entry[1])):
        location = (source / name).relative_to(source.parent).as_posix()
        catalog.add(message, locations=[(location, line)], auto_comments=comments, context=context)
    return catalog


def unreadable(source: Path) -> Iterator[str]:
    """One line for each call of the catalogue whose sentence is no plain string: no translator would ever see it."""
    for path in sorted(source.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id="w") | ast.Attribute(attr="w"), args=[first, *_]):
                    sentence = [first]
                case ast.Call(func=ast.Attribute(attr="many"), args=[one, other, *_]):
                    sentence = [one, other]
                case ast.Call(
                    func=ast.Attribute(value=ast.Name(id="desk"), attr="words") | ast.Call(func=ast.Name(id="words")),
                    args=[ast.Constant(), *_],
                ):
                    yield f"not said by w: {path.relative_to(source.parent)}:{node.lineno} {ast.unparse(node)}"
                    continue
                case _:
                    continue
            if not all(isinstance(part, ast.Constant) for part in sentence):
                yield f"not a plain string: {path.relative_to(source.parent)}:{node.lineno} {ast.unparse(sentence[0])}"


def forms(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """The singular and plural forms of one side of a message; one form where it has no plural."""
    return tuple(text) if isinstance(text, (tuple, list)) else (text or "",)


def placeholders(text: str) -> frozenset[str]:
    """The names in braces. Raises ValueError where a brace is left open."""
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def placeholder_fault(message: Message) -> str | None:
    """Why a translation cannot be filled in as the English is, or None; each form may follow any English form."""
    try:
        allowed = {placeholders(form) for form in forms(message.id)}
        given = {placeholders(form) for form in forms(message.string)}
    except ValueError as error:
        return f"broken braces ({error})"
    return "other placeholders" if given - allowed else None


def faults(source: Catalog, translation: Catalog) -> Iterator[str]:
    """One line for each sentence that is missing, fuzzy or obsolete, or whose placeholders differ."""
    wanted = {message.id: message for message in source if message.id}
    present = {message.id: message for message in translation if message.id}
    for key in wanted:
        text = forms(key)[0]
        message = present.get(key)
        if message is None or not all(forms(message.string)):
            yield f"missing: {text}"
        elif message.fuzzy:
            yield f"fuzzy: {text}"
        elif fault := placeholder_fault(message):
            yield f"{fault}: {text}"
    unused = [key for key in present if key not in wanted] + [message.id for message in translation.obsolete.values()]
    yield from (f"obsolete: {forms(key)[0]}" for key in unused)


def catalogue_path(language: str) -> Path:
    """Where the sentences of one language stand."""
    return LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def read(language: str) -> Catalog:
    """The catalogue of a language, empty where there is no file yet."""
    path = catalogue_path(language)
    if not path.exists():
        return Catalog(
            locale=language,
            domain=DOMAIN,
            header_comment="# The sentences of barrierbot in another language; `make catalogues` adds the new ones.",
            project=DOMAIN,
            last_translator="barrierbot contributors",
            language_team=language,
            fuzzy=False,
        )
    with path.open("rb") as file:
        return read_po(file, locale=language, domain=DOMAIN)


def write(catalog: Catalog, path: Path) -> None:
    """Write a catalogue without line numbers and obsolete entries, so that it changes only when a sentence does."""
    text = io.BytesIO()
    write_po(text, catalog, width=110, ignore_obsolete=True, include_lineno=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.getvalue())


def main(arguments: list[str]) -> int:
    """Print the faults of every language; with `--write` bring the files up to date first."""
    source = sentences(ROOT / "bot")
    if "--write" in arguments:
        write(source, LOCALE / f"{DOMAIN}.pot")
        for language in TRANSLATED:
            catalog = read(language)
            catalog.update(source, update_creation_date=False)
            write(catalog, catalogue_path(language))
    found = list(unreadable(ROOT / "bot"))
    found += [f"{language}: {fault}" for language in TRANSLATED for fault in faults(source, read(language))]
    print("\n".join([*found, f"{len(source)} sentences, {len(found)} faults in the catalogues"]))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
