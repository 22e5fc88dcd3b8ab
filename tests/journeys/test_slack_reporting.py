"""The ways in which a barrier is reported on Slack, and what is asked before anything is kept, in a browser."""

from tests.journeys.conftest import District, PageAs


def test_a_report_without_a_name_is_followed_by_a_code_and_names_nobody(page_as: PageAs, riverbend: District) -> None:
    words = "Two teachers share one room key"
    before = riverbend.traces_of("Sam Okafor")
    sam = page_as("Sam Okafor", "general")
    sam.use_global_shortcut()
    form = sam.form("Report a barrier")
    form.fill("What is in the way?", words)
    form.pick("Where is it?", "Lincoln SLT")
    form.explains("Who may know that it is from you?", "Without any link to me", "No id is kept anywhere")
    form.tick("Who may know that it is from you?", "Without any link to me")
    form.send()
    receipt = sam.receipt("Saved as challenge #")
    receipt.shows(words)
    code = receipt.code
    receipt.close()
    card = sam.at("lincoln-slt").message(words)
    card.shows("without a name")
    card.hides("Sam Okafor")
    sam.say(f"/barrier code {code}")
    opened = sam.private_answer(words)
    opened.shows("Reported, not triaged yet")
    opened.offers("Add details", "Take it back")
    assert words in riverbend.kept()
    assert code not in riverbend.kept()
    assert riverbend.traces_of("Sam Okafor") == before


def test_somebody_s_message_becomes_a_report_with_its_words(page_as: PageAs) -> None:
    words = "The gym speakers hum through every assembly"
    priya = page_as("Priya Nair", "cedar-slt")
    priya.say(words)
    ana = page_as("Ana Torres", "cedar-slt")
    ana.message(words).report_as_barrier()
    form = ana.form("Reportar una barrera")
    form.holds("¿Cuál es la barrera?", words)
    form.send()
    ana.receipt("Guardado como reto #").close()
    ana.message("El mensaje desde el que").shows(words)


def test_a_student_s_name_is_asked_back_and_the_rewritten_words_are_kept(page_as: PageAs, riverbend: District) -> None:
    named = "Our student Maria Lopez has no bus after chess club"
    priya = page_as("Priya Nair", "cedar-slt")
    priya.say(f"/barrier {named}")
    form = priya.form("Report a barrier")
    form.shows("one student")
    form.marks("Maria Lopez")
    form.fill("What is in the way?", "There is no bus after chess club")
    form.send()
    priya.receipt("Saved as challenge #").close()
    priya.message("There is no bus after chess club").shows("Priya Nair")
    assert "Maria Lopez" not in riverbend.kept()


def test_a_second_report_of_the_same_counts_its_reporter_in(page_as: PageAs) -> None:
    sam = page_as("Sam Okafor", "lincoln-slt")
    sam.say("/barrier The science kits arrive without batteries")
    card = sam.message("The science kits arrive without batteries")
    dana = page_as("Dana Reyes", "lincoln-slt")
    dana.say("/barrier Science kits arrive and there are no batteries")
    alike = dana.private_answer("Is it one of these?")
    alike.shows("Nothing is saved yet")
    alike.press("This affects me too")
    dana.private_answer("You now follow")
    card.shows("1 other person")


def test_home_says_how_to_begin_and_then_shows_what_was_reported(page_as: PageAs) -> None:
    words = "Board minutes reach the schools two weeks late"
    ruth = page_as("Ruth Alvarez", "general")
    home = ruth.go_home()
    home.shows("Tell me what stands in the way of your work")
    home.press("Report a barrier")
    form = ruth.form("Report a barrier")
    form.fill("What is in the way?", words)
    form.pick("Where is it?", "District Implementation Team")
    form.send()
    ruth.receipt("Saved as challenge #").close()
    ruth.go_to("general")
    home = ruth.go_home()
    home.shows("What you reported")
    home.shows(words)
