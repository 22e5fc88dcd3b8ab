"""Microsoft's sign-in, where MSAL's HTTP library would be."""

import json
import threading
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Reply:
    text: str
    status_code: int = 200
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class SignIn:
    """Stands where MSAL's HTTP library would: hands out numbered tokens, or an `error`; `open` holds everybody up."""

    tokens: int = 0
    applications: int = 0
    error: str = ""
    lost: bool = False
    open: threading.Event = field(default_factory=threading.Event)
    asked: threading.Event = field(default_factory=threading.Event)
    sent: list[dict[str, str]] = field(default_factory=list)

    def get(self, url: str, **_: Any) -> Reply:
        self.applications += url.endswith("/openid-configuration")
        base = url.partition("/v2.0/")[0]
        found = {"authorization_endpoint": base + "/a", "token_endpoint": base + "/t", "issuer": base, "metadata": []}
        return Reply(json.dumps(found))

    def post(self, url: str, data: dict[str, str], **_: Any) -> Reply:
        self.asked.set()
        assert self.open.wait(10)
        if self.lost:
            raise ConnectionError("with words")
        self.sent.append({"url": url, **data})
        if self.error:
            return Reply(json.dumps({"error": self.error, "error_description": "with a secret"}), 401)
        self.tokens += 1
        return Reply(json.dumps({"access_token": f"t{self.tokens}", "expires_in": 3600, "token_type": "Bearer"}))

    def close(self) -> None:
        """MSAL's protocol asks for it."""
