"""What a person sees of a check-in."""
