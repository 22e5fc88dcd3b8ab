"""The local Slack as a person meets it: what they read, type and press. Playwright waits; nothing here sleeps.

local-slack's page (0.1.8), by class: `.sidebar-item` (channels, private chats with `.dot`, apps with `.app-dot`),
`.messages .msg[data-ts]` with `.msg-name`, `.badge-eph`, `.blocks`, `.bk-button`, `.thread-summary`;
`.thread-pane .msg`; `.composer-input` (one below the channel, one below the thread) and `.composer-send`;
`.modal` with `.modal-title`, `.bk-input > .bk-label`, `.modal-error`, `.modal-btn.primary`, and buttons of
which it sends nothing (`demo/local_slack/page.js` does); `.home`. "Act as" is the only list in `.actas`. A person's own
private chat with the bot bears that person's name.
"""

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from demo.district import person


@dataclass(frozen=True)
class Message:
    """One message, wherever it stands."""

    box: Locator
    page: Page

    def shows(self, text: str) -> None:
        expect(self.box).to_contain_text(text)

    @property
    def number(self) -> str:
        """Of the challenge that it is about, as in #12."""
        found = re.search(r"#\d+", self.box.inner_text())
        assert found, self.box.inner_text()
        return found[0]

    def hides(self, text: str) -> None:
        expect(self.box).not_to_contain_text(text)

    def offers(self, *labels: str) -> None:
        """Exactly these buttons, in this order."""
        expect(self.box.locator(".bk-button")).to_have_text(list(labels))

    def lists(self, count: int) -> None:
        """So many entries."""
        expect(self.box.locator("li")).to_have_count(count)

    def press(self, label: str) -> None:
        self.box.locator(".bk-button").get_by_text(label, exact=True).click()

    def press_beside(self, entry: str, label: str) -> None:
        """A button of the one entry with this in it."""
        row = self.box.locator(f'.blocks > :has-text("{entry}") + .bk-actions')
        row.locator(".bk-button").get_by_text(label, exact=True).click()

    def choose(self, option: str) -> None:
        """An entry of the message's menu (overflow) or list."""
        self.box.locator("select", has_text=option).select_option(label=option)

    def report_as_barrier(self) -> None:
        """The message shortcut."""
        self.box.hover()
        self.box.locator(".shortcut").click()


@dataclass(frozen=True)
class Thread:
    """A thread, open beside its channel."""

    page: Page

    @property
    def _pane(self) -> Locator:
        return self.page.locator(".thread-pane")

    def reply(self, text: str) -> Message:
        """The newest reply with this in it; waits for it to come."""
        return _newest(self._pane, ".thread-divider ~ .msg", text)

    def say(self, text: str) -> None:
        _type(self._pane, text)


@dataclass(frozen=True)
class Form:
    """The form that is open."""

    page: Page

    @property
    def _box(self) -> Locator:
        return self.page.locator(".modal")

    def is_titled(self, title: str | re.Pattern[str]) -> None:
        expect(self._box.locator(".modal-title")).to_have_text(title)

    def field(self, label: str) -> Locator:
        exact = self.page.locator(".bk-label").get_by_text(label, exact=True)
        return self._box.locator(".bk-input").filter(has=exact)

    def holds(self, label: str, text: str) -> None:
        expect(self.field(label).locator("input")).to_have_value(text)

    def shows(self, text: str) -> None:
        expect(self._box).to_contain_text(text)

    def marks(self, text: str) -> None:
        """This stands out among somebody's words."""
        expect(self._box.locator("strong code, code strong")).to_contain_text(text)

    def fill(self, label: str, text: str) -> None:
        """Words, or a date as 2026-12-01."""
        self.field(label).locator("input").fill(text)

    def pick(self, label: str, option: str) -> None:
        """An entry of a list: a school, or a person by full name."""
        self.field(label).locator("select").select_option(label=option)

    def explains(self, label: str, option: str, text: str) -> None:
        """What stands beside a choice."""
        described = self.field(label).locator("label", has_text=option).locator("+ .described")
        expect(described).to_contain_text(text)

    def tick(self, label: str, option: str) -> None:
        """A radio button or a check box."""
        self.field(label).locator(".bk-options").get_by_label(option, exact=True).check()

    def send(self) -> None:
        self._box.locator(".modal-btn.primary").click()

    def press(self, label: str) -> None:
        """A button of what is shown where a form was."""
        self._box.locator(".bk-button").get_by_text(label, exact=True).click()

    def submit(self) -> None:
        """Send it, and see it close."""
        self.send()
        expect(self._box).to_have_count(0)

    def close(self) -> None:
        """By the cross: what only tells something has nothing to send."""
        self._box.locator(".modal-x").click()
        expect(self._box).to_have_count(0)

    @property
    def code(self) -> str:
        """The code that is shown this once."""
        return self._box.locator("code").first.inner_text()

    def refuses(self, text: str) -> None:
        """The form stays open and says this."""
        expect(self._box.locator(".modal-error")).to_contain_text(text)


