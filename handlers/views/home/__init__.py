"""What a person sees on App Home."""
