"""From a teacher's line on Teams to their verdict, with a team that sits on both platforms: the cards are twins."""

from collections.abc import Callable, Iterator

import pytest

from demo import local_slack
from demo.processes import free_port
from demo.stage import Stage
from tests.checks import browser
from tests.journeys.conftest import CHROMIUM, PATIENCE_MS, PageAs
from tests.journeys.teams_page import TeamsPage, open_teams
from tests.journeys.teams_service import TeamsService
from tests.journeys.teams_stage import both_platforms

WORDS = "The laminator eats every second sheet"

TeamsAs = Callable[..., TeamsPage]


@pytest.fixture(scope="module")
def teams(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TeamsService]:
    browser.need("chromium", "adaptivecards")
    service = TeamsService(tmp_path_factory.mktemp("teams"))
    service.start()
    yield service
    service.stop()


@pytest.fixture(scope="module")
def stage(teams: TeamsService, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """The local Slack, and the bot between it and Teams."""
    browser.need(local_slack.PACKAGE)
    yield from both_platforms(teams, tmp_path_factory.mktemp("stage"), free_port())


@pytest.fixture
def teams_as(teams: TeamsService, request: pytest.FixtureRequest) -> Iterator[TeamsAs]:
    """`teams_as("Dana Reyes", "chat")` is a window on Teams with that person in front of it."""
    contexts = []

    def open_as(name: str, place: str) -> TeamsPage:
        context = request.node.stash[CHROMIUM].new_context(viewport={"width": 1100, "height": 900})
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        return open_teams(context.new_page(), teams.page_url, name, place)

    yield open_as
    browser.shared().run(lambda _: [context.close() for context in contexts])


def test_a_challenge_goes_its_way_on_teams_and_its_twin_on_slack_shows_each_step(
    teams_as: TeamsAs, page_as: PageAs
) -> None:
    dana = teams_as("Dana Reyes", "chat")
    dana.say(f"barrier {WORDS}")
    dana.card("Saved as challenge #1").shows(WORDS)

    dana.say("agenda calendar")
    dana.card("School calendar").shows("Week off, no school (typed)")

    lee = teams_as("Lee Park", "channel")
    card = lee.card(WORDS)
    on_slack = page_as("Lee Park", "lincoln-slt")
    twin = on_slack.message(WORDS)
    card.opens("Triage")
    dialog = lee.dialog("Triage #1")
    dialog.pick("Type", "Materials")
    dialog.tick("Internal")
    dialog.tick("Technical")
    dialog.tick("Organization")
    dialog.submit("Save")
    for shown in (card, twin):
        shown.shows("Triaged, not assigned yet")

    lee.reply(card, "@Barrier assign @Kim Doyle in 2 weeks")
    lee.card("assigned it to").shows("Kim Doyle")
    for shown in (card, twin):
        shown.shows("Assigned, no steps yet")

    on_slack.thread_of(twin).say("@barrier removed A new roller is in")
    lee.card("reported it as removed").shows("A new roller is in")
    for shown in (card, twin):
        shown.shows("Reported as removed")

    question = dana.card("Is challenge #1 gone?")
    question.opens("Yes, it is gone")
    dana.card("Thank you")
    for shown in (card, twin):
        shown.shows("Confirmed: it is gone")
    twin.press("Close")
    card.shows("Closed:")


def test_a_review_that_stopped_on_one_platform_goes_on_on_the_other(teams_as: TeamsAs, page_as: PageAs) -> None:
    words = ("The stage lights flicker", "The staff room sink drips")
    lee, on_slack = teams_as("Lee Park", "channel"), page_as("Lee Park", "lincoln-slt")
    for one in words:
        on_slack.say(f"/barrier {one}")
        lee.card(one)
    lee.say("@Barrier agenda review")
    review, twin = lee.card("Monthly review: 1 of 2"), on_slack.message("Monthly review: 1 of 2")
    review.shows(words[0])
    review.opens("Keep as it is")
    twin.shows("Monthly review: 2 of 2")
    twin.choose("Stop here")
    review.shows("It stopped at 2 of 2.")
    review.opens("Go on")
    twin.shows(words[1])
    twin.press("Keep as it is")
    for shown in (review, twin):
        shown.shows("Every open challenge was reviewed this month.")


def test_a_team_words_its_agreements_on_teams_and_both_channels_show_them_once_all_can_live_with_them(
    teams_as: TeamsAs, page_as: PageAs
) -> None:
    dana = teams_as("Dana Reyes", "chat")
    dana.say("agreements propose We ask before we answer")
    dana.card("Nobody sees that it was you")
    lee = teams_as("Lee Park", "channel")
    lee.say("@Barrier agreements word")
    form = lee.card("Word the agreements")
    form.fill("Agreement 2", "We start on time")
    form.press("Save")
    worded = lee.card("Nobody has been asked yet")
    worded.press("Ask the team")
    worded.press("Ask them")
    lee.card("0 of 5 have answered")
    other = page_as("Sam Okafor", "lincoln-slt")
    for name in ("Sam Okafor", "Jo Whitfield", "Kim Doyle", "Lee Park"):
        other = other.become(name)
        other.say("/agreements")
        other.private_answer("The team is asked about this").press("I can live with this")
        other.private_answer("have answered")
    dana.say("agreements")
    dana.card("4 of 5 have answered").press("I can live with this")
    dana.card("They hold")
    for shown in (lee.card("In force since"), other.message("In force since")):
        shown.shows("We ask before we answer")
        shown.shows("We start on time")


@pytest.mark.usefixtures("stage")
def test_a_lead_puts_a_reminder_off_on_teams_and_reads_what_was_put_off(teams_as: TeamsAs) -> None:
    words = "The hall clock is an hour behind"
    teams_as("Dana Reyes", "chat").say(f"barrier {words}")
    number = teams_as("Lee Park", "channel").card(words).number
    lee = teams_as("Lee Park", "chat")
    lee.say(f"barrier {number} later")
    lee.card("When shall I remind you again?").opens("Next week")
    lee.card(f"I remind you of {number} again on")
    lee.say("barrier reminders")
    lee.card("Your reminders").shows(f"{number} · put off until")


def test_a_team_plans_on_teams_and_both_channels_get_the_agenda(teams_as: TeamsAs, page_as: PageAs) -> None:
    words = "Quilt squares for the winter fair have no shelf"
    lee = teams_as("Lee Park", "channel")
    page_as("Lee Park", "lincoln-slt").say(f"/barrier {words}")
    lee.card(words)
    lee.say("@Barrier agenda every weekday at 4pm")
    lee.card("Nothing is saved yet").opens("Save")
    lee.card("The agenda is posted at the start").opens("Post it now")
    agenda = lee.card("Agenda: implementation challenges")
    twin = page_as("Lee Park", "lincoln-slt").message("Agenda: implementation challenges")
    for shown in (agenda, twin):
        shown.shows(f"{words} · from Lee Park")
        shown.shows("Who tells whom")
    agenda.opens("Start the review")
    review = lee.card("Is it still true?")
    review.shows("Monthly review")
