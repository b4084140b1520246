"""What the page's script has read, as our types."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from stproof.engines.api import Screen, Text, Widget
from stproof.engines.app_errors import seen
from stproof.model.run import App, ErrorSeen


@dataclass(frozen=True, kw_only=True)
class FoundWidget(Widget):
    """A widget that is looked for, with the selectors by which one gets at it; `marked` in `screen.js`."""

    target: str = ""
    """What is clicked or typed into."""
    whole: str = ""
    targets: tuple[str, ...] = ()
    """Its options, handles, or the parts of a date box, where there are several."""
    tags: tuple[str, ...] = ()
    """What a multiselect has picked."""
    parts: tuple[tuple[str, ...], ...] = ()
    """Of each target what its parts are: `year`, `month`, `day`."""
    kind: str = ""
    """What sets it apart from others of its role: `radio`, `parts`, `date`, `list` or `color`."""
    placeholder: str = ""
    in_form: bool = False

    @property
    def picked(self) -> tuple[str, ...]:
        """The options that are picked, or the files that are there."""
        values = self.value if isinstance(self.value, tuple) else (self.value,)
        return tuple(str(value) for value in values if value is not None)


def understood(raw: dict[str, Any], app: App, bases: Mapping[str, Sequence[str]]) -> Screen:
    """`raw` is what `look` in `screen.js` returns; `bases` the names of each error's bases."""
    return Screen(
        texts=texts(raw),
        widgets=widgets(raw),
        errors=tuple(_error(error, app, bases) for error in raw["errors"]),
        url=raw["url"],
    )


def texts(raw: dict[str, Any]) -> tuple[Text, ...]:
    return tuple(Text(text["words"], tuple(text["place"])) for text in raw["texts"])


def widgets(raw: dict[str, Any]) -> tuple[FoundWidget, ...]:
    return tuple(
        FoundWidget(**{name: _frozen(value) for name, value in widget.items()}) for widget in raw["widgets"]
    )


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def _error(raw: dict[str, Any], app: App, bases: Mapping[str, Sequence[str]]) -> ErrorSeen:
    name = raw["type"].rpartition(".")[2]
    return seen(app, name, raw["message"], raw["trace"], tuple(bases.get(name, (name,))))
