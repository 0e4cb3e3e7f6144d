"""The scheduler: what falls due at each tick, and the workers that deliver the queue."""
