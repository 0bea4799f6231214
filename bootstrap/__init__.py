"""Settings, wiring and the servers we start ourselves: the only place that reads the environment."""
