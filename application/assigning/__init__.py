"""Who gets a new case, and what that is decided on."""
