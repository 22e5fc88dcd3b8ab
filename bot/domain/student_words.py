"""Words beside a name by which it is told whether it may be a student's: lower case, no accents."""

TITLES = frozenset(
    """mr mrs ms miss mx dr coach principal teacher teachers sr sra srta senor senora maestra maestro profe profesor
    profesora director directora nurse counselor officer superintendent doctor doctora don dona sub aide librarian
    secretary custodian saint san santa st""".split()
)
PLACES = frozenset(
    """school schools elementary middle high hall street building wing library gym center academy campus county isd
    district park avenue road room lab annex field stadium team staff students teachers families escuela edificio
    salon""".split()
)
CLOSE_FAMILY = frozenset(
    """mom mother dad father parent parents guardian guardians grandma grandmother grandpa grandfather stepdad stepmom
    mama papa padre madre padres abuela abuelo sister brother siblings hermana hermano hermanos""".split()
)
PARENTS = frozenset("mom mother dad father grandma grandmother stepdad stepmom mama papa".split())
PLANS = frozenset("iep ieps 504 bip fba behavior conducta pei suspension expulsion detention discipline".split())
RECORDS = frozenset(
    """scores meltdown meltdowns seizure seizures medication meds accommodations teacher transcript homework diagnosis
    concern concerns record records
    tantrums outbursts locker backpack chromebook referral dyslexia autism adhd calificaciones maestra maestro
    comportamiento""".split()
)
CARE = frozenset(
    """wheelchair walker stander glasses hearing inhaler epipen insulin diaper diapers aide paraprofessional allergy
    allergies therapy speech panal panales silla lentes audifonos inhalador terapia habla asistente
    alergia""".split()
)
"""What one child has or gets at school, and a colleague seldom: "Mia's aide", "speech for Mateo"."""
AIDS = frozenset("wheelchair walker inhaler epipen insulin".split())
"""Of these whoever they belong to is named, even by a name that no list knows."""
STAFF_WORK = frozenset(
    "caseload caseloads training trainings meetings team workload workshop students paperwork system class".split()
)
OF = frozenset("for of on about regarding de del para a".split())
PARTS = frozenset(
    "plan plans meeting goals conference report review called emailed asked minutes sessions services chart".split()
)
AND = frozenset("and or y e , & /".split())
MONTHS = frozenset("april may june august".split())
NOBODY = frozenset("student child kid everyone someone nobody today mother".split())
