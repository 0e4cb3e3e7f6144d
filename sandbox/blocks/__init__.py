"""A strict validator of Block Kit: what passes here passes in Slack.

It rejects more than Slack does: undocumented fields, duplicate ids in one message or view, and every way of
notifying a whole channel.
"""

from sandbox.blocks.messages import check_message
from sandbox.blocks.problem import Problem
from sandbox.blocks.views import check_view

__all__ = ["Problem", "check_message", "check_view"]
