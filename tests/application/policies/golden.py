"""What is stored of the shipped policies, so that any change of it is made on purpose."""

from __future__ import annotations

from pathlib import Path

from application.policies.presets import SHIPPED, preset
from domain.policy.document import canonical, digest
from domain.policy.paths import written
from domain.policy.support import unsupported


def folder() -> Path:
    return Path(__file__).parents[2] / "golden" / "policies"


def digests() -> str:
    return "".join(f"{digest(canonical(preset(name)))}  {name}.json\n" for name in SHIPPED)


def unsupported_lines() -> str:
    return "".join(
        f"{name} {each.path} = {written(each.value)}\n"
        for name in SHIPPED
        for each in unsupported(preset(name))
    )


def main() -> None:
    for name in SHIPPED:
        (folder() / f"{name}.json").write_bytes(canonical(preset(name)))
    (folder() / "sha256.txt").write_text(digests(), encoding="utf-8")
    (folder() / "unsupported.txt").write_text(unsupported_lines(), encoding="utf-8")


if __name__ == "__main__":
    main()
