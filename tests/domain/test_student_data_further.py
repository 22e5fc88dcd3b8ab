"""Two more sets of messages, each written before the rules were tried on it.

Of the first, 2 of 20 were noticed and of 40 harmless ones none; the rules were bettered, and of the second they noticed
6 of 20, with one alarm in 20. Then they were bettered with all of them in sight: neither set is blind any more.
"""

import pytest

from bot.domain.student_data import finds

ABOUT_A_STUDENT = [
    "We still have nobody to push Theo's wheelchair to the cafeteria",
    "Gabriela came back from the hospital and there is no plan for her feeding tube",
    "The bus left Marcus at the curb again this morning",
    "Nobody told us Hannah is allergic to peanuts until the field trip",
    "Kid in my 4th hour, Tremaine, has no glasses",
    "Zoe P. got moved to the other class and the roster never changed",
    "Can somebody print large type for Anjali? She can't see the worksheets",
    "Why is Dominic still on the waitlist for speech",
    "I have been asking since August for an evaluation for Lucía Herrera",
    "Xavier's aide was pulled to cover lunch duty",
    "the new kid Oleksandr speaks only ukrainian and we have no interpreter",
    "Paraprofessional for Imani has been out for three weeks",
    "Nadie le cambia el pañal a Thiago cuando falta la asistente",
    "Daniela lleva dos semanas sin transporte porque cambió de casa",
    "A mi alumno Ximén lo sacan de mi clase para terapia sin avisar",
    "El niño nuevo, Wilmer, no tiene intérprete de mam",
    "La hermana de Josué, que está en kínder, tampoco tiene autobús",
    "Necesitamos una evaluación de habla para Mateo Rojas",
    "Fernanda se cae en la rampa porque no hay barandal",
    "El IEP meeting de Brianna got cancelled otra vez porque no hay room",
    "Rohan's hearing aids are never charged when he gets to class",
    "We have no nurse on Tuesdays and Skylar needs insulin at lunch",
    "Speech minutes for Aniyah have not been met since September",
    "The substitute did not know that Tariq has seizures",
    "my new student Kwabena still has no login",
    "Our eighth grader Lupita walks home because the late bus was cut",
    "Sister of Jamal called, nobody picked him up",
    "Nina can't walk up the stairs and the elevator is locked",
    "no one speaks Q'anjob'al with Mateo, he only points",
    "Cole was moved to the hallway because there is no room for testing",
    "A Yaretzi la cambiaron de grupo tres veces este mes",
    "Al niño Maximiliano nadie le da su medicina",
    "El papá de Iktan vino y no había quien tradujera",
    "Kevin no habla inglés y no tenemos materiales en español",
    "Mi alumno Jhosep repite el mismo libro porque no hay otros",
    "La silla de Regina no cabe en el baño",
    "The aide for Tomás was cut from our building",
    "Olivia eats alone since there is no lunch para",
    "En mi clase Dayana no ve el pizarrón",
    "behavior chart de Angel is still on paper",
]
STILL_MISSED = {
    "Gabriela came back from the hospital and there is no plan for her feeding tube",
    "The bus left Marcus at the curb again this morning",
    "Zoe P. got moved to the other class and the roster never changed",
    "I have been asking since August for an evaluation for Lucía Herrera",
    "Fernanda se cae en la rampa porque no hay barandal",
    "We have no nurse on Tuesdays and Skylar needs insulin at lunch",
    "Nina can't walk up the stairs and the elevator is locked",
    "no one speaks Q'anjob'al with Mateo, he only points",
    "Cole was moved to the hallway because there is no room for testing",
    "A Yaretzi la cambiaron de grupo tres veces este mes",
    "La silla de Regina no cabe en el baño",
    "Olivia eats alone since there is no lunch para",
    "En mi clase Dayana no ve el pizarrón",
}
"""Said as often of colleagues, or with a name that is a word as well."""
ABOUT_NO_STUDENT = [
    "The laminator in the workroom overheats after ten pages",
    "Marcus in facilities says the part will take three weeks",
    "We lost our reading interventionist and nobody covers her groups",
    "Gabriela from HR never answers about the sub pool",
    "Hannah and I share one document camera",
    "The bus loop floods and dismissal takes forty minutes",
    "Fundations kits for second grade are still on backorder",
    "Dominic is our new tech coach but he has no laptop yet",
    "Speech therapy rooms are used for testing every spring",
    "Theo can't open the gradebook export from home",
    "Nobody told the office that the fire drill moved to Tuesday",
    "Daniela lleva dos semanas sin llave del salón porque cambió de puesto",
    "Zoe teaches three preps and has no planning period",
    "The wheelchair ramp at the gym door is blocked by carts",
    "Imani and the counselors need a private room for calls",
    "The evaluation window for teachers overlaps with state testing",
    "Fernanda, nuestra secretaria, no tiene impresora",
    "Our interpreter is shared with two other buildings",
    "Xavier University's tutors stopped coming",
    "Aides are pulled to cover lunch duty every day",
    "El laboratorio de Santiago no tiene internet",
    "No hay intérprete para las reuniones con familias",
    "Falta papel en la copiadora desde el lunes",
    "Los audífonos nuevos no sirven con las tabletas",
    "Josué de mantenimiento dice que no hay presupuesto",
    "Could somebody print the schedule for Anjali? She starts Monday as our sub",
    "Lucía needs a badge to get into the annex",
    "The roster in PowerSchool never matches the homerooms",
    "Mateo Rojas, our district rep, cancelled the training again",
    "Students wait for the nurse because the clinic closes at noon",
    "Peanut free tables are not marked in the cafeteria",
    "Kindergarten has no recess coverage on Wednesdays",
    "The waitlist for speech is nine months long",
    "Brianna cancelled the PLC again porque no hay room",
    "La maestra Brianna no tiene proyector en su salón",
    "Three of our paraprofessionals are out with the flu",
    "Nobody updates the master schedule after October",
    "The new curriculum has no Spanish texts for grade 2",
    "Wilmer Hall has no air conditioning",
    "Amazon orders for classroom chairs are stuck in approval",
    "Rohan's projector has no remote",
    "The nurse's office has no fridge for insulin",
    "Speech and OT share one room",
    "my new student teacher Kate still has no login",
    "Our eighth grade team walks to the annex because it rains",
    "Sister schools in the district get the bus first",
    "The new kid friendly browser blocks every video",
    "Nina can't unlock the elevator",
    "Cole was moved to the annex to teach math",
    "La silla de ruedas del pasillo está rota",
    "El papel de la copiadora no alcanza",
    "Kevin, our custodian, has no key for the gym",
    "The aide for room 12 was cut",
    "Olivia eats lunch with the leadership team on Mondays",
    "A Dayana le toca facilitar la reunión",
    "El estudiante promedio lee dos libros al mes",
    "Each kid iPad needs a case",
    "The girl scouts use our gym on Thursdays",
    "Regina mandó el calendario a todo el equipo",
]


def test_what_is_noticed_in_words_that_no_rule_was_made_for() -> None:
    assert {text for text in ABOUT_A_STUDENT if not finds(text)} == STILL_MISSED


@pytest.mark.parametrize("text", ABOUT_NO_STUDENT)
def test_nobody_is_asked_about_words_that_are_about_no_student(text: str) -> None:
    assert finds(text) == ()


def test_a_child_of_the_christmas_play_is_asked_about() -> None:
    assert finds("El niño Jesús está en el programa de diciembre")
