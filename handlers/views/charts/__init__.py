"""Pictures of a plan: pure functions from planning values to SVG, each with words that stand in for it."""
