"""The page: what a person of the workspace sees and does, in a browser."""

from sandbox.page.page_state import Moment, PageState
from sandbox.page.serve import add_page

__all__ = ["Moment", "PageState", "add_page"]
