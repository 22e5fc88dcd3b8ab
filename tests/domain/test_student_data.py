import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.first_names import NAMES, WORDLIKE
from bot.domain.student_data import FindKind, finds

# Each message points at one student, in the words of a hurried teacher.
ABOUT_A_STUDENT = [
    "Jayden's behavior plan isn't being followed in specials",
    "The IEP for Aaliyah never got printed",
    "My student Mateo can't hear the speakers in room 12",
    "student id 448123 can't log in to Clever",
    "ID# 448123 is locked out again",
    "Can't enroll her, dob 3/4/2014 is rejected by the form",
    "We have a kid born 3/4/2014 who is placed in the wrong grade",
    "Parent of Xiomara wants to know why the bus is late",
    "Camila Reyes in 3rd grade has no headset",
    "Amir and his mom waited an hour for an interpreter",
    "No para for a student named Zyaire during lunch",
    "Tyrone keeps running out of the building because the door does not latch",
    "DeShawn was suspended and nobody sent us the work",
    "Omar has an IEP but we never got the paperwork",
    "Priya is failing math because the intervention block was cut",
    "jayden's iep meeting was moved without telling me",
    "jaydens iep is not in the new system",
    "Reach the family at 919-555-0142 after 5",
    "Mom's cell is (919) 555-0142",
    "Email mrivera.family@gmail.com bounced when we sent the form",
    "SSN 123-45-6789 was on the printed roster",
    "Two of us share the aide, so my students Jayden and Mia go without",
    "Fatima's 504 says extra time, and the test tool does not allow it",
    "Kevin hit another student because there is no sub for the aide",
    "Nevaeh is in my class and has no device",
    "3rd grader Malik has been without a chair for a week",
    "Accommodations for Santiago's IEP are not in the test platform",
    "We need a translator for Yusuf's mother",
    "Zyaire's mom was never called back",
    "Lunch number 44812 is rejected at the register",
    "The referral for Brayden went to the wrong school",
    "Student Hope Miller has no schedule",
    "Emma can't read the board from her seat and facilities won't move it",
    "There's no wheelchair ramp for Liam, one of my students",
    "El IEP de Mateo no aparece en el sistema",
    "Mi alumna Camila no tiene audífonos",
    "La mamá de Sebastián no recibe los avisos",
    "Un estudiante llamado Yadiel no tiene transporte",
    "Valentina está en mi clase y no tiene computadora",
    "El niño José de tercer grado no tiene libro",
    "No puedo inscribir a la niña, nacida el 3 de abril de 2014",
    "Número de estudiante 448123 no funciona",
    "Plan de conducta para Iker no se cumple; también Diego tiene un IEP",
    "Fecha de nacimiento: 03/04/2014 sale mal en el reporte",
    "Llamar al 919-555-0142, es la familia",
    "Ximena faltó 6 días porque el autobús no pasa",
    "Elijah threw a chair again and we have no crisis plan",
    "Could someone look at why Ngozi Okafor, grade 4, has no bus",
    "Samantha B. in period 3 still has no textbook",
    "Aiden needs a one-on-one aide and HR has not posted it",
    "my kid Darius is still waiting for his hearing aid",
    "Concern about Khalil: three weeks without speech services",
    "Parent called about Jasmine, she is in Mr. Ortiz's 5th grade",
    "the boy Ahmed has nobody to translate for him",
    "student #220418 shows as withdrawn in PowerSchool",
    "Born on March 4, 2013 and placed in 3rd grade again",
    "text dad at 555-0199",
    "Noah's accommodations are not in Edulastic",
    "Leilani's transcript from Hawaii never arrived",
    "we can't get the records of Emiliano from his old school",
    "Isabella cannot write and the scribe was cut",
    "Two students, Kayla and Devin, share one Chromebook",
    "Ethan R's IEP is missing the minutes",
    "La abuela de Alejandro no puede firmar en línea",
    "Mi estudiante Guadalupe no tiene lentes",
    "El alumno Kevin Torres llega tarde por el autobús",
    "El papá de Luis trabaja de noche y no puede venir",
    "Santiago, de 4to grado, no tiene maestra de apoyo",
    "su fecha de nacimiento es 12/05/2013",
    "La estudiante Ana Sofía necesita una silla",
    "her email is kayla.j2014@students.example.org",
    "Marcus was sent to the office because there was no room",
    "Brooklyn's mom never got the letter",
    "Jada, a 7th grader, waits an hour for the late bus",
    "504 plan for Chase isn't shared with electives",
    "Rosa's dad does not read English",
]  # fmt: skip
# None of these does, though each has something that looks like it.
ABOUT_NO_STUDENT = [
    "12 Chromebooks are missing",
    "The projector in room 204 flickers",
    "Mrs. Lee said the copier is out of toner",
    "Ms. Maria Lopez in 3rd grade has no document camera",
    "Lexia and Amira take 40 minutes to load",
    "Amira in 3rd grade isn't loading on the iPads",
    "The Iris projector won't pair",
    "Our PLC on 10/14/2026 has no agenda",
    "Student devices are not charged by first period",
    "Asset tag 448123 and asset ID 448124 won't turn on",
    "Serial number 5CD1234567 has a cracked screen",
    "Lincoln School has no sub coverage on Fridays",
    "The Madison room is double booked at 2:30",
    "Call the office at ext. 204 before 3:15",
    "April's IEP meetings all overlap with testing",
    "In May we lose the computer lab for AP exams",
    "June and August trainings are not on the calendar",
    "Students at Madison are failing because of the schedule",
    "Maria's caseload is 42 students",
    "Dana, our coach, is out until Monday",
    "The IEP software logs us out every 10 minutes",
    "We have 28 students and 24 chairs",
    "Student Council needs the gym",
    "Student Information System is down for grade entry",
    "IEP meetings for 3rd grade are at the same time as PLC",
    "Grade 5 has no science kits, order 448123 was lost",
    "Zoom meeting ID 845 2213 4410 does not work",
    "Behavior plan forms for Tier 2 are still on paper",
    "Thomas and I both need the cart at 10:30",
    "Jefferson Elementary kids wait 25 minutes for the bus",
    "Mr. Jordan's students share 6 laptops",
    "Coach Taylor will miss the data meeting",
    "Ticket 5551234 has been open since 9/2",
    "Parents don't answer the survey in English",
    "The kids have no recess when it rains",
    "Alexa is blocked on the staff network",
    "For each student, Maria enters the data twice",
    "Grace period for grades ended on Friday",
    "Will the new curriculum come with decodables for kindergarten",
    "Wi-Fi SSID 204 drops in the annex",
    "The 504 form asks for 3 signatures",
    "Faltan 12 Chromebooks en el salón 204",
    "La maestra Camila no tiene proyector",
    "La Sra. Rosa dijo que no hay suplente",
    "Los alumnos de tercer grado no tienen libros",
    "La Escuela Santiago no tiene internet",
    "La reunión del 14/10/2026 se canceló",
    "Los padres no entienden la carta en inglés",
    "El IEP no se puede abrir en el iPad",
    "No hay suplentes para abril y mayo",
    "Los alumnos de la maestra Ana comparten 6 computadoras",
    "El equipo con número de serie 448123 no enciende",
    "Maria and Kevin are on the data team",
    "Jennifer from IT closed the ticket",
    "Thanks to Carlos for fixing the cart",
    "David will bring the agenda on 11/3",
    "The printer in Emma's office is jammed",
    "Sarah's planning period is always taken",
    "Ask Michael about the Lexia licenses",
    "Mrs. Garcia's students need 6 more headsets",
    "Principal Johnson in 5th grade wing has the key",
    "Our IEP team meets on Friday with Laura",
    "The behavior team lead is Andrea",
    "Austin Elementary and Dallas Middle share a nurse",
    "3rd grade is missing 14 decodable sets",
    "Kids can't hear over the HVAC",
    "Reading plan for Savannah campus is late",
    "Please call extension 5551 for the help desk",
    "PO 4481234 for chairs was rejected",
    "Room 204, 206 and 208 share an outlet",
    "Version 3.14.15 of the app crashes",
    "The order from 3/4/2026 has not come",
    "Student led conferences start Oct 20",
    "Parents of 5th graders got no letter",
    "Nadia in HR has not posted the aide job",
    "El proyector del salón 12 no sirve",
    "La directora Elena cambió el horario",
    "Carlos de mantenimiento no ha venido",
    "Los niños no tienen dónde esperar el autobús",
    "El plan de mejora no está en español",
    "La profesora Lucía comparte el aula",
    "Padres de familia piden reuniones por la tarde",
    "Hope this gets fixed before winter break",
    "Every kid will need a charger, and Grace said no",
]  # fmt: skip


