"""How the library is told which backend to use. Every key is given, so no environment leaks in."""

from __future__ import annotations

from psycopg.conninfo import conninfo_to_dict


def memory_env() -> dict[str, str]:
    return {"PERSISTENCE_MODULE": "eventsourcing.popo"}


ENV_KEYS = frozenset({"dbname", "host", "port", "user", "password"})


def connection_options(url: str) -> dict[str, str]:
    """What the address says that the library has no setting for: `sslmode`, `options` and such."""
    place = conninfo_to_dict(url)
    return {key: str(value) for key, value in place.items() if key not in ENV_KEYS and value}


def postgres_env(url: str, *, lock_timeout: int = 10, pool_size: int = 2) -> dict[str, str]:
    """`url` as libpq takes it; `lock_timeout` in seconds (the library's default waits for ever).

    The tables are made by the migrations, never by the library.
    """
    place = conninfo_to_dict(url)
    return {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "PROCESS_RECORDER_TOPIC": "application.postgres.recorder:LedgerRecorder",
        "POSTGRES_DBNAME": str(place.get("dbname") or "postgres"),
        "POSTGRES_HOST": str(place.get("host") or "localhost"),
        "POSTGRES_PORT": str(place.get("port") or "5432"),
        "POSTGRES_USER": str(place.get("user") or "postgres"),
        "POSTGRES_PASSWORD": str(place.get("password") or ""),
        "POSTGRES_LOCK_TIMEOUT": str(lock_timeout),
        "POSTGRES_POOL_SIZE": str(pool_size),
        "POSTGRES_MAX_OVERFLOW": "4",
        "POSTGRES_CONNECT_TIMEOUT": "10",
        "POSTGRES_ENABLE_DB_FUNCTIONS": "n",
        "CREATE_TABLE": "n",
    }
