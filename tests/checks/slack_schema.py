"""Validation against a JSON schema made, at test time, from Slack's official TypeScript types."""

import hashlib
import json
import os
import subprocess
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator, validators
from jsonschema.exceptions import ValidationError

from tests.checks.browser import NODE_MODULES, need

PACKAGES = ("@slack/types", "ts-json-schema-generator", "typescript")
Json = dict[str, Any]
SCRIPT = Path(__file__).with_name("build_slack_schema.mjs")


def schema_faults(payload: dict[str, Any], surface: str) -> list[str]:
    """Faults by the official types: blocks one by one, and the view around them."""
    faults: list[str] = []
    if surface != "message":
        shell = {key: value for key, value in payload.items() if key != "blocks"} | {"blocks": []}
        faults += _faults(surface, shell, "ModalView" if surface == "modal" else "HomeView")
    for index, block in enumerate(payload.get("blocks", [])):
        faults += _faults(f"blocks[{index}]", block, "KnownBlock")
    return faults


def _faults(place: str, node: object, definition: str) -> Iterator[str]:
    for error in _validator(definition).iter_errors(node):
        deepest = _descend(error)
        path = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in deepest.absolute_path)
        yield f"{place}{path}: {deepest.message[:300]}"


def _descend(error: ValidationError) -> ValidationError:
    """The error that helps: inside a union, the first of the branch with the fewest."""
    branches: dict[object, list[ValidationError]] = {}
    for below in error.context or ():
        branches.setdefault(below.schema_path[0], []).append(below)
    return _descend(min(branches.values(), key=len)[0]) if branches else error


def _union(validator: Any, branches: list[Json], node: object, schema: Json) -> Iterator[ValidationError]:
    """`anyOf`, but of the branch whose `type` is the one written: Slack's unions have some twenty branches each."""
    written = node.get("type") if isinstance(node, dict) else None
    meant = [branch for branch in branches if written in _types(branch)]
    if len(meant) == 1:
        yield from validator.descend(node, meant[0])
    elif written and not meant:
        yield ValidationError(f"nothing of the type {written!r} belongs here")
    else:
        yield from Draft7Validator.VALIDATORS["anyOf"](validator, meant or branches, node, schema)


def _types(branch: Json) -> frozenset[object]:
    """What `type` may say in a branch."""
    if "$ref" in branch:
        return _types_named(branch["$ref"].rpartition("/")[2])
    if "anyOf" in branch:
        return frozenset().union(*map(_types, branch["anyOf"]))
    return frozenset({branch.get("properties", {}).get("type", {}).get("const")}) - {None}


@cache
def _types_named(definition: str) -> frozenset[object]:
    return _types(_schema()["definitions"][definition])


@cache
def _validator(definition: str) -> Any:
    by_type: Any = validators.extend(Draft7Validator, {"anyOf": _union})  # type: ignore[no-untyped-call]
    return by_type({"$ref": f"#/definitions/{definition}", "definitions": _schema()["definitions"]})


@cache
def _schema() -> dict[str, Any]:
    """Built once for these versions and kept beside the packages, where nobody commits it."""
    node = need("node", *PACKAGES)
    manifests = (json.loads((NODE_MODULES / name / "package.json").read_text()) for name in PACKAGES)
    versions = SCRIPT.read_text() + "".join(manifest["version"] for manifest in manifests)
    kept = NODE_MODULES / ".cache" / "slack-schema" / f"{hashlib.sha256(versions.encode()).hexdigest()[:16]}.json"
    if not kept.exists():
        types = NODE_MODULES / "@slack" / "types" / "dist" / "index.d.ts"
        made = subprocess.run([node, SCRIPT, types], capture_output=True, text=True, check=True).stdout
        kept.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=kept.parent, delete=False) as draft:
            draft.write(made)
        os.replace(draft.name, kept)  # at once, because several workers may write it
    schema: dict[str, Any] = json.loads(kept.read_text())
    return schema
