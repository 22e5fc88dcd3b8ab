"""Whether a request really comes from Teams: the token of its Authorization header, judged by the connector's keys."""

import math
import time
from collections.abc import Callable, Mapping
from functools import lru_cache

import jwt

from bot.adapters.body import Refused
from bot.adapters.teams.clouds import Cloud
from bot.adapters.teams.keys import KeysUnavailable, SigningKey, SigningKeys

__all__ = ["Refused", "TeamsAuth"]

LEEWAY = 300.0
"""Seconds by which Microsoft's clock and ours may differ."""
TOKENS = 64
"""So many tokens are known again; one speaks for a whole region of Teams."""


class TeamsAuth:
    """Verifies the token of a request and hands back its claims.

    `seconds` is Unix time, and not the bot's clock, which a demo may move: a token's life is real time.
    `dev` lets requests without a header in, and is the only way to construct this without an app id.
    """

    def __init__(
        self,
        app_id: str,
        cloud: Cloud,
        keys: SigningKeys,
        *,
        dev: bool = False,
        seconds: Callable[[], float] = time.time,
    ) -> None:
        if not app_id and not dev:
            raise ValueError("Without an app id nobody's token can be checked")
        self._app_id = app_id.lower()
        self._cloud = cloud
        self._keys = keys
        self._dev = dev
        self._seconds = seconds
        self._signed = lru_cache(maxsize=TOKENS)(self._checked)

    async def verify(self, header: str | None, activity: Mapping[str, object]) -> dict[str, object]:
        """The token's claims; none in development without a header. Else `Refused`: 401, 403, or 503 before any key."""
        if header is None and self._dev:
            return {}
        scheme, _, token = (header or "").partition(" ")
        if scheme.lower() != "bearer" or not token or not self._app_id:
            raise Refused(401, "no-token")
        kid = _key_id(token)
        try:
            key = await self._keys.find(kid)
        except KeysUnavailable:
            raise Refused(503, "no-keys-yet") from None
        if key is None:
            raise Refused(401, "unknown-key")
        claims = self._signed(token, key)
        now = self._seconds()
        if not _time(claims["exp"]) > now - LEEWAY:
            raise Refused(401, "expired")
        if "nbf" in claims and not _time(claims["nbf"]) <= now + LEEWAY:
            raise Refused(401, "not-yet-valid")
        if "msteams" not in key.endorsements:
            raise Refused(403, "not-endorsed")
        if not isinstance(activity.get("serviceUrl"), str) or claims.get("serviceurl") != activity["serviceUrl"]:
            raise Refused(403, "other-service")
        return dict(claims)

    def _checked(self, token: str, key: SigningKey) -> Mapping[str, object]:
        """What the key has signed. Teams sends the same token for an hour: it is held against the same key once."""
        try:
            claims: dict[str, object] = jwt.decode(
                token,
                key.public,
                algorithms=["RS256"],
                audience=self._app_id,
                issuer=self._cloud.issuer,
                # PyJWT reads the wall clock itself; the times are compared each time, with the clock we were given.
                options={
                    "require": ["exp", "iss", "aud"], "strict_aud": True,
                    "verify_exp": False, "verify_nbf": False, "verify_iat": False,
                },
            )  # fmt: skip
        except jwt.PyJWTError:
            raise Refused(401, "bad-token") from None
        return claims


@lru_cache(maxsize=TOKENS)
def _key_id(token: str) -> str:
    try:
        kid = jwt.get_unverified_header(token).get("kid")
    except (jwt.PyJWTError, ValueError, RecursionError):  # a header that nests, or is no UTF-8
        raise Refused(401, "not-a-token") from None
    if not isinstance(kid, str):
        raise Refused(401, "no-key-id")
    return kid


def _time(value: object) -> float:
    """A NumericDate, or NaN, which compares false with everything."""
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else math.nan
