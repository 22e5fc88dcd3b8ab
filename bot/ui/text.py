"""Running text as spans, so that people's words are never parsed and ours can carry a name or a date."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Plain:
    """Our own words."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """A person's words: drawn exactly, parsed by nothing."""

    text: str
    marked: bool = False
    """Drawn so that it stands out, e.g. the part a check stopped at."""


@dataclass(frozen=True, slots=True)
class Who:
    """A person. `handle` is their id on the platform the card is for; without it the name is written."""

    name: str
    handle: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Code:
    """Something to copy letter by letter."""

    text: str


Span = Plain | Said | Who | Link | Code
Line = tuple[Span, ...]


def plain(text: str, *, strong: bool = False) -> Line:
    return (Plain(text, strong),)


def weave(template: str, **spans: Span) -> Line:
    """Our translated sentence with spans in its places: `weave(w("{who} has it now."), who=Who(…))`.

    Unknown places stay visible as they are; a place may come in any order, as translations need.
    """
    line: list[Span] = []
    rest = template
    while rest:
        at, name = min(((rest.find("{" + n + "}"), n) for n in spans if "{" + n + "}" in rest), default=(-1, ""))
        if at < 0:
            line.append(Plain(rest))
            break
        if at:
            line.append(Plain(rest[:at]))
        line.append(spans[name])
        rest = rest[at + len(name) + 2 :]
    return tuple(line)


def spoken(line: Line) -> str:
    """The line as one plain string, for fallbacks, screen readers and the terminal."""
    return "".join(_spoken(span) for span in line)


def _spoken(span: Span) -> str:
    match span:
        case Who(name):
            return name
        case Link(text, url):
            return f"{text} ({url})"
        case Plain(text) | Said(text) | Code(text):
            return text
