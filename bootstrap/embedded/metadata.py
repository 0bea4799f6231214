"""Whether a broker serves: an open port comes before that, a metadata answer does not."""

from __future__ import annotations

from kafka.admin import KafkaAdminClient
from kafka.errors import KafkaConfigurationError, KafkaError

from bootstrap.embedded.processes import accepts


def serves(port: int) -> bool:
    if not accepts(port):
        return False
    client = None
    try:
        client = KafkaAdminClient(
            bootstrap_servers=f"127.0.0.1:{port}",
            request_timeout_ms=5_000,
            bootstrap_timeout_ms=5_000,
        )
        client.list_topics()
    except KafkaConfigurationError:
        raise
    except (KafkaError, OSError):
        return False
    finally:
        if client is not None:
            client.close()
    return True
