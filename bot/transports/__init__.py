"""Where Slack's requests come in: Socket Mode, or the bot's own web server."""
