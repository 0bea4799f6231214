"""Finds cases and messages for programs that act: in the streams, where a thing is at once."""