def marked(text: str) -> list[str]:
    return [text[find.start : find.end] for find in finds(text)]


def test_nine_in_ten_messages_about_a_student_are_noticed() -> None:
    missed = [text for text in ABOUT_A_STUDENT if not finds(text)]
    assert len(ABOUT_A_STUDENT) >= 40
    assert len(missed) <= len(ABOUT_A_STUDENT) // 10, missed


def test_no_message_without_a_student_is_questioned() -> None:
    alarms = [(text, marked(text)) for text in ABOUT_NO_STUDENT if finds(text)]
    assert len(ABOUT_NO_STUDENT) >= 40
    assert alarms == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The IEP for Jayden Smith is late", [("Jayden Smith", FindKind.student_name)]),
        ("Jayden’s mom called", [("Jayden", FindKind.student_name)]),
        ("students Jayden, Mia and Amir", [(name, FindKind.student_name) for name in ("Jayden", "Mia", "Amir")]),
        ("la mamá de José Núñez", [("José Núñez", FindKind.student_name)]),
        ("la mamá de Jose\u0301 llamó", [("Jose\u0301", FindKind.student_name)]),
        ("write to a.b+c@example.org.", [("a.b+c@example.org", FindKind.email)]),
        ("STUDENT ID: 448123", [("STUDENT ID: 448123", FindKind.id_number)]),
        ("dob 3/4/2014, cell 919.555.0142", [("dob 3/4/2014", FindKind.birth_date), ("919.555.0142", FindKind.phone)]),
        ("student 448123 and student J.T.", [("student 448123", FindKind.id_number)]),
    ],
)
def test_a_find_marks_exactly_the_words_to_take_out(text: str, expected: list[tuple[str, FindKind]]) -> None:
    assert [(text[find.start : find.end], find.kind) for find in finds(text)] == expected


