"""What whoever gave the district's calendar hears in private, as it is when it goes out."""

from bot.domain.team import Place
from bot.handlers.desk import scenes
from bot.ports import Intent, Work
from bot.ui.card import Card
from bot.ui.views import calendar_source as view
from bot.ui.words import words


def card(intent: Intent, place: Place, work: Work) -> Card | None:
    """None where nothing of it is true any more, or nobody is there to read it."""
    reader = work.people.get(place.person) if place.person else None
    if reader is None or not reader.present:
        return None
    known, w = work.school_days.known(), words(scenes.language(place, None, work))
    if known.offered and known.offered.trouble:
        return view.failed(w, known.offered.trouble, kept=False)
    if known.offered:
        return view.found(w, known.found) if known.found else None
    if known.address and known.address.trouble:
        return view.failed(w, known.address.trouble, kept=True)
    return view.works_again(w) if known.address and intent.seq == known.version else None
