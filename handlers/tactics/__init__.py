"""Tactics: the commands and buttons, the forms, and what is saved when a form is submitted."""
