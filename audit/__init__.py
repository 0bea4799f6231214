"""Time travel, explanations, and proofs that the numbers agree with the log."""
