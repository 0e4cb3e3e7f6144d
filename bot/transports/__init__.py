"""Receive Slack's requests: Socket Mode, or the bot's own web server."""
