"""Riverbend School District, made up: the one place that names its people, schools, teams and channels."""

from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works here; `handle` is what others type after an @."""

    name: str
    handle: str
    job: str
    language: str = "en"
    admin: bool = False

    @property
    def slack_id(self) -> str:
        """The local Slack reads mentions with [A-Z0-9]+, so an id keeps to that."""
        return "U0" + self.handle.upper()

    @property
    def entra_id(self) -> str:
        return str(uuid5(NAMESPACE_URL, f"riverbend/{self.handle}"))

    @property
    def email(self) -> str:
        return f"{self.handle}@riverbend.example"


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel and who is in it; the bot is in every one."""

    name: str
    purpose: str
    members: tuple[Person, ...]

    @property
    def slack_id(self) -> str:
        return "C0" + self.name.upper().replace("-", "")


@dataclass(frozen=True, slots=True)
class Team:
    """A team of the district, with the channel that is its triage place. `level` 0 is a school's own team."""

    name: str
    level: int
    channel: Channel
    leads: tuple[Person, ...]
    language: str = "en"
    school: str = ""


DANA = Person("Dana Reyes", "dana", "teacher, Lincoln Elementary")
SAM = Person("Sam Okafor", "sam", "teacher, Lincoln Elementary")
PRIYA = Person("Priya Nair", "priya", "teacher, Cedar Middle")
LEE = Person("Lee Park", "lee", "leads the Lincoln leadership team")
ANA = Person("Ana Torres", "ana", "leads the Cedar leadership team", language="es")
JO = Person("Jo Whitfield", "jo", "district coordinator", admin=True)
KIM = Person("Kim Doyle", "kim", "information technology")
RUTH = Person("Ruth Alvarez", "ruth", "superintendent")

NAME = "Riverbend School District"
TIME_ZONE = "America/Detroit"
SCHOOLS = ("Lincoln Elementary", "Cedar Middle")
PEOPLE = (DANA, SAM, PRIYA, LEE, ANA, JO, KIM, RUTH)

LINCOLN_SLT = Channel("lincoln-slt", "Lincoln's school leadership team", (DANA, SAM, LEE, JO, KIM))
CEDAR_SLT = Channel("cedar-slt", "Cedar's school leadership team", (PRIYA, ANA, JO, KIM))
DISTRICT_IMPLEMENTATION = Channel(
    "district-implementation", "The district implementation team", (LEE, ANA, JO, KIM, RUTH)
)
GENERAL = Channel("general", "Everybody", PEOPLE)
FRONT_OFFICE = Channel(
    "front-office", "No team's channel yet: an administrator types /barrier setup", (DANA, SAM, JO, KIM)
)
CHANNELS = (GENERAL, LINCOLN_SLT, CEDAR_SLT, DISTRICT_IMPLEMENTATION, FRONT_OFFICE)

TEAMS = (
    Team("Lincoln SLT", 0, LINCOLN_SLT, (LEE,), school="Lincoln Elementary"),
    Team("Cedar SLT", 0, CEDAR_SLT, (ANA,), language="es", school="Cedar Middle"),
    Team("District Implementation Team", 1, DISTRICT_IMPLEMENTATION, (JO,)),
)

# The same district on Microsoft Teams: the playground takes one person who types and exactly five others, and one team.
TEAMS_TYPIST = DANA
TEAMS_COLLEAGUES = (SAM, LEE, ANA, JO, KIM)
TEAMS_CHANNEL = "Lincoln SLT"


def person(name: str) -> Person:
    """The person with this full name."""
    return next(one for one in PEOPLE if one.name == name)
