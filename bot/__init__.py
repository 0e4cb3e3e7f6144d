"""The wiring: settings, Slack client, delivering, and the command line."""
