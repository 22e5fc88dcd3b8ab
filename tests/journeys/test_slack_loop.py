"""From a teacher's line to their verdict, as people see it on Slack, in a browser."""

from tests.journeys.conftest import PageAs

WORDS = "Chromebooks won't hold a charge in room 12"


def test_a_report_is_triaged_assigned_removed_and_confirmed_by_its_reporter(page_as: PageAs) -> None:
    dana = page_as("Dana Reyes", "general")
    dana.say(f"/barrier {WORDS}")
    number = dana.private_answer(WORDS).number

    lee = page_as("Lee Park", "lincoln-slt")
    card = lee.message(WORDS)
    card.shows(f"Challenge {number}")
    card.press("Triage")
    form = lee.form(f"Triage {number}")
    form.pick("Type", "Technology")
    form.tick("Within our control?", "Internal")
    form.tick("Technical or adaptive?", "Technical")
    form.tick("What is behind it?", "Organization")
    form.submit()
    card.shows("Triaged, not assigned yet")
    thread = lee.thread_of(card)
    thread.reply("triaged it as Technology")

    thread.say("@barrier assign @kim in 2 weeks")
    thread.reply("assigned it to").shows("Kim Doyle")
    card.shows("Assigned, no steps yet")
    thread.say("@barrier step Order new batteries")
    thread.reply("added a step").shows("Order new batteries")
    thread.say("@barrier done 1")
    thread.reply("finished step 1")
    thread.say("@barrier removed New batteries are in")
    thread.reply("reported it as removed").shows("New batteries are in")
    card.shows("Reported as removed, not confirmed yet")

    dana.go_private()
    question = dana.message(f"Is challenge {number} gone?")
    question.shows("New batteries are in")
    question.press("Yes, it is gone")
    dana.message("Thank you")

    card.shows("Confirmed: it is gone")
    card.press("Close")
    card.shows("Closed: the person who reported it says it is gone")


def test_a_no_opens_it_again_and_tells_the_lead(page_as: PageAs) -> None:
    dana = page_as("Dana Reyes", "general")
    dana.say("/barrier The reading screener logs us out")
    number = dana.private_answer("The reading screener logs us out").number
    lee = page_as("Lee Park", "lincoln-slt")
    card = lee.message("The reading screener logs us out")
    thread = lee.thread_of(card)
    thread.say("@barrier assign @kim in 3 weeks")
    thread.reply("assigned it to")
    thread.say("@barrier removed The vendor raised the limit")
    thread.reply("reported it as removed")
    dana.go_private()
    dana.message(f"Is challenge {number} gone?").press("No, it is still there")
    dana.message("It is open again")
    card.shows("In progress")
    lee.go_private()
    lee.message(f"Challenge {number}").shows("logs us out")
