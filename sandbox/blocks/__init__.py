"""The strict validator of Block Kit: what passes here passes in Slack.

It refuses more than Slack does: fields no documentation names, ids used twice in one message or view,
and every way of calling a whole channel.
"""

from sandbox.blocks.messages import check_message
from sandbox.blocks.problem import Problem
from sandbox.blocks.views import check_view

__all__ = ["Problem", "check_message", "check_view"]
