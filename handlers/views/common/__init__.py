"""Blocks, inputs and words that all screens share."""
