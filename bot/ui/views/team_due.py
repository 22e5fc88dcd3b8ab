"""What a team waits for from one person besides its challenges, as an entry of their reminder and of what they owe."""

from dataclasses import dataclass
from datetime import date

from bot.ui.card import Act, Button, Item
from bot.ui.limits import cut
from bot.ui.text import Said
from bot.ui.views.scene import say
from bot.ui.words import Words

BESIDE = 3
"""So many stand beside challenges."""
TEAM = 80


@dataclass(frozen=True, slots=True)
class TeamDue:
    team: str
    act: Act
    meeting: date | None = None
    """Of which day the minutes are; without one it is about the team's agreements."""


def team_due_item(w: Words, due: TeamDue) -> Item:
    if due.meeting:
        what, day = w("Confirm the minutes of {team}: {day}"), w.short_day(due.meeting)
        check = Button(w("Check and confirm"), due.act, opens=True)
        return Item(say(what, team=Said(cut(due.team, TEAM)), day=day), check)
    what = w("Say whether you can live with the agreements of {team}")
    return Item(say(what, team=Said(cut(due.team, TEAM))), Button(w("Read and answer"), due.act))
