"""Why a record or a line was refused: every code ever given, with the sentence that explains it."""

from __future__ import annotations

TOMBSTONE = "tombstone"
TOO_LARGE = "too_large"
WRONG_CONTENT_TYPE = "wrong_content_type"
BATCH_NOT_ALLOWED = "batch_not_allowed"
REPEATED_HEADER = "repeated_header"
UNDECODABLE_BYTES = "undecodable_bytes"
NOT_UNICODE = "not_unicode"
NUL_CHARACTER = "nul_character"
CONTROL_CHARACTER = "control_character"
INVALID_CLOUDEVENT = "invalid_cloudevent"
UNKNOWN_TYPE = "unknown_type"
MISSING_FIELD = "missing_field"
WRONG_FIELD = "wrong_field"
TIME_OUT_OF_RANGE = "time_out_of_range"
SOURCE_MISMATCH = "source_mismatch"

MEANING: dict[str, str] = {
    TOMBSTONE: "The record has no value (null).",
    TOO_LARGE: "The value is larger than 1 MiB (1,048,576 bytes).",
    WRONG_CONTENT_TYPE: "The content type is neither CloudEvents JSON nor plain JSON in UTF-8.",
    BATCH_NOT_ALLOWED: "The value is a batch or a JSON array; a record holds one event.",
    REPEATED_HEADER: "A header that carries an attribute occurs more than once.",
    UNDECODABLE_BYTES: "The bytes are not JSON in UTF-8, or they are nested too deeply.",
    NOT_UNICODE: "A string holds a lone surrogate, which is half of a character.",
    NUL_CHARACTER: "A string or a key holds U+0000.",
    CONTROL_CHARACTER: "An id holds a control character or a noncharacter.",
    INVALID_CLOUDEVENT: "The envelope breaks a rule of CloudEvents 1.0.",
    UNKNOWN_TYPE: "The envelope is sound, but its type is none of this contract.",
    MISSING_FIELD: "A required field is absent.",
    WRONG_FIELD: "A field has the wrong type, length, count or value.",
    TIME_OUT_OF_RANGE: "The time lies before 1970 or after 2199.",
    SOURCE_MISMATCH: "The source has another form, or disagrees with the data.",
}
