"""Web pages and messages during installation."""
