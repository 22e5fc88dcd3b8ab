"""`python -m demo.picture`: draws docs/card.png anew, the README's picture of a challenge and its thread."""

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import FloatRect, Page, expect, sync_playwright

from demo.processes import Failed, free_port
from demo.stage import ROOT, Stage

PICTURE = ROOT / "docs" / "card.png"
WORDS = "Chromebooks won't hold a charge in room 12"
SAID = (
    ("assign @kim in 2 weeks", "assigned it to"),
    ("step Order new batteries @kim in 1 week", "added a step"),
    ("step Try the charging cart from room 9 @lee", "charging cart"),
    ("done 2", "finished step 2"),
)
PATIENCE_MS = 30_000
WIDTH, HEIGHT, SIDE = 1300, 760, 220


def main() -> None:
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        raise Failed("The picture is taken by Chromium, which was not found.")
    expect.set_options(timeout=PATIENCE_MS)
    with tempfile.TemporaryDirectory() as folder:
        stage = Stage(Path(folder), slack_port=0, bot_port=free_port())
        try:
            stage.start_slack()
            stage.start_bot()
            with sync_playwright() as playwright:
                chromium = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
                page = chromium.new_page(viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=2)
                _walk(page, stage.slack_url)
                page.screenshot(path=PICTURE, clip=_interesting(page))
                chromium.close()
        finally:
            stage.stop()
    print(f"{PICTURE.relative_to(ROOT)}: {PICTURE.stat().st_size // 1000} kB")


def _walk(page: Page, slack: str) -> None:
    """Dana reports; Lee works on it in its thread."""
    page.goto(f"{slack}/?as=dana&in=general")
    _say(page, ".main", f"/barrier {WORDS}")
    expect(page.locator(".msg", has_text=WORDS)).to_be_visible()
    page.goto(f"{slack}/?as=lee&in=lincoln-slt")
    card = page.locator(".messages > .msg", has_text=WORDS)
    card.hover()
    card.get_by_title("Reply in thread").click()
    for words, answer in SAID:
        _say(page, ".thread-pane", f"@barrier {words}")
        expect(page.locator(".thread-divider ~ .msg", has_text=answer).last).to_be_visible()
    expect(card).to_contain_text("done on")
    page.mouse.move(0, 0)


def _say(page: Page, where: str, words: str) -> None:
    page.locator(f"{where} .composer-input").fill(words)
    page.locator(f"{where} .composer-send").click()


def _interesting(page: Page) -> FloatRect:
    """Channel and thread, from their headers down to the end of the card."""
    header, card = page.locator(".channel-header").bounding_box(), page.locator(".messages > .msg").bounding_box()
    assert header and card
    return {"x": SIDE, "y": header["y"], "width": WIDTH - SIDE, "height": card["y"] + card["height"] + 12 - header["y"]}


if __name__ == "__main__":
    main()
