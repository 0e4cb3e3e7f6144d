"""The files of a plan, and the messages about them."""
