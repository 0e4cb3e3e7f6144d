"""Timeouts for a bot under test: long enough for a busy machine, and adjustable while the bot runs."""

from handlers.support.timeouts import Timeouts

BUSY = 60  # seconds that a test waits for anything on a machine that is busy with other tests


class AdjustableTimeouts(Timeouts):
    """Production's are frozen; a test changes one with `monkeypatch.setattr(timeouts, name, seconds)`."""

    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__


def patient_timeouts() -> AdjustableTimeouts:
    """A slow response is the machine's fault here, not Slack's, so no timeout expires by accident."""
    return AdjustableTimeouts(
        open_form=BUSY,
        look_up=BUSY,
        names=BUSY,
        permalink=BUSY,
        download=BUSY,
        picture=BUSY,
        upload_pauses=(0, 0, 0),
        acknowledge=BUSY / 2,  # before the sandbox, which waits BUSY seconds, gives up
        probe=BUSY,
    )


PATIENT = patient_timeouts()
