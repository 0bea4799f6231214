"""Definitions that are for cases of some services only (B-25, B-26)."""

from __future__ import annotations

from collections.abc import Collection

from domain.errors import Rejection


class NotOfTheService(Rejection):
    """`service` is that of the case's profile, or None where it has none."""

    code = "not_of_the_service"


def must_be_for(
    service: str | None, services: Collection[str], *, kind: str, id: str, number: str
) -> None:
    """Naming no service is being for all of them. Raises NotOfTheService."""
    if services and service not in services:
        raise NotOfTheService(
            kind=kind,
            id=id,
            number=number,
            service=service or "no service",
            services=", ".join(services),
        )
