"""Into Kafka and out of Kafka: contracts, decoding, publishing, consuming."""
