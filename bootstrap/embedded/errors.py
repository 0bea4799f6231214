"""Why an embedded server is not there, in one line for the person at the terminal."""

from __future__ import annotations


class EmbeddedServerError(Exception):
    """A server of ours cannot be started."""


class PortInUseError(EmbeddedServerError):
    def __init__(self, port: int) -> None:
        super().__init__(f"port {port} on 127.0.0.1 is in use; choose another with --port")
        self.port = port
