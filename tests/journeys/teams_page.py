"""Teams as a person meets it on our page: what they read, type and press."""

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from demo.district import person


@dataclass(frozen=True)
class Card:
    """One message with its card, wherever it stands."""

    box: Locator

    def shows(self, text: str) -> None:
        expect(self.box).to_contain_text(text)

    def hides(self, text: str) -> None:
        expect(self.box).not_to_contain_text(text)

    @property
    def number(self) -> str:
        """Of the challenge that it is about, as in #12."""
        found = re.search(r"#\d+", self.box.inner_text())
        assert found, self.box.inner_text()
        return found[0]

    def press(self, label: str) -> None:
        self.box.get_by_role("button", name=label, exact=True).click()

    def fill(self, label: str, text: str) -> None:
        """A field of a form that stands in the message itself."""
        self.box.get_by_role("textbox", name=label).fill(text)

    def opens(self, label: str) -> None:
        """Press a button that a screen reader reads out as something longer."""
        self.box.locator(".ac-pushButton").get_by_text(label, exact=True).click()


@dataclass(frozen=True)
class Dialog:
    page: Page

    def is_titled(self, title: str) -> None:
        expect(self.page.locator("dialog h2")).to_have_text(title)

    def pick(self, label: str, option: str) -> None:
        self.page.locator("dialog").get_by_role("combobox", name=label).select_option(label=option)

    def tick(self, option: str) -> None:
        self.page.locator("dialog").get_by_role("radio", name=option).check()

    def submit(self, label: str) -> None:
        self.page.locator("dialog .ac-pushButton").get_by_text(label, exact=True).click()
        expect(self.page.locator("dialog")).to_be_hidden()


@dataclass(frozen=True)
class TeamsPage:
    """One window: somebody's private chat with the bot, or the team's channel."""

    page: Page

    def say(self, text: str) -> None:
        _send(self.page.locator("main + form"), text)

    def card(self, text: str) -> Card:
        """The newest message with this in it, held by its id."""
        newest = self.page.locator("article", has_text=text).last
        expect(newest).to_be_visible()
        return Card(self.page.locator(f'article[data-id="{newest.get_attribute("data-id")}"]'))

    def reply(self, card: Card, text: str) -> None:
        """Below the card, in its thread."""
        _send(card.box.locator("xpath=..").locator("form"), text)

    def dialog(self, title: str) -> Dialog:
        dialog = Dialog(self.page)
        dialog.is_titled(title)
        return dialog


def open_teams(page: Page, address: str, name: str, place: str) -> TeamsPage:
    """`place`: "chat" or "channel"."""
    page.goto(f"{address}?as={person(name).handle}&in={place}")
    expect(page.locator("body[data-since], main")).not_to_have_count(0)
    return TeamsPage(page)


def _send(form: Locator, text: str) -> None:
    form.locator("input").fill(text)
    form.get_by_role("button", name="Send").click()
