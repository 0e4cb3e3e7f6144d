"""The page: Slack's client for the sandbox, in a browser."""

from sandbox.page.page_state import Moment, PageState
from sandbox.page.serve import add_page

__all__ = ["Moment", "PageState", "add_page"]
