"""Everything a person reads: pure functions from planning values to Block Kit."""
