"""What people do, as Slack tells an app of it, each act with its ack."""

from dataclasses import dataclass
from itertools import count
from time import perf_counter

from benchmarks.stub import CHANNEL, TEAM, Ack, Json, Stub

_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person in a channel of the stub."""

    slack: Stub
    id: str
    channel: str = CHANNEL
    team: str = TEAM

    async def types(self, command: str, text: str = "") -> Ack:
        """A slash command, such as "/plan"."""
        return await self._types(command, text, next(_numbers))

    async def reads(self, command: str, text: str = "") -> tuple[Ack, float]:
        """The same, and after how many seconds there is an answer to read: with the ack, or after it."""
        number, begun = next(_numbers), perf_counter()
        ack = await self._types(command, text, number)
        if ack.content:
            return ack, ack.seconds
        await self.slack.shown(str(number))
        return ack, perf_counter() - begun

    async def _types(self, command: str, text: str, number: int) -> Ack:
        said = {
            "team_id": self.team,
            "team_domain": "bench",
            "channel_id": self.channel,
            "channel_name": "bench",
            "user_id": self.id,
            "user_name": self.id,
            "command": command,
            "text": text,
            "api_app_id": "A0BENCH",
            "is_enterprise_install": "false",
            **self._rights(number),
        }
        return await self.slack.ask("slash_commands", said)

    async def begins_rating(self, tactic: str) -> tuple[Ack, Json]:
        """Press Rate on a card; gives the form that opened, too."""
        rights = self._rights(next(_numbers))
        pressed = {
            **self._interaction("block_actions"),
            **rights,
            "container": {
                "type": "message",
                "message_ts": "1.000001",
                "channel_id": self.channel,
                "is_ephemeral": True,
            },
            "channel": {"id": self.channel, "name": "bench"},
            "state": {"values": {}},
            "actions": [
                {
                    "type": "button",
                    "action_id": "tactic.rate",
                    "block_id": "card",
                    "value": tactic,
                    "action_ts": "1.000001",
                }
            ],
        }
        ack = await self.slack.ask("interactive", pressed)
        return ack, await self.slack.opened(rights["trigger_id"])

    async def rates(self, form: Json, value: int, complexity: int) -> Ack:
        """Send the rating form."""
        chosen = {
            "value": {"type": "radio_buttons", "selected_option": {"value": str(value)}},
            "complexity": {"type": "radio_buttons", "selected_option": {"value": str(complexity)}},
            "reason": {"type": "plain_text_input", "value": f"Because of {value} and {complexity}"},
        }
        number = next(_numbers)
        sent = {
            **self._interaction("view_submission"),
            "trigger_id": self._rights(number)["trigger_id"],
            "view": form
            | {"id": f"V{number}", "state": {"values": {name: {name: chosen[name]} for name in chosen}}},
            "response_urls": [],
        }
        return await self.slack.ask("interactive", sent)

    def _rights(self, number: int) -> dict[str, str]:
        return {"trigger_id": f"{number}.0", "response_url": f"{self.slack.url}/response/{number}"}

    def _interaction(self, kind: str) -> Json:
        return {
            "type": kind,
            "team": {"id": self.team, "domain": "bench"},
            "user": {"id": self.id, "username": self.id, "name": self.id, "team_id": self.team},
            "api_app_id": "A0BENCH",
            "enterprise": None,
            "is_enterprise_install": False,
        }
