"""Take from package-lock.json what names a host: npm keeps its packages' funding links, which no install needs."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

LOCK = Path(__file__).parents[2] / "package-lock.json"


def without_links(lock: Mapping[str, Any]) -> dict[str, Any]:
    """The same lock, its packages free of the fields that hold addresses."""
    packages = {
        name: {field: value for field, value in package.items() if field not in {"funding", "resolved"}}
        for name, package in lock["packages"].items()
    }
    return {**lock, "packages": packages}


if __name__ == "__main__":
    LOCK.write_text(json.dumps(without_links(json.loads(LOCK.read_text())), indent=2) + "\n")
