"""What a team's people do on Slack: set a channel up, work in Spanish, come late, look things up; in a browser."""

import re

from tests.journeys.conftest import PageAs

FILE = """BEGIN:VCALENDAR
BEGIN:VEVENT
UID:1
DTSTART;VALUE=DATE:20260630
DTEND;VALUE=DATE:20260703
RRULE:FREQ=YEARLY
SUMMARY:Founders holiday
END:VEVENT
END:VCALENDAR
"""


def test_only_an_administrator_makes_a_channel_a_team_s_place(page_as: PageAs) -> None:
    dana = page_as("Dana Reyes", "front-office")
    dana.say("/barrier setup")
    dana.private_answer("Only an administrator can do this")
    jo = dana.become("Jo Whitfield")
    jo.say("/barrier setup")
    which = jo.form("Set up this channel")
    which.pick("Which team is this channel for?", "A new team")
    which.send()
    form = jo.form("Set up this channel")
    form.fill("The team's name", "Front office")
    form.tick("Leads", "Kim Doyle")
    form.send()
    jo.receipt("Saved").close()
    jo.message("This channel is set up").shows("Kim Doyle")


def test_a_team_that_works_in_spanish_moves_a_challenge_by_spanish_words(page_as: PageAs) -> None:
    words = "El toldo del patio gotea"
    ana = page_as("Ana Torres", "cedar-slt")
    ana.say(f"/barrier {words}")
    card = ana.message(words)
    card.shows("Reto #")
    thread = ana.thread_of(card)
    thread.say("@barrier asignar a @kim en 2 semanas")
    thread.reply("lo asignó a").shows("Kim Doyle")
    thread.say("@barrier paso Pedir cargadores nuevos")
    thread.reply("agregó un paso").shows("Pedir cargadores nuevos")
    thread.say("@barrier hecho 1")
    thread.reply("terminó el paso 1")
    card.shows("En progreso")


def test_a_button_from_before_it_was_taken_back_is_refused_politely(page_as: PageAs) -> None:
    words = "The kiln has no exhaust"
    sam = page_as("Sam Okafor", "lincoln-slt")
    sam.say(f"/barrier {words}")
    receipt = sam.private_answer(words)
    lee = page_as("Lee Park", "lincoln-slt")
    lee.say(f"/barrier {receipt.number.strip('#')}")
    shown = lee.private_answer(words)
    receipt.press("Take it back")
    sam.private_answer("is taken back")
    shown.press("Triage")
    lee.private_answer("Nothing was changed").shows("cannot be done")


def test_help_and_the_log_answer_the_asker_alone(page_as: PageAs) -> None:
    words = "Substitutes get no door badge"
    jo = page_as("Jo Whitfield", "lincoln-slt")
    jo.say("/barrier help")
    jo.private_answer("What you can type").shows("/barrier 12 assign @lee in 2 weeks")
    jo.say(f"/barrier {words}")
    number = jo.private_answer(words).number
    jo.say("/barrier log open words badge")
    log = jo.private_answer("Only: open, badge")
    log.shows(words)
    log.press("Show")
    jo.private_answer("What happened").shows(f"Challenge {number}")
    ruth = jo.become("Ruth Alvarez")
    ruth.sees_nowhere("Only: open, badge")


def test_the_school_calendar_is_shown_to_everybody_and_changed_by_a_line_and_back(page_as: PageAs) -> None:
    sam = page_as("Sam Okafor", "lincoln-slt")
    sam.say("/agenda calendar")
    sam.private_answer("School calendar").shows("Week off, no school (typed)")
    sam.say("/agenda half day tomorrow")
    sam.private_answer("Only the district coordinator or an administrator can do this")
    jo = sam.become("Jo Whitfield")
    jo.say("/agenda half day tomorrow: Fair")
    saved = jo.private_answer("School calendar saved")
    saved.shows("Fair, half day")
    saved.press("Undo")
    jo.private_answer("is as it was before")


def test_the_content_of_the_districts_calendar_is_read_chosen_from_and_kept(page_as: PageAs) -> None:
    jo = page_as("Jo Whitfield", "lincoln-slt")
    jo.say(f"/agenda {FILE}")
    jo.private_answer("Reading the calendar")
    jo.go_private()
    jo.message("The calendar was read").press("Choose the days")
    jo.form("Which mean no school?").send()
    jo.receipt("School calendar saved").shows("Founders holiday, no school")


def test_what_nobody_looks_at_is_remembered_by_its_lead_days_later_who_puts_it_off(page_as: PageAs) -> None:
    words = "The library closes at noon on Fridays"
    dana = page_as("Dana Reyes", "lincoln-slt")
    dana.say(f"/barrier {words}")
    number = dana.private_answer(words).number
    dana.say("/demo skip 10 days")
    dana.private_answer(re.compile("My clock now says|The days are still passing"))
    lee = dana.become("Lee Park")
    lee.go_private()
    reminder = lee.message(f"{number} · Triage it")
    reminder.shows("late since")
    reminder.press_beside(f"{number} · Triage it", "Remind me later")
    lee.private_answer("When shall I remind you again?").press("Next week")
    lee.private_answer(f"I remind you of {number} again on")
    lee.say("/barrier reminders")
    lee.private_answer("Your reminders")  # not until when it is put off: days may still be passing


def test_a_team_goes_over_its_open_challenges_one_at_a_time(page_as: PageAs) -> None:
    words = ("The data meeting has no room", "Coaches share one laptop")
    jo = page_as("Jo Whitfield", "district-implementation")
    for one in words:
        jo.say(f"/barrier {one}")
        jo.message(one)
    jo.say("/agenda review")
    review = jo.message("Monthly review: 1 of 2")
    review.shows(words[0])
    review.press("Keep as it is")
    review.shows("Monthly review: 2 of 2")
    review.shows(words[1])
    review.press("Add a note")
    form = jo.form(f"A note for {review.number}")
    form.fill("Note", "Two more are ordered")
    form.submit()
    review.shows("Two more are ordered")
    review.press("Go on")
    review.shows("Brought up to date")
    review.shows("Every open challenge was reviewed this month.")


def test_a_team_proposes_words_and_adopts_its_agreements_in_two_languages(page_as: PageAs) -> None:
    priya = page_as("Priya Nair", "cedar-slt")
    priya.say("/agreements propose We ask before we answer")
    priya.private_answer("Nobody sees that it was you").shows("We ask before we answer")
    ana = priya.become("Ana Torres")
    ana.say("/agreements redactar")
    form = ana.form("Redactar los acuerdos")
    form.fill("Acuerdo 2", "Empezamos a tiempo")
    form.send()
    ana.receipt("Acuerdos del grupo").close()
    ana.say("/agreements preguntar")
    ana.private_answer("Se pregunta en privado")
    for name in ("Priya Nair", "Jo Whitfield", "Kim Doyle"):
        answer = ana.become(name)
        answer.say("/agreements")
        answer.private_answer("The team is asked about this").press("I can live with this")
        answer.private_answer("have answered")
    ana = ana.become("Ana Torres")
    ana.sees_nowhere("Vigentes desde")
    ana.say("/agreements")
    ana.private_answer("Se pregunta al equipo por esto").press("Puedo vivir con esto")
    stands = ana.message("Vigentes desde")
    stands.shows("We ask before we answer")
    stands.shows("Empezamos a tiempo")
