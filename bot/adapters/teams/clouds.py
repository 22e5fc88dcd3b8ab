"""Microsoft's clouds as data: where each publishes its keys, who signs, who issues tokens, what may be called."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cloud:
    """One cloud: `metadata` is the OpenID document of the connector, `hosts` the only service addresses we talk to.

    The hosts are compared whole: anybody can register a name under trafficmanager.net, so a suffix proves nothing.
    """

    name: str
    metadata: str
    issuer: str
    authority: str
    tenant: str
    scope: str
    hosts: frozenset[str]


_COMMERCIAL = {
    "metadata": "https://login.botframework.com/v1/.well-known/openidconfiguration",
    "issuer": "https://api.botframework.com",
    "authority": "https://login.microsoftonline.com",
    "tenant": "botframework.com",
    "scope": "https://api.botframework.com/.default",
}
_GOVERNMENT = {
    "metadata": "https://login.botframework.azure.us/v1/.well-known/openidconfiguration",
    "issuer": "https://api.botframework.us",
    "authority": "https://login.microsoftonline.us",
    "tenant": "MicrosoftServices.onmicrosoft.us",
    "scope": "https://api.botframework.us/.default",
}

CLOUDS: dict[str, Cloud] = {
    cloud.name: cloud
    for cloud in (
        Cloud(name="public", **_COMMERCIAL, hosts=frozenset({"smba.trafficmanager.net"})),
        Cloud(name="gcc", **_COMMERCIAL, hosts=frozenset({"smba.infra.gcc.teams.microsoft.com"})),
        Cloud(name="gcch", **_GOVERNMENT, hosts=frozenset({"smba.infra.gov.teams.microsoft.us"})),
        Cloud(name="dod", **_GOVERNMENT, hosts=frozenset({"smba.infra.dod.teams.microsoft.us"})),
    )
}
