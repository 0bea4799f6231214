"""Who plays: our profiles, the agents behind them, and the customers who write."""

from __future__ import annotations

from random import Random

import msgspec


class SimulatedProfile(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """As it is to be registered before the simulation is played."""

    profile_id: str
    channel: str
    connector: str
    policy_id: str
    can_initiate: bool = False
    telephony: bool = False
    group: str | None = None


class Person(msgspec.Struct, frozen=True, gc=False):
    """A customer (or a partner) as the channel knows them."""

    id: str
    first_name: str
    last_name: str
    email: str

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"


SUPPORT = SimulatedProfile(
    profile_id="support@northwind.example",
    channel="email",
    connector="imap",
    policy_id="bright_pattern",
    can_initiate=True,
    group="support",
)
PORTAL = SimulatedProfile(
    profile_id="northwind-portal",
    channel="portal",
    connector="portal",
    policy_id="creatio",
    group="service-desk",
)
FACEBOOK = SimulatedProfile(
    profile_id="fb:northwind",
    channel="facebook",
    connector="graph",
    policy_id="emplifi",
    group="social",
)
MESSENGER = SimulatedProfile(
    profile_id="messenger:northwind",
    channel="messenger",
    connector="graph",
    policy_id="qualtrics",
    group="social",
)
DESK = SimulatedProfile(
    profile_id="desk@northwind.example",
    channel="email",
    connector="imap",
    policy_id="deskie",
    can_initiate=True,
    group="orders",
)
DEFAULT_PROFILES = (SUPPORT, PORTAL, FACEBOOK, MESSENGER, DESK)
"""One for each preset."""

AGENTS = {
    "support": ("anna", "ben", "chiara"),
    "service-desk": ("deniz", "eva"),
    "social": ("farid", "greta", "hugo"),
    "orders": ("ines", "jonas"),
}
ANYBODY = ("kim", "lena")

_FIRST_NAMES = (
    ("Ada", "ada"),
    ("Bruno", "bruno"),
    ("Céline", "celine"),
    ("Dario", "dario"),
    ("Emeka", "emeka"),
    ("Fatima", "fatima"),
    ("Goran", "goran"),
    ("Hana", "hana"),
    ("Ivo", "ivo"),
    ("Jún", "jun"),
    ("Katja", "katja"),
    ("Luís", "luis"),
    ("Mira", "mira"),
    ("Nils", "nils"),
    ("Olga", "olga"),
    ("Priya", "priya"),
    ("Rosa", "rosa"),
    ("Søren", "soren"),
    ("Tariq", "tariq"),
    ("Zoë", "zoe"),
)
_LAST_NAMES = (
    ("Abend", "abend"),
    ("Bergström", "bergstrom"),
    ("Castell", "castell"),
    ("Dvořan", "dvoran"),
    ("Elmwood", "elmwood"),
    ("Farrow", "farrow"),
    ("Granger", "granger"),
    ("Hollis", "hollis"),
    ("Iveson", "iveson"),
    ("Jansma", "jansma"),
    ("Kovač", "kovac"),
    ("Lindqvist", "lindqvist"),
    ("Moreau", "moreau"),
    ("Nakata", "nakata"),
    ("Okoye", "okoye"),
    ("Petrov", "petrov"),
    ("Quill", "quill"),
    ("Ribeiro", "ribeiro"),
    ("Sandoval", "sandoval"),
    ("Thorne", "thorne"),
)
_MAIL_DOMAINS = ("mail.example", "post.example", "letters.example")
_PARTNERS = (
    ("Warehouse", "Team", "warehouse@depot.example"),
    ("Parcel", "Desk", "claims@parcels.example"),
    ("Repair", "Shop", "jobs@repairs.example"),
)


def customer(rng: Random, profile: SimulatedProfile, number: int) -> Person:
    """The `number`th customer of a profile; no two of one profile share an id."""
    first, first_ascii = rng.choice(_FIRST_NAMES)
    last, last_ascii = rng.choice(_LAST_NAMES)
    email = f"{first_ascii}.{last_ascii}{number}@{rng.choice(_MAIL_DOMAINS)}"
    return Person(_account(profile.channel, email, number), first, last, email)


def partner(rng: Random, number: int) -> Person:
    """Whom a child case is addressed to: another firm, under a reference of its own."""
    first, last, email = rng.choice(_PARTNERS)
    name, domain = email.split("@")
    address = f"{name}+{number}@{domain}"
    return Person(address, first, last, address)


def agents_of(profile: SimulatedProfile) -> tuple[str, ...]:
    return AGENTS.get(profile.group or "", ANYBODY)


def _account(channel: str, email: str, number: int) -> str:
    if channel == "email":
        return email
    if channel == "portal":
        return f"contact-{number:05}"
    return f"{7_300_000_000_000 + number * 7_919}"
