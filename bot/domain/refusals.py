"""Why a move was not made, as a value the catalogues can word."""

from enum import StrEnum


class Why(StrEnum):
    NOT_ALLOWED = "not_allowed"
    """This person may not make this move; `move` and `roles` (who may) are in the facts."""
    NOT_NOW = "not_now"
    """The challenge's status does not allow the move; `move`, `status`."""
    OUT_OF_DATE = "out_of_date"
    """Somebody changed the row after the card was drawn; `by` (a person's id or ""), `move`."""
    NOT_FOUND = "not_found"
    NO_TEAM = "no_team"
    """There is no triage place yet; an administrator sets one up."""
    NOT_ADMIN = "not_admin"
    ADMIN_UNKNOWN = "admin_unknown"
    """The platform did not answer when asked whether this person is an administrator."""
    GUEST = "guest"
    GUEST_UNKNOWN = "guest_unknown"
    """The platform did not answer when asked whether this person is a guest."""
    ALREADY = "already"
    """Already so (affects me twice, step done twice)."""
    NOT_PRIVATE = "not_private"
    """A private code was typed where others read."""
    CODE_INSIDE = "code_inside"
    """The words hold a code that opens an unlinked report."""
    DATE_UNCLEAR = "date_unclear"
    DATE_PAST = "date_past"
    PERSON_UNKNOWN = "person_unknown"
    STEP_UNKNOWN = "step_unknown"
    INTO_ITSELF = "into_itself"
    TOO_LONG = "too_long"
    """`limit` characters at most."""
    EMPTY = "empty"
    NOT_REMINDED = "not_reminded"
    """Nobody reminds this person of the challenge."""


class Refusal(Exception):
    """A move the rules do not allow; raised by domain and handlers, worded once at the top."""

    def __init__(self, why: Why, **facts: object) -> None:
        super().__init__(why)
        self.why = why
        self.facts = facts
