"""A team goes through what is open, says when it meets, and gets its agenda in time; in a browser on Slack."""

from tests.journeys.conftest import PageAs

HEATER, GATE = "The greenhouse heater trips the breaker", "The bus gate opens after the bell"


def test_what_is_open_is_reviewed_and_a_rhythm_in_words_becomes_an_agenda_in_time(page_as: PageAs) -> None:
    lee = page_as("Lee Park", "lincoln-slt")
    for words in (HEATER, GATE):
        lee.say(f"/barrier {words}")
        lee.message(words).shows("Challenge #")

    lee.say("/agenda review")
    lee.message("Monthly review: 1 of 2").press("Keep as it is")
    lee.message("Monthly review: 2 of 2").press("Keep as it is")
    lee.message("Every open challenge was reviewed this month").shows("Kept as they are")

    lee.say("/agenda every 2nd Tuesday at 3:30pm")
    shown = lee.private_answer("On the second Tuesday of each month at 3:30")
    shown.lists(3)
    shown.shows("Nothing is saved yet")
    shown.press("I mean every 2 weeks on Tuesday")  # on whatever day of a month this runs, the next is within two weeks
    other = lee.private_answer("Every 2 weeks on Tuesday at 3:30")
    other.lists(3)
    other.press("Save")
    lee.private_answer("Saved").shows("Every 2 weeks on Tuesday")

    lee.say("/demo skip 3 weeks")
    agenda = lee.message("Agenda: implementation challenges")
    agenda.shows("Facilitator")
    agenda.shows(HEATER)
