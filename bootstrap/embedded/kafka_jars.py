"""The jars of Apache Kafka, resolved by Maven once into a folder that git ignores."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
from pathlib import Path

PLACE = Path(__file__).parents[2] / "compose" / "kafka-local"
POM = PLACE / "pom.xml"
OLDEST_JAVA = 17


def why_not() -> str | None:
    """What this machine lacks for a Kafka broker, or None."""
    if shutil.which("java") is None:
        return f"java {OLDEST_JAVA} or newer is not installed"
    version = _java_version()
    if version < OLDEST_JAVA:
        return f"java {OLDEST_JAVA} or newer is needed, here is {version}"
    if not _resolved().exists() and shutil.which("mvn") is None:
        return "mvn is not installed"
    return None


def jars() -> Path:
    """The folder of jars. Raises CalledProcessError when Maven cannot get them."""
    mark = _resolved()
    if not mark.exists():
        library = mark.parent
        shutil.rmtree(library, ignore_errors=True)
        goal = ["dependency:copy-dependencies", "-DincludeScope=runtime"]
        subprocess.run(
            ["mvn", "-q", "-B", "-f", str(POM), *goal, f"-DoutputDirectory={library}"],
            check=True,
            capture_output=True,
            text=True,
            timeout=300,
        )
        mark.touch()
    return mark.parent


def _resolved() -> Path:
    """A mark in the folder that names the pom it was made from."""
    return PLACE / "lib" / f".{hashlib.sha256(POM.read_bytes()).hexdigest()[:12]}"


def _java_version() -> int:
    answer = subprocess.run(["java", "-version"], capture_output=True, text=True, check=False)
    match = re.search(r'version "(\d+)', answer.stderr + answer.stdout)
    return int(match[1]) if match else 0
