"""A district's calendar, fetched and read: what is refused, how far it goes, and what its days become."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import date
from ipaddress import ip_address

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.adapters.calendars import address
from bot.adapters.calendars.source import LARGEST, WebCalendars
from bot.domain.known_days import DayKind, Found, Trouble

GOOD = b"""BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//district//days//EN\r
BEGIN:VEVENT\r
UID:1\r
DTSTART;VALUE=DATE:20261221\r
DTEND;VALUE=DATE:20270102\r
SUMMARY:Winter\r
  Break\r
END:VEVENT\r
BEGIN:VEVENT\r
UID:2\r
DTSTART;VALUE=DATE:20261204\r
RRULE:FREQ=MONTHLY;COUNT=2\r
SUMMARY:\xe2\x80\xaeSalida temprana\r
END:VEVENT\r
BEGIN:VEVENT\r
UID:3\r
DTSTART:20261204T180000Z\r
DTEND:20261204T190000Z\r
SUMMARY:Board meeting\r
END:VEVENT\r
BEGIN:VEVENT\r
UID:4\r
DTSTART;VALUE=DATE:20270104\r
SUMMARY:School resumes after break\r
END:VEVENT\r
BEGIN:VEVENT\r
UID:5\r
DTSTART;VALUE=DATE:20270109\r
SUMMARY:Closed on a Saturday\r
END:VEVENT\r
END:VCALENDAR\r
"""
FIRST, LAST = date(2026, 11, 20), date(2028, 5, 1)


def event(*lines: str) -> bytes:
    return "\r\n".join(("BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:9", *lines, "END:VEVENT", "END:VCALENDAR", "")).encode()


async def good(_: web.Request) -> web.Response:
    return web.Response(body=GOOD, content_type="text/calendar")


async def page(_: web.Request) -> web.Response:
    return web.Response(text="<html>Sign in to see BEGIN:VCALENDAR</html>", content_type="text/html")


async def declared(_: web.Request) -> web.Response:
    return web.Response(body=b"BEGIN:VCALENDAR" + b" " * LARGEST)


async def endless(request: web.Request) -> web.StreamResponse:
    """50 MB in pieces, their sum never said."""
    answer = web.StreamResponse()
    await answer.prepare(request)
    await answer.write(b"BEGIN:VCALENDAR\r\n")
    for _ in range(50):
        await answer.write(b"X-PAD:0\r\n" * 111_111)
    return answer


async def hanging(_: web.Request) -> web.Response:
    await asyncio.get_running_loop().create_future()
    return web.Response()


async def slow(request: web.Request) -> web.StreamResponse:
    """A few bytes, and then nothing more."""
    answer = web.StreamResponse()
    await answer.prepare(request)
    await answer.write(b"BEGIN:VCAL")
    await asyncio.get_running_loop().create_future()
    return answer


async def missing(_: web.Request) -> web.Response:
    raise web.HTTPNotFound


def leading(target: str) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def lead(_: web.Request) -> web.Response:
        return web.Response(status=302, headers={"Location": target})

    return lead


@pytest.fixture
async def district() -> AsyncIterator[TestServer]:
    app = web.Application()
    app.router.add_get("/good", good)
    app.router.add_get("/page", page)
    app.router.add_get("/declared", declared)
    app.router.add_get("/endless", endless)
    app.router.add_get("/hanging", hanging)
    app.router.add_get("/slow", slow)
    app.router.add_get("/missing", missing)
    app.router.add_get("/moved", leading("/good"))
    app.router.add_get("/moved3", leading("/moved2"))
    app.router.add_get("/moved2", leading("/moved"))
    app.router.add_get("/around", leading("/around"))
    app.router.add_get("/inward", leading("https://10.2.3.4/days.ics"))
    app.router.add_get("/metadata", leading("https://169.254.169.254/latest"))
    app.router.add_get("/named", leading("https://inner.example/days.ics"))
    app.router.add_get("/unencrypted", leading("http://district.example/days.ics"))
    app.router.add_get("/file", leading("file:///etc/passwd"))
    server = TestServer(app)
    await server.start_server(shutdown_timeout=0)
    yield server
    await server.close()


async def inner(host: str, port: int) -> list[str]:
    """A name server that answers with a private address."""
    return {"127.0.0.1": ["127.0.0.1"]}.get(host, ["93.184.216.34", "192.168.1.7"])


def demo(seconds: float = 5) -> WebCalendars:
    return WebCalendars(dev=True, look=inner, seconds=seconds)


@pytest.mark.parametrize("path", ["/good", "/moved", "/moved3"])
async def test_a_calendar_is_fetched_also_where_it_has_moved(district: TestServer, path: str) -> None:
    assert await demo().fetch(str(district.make_url(path))) == GOOD


@pytest.mark.parametrize(
    ("path", "trouble"),
    [
        ("/page", Trouble.NOT_A_CALENDAR),
        ("/declared", Trouble.TOO_LARGE),
        ("/endless", Trouble.TOO_LARGE),
        ("/missing", Trouble.REFUSED),
        ("/around", Trouble.REDIRECTS),
        ("/inward", Trouble.INNER),
        ("/metadata", Trouble.INNER),
        ("/named", Trouble.INNER),
        ("/unencrypted", Trouble.NOT_HTTPS),
        ("/file", Trouble.UNREACHABLE),
    ],
)
async def test_what_is_no_calendar_or_leads_astray_is_refused(
    district: TestServer, path: str, trouble: Trouble
) -> None:
    assert await demo().fetch(str(district.make_url(path))) is trouble


@pytest.mark.parametrize("path", ["/hanging", "/slow"])
async def test_an_address_that_hangs_is_given_up(district: TestServer, path: str) -> None:
    assert await demo(seconds=0.2).fetch(str(district.make_url(path))) is Trouble.SLOW


async def test_nobody_there_is_said(district: TestServer) -> None:
    gone = str(district.make_url("/good"))
    await district.close()
    assert await demo().fetch(gone) is Trouble.UNREACHABLE


@pytest.mark.parametrize(
    ("url", "trouble"),
    [
        ("http://district.example/days.ics", Trouble.NOT_HTTPS),
        ("http://127.0.0.1/days.ics", Trouble.NOT_HTTPS),
        ("ftp://district.example/days.ics", Trouble.NOT_HTTPS),
        ("https://jo:secret@district.example/days.ics", Trouble.NOT_HTTPS),
        ("https://district.example:8443/days.ics", Trouble.NOT_HTTPS),
        ("https://127.0.0.1/days.ics", Trouble.INNER),
        ("https://[::1]/days.ics", Trouble.INNER),
        ("https://[::ffff:10.0.0.1]/days.ics", Trouble.INNER),
        ("https://[::127.0.0.1]/days.ics", Trouble.INNER),
        ("https://2130706433/days.ics", Trouble.UNREACHABLE),
        ("https://0177.0.0.1/days.ics", Trouble.UNREACHABLE),
        ("https://127.1/days.ics", Trouble.UNREACHABLE),
        ("https://inner.example/days.ics", Trouble.INNER),
        ("webcal://inner.example/days.ics", Trouble.INNER),
        ("https:///days.ics", Trouble.UNREACHABLE),
        ("https://district.example:x/days.ics", Trouble.UNREACHABLE),
    ],
)
async def test_outside_of_a_demo_only_public_addresses_by_https_are_asked(url: str, trouble: Trouble) -> None:
    assert await WebCalendars(look=inner, seconds=5).fetch(url) is trouble


@pytest.mark.parametrize(
    "inside",
    "10.0.0.1 127.0.0.1 169.254.169.254 172.16.0.1 192.168.0.1 100.64.0.1 0.0.0.0 224.0.0.1 255.255.255.255 "
    "::1 :: fe80::1 fd00::1 ff02::1 ::ffff:192.168.0.1 64:ff9b::a00:1 64:ff9b:1:a00:0:100:: 2002:a00:1::1 "
    "::127.0.0.1 ::10.0.0.1 ::ffff:0:10.0.0.1 fec0::1 5f00::1".split(),
)
def test_an_address_within_a_network_is_never_outside(inside: str) -> None:
    assert not address.outside(ip_address(inside))


@pytest.mark.parametrize("outside", ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822"])
def test_a_public_address_is_outside(outside: str) -> None:
    assert address.outside(ip_address(outside))


async def test_whole_days_become_breaks_and_half_days_and_their_names_say_which() -> None:
    found = await WebCalendars().read(GOOD, FIRST, LAST)
    assert not isinstance(found, Trouble)
    assert [_told(it) for it in found] == [
        (date(2026, 12, 21), date(2027, 1, 1), DayKind.OFF, "Winter Break", True),
        (date(2026, 12, 4), date(2026, 12, 4), DayKind.HALF, "Salida temprana", True),
        (date(2027, 1, 4), date(2027, 1, 4), DayKind.HALF, "Salida temprana", True),
        (date(2027, 1, 4), date(2027, 1, 4), DayKind.OFF, "School resumes after break", False),
    ]


def _told(it: Found) -> tuple[date, date, DayKind, str, bool]:
    return (it.days.first, it.days.last, it.days.kind, it.days.name, it.likely)


@pytest.mark.parametrize(
    ("content", "trouble"),
    [
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE", Trouble.BROKEN),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", Trouble.NOTHING),
        (b"<html>", Trouble.NOT_A_CALENDAR),
        (b"", Trouble.NOT_A_CALENDAR),
        (b"BEGIN:VCALENDAR" + b" " * LARGEST, Trouble.TOO_LARGE),
        (GOOD + b"BEGIN:VEVENT\r\nEND:VEVENT\r\n" * 10_000, Trouble.TOO_MANY),
        (event("DTSTART:20261201T000000Z", "RRULE:FREQ=SECONDLY", "SUMMARY:No school"), Trouble.TOO_OFTEN),
        (event("DTSTART:20261201T000000Z", "RRULE:FREQ=\r\n MINUTELY", "SUMMARY:No school"), Trouble.TOO_OFTEN),
        (event("DTSTART:20261201T000000Z", "RRULE:FREQ=DAILY;BYMINUTE=\r\n 0,1,2", "SUMMARY:x"), Trouble.TOO_OFTEN),
        (event("DTSTART:20261201T000000Z", "RRULE:FREQ=YEARLY;BYHOUR=1,2", "SUMMARY:x"), Trouble.TOO_OFTEN),
        (event("DTSTART;VALUE=DATE:20261201", "RRULE:FREQ=DAILY", "SUMMARY:x") * 101, Trouble.TOO_MANY),
    ],
)
async def test_a_file_that_cannot_be_used_is_told_apart(content: bytes, trouble: Trouble) -> None:
    assert await WebCalendars().read(content, FIRST, LAST) is trouble


async def test_a_file_that_takes_too_long_is_killed() -> None:
    assert await WebCalendars(seconds=0.01).read(GOOD, FIRST, LAST) is Trouble.SLOW
