"""What ids and texts may hold, and how long they may be."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

_ASTRAL_NONCHARACTERS = "".join(
    f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17)
)
# CloudEvents 1.0 forbids these in every attribute, and we forbid them in every id.
_FORBIDDEN = r"\u0000-\u001f\u007f-\u009f\ufdd0-\ufdef\ufffe\uffff"
ID_PATTERN = f"^[^{_FORBIDDEN}{_ASTRAL_NONCHARACTERS}]*$"
# For schemas: without the noncharacters that ECMAScript reads as two characters.
PORTABLE_ID_PATTERN = f"^[^{_FORBIDDEN}]*$"
# PostgreSQL stores no U+0000. Other control characters are what the customer wrote.
TEXT_PATTERN = r"^[^\u0000]*$"

Text = Annotated[str, Field(pattern=TEXT_PATTERN)]
ShortText = Annotated[str, Field(pattern=TEXT_PATTERN, max_length=1000)]
Url = Annotated[str, Field(pattern=TEXT_PATTERN, max_length=8192)]

Name = Annotated[str, Field(min_length=1, max_length=64, pattern=ID_PATTERN)]
ProfileId = Annotated[str, Field(min_length=1, max_length=128, pattern=ID_PATTERN)]
AccountId = Annotated[str, Field(min_length=1, max_length=256, pattern=ID_PATTERN)]
ExternalId = Annotated[str, Field(min_length=1, max_length=512, pattern=ID_PATTERN)]
# Ids of messages that we may never have seen: mail programs make long ones.
ReferenceId = Annotated[str, Field(min_length=1, max_length=1000, pattern=ID_PATTERN)]
