"""Speed, measured: `python -m benchmarks` prints each figure beside its goal."""
