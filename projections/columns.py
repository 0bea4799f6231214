"""The kinds of columns that views are made of."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, DateTime, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY, JSONB


def key(name: str, kind: Any = Uuid) -> Column[Any]:
    return Column(name, kind, primary_key=True, autoincrement=False)


def words(name: str, *, optional: bool = False) -> Column[Any]:
    return Column(name, Text, nullable=optional)


def word_list(name: str) -> Column[Any]:
    return Column(name, ARRAY(Text), nullable=False)


def identity(name: str, *, optional: bool = False) -> Column[Any]:
    return Column(name, Uuid, nullable=optional)


def instant(name: str, *, optional: bool = False) -> Column[Any]:
    return Column(name, DateTime(timezone=True), nullable=optional)


def count(name: str) -> Column[Any]:
    return Column(name, BigInteger, nullable=False, default=0)


def flag(name: str) -> Column[Any]:
    return Column(name, Boolean, nullable=False, default=False)


def document(name: str, *, optional: bool = True) -> Column[Any]:
    return Column(name, JSONB(none_as_null=True), nullable=optional)
