"""From the database to Kafka: copies of dead letters, at least once."""
