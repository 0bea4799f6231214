"""From a file of events to records on the bus."""
