"""What is kept unreadable: keyed digests of what must only be recognized, encryption for what must be used again."""

import base64
import hashlib
import hmac
import json
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

_SHORT = 16


class Secrets:
    """`keys` are any strings, the newest first; older ones still open what they closed."""

    def __init__(self, keys: Sequence[str]) -> None:
        if not keys or not all(keys):
            raise ValueError("at least one secret key, none of them empty")
        self._digest_keys = [_derive(key, b"digest") for key in keys]
        self._box = MultiFernet([Fernet(base64.urlsafe_b64encode(_derive(key, b"tokens"))) for key in keys])

    def digest(self, purpose: str, value: str) -> bytes:
        return _digest(self._digest_keys[0], purpose, value)

    def digests(self, purpose: str, value: str) -> Sequence[bytes]:
        """As each key would have made it: how something stored before a rotation is found."""
        return [_digest(key, purpose, value) for key in self._digest_keys]

    def close(self, values: dict[str, str]) -> bytes:
        return self._box.encrypt(json.dumps(values).encode())

    def open(self, closed: bytes) -> dict[str, str]:
        values: dict[str, str] = json.loads(self._box.decrypt(closed))
        return values

    def opens(self, closed: bytes) -> bool:
        """Whether one of the keys closed it."""
        try:
            self._box.decrypt(closed)
        except InvalidToken:
            return False
        return True


def _derive(key: str, purpose: bytes) -> bytes:
    """32 bytes for one purpose. The keys are long random strings, so that one hash is enough."""
    return hmac.digest(key.encode(), b"barrierbot " + purpose, hashlib.sha256)


def _digest(key: bytes, purpose: str, value: str) -> bytes:
    return hmac.digest(key, f"{purpose}\0{value}".encode(), hashlib.sha256)[:_SHORT]
