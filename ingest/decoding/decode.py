"""Decodes one record of `caseledger.channel.in`. Only `Malformed` ever comes out."""

from __future__ import annotations

from application.intake.records import Malformed, Record
from domain.message.incoming import Incoming
from ingest.contracts import codes
from ingest.contracts.events import MAX_VALUE_BYTES
from ingest.decoding.binary import read_binary
from ingest.decoding.contract import read_event
from ingest.decoding.header_names import check_header_names
from ingest.decoding.mode import STRUCTURED, content_type_of, mode_of
from ingest.decoding.translate import translate


def decode(record: Record) -> Incoming:
    """The sender's mistakes are `Malformed`; the record itself is never changed."""
    value = record.value
    if value is None:
        raise Malformed(codes.TOMBSTONE, field="value", rule="must not be null")
    if len(value) > MAX_VALUE_BYTES:
        rule = f"must have at most {MAX_VALUE_BYTES} bytes"
        raise Malformed(codes.TOO_LARGE, field="value", rule=rule)
    check_header_names(record.headers)
    content_type = content_type_of(record.headers)
    mode = mode_of(content_type)
    if mode == STRUCTURED:
        return translate(read_event(value), "source")
    return translate(read_binary(mode, content_type, record.headers, value), "ce_source")
