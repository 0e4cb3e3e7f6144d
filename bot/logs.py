"""Structured logs: a JSON object a line, without secrets or what people wrote."""

import json
import logging
import re
import sys
from collections.abc import Iterable
from datetime import UTC, datetime

TOKENS = re.compile(
    r"(?:xoxe\.)?xox[a-z]-[\w-]+|xapp-[\w-]+|https://hooks\.slack\.com/\S+"
    r"|(?<=[?&])(?:code|state)=[^&\s\"']+|/calendar/[\w-]+"
)
OWN = set(vars(logging.makeLogRecord({}))) | {"message", "asctime"}


class JsonLines(logging.Formatter):
    """One line a record; an exception is named by type and place, since its words may be a person's.

    Nothing that looks like a token is in it, and none of these `secrets`.
    """

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__()
        known = "|".join(re.escape(secret) for secret in secrets if secret)
        self._secret = re.compile(f"{TOKENS.pattern}|{known}") if known else TOKENS

    def format(self, record: logging.LogRecord) -> str:
        """The record as a line of JSON."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": self._secret.sub("[secret]", record.getMessage()),
        }
        line |= {
            name: self._secret.sub("[secret]", str(value))
            for name, value in vars(record).items()
            if name not in OWN
        }
        if record.exc_info and record.exc_info[1]:
            error = record.exc_info[1]
            line |= {"error": type(error).__name__, "trace": places(error)}
        return json.dumps(line, ensure_ascii=False)


def set_up_logs(level: str, secrets: Iterable[str]) -> None:
    """Send what is at `level` or above to standard error, `secrets` left out; libraries from WARNING on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines(secrets))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    for name in ("bot", "handlers", "scheduler", "storage"):
        logging.getLogger(name).setLevel(level)


def places(error: BaseException) -> str:
    """The places that the error passed through, innermost last."""
    found = []
    trace = error.__traceback__
    while trace:
        code = trace.tb_frame.f_code
        found.append(f"{code.co_filename.rsplit('/', 2)[-1]}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return " > ".join(found)
