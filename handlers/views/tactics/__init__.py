"""Messages and forms of a tactic and its ratings."""
