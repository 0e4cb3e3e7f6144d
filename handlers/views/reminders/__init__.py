"""The daily message, and the settings for it."""
