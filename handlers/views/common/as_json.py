"""Block Kit objects as JSON: the same result as the SDK's `to_dict`, several times faster.

`to_dict` searches all attributes of each object for validators every time; here that is done once per
class.
"""

from collections.abc import Callable, Sequence
from typing import Any

from slack_sdk.models.basic_objects import JsonObject


def as_json(part: Any) -> Any:
    """A block, a view or a part of them as JSON; raises SlackObjectFormationError as `to_dict` does."""
    type_ = type(part)
    return part if type_ is str else (_CONVERTERS.get(type_) or _converter(type_, part))(part)


def _converter(type_: type[Any], example: Any) -> Callable[[Any], Any]:
    """The function that converts objects of this class, cached."""
    converter: Callable[[Any], Any] = _unchanged
    if issubclass(type_, list | tuple):
        converter = _list
    elif issubclass(type_, JsonObject):
        converter = (
            _object_converter(type_, tuple(sorted(example.attributes))) if _is_plain(type_) else type_.to_dict
        )
    _CONVERTERS[type_] = converter
    return converter


def _unchanged(part: Any) -> Any:
    return part


def _list(parts: Sequence[Any]) -> list[Any]:
    return [as_json(part) for part in parts]


def _object_converter(
    type_: type[JsonObject], names: Sequence[str]
) -> Callable[[JsonObject], dict[str, Any]]:
    checks = [check for name in dir(type_) if hasattr(check := getattr(type_, name), "validator")]

    def object_(part: JsonObject) -> dict[str, Any]:
        for check in checks:
            check(part)
        found = {}
        for name in names:
            value = getattr(part, name, None)
            if value or not (value is None or hasattr(value, "__len__")):
                found[name] = as_json(value)
        return found

    return object_


def _is_plain(type_: type[JsonObject]) -> bool:
    """Whether the JSON of this class is its non-empty attributes; rich text may keep empty ones."""
    return type_.to_dict is JsonObject.to_dict and not type_.__name__.startswith("RichText")


_CONVERTERS: dict[type[Any], Callable[[Any], Any]] = {}
