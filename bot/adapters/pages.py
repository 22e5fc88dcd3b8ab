"""The two pages that the app packages point to: what is kept of whom, and on which terms. No script."""

import html

from aiohttp import web

from bot.ui.words import Words, closest, words

_HEADERS = {"Content-Security-Policy": "default-src 'none'", "Referrer-Policy": "no-referrer"}


def routes() -> list[web.AbstractRouteDef]:
    return [web.get("/privacy", _privacy), web.get("/terms", _terms)]


async def _privacy(request: web.Request) -> web.Response:
    w = _words(request)
    return _page(
        w,
        w("Privacy"),
        (
            w("Your district runs this bot and keeps its records. Nothing is sent to anybody but Slack and Microsoft."),
            w("Kept: what you report and add, its history, and your name, account, language and time zone."),
            w("Reported without any link to you, no account of yours is kept with the report."),
            w("A report's words are read by people of your district; who reported it is shown as you choose."),
            w(
                "Records stay until your district deletes them. Marks of arrivals go after days; "
                "lists of sent messages, after about a year."
            ),
            w("You can take back a report that is still open, which erases its words, or remove the link to you."),
            w("To have anything else deleted, or to ask, write to your district's own administrator."),
        ),
    )


async def _terms(request: web.Request) -> web.Response:
    w = _words(request)
    return _page(
        w,
        w("Terms of use"),
        (
            w("This is free software under the MIT licence: anybody may use, change and pass it on with its notice."),
            w("It comes as it is, without any warranty, and its authors are not liable for what its use leads to."),
            w("Your district runs it; your district's own rules hold for what you write here."),
            w(
                "Leave out the names of students and whatever points to one student. This is no channel for "
                "emergencies."
            ),
        ),
    )


def _words(request: web.Request) -> Words:
    return words(closest(request.headers.get("Accept-Language", "en").split(",")[0].split(";")[0].strip() or "en"))


def _page(w: Words, title: str, sentences: tuple[str, ...]) -> web.Response:
    body = "".join(f"<p>{html.escape(sentence)}</p>" for sentence in sentences)
    text = (
        f'<!doctype html><html lang="{w.language}"><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{html.escape(title)}</title>'
        f"<h1>{html.escape(title)}</h1>{body}</html>"
    )
    headers = {**_HEADERS, "Content-Language": w.language, "Vary": "Accept-Language"}
    return web.Response(text=text, content_type="text/html", headers=headers)
