"""How long the bot waits: one value, which `bot.app.running` takes and passes on."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Timeouts:
    """All in seconds. Slack waits three seconds for a response, so what happens before it takes less."""

    open_form: float = 2
    look_up: float = 1.25  # each of two requests for people or channel members
    names: float = 1.25
    permalink: float = 1
    download: float = 1.5
    picture: float = 5  # then the message is sent without its picture
    upload_pauses: tuple[float, ...] = (0.0, 0.2, 0.4, 0.8, 1.6)  # before each check of an uploaded file
    acknowledge: float = 0.5  # a slow request is acknowledged then, and answered later
    request_body: float = 5
    heartbeat: float = 10  # from one to the next
    probe: float = 1.5  # so that a probe with a timeout of two seconds gets a response
    ping: float = 5  # a socket that doesn't answer a ping by then is closed and opened again
    token_refresh_pauses: tuple[float, ...] = (0.2,) * 50  # before each check for a refreshed token


DEFAULT_TIMEOUTS = Timeouts()
