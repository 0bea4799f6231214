"""Out of Kafka: polls records and hands them to the intake, each exactly once."""
