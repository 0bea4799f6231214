"""Settings, wiring and the servers we start ourselves; only this package reads the environment."""
