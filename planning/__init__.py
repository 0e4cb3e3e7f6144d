"""The method itself: pure rules over frozen values, without any I/O."""
