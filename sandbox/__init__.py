"""A local Slack workspace: for the demo, the tests and the benchmarks."""

from sandbox.backend import Call, Violation
from sandbox.browser import Browser, Page
from sandbox.campfire import campfire, read_workspace
from sandbox.clock import Clock, ClockStuckError
from sandbox.company import Company
from sandbox.errors import ActionError, FormRefused, ManifestError, RequestUrlError
from sandbox.faults import Fault
from sandbox.people import HOME, Person
from sandbox.records import OMITTED, Channel, Message, Team, User, View
from sandbox.request_urls import signed_headers
from sandbox.server import Sandbox
from sandbox.workspace import Workspace

__all__ = [
    "HOME",
    "OMITTED",
    "ActionError",
    "Browser",
    "Call",
    "Channel",
    "Clock",
    "ClockStuckError",
    "Company",
    "Fault",
    "FormRefused",
    "ManifestError",
    "Message",
    "Page",
    "Person",
    "RequestUrlError",
    "Sandbox",
    "Team",
    "User",
    "View",
    "Violation",
    "Workspace",
    "campfire",
    "read_workspace",
    "signed_headers",
]
