"""Why Slack is of no use to the bot, in words for whoever runs it."""


class SlackRefused(Exception):
    """Slack does not let the bot in, or is not there; the message says why and names the cure."""


class SlackUnreachable(SlackRefused):
    """Slack is not there, is out of order, or something that is not Slack answers in its place."""
