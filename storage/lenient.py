"""Column types that read any stored value: one that isn't a date doesn't break other rows of the query."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import JSON, Boolean, Date, Dialect, TypeDecorator
from sqlalchemy.types import TypeEngine
from sqlmodel import UTCDateTime

UNPARSED = object()
"""Read where a stored value is no date, no moment, no flag or no JSON."""

_FLAGS = (0, 1, None)  # False and True are equal to these

Processor = Callable[[Any], Any]


class LenientDate(TypeDecorator[Any]):
    """A date, or UNPARSED."""

    impl = Date
    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: object) -> Processor | None:
        """How a stored value is read."""
        return _lenient(super().result_processor(dialect, coltype))


class LenientMoment(UTCDateTime):
    """A moment, or UNPARSED."""

    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: object) -> Processor | None:
        """How a stored value is read."""
        return _lenient(super().result_processor(dialect, coltype))


class LenientFlag(TypeDecorator[Any]):
    """True or False, or UNPARSED: SQLite keeps any value, and reads it as one of them."""

    impl = Boolean
    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: object) -> Processor | None:
        """How a stored value is read."""
        strict = super().result_processor(dialect, coltype)
        return lambda value: UNPARSED if value not in _FLAGS else strict(value) if strict else value


class LenientJson(TypeDecorator[Any]):
    """What a JSON text says, or UNPARSED."""

    impl = JSON
    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: object) -> Processor | None:
        """How a stored value is read."""
        return _lenient(super().result_processor(dialect, coltype))


def lenient_text(stored: bytes) -> str | bytes:
    """A text, or its bytes where they aren't UTF-8."""
    try:
        return stored.decode()
    except UnicodeDecodeError:
        return stored


def lenient(strict: TypeEngine[Any]) -> TypeEngine[Any]:
    """A type that reads what `strict` reads, and never raises."""
    match strict:
        case Date():
            return LenientDate()
        case Boolean():
            return LenientFlag()
        case UTCDateTime():
            return LenientMoment()
        case JSON():
            return LenientJson()
    return strict


def _lenient(process: Processor | None) -> Processor | None:
    if process is None:
        return None

    def read(value: Any) -> Any:
        try:
            return process(value)
        except (ValueError, TypeError, AttributeError, RecursionError):
            return UNPARSED

    return read
