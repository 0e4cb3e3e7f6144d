"""What a person sees as plain text: messages, modals and the Home tab."""

from sandbox.screens.messages import message_text
from sandbox.screens.names import Names
from sandbox.screens.views import view_text

__all__ = ["Names", "message_text", "view_text"]
