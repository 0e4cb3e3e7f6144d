"""Time speaks: what falls due, and the delivering of what is owed."""
