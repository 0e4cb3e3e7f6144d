"""Why the bot can't use Slack, in words for the operator."""


class SlackRefused(Exception):
    """Slack refuses the bot or can't be reached; the message says why and what to do."""


class SlackUnreachable(SlackRefused):
    """Slack can't be reached, is failing, or something other than Slack responds."""
