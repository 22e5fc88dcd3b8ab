"""Who learns who reported it: said in the same words before sending, on the receipt, and wherever it can be changed."""

from typing import assert_never

from bot.domain.vocabulary import Visibility
from bot.ui.form import ChoiceField, Option
from bot.ui.words import Words


def name(visibility: Visibility, w: Words) -> str:
    match visibility:
        case Visibility.NAMED:
            return w("With my name")
        case Visibility.CONFIDENTIAL:
            return w("In confidence")
        case Visibility.UNLINKED:
            return w("Without any link to me")
        case _:
            assert_never(visibility)


def who_sees(visibility: Visibility, w: Words) -> str:
    """One sentence for a receipt, to the reporter."""
    match visibility:
        case Visibility.NAMED:
            return w("Everyone who can open the team's channel or the log sees the report and your name.")
        case Visibility.CONFIDENTIAL:
            return w("The team sees the report. Only the district coordinator sees that it is from you.")
        case Visibility.UNLINKED:
            return w("The team sees the report. Nobody can see that it is from you: no id was kept.")
        case _:
            assert_never(visibility)


def _before(visibility: Visibility, w: Words) -> str:
    match visibility:
        case Visibility.NAMED:
            return w("Your name is on the card in the team's channel.")
        case Visibility.CONFIDENTIAL:
            return w("Only the coordinator sees your name. Updates come to you.")
        case Visibility.UNLINKED:
            return w("No id is kept anywhere. You get a code to follow it.")
        case _:
            assert_never(visibility)


def options(w: Words) -> tuple[Option, ...]:
    return tuple(Option(one, name(one, w), _before(one, w)) for one in Visibility)


def choice(w: Words, *, value: str, label: str = "") -> ChoiceField:
    """The three, each with what it means beside it, read before anything is sent."""
    return ChoiceField(
        "visibility",
        label or w("Who may know that it is from you?"),
        options(w),
        required=True,
        value=value,
        open_list=True,
    )
