"""A broker behind TLS and a login, with the settings that an operator would give."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bootstrap.embedded.local_kafka import LocalKafka
from bootstrap.embedded.processes import free_port
from tests.cli.processes import PATIENCE, started
from tests.cli.terminal import PROFILE, Terminal
from tests.support.environment import ROOT
from tests.support.polling import eventually

pytestmark = [pytest.mark.postgres, pytest.mark.kafka_only, pytest.mark.kafka, pytest.mark.slow]

LOGIN = "org.apache.kafka.common.security.plain.PlainLoginModule required"


def _certificate(folder: Path) -> tuple[Path, Path]:
    """A key store for the broker, and its certificate for clients."""
    store, certificate = folder / "broker.p12", folder / "broker.pem"
    common = ["-alias", "broker", "-keystore", str(store), "-storepass", "storepass"]
    for words in (
        ["-genkeypair", "-keyalg", "RSA", "-dname", "CN=localhost", "-ext", "san=ip:127.0.0.1"],
        ["-exportcert", "-rfc", "-file", str(certificate)],
    ):
        subprocess.run(["keytool", *words, *common], check=True, capture_output=True, timeout=60)
    return store, certificate


@pytest.fixture(scope="module")
def secured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The settings that reach it: by protocol the address, and the certificate."""
    folder = tmp_path_factory.mktemp("secured")
    store, certificate = _certificate(folder)
    plain, controller, login, tls = (f"127.0.0.1:{free_port()}" for _ in range(4))
    open_to_clients = f"PLAINTEXT://{plain},LOGIN://{login},TLS://{tls}"
    properties = {
        "listeners": f"{open_to_clients},CONTROLLER://{controller}",
        "advertised.listeners": open_to_clients,
        "listener.security.protocol.map": (
            "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,LOGIN:SASL_PLAINTEXT,TLS:SASL_SSL"
        ),
        "sasl.enabled.mechanisms": "PLAIN",
        "ssl.keystore.location": str(store),
        "ssl.keystore.password": "storepass",
        "ssl.keystore.type": "PKCS12",
        **{
            f"listener.name.{name}.plain.sasl.jaas.config": f'{LOGIN} user_ledger="a secret";'
            for name in ("login", "tls")
        },
    }
    ports = [int(each.rpartition(":")[2]) for each in (plain, controller)]
    with LocalKafka(folder, port=ports[0], controller_port=ports[1], properties=properties):
        yield {"SASL_PLAINTEXT": login, "SASL_SSL": tls, "certificate": str(certificate)}


@pytest.fixture
def settings(
    terminal: Terminal,
    secured: dict[str, str],
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> Terminal:
    """The command line with the settings for the protocol that the test names."""
    protocol = request.param
    given = {
        "KAFKA": secured[protocol],
        "KAFKA_SECURITY_PROTOCOL": protocol,
        "KAFKA_SASL_MECHANISM": "PLAIN",
        "KAFKA_SASL_USERNAME": "ledger",
        "KAFKA_SASL_PASSWORD": "a secret",
        "KAFKA_SESSION_TIMEOUT": "6s",
        "TOPIC_IN": f"in.{protocol}",
        "TOPIC_DLQ": f"dlq.{protocol}",
        "TOPIC_OUT": f"out.{protocol}",
        "TOPIC_CASES": f"cases.{protocol}",
        **({"KAFKA_SSL_CAFILE": secured["certificate"]} if protocol == "SASL_SSL" else {}),
    }
    for name, value in given.items():
        monkeypatch.setenv(f"CASELEDGER_{name}", value)
    return terminal


BOTH = pytest.mark.parametrize("settings", ["SASL_PLAINTEXT", "SASL_SSL"], indirect=True)


@BOTH
def test_events_are_published_and_taken(settings: Terminal, tmp_path: Path) -> None:
    settings.register()
    settings.done("topics", "create")
    line = json.dumps(settings.write("m-1")).encode()
    assert settings("publish", "-", stdin=line + b"\n").status == 0
    with started("ingest", log=tmp_path / "log"):
        eventually(
            lambda: settings("message", PROFILE, "m-1").status == 0,
            what="the message in a case",
            within=PATIENCE,
        )
    assert "broker reachable" in settings.done("status").out


@BOTH
def test_a_wrong_password_is_said_in_one_line(
    settings: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CASELEDGER_KAFKA_SASL_PASSWORD", "another")
    status, line = settings.refused("topics", "check")
    assert status == 4
    assert "another" not in line


@pytest.mark.usefixtures("settings")
@pytest.mark.parametrize("settings", ["SASL_SSL"], indirect=True)
def test_a_certificate_that_nobody_vouches_for_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a process of its own: the client leaves sockets behind when TLS fails."""
    monkeypatch.delenv("CASELEDGER_KAFKA_SSL_CAFILE")
    words = [sys.executable, "-m", "cli.main", "topics", "check"]
    ended = subprocess.run(words, cwd=ROOT, capture_output=True, check=False, timeout=PATIENCE)
    assert ended.returncode == 4
    assert ended.stderr.decode().splitlines()[-1].startswith("caseledger: cannot reach the broker")
