"""What a person sees of AppTest's elements: texts, widgets with what they show, and pages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode

from stproof.engines.api import NotThere, Value, Widget
from stproof.engines.apptest.markdown_text import plain

TYPED = (
    "text_input",
    "text_area",
    "number_input",
    "date_input",
    "time_input",
    "date_time_input",
    "color_picker",
)
PICKED = ("selectbox", "radio", "multiselect", "button_group", "pills", "segmented_control", "select_slider")
CLICKABLE = ("button", "download_button", "page_link")
ROLES = {
    "button": "button",
    "download_button": "button",
    "link_button": "link",
    "page_link": "link",
    "text_input": "text",
    "text_area": "text",
    "number_input": "number",
    "date_input": "text",
    "time_input": "text",
    "date_time_input": "text",
    "color_picker": "text",
    "checkbox": "checkbox",
    "toggle": "checkbox",
    "selectbox": "choice",
    "radio": "choice",
    "button_group": "choice",
    "multiselect": "choices",
    "slider": "slider",
    "select_slider": "slider",
    "file_uploader": "file",
    "chat_input": "chat",
}
DATES = {time: "%H:%M", datetime: "%Y/%m/%d, %H:%M"}
"""How a box shows a value that is not a plain date."""
TEXTS = ("body", "message", "text", "label", "caption", "title")
"""The proto fields that hold an element's visible text, first found first shown."""


def nodes(tree: Any) -> Iterator[Any]:
    """Every element and block, in reading order; blocks come before what is in them."""
    for child in tree.children.values():
        yield child
        if hasattr(child, "children"):
            yield from nodes(child)


def lines(node: Any) -> tuple[str, ...]:
    """The texts a person reads on an element: for a widget its label, for a block its title."""
    if node.type in ("main", "sidebar", "event", "root", "divider") or node.proto is None:
        return ()
    if node.type == "metric":
        return tuple(
            line for text in (node.proto.label, node.proto.body, node.proto.delta) for line in plain(text)
        )
    if node.type == "exception":
        return plain(f"{node.proto.type}: {node.proto.message}")
    if node.type in ("arrow_data_frame", "arrow_table", "dataframe", "table"):
        frame = node.value
        return tuple(str(cell) for row in [frame.columns, *frame.values] for cell in row)
    if node.type in ("text", "code", "json"):
        text = node.proto.code_text if node.type == "code" else node.proto.body
        return tuple(" ".join(line.split()) for line in text.splitlines() if line.strip())
    return plain(_text(node.proto))


def _text(proto: Any) -> str:
    """The first text field that is filled; of a block's wrapper, that of the block inside."""
    kind = proto.WhichOneof("type") if "type" in proto.DESCRIPTOR.oneofs_by_name else None
    inner = getattr(proto, kind) if kind else proto
    for field in TEXTS:
        text = getattr(inner, field, "")
        if isinstance(text, str) and text:
            return text
    return ""


def widget(node: Any) -> Widget | None:
    """The element as a widget; None for one that is not."""
    role = ROLES.get(node.type)
    if role is None:
        return None
    if is_multi(node):
        role = "choices"
    label = " ".join(plain(node.proto.placeholder if role == "chat" else node.proto.label))
    options = tuple(option_text(option) for option in getattr(node.proto, "options", ()))
    disabled = bool(getattr(node.proto, "disabled", False))
    return Widget(role=role, label=label, value=_shown(node, role), options=options, disabled=disabled)


def find(tree: Any, label: str | None, kinds: tuple[str, ...]) -> Any:
    """The first element of these kinds with this label; None for whatever label.

    Raises `NotThere`, naming the labels that are there.
    """
    there = [(node, shown) for node in nodes(tree) if node.type in kinds and (shown := widget(node))]
    for node, shown in there:
        if label in (None, shown.label):
            return node
    known = ", ".join(repr(shown.label) for _, shown in there) or "none"
    what = " or ".join(dict.fromkeys(ROLES[kind] for kind in kinds if kind in ROLES))
    raise NotThere(f"there is no {what} {label!r}; there are: {known}" if label else f"there is no {what}")


def is_container(tree: Any, label: str) -> bool:
    """Whether a tab, expander or popover has this label."""
    containers = ("tab", "expander", "expandable", "popover", "status")
    return any(node.type in containers and lines(node) == (label,) for node in nodes(tree))


def option_text(option: Any) -> str:
    """An option's text; pills and the like carry theirs in a message of its own."""
    if isinstance(option, str):
        return option
    return " ".join(plain(option.content or option.content_icon))


def _shown(node: Any, role: str) -> Value:
    """What the widget shows, as the browser would."""
    if role in ("button", "link"):
        return None
    if role == "chat":
        return str(node.proto.value) if node.proto.set_value else ""
    value = node.value
    if role in ("choice", "choices") or node.type == "select_slider":
        return _formatted(node, value)
    if role == "file":
        files = value if isinstance(value, list) else [value] if value else []
        return tuple(file.name for file in files)
    if role == "text" and not isinstance(value, str):
        return _dates(value)
    if isinstance(value, (list, tuple)):
        return tuple(value if isinstance(value[0], (int, float)) else map(str, value))
    return value if isinstance(value, (str, bool, int, float, type(None))) else str(value)


def _dates(value: Any) -> str:
    """A date as its box shows it (`2026/05/01`), a time without seconds, nothing as empty."""
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        return " – ".join(_dates(one) for one in value)
    return str(value.strftime(DATES.get(type(value), "%Y/%m/%d")))


def _formatted(node: Any, value: Any) -> Value:
    """Picked options as their texts."""
    shape = getattr(node, "format_func", None)
    text = (lambda one: str(shape(one))) if callable(shape) else str
    if isinstance(value, (list, tuple)):
        return tuple(_text_of(text, one) for one in value)
    return None if value is None else _text_of(text, value)


def _text_of(text: Any, value: Any) -> str:
    """A value that was just set is the option's text already, which `format_func` may not take."""
    try:
        return str(text(value))
    except Exception:
        return str(value)


def is_multi(node: Any) -> bool:
    """Pills and segmented controls: `ClickMode.SINGLE_SELECT` is 0 in every release."""
    return node.type == "button_group" and bool(node.proto.click_mode != 0)


def page_file(entry: str, title: str) -> str | None:
    """The file of `pages/` whose title this is, relative to the entry's folder; the entry for its own."""
    folder = Path(entry).parent
    for file in [Path(entry), *sorted(folder.glob("pages/*.py"))]:
        if page_title(file.stem) == title:
            return file.relative_to(folder).as_posix()
    return None


def page_title(stem: str) -> str:
    """The title Streamlit makes of a page file's name: `1_Daily_plan` is `Daily plan`."""
    number, _, rest = stem.replace("-", "_").partition("_")
    return (rest if number.isdigit() and rest else stem).replace("_", " ").strip()


def query_dict(query: str) -> dict[str, Any]:
    """A query string as AppTest's `query_params`."""
    return dict(parse_qs(query, keep_blank_values=True))


def query_string(params: dict[str, Any]) -> str:
    """AppTest's `query_params` as the address bar shows them."""
    return urlencode(params, doseq=True)
