"""The words that begin a command, in English and Spanish; matched without case, accents and a closing mark."""

from enum import StrEnum

from bot.domain.vocabulary import Move


class Bare(StrEnum):
    """Commands that stand alone."""

    GREETING = "greeting"
    HELP = "help"
    HOME = "home"
    MINE = "mine"
    TODO = "todo"
    REMINDERS = "reminders"
    LOG = "log"
    SETUP = "setup"
    CONNECT = "connect"


BARE: dict[str, Bare] = {
    **dict.fromkeys(
        (
            "hi",
            "hello",
            "hey",
            "good morning",
            "thanks",
            "thank you",
            "yes",
            "no",
            "ok",
            "okay",
            "great",
            "si",
            "vale",
            "hola",
            "buenos dias",
            "buenas tardes",
            "buenas",
            "gracias",
        ),
        Bare.GREETING,
    ),
    **dict.fromkeys(("help", "help me", "ayuda", "ayudame", "commands", "comandos", "?"), Bare.HELP),
    **dict.fromkeys(("home", "inicio"), Bare.HOME),
    **dict.fromkeys(("mine", "my reports", "mios", "mis reportes", "mis informes"), Bare.MINE),
    **dict.fromkeys(("todo", "to do", "to-do", "what i owe", "pendientes", "mis pendientes"), Bare.TODO),
    **dict.fromkeys(("reminders", "my reminders", "recordatorios", "mis recordatorios"), Bare.REMINDERS),
    **dict.fromkeys(("log", "the log", "list", "registro", "lista"), Bare.LOG),
    **dict.fromkeys(("setup", "set up", "settings", "configurar", "configuracion", "ajustes"), Bare.SETUP),
    **dict.fromkeys(("connect", "conectar"), Bare.CONNECT),
}

CODE_VERBS = frozenset({"code", "codigo"})
SUCCESS_VERBS = frozenset({"success", "logro", "exito"})
LATER_VERBS = frozenset(
    {"later", "remind me", "remind me later", "snooze", "mas tarde", "luego", "recuerdame", "recuerdame mas tarde"}
    | {"posponer"}
)
REMINDER_VERBS = frozenset({"reminders", "recordatorios"})
REMINDERS_STOP = frozenset({"stop", "stop all", "off", "none", "detener", "parar", "no", "desactivar"})
REMINDERS_START = frozenset({"start", "start again", "on", "again", "reanudar", "empezar", "si", "activar"})
LOG_VERBS = frozenset({"log", "registro"})

LOG_FLAGS: dict[str, str] = {
    "open": "open",
    "abierto": "open",
    "abiertos": "open",
    "closed": "closed",
    "cerrado": "closed",
    "cerrados": "closed",
    "all": "all",
    "todos": "all",
    "overdue": "overdue",
    "late": "overdue",
    "vencido": "overdue",
    "vencidos": "overdue",
    "atrasado": "overdue",
    "atrasados": "overdue",
}
LOG_KEYS: dict[str, str] = {
    "school": "school",
    "escuela": "school",
    "type": "type",
    "tipo": "type",
    "words": "words",
    "word": "words",
    "palabras": "words",
    "palabra": "words",
    "page": "page",
    "pagina": "page",
}

