"""Typed words into what they mean: a line is a command only when the whole line fits a command, else it is a report."""

import re

from bot.domain.folding import fold
from bot.domain.vocabulary import Move
from bot.handlers.desk.requests import MENTION_CLOSE, MENTION_OPEN
from bot.handlers.typed.hours_phrases import read_hours
from bot.handlers.typed.later_phrases import says_when
from bot.handlers.typed.meanings import (
    Connect,
    Greeting,
    Help,
    Home,
    Later,
    Log,
    Mine,
    Nothing,
    OpenCode,
    Reminders,
    Report,
    Setup,
    Show,
    Todo,
    Told,
    Typed,
    TypedMove,
    Unclear,
)
from bot.handlers.typed.verbs import (
    BARE,
    CODE_VERBS,
    CONTRACTED,
    LATER_VERBS,
    LOG_FLAGS,
    LOG_KEYS,
    LOG_VERBS,
    MOVE_VERBS,
    PLAIN,
    REMINDER_VERBS,
    REMINDERS_START,
    REMINDERS_STOP,
    REST,
    SUCCESS_VERBS,
    TRIAGE_WORDS,
    Bare,
)

_NUMBER = re.compile(r"#?(\d{1,6})")
_NUMBER_FIRST = re.compile(r"#?(\d{1,6})[:,.]?\s+(.+)", re.DOTALL)
_VERB_LONGEST = max(len(verb.split()) for verb in MOVE_VERBS)
_LATER_LONGEST = max(len(verb.split()) for verb in LATER_VERBS)
_FEW = 5
_CODE = re.compile(r"[0-9a-z]{4}(?:[ -]?[0-9a-z]{4}){2}")
_CODE_ALONE = re.compile("[2-9a-hjkmnp-z]{4}(?:-[2-9a-hjkmnp-z]{4}){2}")
# A code with a letter too many or too few is still no report: filed with a name, it would tie the name to the code.
_MISTYPED_CODE = re.compile(r"(?=.*[-0-9])[0-9a-z]{2,16}(?:[ -]+[0-9a-z]{2,16}){0,3}")
_CODE_LENGTHS = range(9, 17)


def parse(text: str, *, thread: bool) -> Typed:
    """What a typed line means. `thread`: it was said to the bot in a challenge's thread, where no number is needed."""
    words = text.strip()
    folded = _fold(words)
    if not folded:
        return Nothing() if not words or not thread else Unclear(words)
    found = _bare(folded) or _success(words) or _with_code(words, folded) or _numbered(words, folded) or _log(words)
    if found is None:
        found = _reminders(words, None) or _later(words, None, thread=thread) or _move(words, None, thread=thread)
    return found or (Unclear(words) if thread else Report(words))


def _fold(text: str) -> str:
    return fold(text).strip(" .!¡¿,;:") if len(text.split()) <= 4 else fold(text)


def _bare(folded: str) -> Typed | None:
    match BARE.get(folded.rstrip("?") or "?"):
        case Bare.GREETING:
            return Greeting()
        case Bare.HELP:
            return Help()
        case Bare.HOME:
            return Home()
        case Bare.MINE:
            return Mine()
        case Bare.TODO:
            return Todo()
        case Bare.REMINDERS:
            return Reminders()
        case Bare.LOG:
            return Log()
        case Bare.SETUP:
            return Setup()
        case Bare.CONNECT:
            return Connect()
        case None:
            return None


def _success(words: str) -> Told | None:
    verb, *rest = words.split(maxsplit=1)
    return Told("".join(rest)) if fold(verb).rstrip(":,.!") in SUCCESS_VERBS else None


def _with_code(words: str, folded: str) -> Typed | None:
    if _CODE_ALONE.fullmatch(folded):
        return OpenCode(words)
    verb, _, rest = folded.partition(" ")
    if not _CODE.fullmatch(rest) and not (
        _MISTYPED_CODE.fullmatch(rest) and len(re.sub("[ -]", "", rest)) in _CODE_LENGTHS
    ):
        return None
    if verb in CODE_VERBS:
        return OpenCode(words.split(maxsplit=1)[1])
    return Connect(words.split(maxsplit=1)[1]) if BARE.get(verb) is Bare.CONNECT else None


