"""The words that typed moves are made of, in English and Spanish, folded."""

from bot.domain.vocabulary import Driver, Level, Move, Nature, Reach, Redirect, Verdict

ME = frozenset({"me", "myself", "mi", "yo"})
FREE = {
    Move.NOTE: "text",
    Move.WAIT: "text",
    Move.ASK: "question",
    Move.ANSWER: "text",
    Move.REPORT_REMOVAL: "text",
    Move.CONVERSATION: "text",
}
REDIRECTS = {
    "student case": Redirect.STUDENT_CASE,
    "student": Redirect.STUDENT_CASE,
    "alumno": Redirect.STUDENT_CASE,
    "alumna": Redirect.STUDENT_CASE,
    "caso de alumno": Redirect.STUDENT_CASE,
    "safety": Redirect.SAFETY,
    "seguridad": Redirect.SAFETY,
    "harassment": Redirect.HARASSMENT,
    "acoso": Redirect.HARASSMENT,
    "hr": Redirect.HR,
    "personal": Redirect.HR,
    "recursos humanos": Redirect.HR,
    "ticket": Redirect.TICKET,
    "soporte": Redirect.TICKET,
}
WAITS_FOR_NOTHING = frozenset({"nothing", "nobody", "no one", "no more", "over", "nada", "nadie", "no mas"})
VERDICTS = {
    "yes": Verdict.SUFFICIENT,
    "si": Verdict.SUFFICIENT,
    "sufficient": Verdict.SUFFICIENT,
    "suficiente": Verdict.SUFFICIENT,
    "partly": Verdict.PARTLY,
    "en parte": Verdict.PARTLY,
    "parcialmente": Verdict.PARTLY,
    "parcial": Verdict.PARTLY,
    "no": Verdict.NO,
}
KINDS: dict[str, tuple[str, str]] = {
    **{kind.value: ("reach", kind.value) for kind in Reach},
    **{kind.value: ("nature", kind.value) for kind in Nature},
    **{kind.value: ("driver", kind.value) for kind in Driver},
    **{kind.value: ("level", kind.value) for kind in Level},
    **dict.fromkeys(("interno", "interna"), ("reach", Reach.INTERNAL.value)),
    **dict.fromkeys(("externo", "externa"), ("reach", Reach.EXTERNAL.value)),
    **dict.fromkeys(("tecnico", "tecnica"), ("nature", Nature.TECHNICAL.value)),
    **dict.fromkeys(("adaptativo", "adaptativa"), ("nature", Nature.ADAPTIVE.value)),
    "competencia": ("driver", Driver.COMPETENCY.value),
    "organizacion": ("driver", Driver.ORGANIZATION.value),
    "liderazgo": ("driver", Driver.LEADERSHIP.value),
    "escuela": ("level", Level.SCHOOL.value),
    "distrito": ("level", Level.DISTRICT.value),
    "estado": ("level", Level.STATE.value),
}
