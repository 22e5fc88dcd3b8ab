"""What is asked of a platform about somebody new, and how long its answer is remembered."""

from bot.domain.team import Place
from bot.domain.vocabulary import Platform
from bot.handlers.people.strangers import Strangers
from bot.ports import DeliveryOutcome, Message, Profile
from tests.handlers.town import (
    ANA,
    DANA,
)


class Asked:
    """A platform that tells of everybody, after a number of silences."""

    platform = Platform.SLACK
    pace = 0.0

    def __init__(self, *, silences: int = 0) -> None:
        self.silences, self.asked = silences, 0

    async def profile(self, workspace: str, user: str) -> Profile | None:
        self.asked += 1
        return Profile("Dana", None, None, admin=False, guest=True) if self.asked > self.silences else None

    async def roster(self, place: Place) -> None:
        raise NotImplementedError

    async def post(self, place: Place, message: Message) -> DeliveryOutcome:
        raise NotImplementedError

    async def update(self, place: Place, ref: str, message: Message) -> DeliveryOutcome:
        raise NotImplementedError


async def test_a_platform_is_asked_about_a_person_once_an_hour() -> None:
    slack, now = Asked(), [0.0]
    strangers = Strangers({Platform.SLACK: slack}, seconds=lambda: now[0])
    first = await strangers.ask(DANA.handle)
    now[0] = 3599.0
    assert await strangers.ask(DANA.handle) == first
    assert slack.asked == 1
    now[0] = 3601.0
    await strangers.ask(DANA.handle)
    assert slack.asked == 2


async def test_a_silence_is_not_remembered() -> None:
    strangers = Strangers({Platform.SLACK: Asked(silences=1)})
    assert await strangers.ask(DANA.handle) is None
    assert await strangers.ask(DANA.handle) is not None


async def test_of_a_platform_that_is_not_configured_nothing_is_told() -> None:
    assert await Strangers({}).ask(ANA.handle) is None
