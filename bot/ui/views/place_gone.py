"""To a lead: a channel of the team cannot be posted to any more, and what to do about it."""

from collections.abc import Iterator

from bot.ui.card import Card, Paragraph
from bot.ui.form import Form
from bot.ui.text import Said, plain
from bot.ui.views.buttons import log_button
from bot.ui.views.gone import gone_reason
from bot.ui.views.scene import say
from bot.ui.words import Words


def place_gone(name: str, team: str, reason: str, w: Words) -> Card:
    return Card(
        w("I cannot post in a channel"),
        (
            Paragraph(
                say(
                    w("I cannot post in {place} of {team} any more: {reason}."),
                    place=Said(name or w("the channel")),
                    team=Said(team),
                    reason=gone_reason(reason, w),
                )
            ),
            Paragraph(
                plain(w("Nothing is lost: the log has everything. New cards and messages no longer appear there."))
            ),
            Paragraph(plain(w("Add me to that channel again, or type “/barrier setup” in another one."))),
        ),
        buttons=(log_button(w),),
        language=w.language,
    )


def examples(w: Words) -> Iterator[tuple[str, Card | Form]]:
    from bot.ui.views import sample

    yield "place-gone", place_gone("#leads", "Lincoln SLT", "is_archived", w)
    yield "place-gone-hostile", place_gone(sample.HOSTILE, sample.HOSTILE, "ekm_access_denied", w)
    yield "place-gone-longest", place_gone(sample.LONG[:150], sample.LONG[:90], "not_in_channel", w)
