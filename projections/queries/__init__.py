"""One question per file, each with a typed answer."""
