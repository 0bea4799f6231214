"""The command groups, each loaded when it is asked for."""
