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


def test_a_series_is_changed_in_place_and_undone(page_as: PageAs) -> None:
    ana = page_as("Ana Torres", "cedar-slt")
    ana.say("/agenda cada viernes a las 8")
    ana.private_answer("Cada viernes, 8:00").press("Guardar")
    ana.private_answer("Guardado").press("Cambiar")
    form = ana.form("Cambiar las reuniones")
    form.holds("¿Cada cuánto se reúnen?", "cada viernes")
    form.fill("¿Cada cuánto se reúnen?", "cada jueves")
    form.send()
    proposed = ana.receipt("¿Es correcto?")
    proposed.shows("Cada jueves, 8:00")
    proposed.press("Guardar")
    saved = ana.receipt("Guardado")
    saved.shows("Cada jueves, 8:00")
    saved.press("Deshacer")
    saved.shows("Cada viernes, 8:00")
    saved.close()
    ana.say("/agenda cambiar a cada lunes a las 9:15")
    shown = ana.private_answer("Cada lunes, 9:15")
    shown.shows("Hasta ahora: cada viernes, 8:00")
    shown.press("Guardar")
    ana.private_answer("Deshacer").press("Deshacer")
    ana.say("/agenda")
    ana.private_answer("Reuniones de este canal").shows("Cada viernes, 8:00")


def test_a_success_is_told_comes_up_once_and_goes_on_to_another_team(page_as: PageAs) -> None:
    words = "Color tabs on the lunch trays end the queue"
    sam = page_as("Sam Okafor", "lincoln-slt")
    sam.say(f"/barrier success {words}")
    sam.private_answer(words).shows("It is on the next agenda of Lincoln SLT, with your name.")
    jo = page_as("Jo Whitfield", "lincoln-slt")
    jo.say("/agenda every weekday at 4pm")
    jo.private_answer("Every weekday at 4:00").press("Save")
    jo.private_answer("The agenda is posted at the start").press("Post it now")
    agenda = jo.message(words)
    agenda.shows("Worth spreading")
    agenda.press("Show")
    jo.private_answer(words).press("Send it to a team")
    form = jo.form("Send it to a team")
    form.pick("Which team should hear of it?", "Cedar SLT")
    form.send()
    page_as("Ana Torres", "cedar-slt").message(words).shows("A Lincoln SLT le funcionó")
