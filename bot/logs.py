"""Structured logs: one JSON object a line, without secrets or anything that people wrote."""

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
STANDARD_FIELDS = set(vars(logging.makeLogRecord({}))) | {"message", "asctime"}


class JsonLines(logging.Formatter):
    """One line a record, with tokens and `secrets` redacted.

    An exception is logged by type and code locations, not by its message, which may quote a person.
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
            if name not in STANDARD_FIELDS
        }
        if record.exc_info and record.exc_info[1]:
            error = record.exc_info[1]
            line |= {"error": type(error).__name__, "trace": code_locations(error)}
        return json.dumps(line, ensure_ascii=False)


def set_up_logs(level: str, secrets: Iterable[str]) -> None:
    """Log to standard error at `level`, libraries at WARNING, with `secrets` redacted."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines(secrets))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    for name in ("bot", "handlers", "scheduler", "storage"):
        logging.getLogger(name).setLevel(level)


def code_locations(error: BaseException) -> str:
    """The traceback as "file:line function", innermost last."""
    found = []
    trace = error.__traceback__
    while trace:
        code = trace.tb_frame.f_code
        found.append(f"{code.co_filename.rsplit('/', 2)[-1]}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return " > ".join(found)
