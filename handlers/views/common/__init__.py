"""Blocks, inputs and text that all screens share."""
