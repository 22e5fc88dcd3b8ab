"""What handlers and delivery need from outside: a clock, a messenger a platform, and one transaction's work."""

from bot.ports.agreements import (
    Agreements,
    Pulses,
)
from bot.ports.alarms import (
    Alarm,
    AlarmKind,
    Alarms,
    Ringing,
)
from bot.ports.clock import (
    Clock,
)
from bot.ports.meetings import (
    Meetings,
)
from bot.ports.messenger import (
    MOST_LISTED,
    NOT_THERE,
    DeliveryOutcome,
    Failed,
    Gone,
    Listed,
    Message,
    Messenger,
    Profile,
    Retry,
    Sent,
    Uncertain,
)
from bot.ports.minutes import (
    KeptMinutes,
)
from bot.ports.outbox import (
    INTERRUPTED,
    INTERRUPTED_AGAIN,
    Delivery,
    DeliveryState,
    Intent,
    Kind,
    Posting,
)
from bot.ports.reviews import (
    Reviews,
)
from bot.ports.rosters import (
    Rosters,
)
from bot.ports.school_days import (
    CalendarSource,
    Looks,
    SchoolDays,
    Wanted,
)
from bot.ports.store import (
    Installations,
    Lanes,
    Session,
    Store,
)
from bot.ports.successes import (
    Successes,
)
from bot.ports.wishes import (
    KeptWishes,
)
from bot.ports.work import (
    Challenges,
    Codes,
    Conflict,
    Inbox,
    LogFilter,
    Newer,
    Outbox,
    People,
    Places,
    Postings,
    Teams,
    Unavailable,
    Work,
)

__all__ = [
    "INTERRUPTED",
    "INTERRUPTED_AGAIN",
    "MOST_LISTED",
    "NOT_THERE",
    "Agreements",
    "Alarm",
    "AlarmKind",
    "Alarms",
    "CalendarSource",
    "Challenges",
    "Clock",
    "Codes",
    "Conflict",
    "Delivery",
    "DeliveryOutcome",
    "DeliveryState",
    "Failed",
    "Gone",
    "Inbox",
    "Installations",
    "Intent",
    "KeptMinutes",
    "KeptWishes",
    "Kind",
    "Lanes",
    "Listed",
    "LogFilter",
    "Looks",
    "Meetings",
    "Message",
    "Messenger",
    "Newer",
    "Outbox",
    "People",
    "Places",
    "Posting",
    "Postings",
    "Profile",
    "Pulses",
    "Retry",
    "Reviews",
    "Ringing",
    "Rosters",
    "SchoolDays",
    "Sent",
    "Session",
    "Store",
    "Successes",
    "Teams",
    "Unavailable",
    "Uncertain",
    "Wanted",
    "Work",
]
