"""The figures of `docs/performance.md`: `make bench` measures them and writes that page."""
