"""Frozen types to JSON and back, by their own annotations. One way for pipes, evidence and caches."""

import dataclasses
import functools
import json
import types
import typing
from collections.abc import Mapping
from enum import Enum
from typing import Any, TypeVar

T = TypeVar("T")


def dumps(value: Any) -> str:
    """A dataclass as JSON in one line, its fields in the order in which they are declared."""
    return json.dumps(dataclasses.asdict(value))


def loads(kind: type[T], text: str) -> T:
    """The dataclass that `dumps` wrote. Raises `ValueError` where the text is not one of this type."""
    try:
        return decode(kind, json.loads(text, parse_constant=_no_number))
    except RecursionError:
        raise ValueError("it is nested too deep") from None


def _no_number(text: str) -> float:
    raise ValueError(f"{text} is no number")


def decode(kind: type[T], data: object) -> T:
    """A value of this type, rebuilt from what JSON made of it. Raises `ValueError` for any other data."""
    try:
        return _decode(kind, data)  # type: ignore[no-any-return]
    except OverflowError as problem:  # a whole number that is no float
        raise ValueError(str(problem)) from None


def _decode(kind: Any, data: object) -> Any:
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if dataclasses.is_dataclass(kind):
        return _dataclass(kind, data)
    if origin in (typing.Union, types.UnionType):
        return None if data is None else _decode(arguments[0], data)
    if origin is tuple:
        return _tuple(arguments, _checked(list, data))
    if origin is not None:  # a mapping of strings
        return {key: _decode(arguments[1], value) for key, value in _checked(dict, data).items()}
    if issubclass(kind, Enum):
        return kind(data)
    if kind is float and isinstance(data, int) and not isinstance(data, bool):
        return float(data)
    return _checked(kind, data)


def _dataclass(kind: Any, data: object) -> Any:
    hints = _hints(kind)
    values = _checked(dict, data)
    if unknown := values.keys() - hints.keys():
        raise ValueError(f"{kind.__name__} has no field {min(unknown)!r}")
    try:
        return kind(**{name: _decode(hints[name], value) for name, value in values.items()})
    except TypeError as problem:  # a field without a default is missing
        raise ValueError(str(problem)) from None


@functools.cache
def _hints(kind: Any) -> Mapping[str, Any]:
    return typing.get_type_hints(kind)


def _tuple(kinds: tuple[Any, ...], values: list[object]) -> tuple[Any, ...]:
    if kinds[-1] is ...:
        return tuple(_decode(kinds[0], value) for value in values)
    if len(kinds) != len(values):
        raise ValueError(f"{len(values)} values where {len(kinds)} are wanted")
    return tuple(map(_decode, kinds, values))


def _checked(kind: type[T], data: object) -> T:
    if type(data) is not kind:
        raise ValueError(f"{data!r} is not a {kind.__name__}")
    return data
