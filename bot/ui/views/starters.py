"""Sets of agreements to begin from, written for this bot: offered, never imposed, and meant to be changed."""

from bot.domain.agreement import GroupAgreement
from bot.ui.words import Words

LEADERSHIP, TEACHERS, ONLINE = "leadership", "teachers", "online"


def name(starter: str, w: Words) -> str:
    return names(w).get(starter, "")


def names(w: Words) -> dict[str, str]:
    return {
        LEADERSHIP: w("For a leadership team"),
        TEACHERS: w("For a team of teachers"),
        ONLINE: w("For meetings with people online"),
    }


def agreements(starter: str, w: Words) -> tuple[GroupAgreement, ...]:
    """The set of this name in the reader's language; nothing for a name that there is not."""
    sets = {
        LEADERSHIP: (
            (w("We decide openly"), w("We say who decides, and how, before we discuss.")),
            (w("We look at the system"), w("We ask what made it hard, not who did it.")),
            (w("We listen"), w("We let each other finish, and ask before we disagree.")),
            (w("We listen"), w("We disagree in the room and stand by the decision outside.")),
            (w("We follow through"), w("We end with who does what by when.")),
        ),
        TEACHERS: (
            (w("We are here for students"), w("We begin with what students need.")),
            (w("We learn from each other"), w("We share what worked, and what did not.")),
            (w("We make room"), w("We see to it that everyone who wants to speak has spoken.")),
            (w("We value our time"), w("We start and end on time, and come prepared.")),
        ),
        ONLINE: (
            (w("We are all in one meeting"), w("We hear those who are online first, then those in the room.")),
            (w("We are all in one meeting"), w("We read questions from the chat aloud.")),
            (w("We are present"), w("We close what we do not need for the meeting.")),
            (w("We start well"), w("We try sound and links before the meeting begins.")),
        ),
    }
    return tuple(GroupAgreement(words, heading) for heading, words in sets.get(starter, ()))
