"""Benchmarks: each ``case_*.py`` holds cases; ``runner.py`` measures them."""
