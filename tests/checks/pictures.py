"""Pictures for looking at: Adaptive Cards as PNG, drawn by Microsoft's own renderer."""

from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser as Chromium

from tests.checks.adaptive_cards import load
from tests.checks.browser import need, shared

# Close to Teams' light theme: type, spacing, and a primary button in its violet.
HOST_CONFIG: Final = {
    "fontFamily": "'Segoe UI', system-ui, sans-serif",
    "fontSizes": {"small": 12, "default": 14, "medium": 16, "large": 20, "extraLarge": 26},
    "spacing": {"small": 4, "default": 8, "medium": 12, "large": 16, "extraLarge": 24, "padding": 16},
    "actions": {"actionsOrientation": "horizontal", "actionAlignment": "left", "buttonSpacing": 8, "maxActions": 6},
    "supportsInteractivity": True,
}
STYLE: Final = """
  body { margin: 0; background: #f5f5f5; padding: 16px; }
  #card { background: #fff; border: 1px solid #ddd; border-radius: 6px; }
  .ac-pushButton { font: 600 14px system-ui; padding: 6px 12px; border: 1px solid #d1d1d1; border-radius: 4px;
    background: #fff; white-space: normal !important; }
  .ac-pushButton.style-positive { background: #5b5fc7; color: #fff; }
  :is(input, textarea, select).ac-input { font: 14px system-ui; padding: 6px 8px; border: 1px solid #d1d1d1;
    border-radius: 4px; box-sizing: border-box; }
"""
DRAW: Final = """({ card, hostConfig, style }) => {
  document.head.insertAdjacentHTML('beforeend', `<style>${style}</style>`);
  const drawn = new AdaptiveCards.AdaptiveCard();
  drawn.hostConfig = new AdaptiveCards.HostConfig(hostConfig);
  drawn.parse(card);
  document.body.innerHTML = '<div id="card"></div>';
  document.getElementById('card').append(drawn.render());
}"""


def adaptive_picture(card: dict[str, Any], path: Path, *, width: int = 480) -> Path:
    """Draws the card, `width` CSS pixels wide; returns `path`, a PNG file."""
    need("chromium", "adaptivecards")

    def draw(chromium: Chromium) -> None:
        page = load(chromium)
        try:
            page.set_viewport_size({"width": width, "height": 200})
            page.evaluate(DRAW, {"card": card, "hostConfig": HOST_CONFIG, "style": STYLE})
            page.screenshot(path=path, full_page=True)
        finally:
            page.close()

    shared().run(draw)
    return path
