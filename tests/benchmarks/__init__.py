"""Figures that are promised, measured: `make bench`, or python -m tests.benchmarks.

How to read and repeat them stands in docs/benchmarks.md.
"""
