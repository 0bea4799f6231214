"""What each command does: load, decide, and hand over to be saved."""
