"""The connector's signing keys, fetched without blocking and kept while the key server is away."""

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import dataclass

import aiohttp
import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

DAY = 24 * 3600.0
UNKNOWN_KEY_GAP = 60.0
"""Seconds between fetches that an unknown key may cause: a stranger can invent key ids for free."""
EMPTY_GAP = 5.0
"""The same while we hold no key at all: nobody can be let in until one fetch succeeds."""
FETCH_TIMEOUT = 5.0


class KeysUnavailable(Exception):
    """No key was ever fetched, so no signature can be judged yet."""


@dataclass(frozen=True, slots=True, eq=False)
class SigningKey:
    """One public key as it was fetched, and the channels Microsoft lets it speak for."""

    public: RSAPublicKey
    endorsements: frozenset[str]


class SigningKeys:
    """The key set behind an OpenID metadata address, by key id.

    A key that is not there is looked for at once (at most once a minute), so that a rotation locks nobody out. A set
    older than a day is renewed beside the requests, which go on with the old one. `seconds` is monotonic.
    """

    def __init__(
        self,
        session: aiohttp.ClientSession,
        metadata_url: str,
        *,
        seconds: Callable[[], float] = time.monotonic,
        timeout: float = FETCH_TIMEOUT,
    ) -> None:
        self._session = session
        self._metadata_url = metadata_url
        self._seconds = seconds
        self._timeout = timeout
        self._keys: dict[str, SigningKey] = {}
        self._fetched_at = float("-inf")
        self._tried_at = float("-inf")
        self._fetching: asyncio.Task[None] | None = None

    async def find(self, kid: str) -> SigningKey | None:
        """The key with this id, or None when the newest set has none; `KeysUnavailable` before the first set."""
        now = self._seconds()
        key = self._keys.get(kid)
        if key is not None:
            if now - self._fetched_at > DAY and now - self._tried_at > UNKNOWN_KEY_GAP:
                self._fetch()
            return key
        if self._fetching is not None or now - self._tried_at >= (UNKNOWN_KEY_GAP if self._keys else EMPTY_GAP):
            # Shielded: one caller that hangs up does not take the fetch away from the others.
            await asyncio.shield(self._fetch())
        if not self._keys:
            raise KeysUnavailable
        return self._keys.get(kid)

    async def close(self) -> None:
        """End a fetch that is under way; the session belongs to the caller."""
        if self._fetching is not None:
            self._fetching.cancel()
            await asyncio.gather(self._fetching, return_exceptions=True)

    def _fetch(self) -> asyncio.Task[None]:
        if self._fetching is None:
            self._tried_at = self._seconds()
            self._fetching = asyncio.create_task(self._renew())
        return self._fetching

    async def _renew(self) -> None:
        try:
            async with asyncio.timeout(self._timeout):
                address = (await self._document(self._metadata_url))["jwks_uri"]
                if not isinstance(address, str):
                    raise TypeError("jwks_uri")
                keys = _read(await self._document(address))
        except (aiohttp.ClientError, TimeoutError, ValueError, KeyError, TypeError):
            return  # the old keys stay; the next request that needs a new one tries again
        finally:
            self._fetching = None
        if keys:
            self._keys = keys
            self._fetched_at = self._seconds()

    async def _document(self, address: str) -> dict[str, object]:
        async with self._session.get(address, allow_redirects=False) as response:
            response.raise_for_status()
            document = json.loads(await response.read())
        if not isinstance(document, dict):
            raise TypeError("not a JSON object")
        return document


def _read(document: dict[str, object]) -> dict[str, SigningKey]:
    entries = document["keys"]
    if not isinstance(entries, list):
        raise TypeError("keys")
    keys: dict[str, SigningKey] = {}
    for entry in entries:
        if not isinstance(entry, dict) or not isinstance(kid := entry.get("kid"), str):
            continue
        try:
            public = jwt.PyJWK(entry, algorithm="RS256").key
        except (jwt.PyJWTError, ValueError, TypeError):
            continue  # one key of a kind we do not know must not hide the others
        endorsements = entry.get("endorsements")
        if isinstance(public, RSAPublicKey):
            keys[kid] = SigningKey(public, frozenset(endorsements if isinstance(endorsements, list) else ()))
    return keys
