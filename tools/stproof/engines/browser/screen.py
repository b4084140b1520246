"""What the page's script has read, as our types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from stproof.engines.api import Screen, Widget
from stproof.engines.app_errors import seen
from stproof.model.run import App, ErrorSeen


def understood(raw: dict[str, Any], app: App, bases: Mapping[str, Sequence[str]]) -> Screen:
    """`raw` is what `look` in `screen.js` returns; `bases` the names of each error's bases."""
    return Screen(
        lines=tuple(raw["lines"]),
        widgets=tuple(_widget(**widget) for widget in raw["widgets"]),
        errors=tuple(_error(error, app, bases) for error in raw["errors"]),
        url=raw["url"],
    )


def _widget(*, value: Any, options: list[str], **rest: Any) -> Widget:
    return Widget(value=tuple(value) if isinstance(value, list) else value, options=tuple(options), **rest)


def _error(raw: dict[str, Any], app: App, bases: Mapping[str, Sequence[str]]) -> ErrorSeen:
    name = raw["type"].rpartition(".")[2]
    return seen(app, name, raw["message"], raw["trace"], tuple(bases.get(name, (name,))))
