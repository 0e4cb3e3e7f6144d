"""Measurements of speed, each beside its floor, taken in one run: only the ratios mean anything elsewhere."""
