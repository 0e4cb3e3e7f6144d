"""Messages and forms of a check-in."""
