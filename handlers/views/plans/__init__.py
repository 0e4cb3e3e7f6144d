"""Messages and forms of a plan."""
