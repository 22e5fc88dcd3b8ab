"""What several cards about group agreements share: the agreements under their headings, and the ways on."""

from collections.abc import Sequence
from itertools import groupby

from bot.domain.agreement import GroupAgreement, Proposal, TeamAgreements, clustered
from bot.ui.card import Act, Block, Button, Item, Items, Paragraph
from bot.ui.limits import LINE, cut
from bot.ui.text import Said
from bot.ui.words import Words


def agreed_blocks(said: Sequence[GroupAgreement | Proposal], *, shown: int = LINE) -> tuple[Block, ...]:
    """Each heading once, in the order in which they first come; those without a heading first. `shown`: characters."""
    blocks: list[Block] = []
    for heading, under in groupby(clustered(said), key=lambda it: it.heading):
        if heading:
            blocks.append(Paragraph((Said(cut(heading, shown)),)))
        blocks.append(Items(tuple(Item((Said(cut(it.words, shown)),)) for it in under)))
    return tuple(blocks)


def agreed_list(agreed: Sequence[GroupAgreement], *, shown: int) -> Items:
    """All in one list without their headings, where other things need the room."""
    return Items(tuple(Item((Said(cut(one.words, shown)),)) for one in agreed))


def show_button(team: str, w: Words) -> Button:
    return Button(w("Show"), Act("agreements", team), spoken=w("Show the group agreements"))


def propose_button(team: str, w: Words, args: tuple[tuple[str, str], ...] = ()) -> Button:
    return Button(w("Propose"), Act("agreements_propose", team, 0, args), opens=True, spoken=w("Propose an agreement"))


def word_button(it: TeamAgreements, w: Words) -> Button:
    label = w("Change the wording") if it.wording or it.agreed else w("Word them")
    return Button(label, Act("agreements_word", it.team, it.version), opens=True)
