"""Narrating a story: announce each step, then print what is new for its people."""

from collections.abc import Callable

from sandbox.people import Person
from sandbox.server import Sandbox

CHANNEL = "#social"
BOT = "@Oncourse"

Output = Callable[[str], None]


class Narrator:
    """Campfire's people, and the output that their story is written to."""

    def __init__(self, slack: Sandbox, output: Output) -> None:
        self.slack = slack
        self._output = output
        self.maya = slack.person("Maya")
        self.brian = slack.person("Brian")
        self.hailey = slack.person("Hailey")

    def announce(self, words: str) -> None:
        """Announce the next step."""
        self._output(f"\n──── {words}\n")

    def show(self, *people: Person) -> None:
        """Print what is new for each person."""
        for person in people:
            if news := person.news():
                self._output(f"{person.user.name} sees:\n{indented(news)}\n")

    def discard_news(self) -> None:
        """Skip what is new for everyone."""
        for person in (self.maya, self.brian, self.hailey):
            person.news()


def indented(text: str) -> str:
    """Each line of `text` behind a bar."""
    return "\n".join(f"  │ {line}".rstrip() for line in text.splitlines())