def test_a_name_needs_words_about_a_student_beside_it() -> None:
    assert finds("Jayden and Aaliyah") == ()


def test_the_names_are_lower_case_without_accents_and_on_one_list_only() -> None:
    assert {name for name in NAMES | WORDLIKE if not (name.isascii() and name.isalpha() and name.islower())} == set()
    assert NAMES.isdisjoint(WORDLIKE)


PIECES = st.lists(
    st.sampled_from(
        ["Jayden", "Mateo’s", "jaydens", "IEP", "for", "de", "student", "mi", "alumno", "named", ",", ".", "(", "and",
         "3rd grade", "his mom", "448123", "ID#", "dob", "3/4/2014", "919-555-0142", "a@b.co", "\u0301", "İ", "'", "ﬃ",
         "in my class", "has an", "was suspended", "ß’s", "April", "Hope", "\n", "\u202e", "🙂"]
    ),
    max_size=14,
).map(" ".join)  # fmt: skip


@given(PIECES | st.text())
def test_finds_lie_inside_the_text_in_order_and_never_overlap(text: str) -> None:
    found = finds(text)
    edges = [edge for find in found for edge in (find.start, find.end)]
    assert edges == sorted(edges)
    assert all(0 <= find.start < find.end <= len(text) for find in found)


@given(PIECES)
def test_words_before_and_after_do_not_hide_a_student(around: str) -> None:
    assert "Jayden" in marked(f"{around}. The IEP for Jayden. {around}")


@pytest.mark.parametrize(
    "piece",
    ["a", "a.", "1", "1-", "1 ", "a@", "@", "a'", "’", "Jayden ", "Jayden's ", "student ", "id ", "dob ", "born is ",
     "my student in ", "Jayden , ", "(", "a-", "call ", "es ", "  ", "\u0301", "a\u0301", "Jayden keeps "],
)  # fmt: skip
def test_a_hundred_thousand_hostile_characters_are_read_to_the_end(piece: str) -> None:
    text = (piece * 100_000)[:100_000] + " the IEP for Jayden"
    assert finds(text)[-1].end == len(text)
