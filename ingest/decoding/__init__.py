"""From a record of the bus to what a channel told us, or to the reason why not."""
