"""`python -m demo.picture`: draws docs/card.png anew, the README's picture of a challenge and its thread."""

import shutil
import struct
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import FloatRect, Page, expect, sync_playwright

from demo.processes import Failed, free_port
from demo.stage import ROOT, Stage

PICTURE = ROOT / "docs" / "card.png"
WORDS = "Chromebooks won't hold a charge in room 12"
SAID = (
    ("assign @kim in 2 weeks", "assigned it to"),
    ("step Order new batteries @kim in 1 week", "added a step"),
)
PATIENCE_MS = 30_000
WIDTH, HEIGHT, SIDE = 1240, 760, 220


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
                chromium = playwright.chromium.launch(
                    executable_path=program, args=["--no-sandbox", "--disable-lcd-text"]
                )
                page = chromium.new_page(viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=2)
                _walk(page, stage.slack_url)
                PICTURE.write_bytes(_smaller(page.screenshot(clip=_interesting(page))))
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
    expect(card).to_contain_text("Steps")
    page.mouse.move(0, 0)


def _say(page: Page, where: str, words: str) -> None:
    page.locator(f"{where} .composer-input").fill(words)
    page.locator(f"{where} .composer-send").click()


def _interesting(page: Page) -> FloatRect:
    """Channel and thread, from their headers down to the end of the card, where the thread's last reply stands too."""
    page.add_style_tag(content=".composer { display: none }")
    header, card = page.locator(".channel-header").bounding_box(), page.locator(".messages > .msg").bounding_box()
    assert header and card
    page.set_viewport_size({"width": WIDTH, "height": round(card["y"] + card["height"] + 12)})
    page.locator(".thread-pane .msg").last.scroll_into_view_if_needed()
    bottom = card["y"] + card["height"] + 12
    return {"x": SIDE, "y": header["y"], "width": WIDTH - SIDE, "height": bottom - header["y"]}


def _smaller(png: bytes) -> bytes:
    """The same picture without filters: flat colours are a fifth smaller so. Eight bits, three channels."""
    chunks = list(_chunks(png))
    width, height = struct.unpack(">II", chunks[0][1][:8])
    raw = zlib.decompress(b"".join(data for kind, data in chunks if kind == b"IDAT"))
    size, above, rows = width * 3, bytearray(width * 3), []
    for at in range(0, height * (size + 1), size + 1):
        row = bytearray(raw[at + 1 : at + 1 + size])
        for i in range(size):
            left, corner = (row[i - 3], above[i - 3]) if i > 2 else (0, 0)
            up = above[i]
            nearest = min((left, up, corner), key=lambda one: abs(left + up - corner - one))
            row[i] = (row[i] + (0, left, up, (left + up) // 2, nearest)[raw[at]]) & 255
        rows.append(b"\0" + row)
        above = row
    whole = ((b"IHDR", chunks[0][1]), (b"IDAT", zlib.compress(b"".join(rows), 9)), (b"IEND", b""))
    packed = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in whole
    )
    return png[:8] + b"".join(packed)


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 8
    while at < len(png):
        (size,) = struct.unpack(">I", png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + size]
        at += size + 12


if __name__ == "__main__":
    main()