MOVE_VERBS: dict[str, Move] = {
    "triage": Move.TRIAGE,
    "clasificar": Move.TRIAGE,
    "assign": Move.ASSIGN,
    "assign to": Move.ASSIGN,
    "asignar": Move.ASSIGN,
    "asignar a": Move.ASSIGN,
    "asigna a": Move.ASSIGN,
    "step": Move.ADD_STEP,
    "add step": Move.ADD_STEP,
    "paso": Move.ADD_STEP,
    "done": Move.STEP_DONE,
    "hecho": Move.STEP_DONE,
    "terminado": Move.STEP_DONE,
    "note": Move.NOTE,
    "nota": Move.NOTE,
    "waiting": Move.WAIT,
    "waiting on": Move.WAIT,
    "waiting for": Move.WAIT,
    "esperando": Move.WAIT,
    "esperando a": Move.WAIT,
    "esperando al": Move.WAIT,
    "esperando del": Move.WAIT,
    "en espera de": Move.WAIT,
    "en espera del": Move.WAIT,
    "ask": Move.ASK,
    "preguntar": Move.ASK,
    "answer": Move.ANSWER,
    "responder": Move.ANSWER,
    "respuesta": Move.ANSWER,
    "merge": Move.MERGE,
    "unir": Move.MERGE,
    "combinar": Move.MERGE,
    "redirect": Move.REDIRECT,
    "redirigir": Move.REDIRECT,
    "removed": Move.REPORT_REMOVAL,
    "resolved": Move.REPORT_REMOVAL,
    "quitado": Move.REPORT_REMOVAL,
    "resuelto": Move.REPORT_REMOVAL,
    "verdict": Move.VERDICT,
    "veredicto": Move.VERDICT,
    "talked": Move.CONVERSATION,
    "conversation": Move.CONVERSATION,
    "conversacion": Move.CONVERSATION,
    "close": Move.CLOSE,
    "cerrar": Move.CLOSE,
    "withdraw": Move.WITHDRAW,
    "take back": Move.WITHDRAW,
    "retirar": Move.WITHDRAW,
    "details": Move.ADD_DETAILS,
    "detalles": Move.ADD_DETAILS,
    "visibility": Move.SET_VISIBILITY,
    "visibilidad": Move.SET_VISIBILITY,
    "affects me": Move.AFFECTS_ME,
    "affects me too": Move.AFFECTS_ME,
    "me too": Move.AFFECTS_ME,
    "+1": Move.AFFECTS_ME,
    "me afecta": Move.AFFECTS_ME,
    "me afecta tambien": Move.AFFECTS_ME,
    "a mi tambien": Move.AFFECTS_ME,
    "still gone": Move.SUSTAIN,
    "sigue resuelto": Move.SUSTAIN,
}

CONTRACTED = frozenset({"esperando al", "esperando del", "en espera del"})
"""Verbs that took the article of what follows into themselves: “al” is “a el”."""

TRIAGE_WORDS = frozenset(
    {"internal", "external", "technical", "adaptive", "interno", "interna", "externo", "externa"}
    | {"tecnico", "tecnica", "adaptativo", "adaptativa"}
)

_YES_OR_NO = r"(?:yes|si|no|partly|sufficient|suficiente|en parte|parcial|parcialmente)"
REST: dict[Move, str] = {
    Move.STEP_DONE: r"(?:(?:step|paso)? ?#?\d{1,3})?",
    Move.MERGE: r"(?:(?:into|with|en|con|a) )?(?:#?\d{1,6})?",
    Move.REDIRECT: r"(?:(?:to|a) )?(?:student case|student|safety|harassment|hr|ticket|it"
    r"|alumno|alumna|caso de alumno|seguridad|acoso|personal|recursos humanos|soporte)?",
    Move.VERDICT: rf"(?:{_YES_OR_NO}(?:\W.*)?)?",
    Move.SUSTAIN: rf"(?:{_YES_OR_NO}(?:\W.*)?)?",
    Move.CLOSE: "",
    Move.WITHDRAW: "",
    Move.ADD_DETAILS: "",
    Move.SET_VISIBILITY: r"(?:(?:to )?(?:named|confidential|unlinked|con nombre|confidencial|sin vinculo))?",
    Move.AFFECTS_ME: "",
}
"""What may follow a verb, as a pattern over the folded words; a verb that is not here takes any words."""

PLAIN = frozenset(
    {Move.ASSIGN, Move.ADD_STEP, Move.NOTE, Move.WAIT, Move.ASK, Move.ANSWER, Move.REPORT_REMOVAL, Move.CONVERSATION}
)
"""Moves whose rest is free words: in a thread, or after a number, and nowhere else."""
