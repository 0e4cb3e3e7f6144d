"""What a person sees of a tactic, and of its ratings."""
