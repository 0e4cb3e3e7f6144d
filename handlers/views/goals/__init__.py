"""Messages and forms of a goal."""
