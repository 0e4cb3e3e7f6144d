"""The planning method: pure rules over frozen values, without I/O."""
