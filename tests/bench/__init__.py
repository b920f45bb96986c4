"""Benchmarks: each job against the naive way in the same run (`python -m tests.bench [--petit]`)."""
