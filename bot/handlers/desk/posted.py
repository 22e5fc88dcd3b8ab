"""Which message shows already what an intent is about."""

from bot.ports import Intent, Posting, Work


def posted(intent: Intent, work: Work) -> Posting | None:
    """The message with the same number; most subjects have only one in a place."""
    newest = work.postings.get(intent.place, intent.subject, intent.kind)
    if newest is None or newest.seq == intent.seq:
        return newest
    every = work.postings.of(intent.subject, intent.kind)
    return next((one for one in every if (one.place, one.seq) == (intent.place, intent.seq)), None)