def _numbered(words: str, folded: str) -> Typed | None:
    if alone := _NUMBER.fullmatch(folded):
        return Show(int(alone[1]))
    if said := _NUMBER_FIRST.fullmatch(words):
        number = int(said[1])
        return (
            _reminders(said[2], number) or _later(said[2], number, thread=True) or _move(said[2], number, thread=True)
        )
    return None


def _later(words: str, number: int | None, *, thread: bool) -> Later | None:
    """ "later next week". Of a challenge that is named, a few words more are asked about; else they are a report."""
    for size in range(_LATER_LONGEST, 0, -1):
        parts = words.split(maxsplit=size)
        if len(parts) < size or fold(" ".join(parts[:size])).rstrip(":,.!") not in LATER_VERBS:
            continue
        until = parts[size] if len(parts) > size else ""
        if not until or says_when(until) or (thread and len(until.split()) <= _FEW):
            return Later(number, until)
    return None


def _reminders(words: str, number: int | None) -> Reminders | None:
    verb, _, rest = fold(words).strip(" .!").partition(" ")
    if verb.rstrip(":,") not in REMINDER_VERBS or not rest:
        return None
    if rest in REMINDERS_STOP | REMINDERS_START:
        return Reminders(stop=rest in REMINDERS_STOP, number=number)
    hours = read_hours(rest) if number is None else None
    return Reminders(hours=hours) if hours else None


def _move(words: str, number: int | None, *, thread: bool) -> TypedMove | None:
    """The move that begins `words`. Outside a thread and without a number only what cannot be a report counts."""
    for size in range(_VERB_LONGEST, 0, -1):
        parts = words.split(maxsplit=size)
        verb = fold(" ".join(parts[:size])).rstrip(":,.!" if len(parts) <= size else ":,")
        move = MOVE_VERBS.get(verb)
        if move is None or len(parts) < size:
            continue
        rest = parts[size] if len(parts) > size else ""
        if rest and verb in CONTRACTED:
            rest = f"el {rest}"
        if _fits(move, rest) and (thread or _surely(move, verb, rest)):
            return TypedMove(move, number, rest)
    return None


def _fits(move: Move, rest: str) -> bool:
    said = fold(rest).rstrip(" .!")
    if move is Move.TRIAGE:
        return not said or (len(said.split()) <= 10 and not TRIAGE_WORDS.isdisjoint(re.split(r"[\s,;]+", said)))
    return move in PLAIN or re.fullmatch(REST[move], said, re.DOTALL) is not None


def _surely(move: Move, verb: str, rest: str) -> bool:
    """Whether a line without a number is a move whose number was forgotten, so that it is not filed as a report."""
    if not rest:
        return move is not Move.ADD_DETAILS and verb not in {"+1"}
    if move is Move.ASSIGN:
        return rest.startswith(MENTION_OPEN) and MENTION_CLOSE in rest
    return move not in PLAIN and move is not Move.TRIAGE


def _log(words: str) -> Log | None:
    """ "log open overdue school Lincoln page 2": flags and keys, a key's words going on to the next one."""
    verb, *rest = words.split()
    if fold(verb) not in LOG_VERBS or not rest:
        return None
    asked: dict[str, list[str]] = {}
    flags: set[str] = set()
    key = ""
    for word in rest:
        said = fold(word).rstrip(",:;")
        if said in LOG_KEYS and (not key or asked[key]):
            key = LOG_KEYS[said]
            if key in asked:
                return None
            asked[key] = []
        elif said in LOG_FLAGS and (not key or asked[key]):
            flags.add(LOG_FLAGS[said])
            key = ""
        elif key:
            asked[key].append(word)
        else:
            return None
    return _filters(asked, flags)


def _filters(asked: dict[str, list[str]], flags: set[str]) -> Log | None:
    pages = " ".join(asked.pop("page", ["1"]))
    if any(not said for said in asked.values()) or not _NUMBER.fullmatch(pages) or len(flags - {"overdue"}) > 1:
        return None
    said = {key: " ".join(words).strip("\"'“”") for key, words in asked.items()}
    open_ = True if "open" in flags or flags == {"overdue"} else False if "closed" in flags else None
    return Log(
        open=open_,
        overdue="overdue" in flags,
        school=said.get("school", ""),
        type=said.get("type", ""),
        words=said.get("words", ""),
        page=max(1, int(pages.lstrip("#"))),
        doubtful=bool(said),
    )
