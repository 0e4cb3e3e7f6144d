"""The entry point: settings, the Slack client, sending deliveries, and the command line."""
