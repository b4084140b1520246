"""What a person sees of AppTest's elements: texts, widgets with what they show, and pages."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time
from pathlib import Path
from typing import Any

from stproof.engines.api import Place, Text, Value, Widget
from stproof.engines.apptest.markdown_text import plain

ROLES = {
    "button": ("button", "download_button", "popover"),
    "link": ("link_button", "page_link"),
    "text": ("text_input", "text_area", "date_input", "time_input", "date_time_input", "color_picker"),
    "number": ("number_input",),
    "checkbox": ("checkbox", "toggle"),
    "choice": ("selectbox", "radio", "button_group"),
    "choices": ("multiselect",),
    "slider": ("slider", "select_slider"),
    "file": ("file_uploader",),
    "chat": ("chat_input",),
    "tab": ("tab",),
    "expander": ("expander", "status"),
}
"""For each role, AppTest's names of the elements that have it."""
BLOCKS = ("popover", "tab", "expander", "status")
"""What AppTest cannot open: it shows what is in every one of them."""
DATES = {time: "%H:%M", datetime: "%Y/%m/%d, %H:%M"}
"""How a box shows a value that is not a plain date."""
TEXTS = ("body", "message", "text", "label", "caption", "title")
"""The proto fields that hold an element's visible text, first found first shown."""


@dataclass(frozen=True, kw_only=True)
class NodeWidget(Widget):
    """A widget, and AppTest's element for it."""

    node: Any = field(repr=False, compare=False)


def nodes(tree: Any) -> Iterator[Any]:
    """Every element and block, in reading order; blocks come before what is in them."""
    return (node for node, _ in placed(tree))


def placed(tree: Any, place: Place = ()) -> Iterator[tuple[Any, Place]]:
    """Every element and block with its place. A block is in itself; what is in it is one level deeper,
    as in the page, where a title and what is below it are apart."""
    for index, child in tree.children.items():
        if hasattr(child, "children"):
            yield child, (*place, index)
            yield from placed(child, (*place, index, 0) if place else (index,))
        else:
            yield child, place


def texts(tree: Any) -> tuple[Text, ...]:
    """All that is to be read."""
    return tuple(Text(line, place) for node, place in placed(tree) for line in lines(node))


def widgets(tree: Any) -> tuple[NodeWidget, ...]:
    """All widgets. A tab is where its row of tabs is."""
    every = ((node, place[:-1] if node.type == "tab" else place) for node, place in placed(tree))
    return tuple(
        NodeWidget(**vars(shown), node=node) for node, place in every if (shown := widget(node, place))
    )


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
    for name in TEXTS:
        text = getattr(inner, name, "")
        if isinstance(text, str) and text:
            return text
    return ""


def widget(node: Any, place: Place = ()) -> Widget | None:
    """The element as a widget; None for one that is not."""
    named = next((role for role, kinds in ROLES.items() if node.type in kinds), None)
    role = "choices" if is_multi(node) else named
    if role is None:
        return None
    if node.type in BLOCKS:
        return Widget(role=role, label=" ".join(lines(node)), place=place)
    return Widget(
        role=role,
        label=" ".join(plain(node.proto.placeholder if role == "chat" else node.proto.label)),
        value=_shown(node, role),
        options=tuple(option_text(option) for option in getattr(node.proto, "options", ())),
        disabled=bool(getattr(node.proto, "disabled", False)),
        place=place,
    )


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


def folder_pages(entry: str) -> dict[str, str]:
    """The pages of `pages/` and the entry, by title, as files relative to the entry's folder."""
    folder = Path(entry).parent
    pages = sorted(folder.glob("pages/*.py"))
    files = [Path(entry), *pages] if pages else []
    return {page_title(file.stem): file.relative_to(folder).as_posix() for file in files}


def page_title(stem: str) -> str:
    """The title Streamlit makes of a page file's name: `1_Daily_plan` is `Daily plan`."""
    number, _, rest = stem.replace("-", "_").partition("_")
    return (rest if number.isdigit() and rest else stem).replace("_", " ").strip()
