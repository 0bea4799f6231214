"""Answers about what is recorded, straight from the streams; nothing is changed."""
