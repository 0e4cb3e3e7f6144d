"""What a person sees: pure functions from planning values to blocks, and every word in them."""
