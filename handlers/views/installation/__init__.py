"""What a person sees while they install Oncourse."""
