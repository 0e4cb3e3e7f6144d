"""The hardest of what time speaks: many people, a Slack that fails, a bot that is killed."""
