"""Every setting: an environment variable that starts with CASELEDGER_, read once, never changed."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bootstrap.durations import Duration
from bootstrap.zones import is_zone

PREFIX = "CASELEDGER_"
FOR_TESTS = "CASELEDGER_TEST_"
EVALUATION_KEY = "evaluation-only"

Protocol = Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"]
Mechanism = Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512", "OAUTHBEARER"]
LogLevel = Literal["DEBUG", "INFO", "WARNING", "ERROR"]


class SettingsError(Exception):
    """The environment cannot be used; the text is one line and names the variable."""


def _is_postgres(url: SecretStr) -> SecretStr:
    if not url.get_secret_value().startswith(("postgresql://", "postgres://")):
        raise ValueError("must start with postgresql://")
    return url


def _is_zone(name: str) -> str:
    if not is_zone(name):
        raise ValueError("is not the name of a time zone such as Europe/Berlin")
    return name


Positive = Annotated[int, Field(ge=1)]
Name = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[A-Za-z0-9._-]+$")]


class Settings(BaseSettings):
    """The defaults suit an evaluation: servers of our own under `home`."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, env_ignore_empty=True)

    deployment: Name = Field(
        "caseledger", description="names this installation; ids derive from it"
    )
    home: Path = Field(Path("var"), description="folder for embedded servers and their data")
    hash_key: SecretStr = Field(
        SecretStr(EVALUATION_KEY), description="secret key of the hashes of message contents"
    )
    zone: Annotated[str, AfterValidator(_is_zone)] = Field(
        "UTC", description="time zone in which reports count days"
    )
    log_level: LogLevel = Field("INFO", description="how much is logged")

    database_url: Annotated[SecretStr, AfterValidator(_is_postgres)] | None = Field(
        None, description="PostgreSQL 15 or newer; empty starts the embedded one"
    )
    pool_size: Positive = Field(5, description="database connections kept open by a process")
    pool_overflow: Annotated[int, Field(ge=0)] = Field(
        10, description="further connections opened under load"
    )
    lock_timeout: Duration = Field(
        timedelta(seconds=5), description="wait for the lock of the log before it is an outage"
    )

    kafka: str | None = Field(
        None, description="bootstrap servers, host:port,...; empty starts the embedded broker"
    )
    kafka_security_protocol: Protocol = Field("PLAINTEXT", description="how to reach the broker")
    kafka_sasl_mechanism: Mechanism | None = Field(None, description="how to log in to the broker")
    kafka_sasl_username: str | None = Field(None, description="user name at the broker")
    kafka_sasl_password: SecretStr | None = Field(None, description="password at the broker")
    kafka_ssl_cafile: Path | None = Field(
        None, description="certificates that the broker's certificate is checked against"
    )
    kafka_session_timeout: Duration = Field(
        timedelta(seconds=10), description="silence after which a worker loses its partitions"
    )
    topic_in: Name = Field("caseledger.channel.in", description="topic of channel events")
    topic_out: Name = Field("caseledger.channel.out", description="topic of outbound messages")
    topic_cases: Name = Field("caseledger.cases", description="topic of public case events")
    topic_dlq: Name = Field("caseledger.channel.in.dlq", description="topic of dead-letter copies")
    partitions: Positive = Field(6, description="partitions of a topic that we create")
    replication: Annotated[int, Field(ge=-1)] = Field(
        -1, description="copies of a topic that we create; -1 leaves it to the broker"
    )
    consumer_group: Name = Field("caseledger-ingest", description="group that the workers join")

    batch: Positive = Field(1000, description="most records taken in one transaction")
    watchdog: Duration = Field(
        timedelta(seconds=60), description="behind and nothing received for so long is stuck"
    )
    view_page: Positive = Field(1000, description="events that a view applies in one transaction")
    poll: Duration = Field(
        timedelta(milliseconds=250), description="pause of views and relay when nothing is new"
    )

    @model_validator(mode="after")
    def _login_is_complete(self) -> Self:
        sasl = self.kafka_security_protocol.startswith("SASL_")
        if sasl and self.kafka_sasl_mechanism is None:
            raise ValueError(f"{variable('kafka_sasl_mechanism')} is missing")
        return self

    @property
    def time_zone(self) -> ZoneInfo:
        return ZoneInfo(self.zone)


def variable(field: str) -> str:
    return PREFIX + field.upper()


def load() -> Settings:
    """Read the environment. Raises SettingsError."""
    _refuse_unknown(os.environ)
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        where = variable(str(first["loc"][0])) + ": " if first["loc"] else ""
        raise SettingsError(where + first["msg"].removeprefix("Value error, ")) from None


def _refuse_unknown(names: Iterable[str]) -> None:
    known = {variable(field) for field in Settings.model_fields}
    for name in sorted(names):
        if name.startswith(PREFIX) and not name.startswith(FOR_TESTS) and name not in known:
            raise SettingsError(f"{name}: there is no such setting; see `caseledger config`")
