"""What a person sees of a goal."""
