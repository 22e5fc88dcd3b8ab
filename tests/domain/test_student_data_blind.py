"""Messages that were written before the rules for names were read. At first 6 of the 15 were noticed, with no alarm.

The rules were then bettered with them in sight, so that this set is blind no more.
"""

import pytest

from bot.domain.student_data import finds

ABOUT_A_STUDENT = [
    "Leilani's seizure action plan is missing from the nurse's binder",
    "We cannot get a tablet for Dmitri, who is nonverbal",
    "Rosalind in my homeroom has been absent since the bus route changed",
    "The Nguyen twins share one hearing aid charger",
    "Grandma of Tobias keeps calling because nobody returns the form",
    "Kid with medicaid number 7781204 is not covered for speech",
    "My second grader Anouk sits alone since the aide left",
    "Caleb M. was sent home because the elevator is broken again",
    "Josiah's reading scores never reach his tutor",
    "Her name is Paloma and she still has no seat in the lab",
    "A Renata le falta su plan de salud en la enfermería",
    "La abuela de Emiliano llama cada día por el formulario",
    "Mi estudiante Itzel no puede usar la rampa",
    "Bruno, de segundo grado, sigue sin lentes",
    "El reporte de lectura de Ariadna no llega a su tutora",
]
STILL_MISSED = {
    "The Nguyen twins share one hearing aid charger",
    "Her name is Paloma and she still has no seat in the lab",
    "El reporte de lectura de Ariadna no llega a su tutora",
}
"""What is said as often of colleagues, or names nobody whom a list of first names could know."""
ABOUT_NO_STUDENT = [
    "Jordan Elementary has no substitute on Fridays",
    "Ms. Delgado's printer jams whenever we copy the screener",
    "The Madison room is booked for state testing all of May",
    "April and June are too full for the universal screener",
    "Students with an IEP wait three weeks for a laptop",
    "Chase Bank closed our fundraising account",
    "The Wilson reading kits are still in the warehouse",
    "Dr. Grant told the board that the schedule stands",
    "Grade 4 has no paraprofessional during math",
    "Call the help desk at extension 4471 about the projector",
    "La señora Ríos no tiene llave del laboratorio",
    "La escuela Benito Juárez no tiene internet los lunes",
    "Los alumnos de tercer grado no tienen audífonos",
    "El curso de Santillana no carga en las tabletas",
    "En abril y mayo no hay sala para la evaluación",
    "Carlos, who is on the data team, has no projector",
    "Maria has been absent since Monday and there is no sub",
    "A Ana le falta su llave del laboratorio",
    "Our new counselor has no room, her name is Grace Hall",
]


def test_what_is_noticed_in_words_that_no_rule_was_made_for() -> None:
    assert {text for text in ABOUT_A_STUDENT if not finds(text)} == STILL_MISSED


@pytest.mark.parametrize("text", ABOUT_NO_STUDENT)
def test_nobody_is_asked_about_words_that_are_about_no_student(text: str) -> None:
    assert finds(text) == ()
