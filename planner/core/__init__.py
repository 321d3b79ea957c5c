"""Scheduling on plain whole numbers: durations, least and most lags, windows, capacities; no book and no dates."""
