"""Settings come from the environment once; a wrong one is named in one line."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pydantic import SecretStr, ValidationError

from bootstrap.described import describe, without_password
from bootstrap.settings import Settings, SettingsError, load


def test_an_empty_environment_means_servers_of_our_own() -> None:
    settings = load()
    assert settings.database_url is None
    assert settings.kafka is None
    assert settings.topic_in == "caseledger.channel.in"
    assert settings.partitions == 6


def test_the_variables_of_the_tests_are_not_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASELEDGER_TEST_SOMETHING", "1")
    assert load() == Settings()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("500ms", timedelta(milliseconds=500)),
        ("30s", timedelta(seconds=30)),
        ("28d", timedelta(days=28)),
        ("PT5M", timedelta(minutes=5)),
    ],
)
def test_durations_are_written_with_a_unit(
    monkeypatch: pytest.MonkeyPatch, written: str, meant: timedelta
) -> None:
    monkeypatch.setenv("CASELEDGER_WATCHDOG", written)
    assert load().watchdog == meant


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("CASELEDGER_BATHC", "1", "CASELEDGER_BATHC: there is no such setting"),
        ("CASELEDGER_BATCH", "many", "CASELEDGER_BATCH: Input should be a valid integer"),
        ("CASELEDGER_BATCH", "0", "CASELEDGER_BATCH: Input should be greater than or equal to 1"),
        ("CASELEDGER_POLL", "0s", "CASELEDGER_POLL: must be longer than nothing"),
        ("CASELEDGER_ZONE", "Mars/Olympus", "CASELEDGER_ZONE: is not the name of a time zone"),
        ("CASELEDGER_DATABASE_URL", "mysql://x", "CASELEDGER_DATABASE_URL: must start with"),
        ("CASELEDGER_KAFKA_SECURITY_PROTOCOL", "SASL_SSL", "CASELEDGER_KAFKA_SASL_MECHANISM is"),
    ],
)
def test_a_wrong_setting_is_named_in_one_line(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, message: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=f"^{message}") as refusal:
        load()
    assert "\n" not in str(refusal.value)


def test_settings_never_change() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        load().batch = 5  # type: ignore[misc]


def test_secrets_are_masked_and_the_source_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASELEDGER_HASH_KEY", "open-sesame")
    monkeypatch.setenv("CASELEDGER_DATABASE_URL", "postgresql://ann:open-sesame@db/cases")
    settings = load()
    lines = {line.name: line for line in describe(settings)}
    assert "open-sesame" not in repr(settings)
    assert "open-sesame" not in str(list(lines.values()))
    assert lines["CASELEDGER_DATABASE_URL"].value == "postgresql://ann:***@db/cases"
    assert lines["CASELEDGER_DATABASE_URL"].source == "environment"
    assert lines["CASELEDGER_BATCH"].source == "default"


def test_the_key_for_evaluation_is_warned_about() -> None:
    warned = {line.name for line in describe(Settings()) if line.warning}
    assert warned == {"CASELEDGER_HASH_KEY"}
    own = Settings(hash_key=SecretStr("own"))
    assert [line.warning for line in describe(own) if line.warning] == []


def test_an_address_without_a_password_is_shown_as_it_is() -> None:
    address = "postgresql://postgres@/caseledger?host=%2Ftmp%2Fpg"
    assert without_password(address) == address