@dataclass(frozen=True)
class SlackPage:
    """One browser window, with one person in front of it."""

    page: Page
    who: str

    def go_to(self, channel: str) -> None:
        self.page.locator(".sidebar-item", has_text=channel).first.click()
        expect(self.page.locator(".channel-title")).to_contain_text(channel)

    def at(self, channel: str) -> "SlackPage":
        self.go_to(channel)
        return self

    def go_private(self) -> None:
        """The person's own chat with the bot; it is there once the bot has written."""
        self.page.locator(".sidebar-item:has(.dot)", has_text=self.who).click()
        expect(self.page.locator(".channel-title")).to_contain_text(self.who)

    def go_home(self) -> Message:
        """The app's Home, which has blocks and buttons as a message has."""
        self.page.locator(".sidebar-item:has(.app-dot)").click()
        home = self.page.locator(".home")
        expect(home.locator(".blocks")).to_be_visible()
        return Message(home, self.page)

    def say(self, text: str) -> None:
        """Type into the channel; a line that begins with / is a command, and @handle becomes a mention."""
        _type(self.page.locator(".main"), text)

    def message(self, text: str) -> Message:
        """The newest message with this in it; waits for it to come."""
        return _newest(self.page, ".messages > .msg:not(:has(.badge-eph))", text)

    def private_answer(self, text: str | re.Pattern[str]) -> Message:
        """The newest answer that only this person sees."""
        return _newest(self.page, ".messages > .msg:has(.badge-eph)", text)

    def sees_nowhere(self, text: str) -> None:
        """Not in the place that is open now."""
        expect(self.page.locator(".messages > .msg:visible", has_text=text)).to_have_count(0)

    def thread_of(self, message: Message) -> Thread:
        message.box.hover()
        message.box.get_by_title("Reply in thread").click()
        expect(self.page.locator(".thread-pane")).to_be_visible()
        return Thread(self.page)

    def form(self, title: str) -> Form:
        """The form with this title; waits for it to open."""
        form = Form(self.page)
        form.is_titled(title)
        return form

    def receipt(self, title: str) -> Form:
        """What a form that was sent turns into; its title begins so."""
        shown = Form(self.page)
        shown.is_titled(re.compile(f"^{re.escape(title)}"))
        return shown

    def use_global_shortcut(self) -> None:
        self.page.locator(".topbar .shortcut").click()

    def become(self, name: str) -> "SlackPage":
        """The same window, somebody else in front of it."""
        self.page.locator(".actas select").select_option(label=name)
        return SlackPage(self.page, name)


def _newest(place: Page | Locator, kind: str, text: str | re.Pattern[str]) -> Message:
    """Held by its timestamp, so that it stays the same message when newer ones come or its own text changes."""
    newest = place.locator(kind, has_text=text).locator("visible=true").last
    expect(newest).to_be_visible()
    held = place.locator(f'{kind.partition(":")[0]}[data-ts="{newest.get_attribute("data-ts")}"]')
    return Message(held, held.page)


def open_slack(page: Page, address: str, name: str, channel: str = "general") -> SlackPage:
    """Open the page as this person in this channel."""
    page.goto(f"{address}/?as={person(name).handle}&in={channel}")
    expect(page.locator(".channel-title")).to_contain_text(channel)
    expect(page.locator(".composer-input")).to_have_attribute("placeholder", re.compile(f" as {person(name).handle} "))
    return SlackPage(page, name)


def put_away(page: Page) -> None:
    """Close the form that was left open: local-slack has one for everybody, and lays it over every window."""
    cross = page.locator(".modal-x")
    if cross.is_visible():
        cross.click()
        expect(cross).to_have_count(0)


def _type(place: Locator, text: str) -> None:
    """Send by the button: Enter would take the first name from the list of people when the line ends in a mention."""
    place.locator(".composer-input").fill(text)
    place.locator(".composer-send").click()
