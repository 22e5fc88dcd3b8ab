"""What the surroundings say: one frozen object, read once at start, all faults reported together."""

from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


def _listed(value: object) -> object:
    """ "a, b" as ("a", "b"): lists are typed with commas."""
    return tuple(part for part in value.replace(",", " ").split() if part) if isinstance(value, str) else value


class Settings(BaseSettings):
    """Environment variables of the same names; README says what each is for."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore", env_ignore_empty=True)

    database_url: str = "sqlite:///barrierbot.db"
    host: str = "127.0.0.1"
    port: int = Field(default=3978, ge=0, le=65535)
    secret_keys: Annotated[tuple[SecretStr, ...], NoDecode, BeforeValidator(_listed)] = ()
    """Newest first, with commas between: encrypt tokens and digest keys."""
    dev_mode: bool = False
    metrics_token: SecretStr | None = None
    """Whoever shows it may read GET /metrics; without it nobody may."""
    log_level: Literal["debug", "info", "warning", "error"] = "info"

    slack_signing_secret: SecretStr | None = None
    slack_bot_token: SecretStr | None = None
    slack_client_id: str = ""
    slack_client_secret: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_keep_replies: bool = False
    """Ask for what keeping ordinary thread replies as notes needs."""
    slack_api_url: str = "https://slack.com/api/"

    teams_app_id: str = ""
    teams_app_password: SecretStr | None = None
    teams_tenant_ids: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_listed)] = ()
    """Whose people may use the bot, with commas between."""
    teams_admin_ids: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_listed)] = ()
    """Entra object ids of those who may set it up, with commas between: Teams tells a bot of no administrator."""
    teams_cloud: Literal["public", "gcc", "gcch", "dod"] = "public"

    @property
    def slack(self) -> bool:
        return self.slack_signing_secret is not None or self.slack_app_token is not None

    @property
    def teams(self) -> bool:
        return bool(self.teams_app_id) or self.dev_mode

    @model_validator(mode="after")
    def _agree(self) -> Self:
        faults: list[str] = []
        if not self.slack and not self.teams:
            faults.append("set SLACK_SIGNING_SECRET and SLACK_BOT_TOKEN, or TEAMS_APP_ID and TEAMS_APP_PASSWORD")
        if self.slack and not (self.slack_bot_token or (self.slack_client_id and self.slack_client_secret)):
            faults.append("Slack needs SLACK_BOT_TOKEN, or SLACK_CLIENT_ID and SLACK_CLIENT_SECRET to offer a link")
        if self.teams_app_id and not self.teams_app_password:
            faults.append("Teams needs TEAMS_APP_PASSWORD")
        if self.teams_app_id and not self.teams_tenant_ids:
            faults.append("Teams needs TEAMS_TENANT_IDS: the tenants whose people may use the bot")
        if self.dev_mode and self.host not in LOOPBACK:
            faults.append("DEV_MODE=1 takes requests without sign-in, so HOST must be 127.0.0.1")
        if not self.dev_mode and not self.secret_keys:
            faults.append("set SECRET_KEYS to one long random value, for example the output of: openssl rand -hex 32")
        if any(len(key.get_secret_value()) < 16 for key in self.secret_keys):
            faults.append("each of SECRET_KEYS needs at least 16 characters")
        if self.metrics_token and len(self.metrics_token.get_secret_value()) < 16:
            faults.append("METRICS_TOKEN needs at least 16 characters")
        if faults:
            raise ValueError("; ".join(faults))
        return self

    def keys(self) -> tuple[str, ...]:
        """The secret keys in the clear; a demo has one of its own."""
        return tuple(key.get_secret_value() for key in self.secret_keys) or ("a demo keeps no secrets",)
