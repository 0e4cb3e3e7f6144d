"""Charts of a plan: pure functions from planning values to SVG with an alt text."""
