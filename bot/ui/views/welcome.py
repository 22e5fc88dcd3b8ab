"""What the bot says in a channel where it was just added, and once a channel has become a team's place."""

from collections.abc import Iterator, Sequence

from bot.domain.team import Team
from bot.ui.card import Act, Block, Button, Card, Paragraph, Style
from bot.ui.form import Form
from bot.ui.text import Code, Plain, Said, Span, Who, plain, weave
from bot.ui.views.buttons import help_button
from bot.ui.words import Words


def joined(w: Words) -> Card:
    """In a channel that is no team's place yet."""
    return Card(
        w("I carry barriers until they are gone"),
        (
            Paragraph(
                plain(
                    w(
                        "Staff tell me what stands in the way of their work. A team looks at it in its channel, "
                        "somebody removes it step by step, and the person who reported it says whether it is gone."
                    )
                )
            ),
            Paragraph(weave(w("To set this channel up for a team, an administrator types {line}."), line=_SETUP)),
        ),
        buttons=(
            Button(w("Set up this channel"), Act("setup"), style=Style.PRIMARY, opens=True),
            Button(w("Report a barrier"), Act("report"), opens=True),
            help_button(w),
        ),
        language=w.language,
    )


def set_up(w: Words, team: Team, *, by: Who, leads: Sequence[Who]) -> Card:
    """In the channel that has just become `team`'s place: who did it, and what will happen here."""
    body: list[Block] = [
        Paragraph(weave(w("{who} set this channel up for {team}."), who=by, team=Said(team.name))),
        Paragraph(
            plain(w("New challenges of this team appear here as cards. Work on each in its thread: press or type."))
        ),
    ]
    if leads:
        names: list[Span] = []
        for who in leads:
            names += [Plain(", "), who] if names else [who]
        body.insert(1, Paragraph((Plain(w("Leads:") + " "), *names)))
    if team.keep_replies:
        body.append(
            Paragraph(plain(w("Ordinary replies in a challenge's thread are kept as notes in the log.")), quiet=True)
        )
    return Card(
        w("This channel is set up"),
        tuple(body),
        buttons=(
            Button(w("Report a barrier"), Act("report", team.id), style=Style.PRIMARY, opens=True),
            Button(w("Change the setup"), Act("setup", team.id), opens=True),
            help_button(w),
        ),
        language=w.language,
    )


_SETUP = Code("/barrier setup")


def examples(w: Words) -> Iterator[tuple[str, Card | Form]]:
    from bot.ui.views import sample

    team = Team("o-7", "t-lincoln", "Lincoln SLT", keep_replies=True)
    long = Team("o-7", "t-long", sample.HOSTILE + sample.LONG[:60])
    yield "welcome", joined(w)
    yield "set-up", set_up(w, team, by=Who("Jo Whitfield", "U0JO"), leads=(Who("Lee Park", "U0LEE"), Who("Kim Doyle")))
    yield "set-up-hostile", set_up(w, long, by=Who(sample.HOSTILE), leads=())
