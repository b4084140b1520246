"""How a widget of AppTest takes a new value, given as the texts that a person types and sees."""

from contextlib import suppress
from datetime import date, datetime, time
from typing import Any

from stproof.engines.api import Cannot, NotThere
from stproof.engines.apptest.elements import is_multi, option_text
from stproof.engines.lookup import no_option, not_clearable


def parse(node: Any, text: str) -> Any:
    """The typed text as the value that AppTest wants. Raises `NotThere` for what the box would refuse."""
    try:
        if node.type == "number_input":
            return _number(node.proto, text) if text else None
        if node.type == "date_input":
            return date.fromisoformat(text.replace("/", "-")) if text else None
        if node.type == "time_input":
            return time.fromisoformat(text) if text else None
        if node.type == "date_time_input":
            return datetime.fromisoformat(text.replace("/", "-").replace(",", "")) if text else None
    except ValueError:
        raise NotThere(f"{node.proto.label!r} does not take {text!r}") from None
    return text


def _number(proto: Any, text: str) -> float:
    """Raises `ValueError` for what is no number, or out of range: AppTest would take that as no input."""
    number = float(text) if "." in text or proto.data_type == 1 else int(text)  # 1 is FLOAT in every release
    if (proto.has_min and number < proto.min) or (proto.has_max and number > proto.max):
        raise ValueError(text)
    return number


def pick(node: Any, options: tuple[str, ...]) -> None:
    """Leave exactly these options picked, given as the texts that are shown."""
    known = [option_text(option) for option in node.proto.options]
    unknown = [option for option in options if option not in known]
    if unknown and not getattr(node.proto, "accept_new_options", False):
        raise no_option(node.proto.label, unknown[0], known)
    if not options and not _is_clearable(node):
        raise not_clearable(node.proto.label)
    many = node.type == "multiselect" or is_multi(node)
    _take_texts(node)
    node.set_value(list(options) if many else options[0] if options else None)


def _is_clearable(node: Any) -> bool:
    """Radio buttons stay picked; a select box has a cross only if it began empty."""
    began_full = node.type == "selectbox" and node.proto.HasField("default")
    return node.type != "radio" and not began_full


def _take_texts(node: Any) -> None:
    """Let `format_func`, which AppTest applies to a set value, pass on a text that is shown."""
    shape = getattr(node, "format_func", None)
    if not callable(shape):
        return
    texts = {option_text(option) for option in node.proto.options}
    formats = node.root.session_state["$$STREAMLIT_INTERNAL_KEY_TESTING"]
    formats[node.id] = lambda value: value if isinstance(value, str) and value in texts else shape(value)


def slide(node: Any, values: tuple[str, ...]) -> None:
    """Move a slider to a value, or its ends to two, each given as its text."""
    parsed = [_stop(node, text) for text in values]
    if node.type == "select_slider":
        _take_texts(node)
    node.set_value(parsed if len(parsed) > 1 else parsed[0])


def _stop(node: Any, text: str) -> Any:
    """The text as a value of the slider's type: option, int, float, date, time or datetime.

    Raises `NotThere` for one that is not on it.
    """
    kind = type(node.value[0] if isinstance(node.value, (list, tuple)) else node.value)
    with suppress(ValueError):
        if node.type == "select_slider":
            value, there = text, text in map(option_text, node.proto.options)
        elif kind in (int, float):
            value = kind(text)
            there = node.proto.min <= value <= node.proto.max
        else:
            value, there = kind.fromisoformat(text), True
        if there:
            return value
    raise NotThere(f"{node.proto.label!r} does not go to {text!r}")


def upload(node: Any, files: tuple[tuple[str, bytes], ...]) -> None:
    """Give files to an uploader; AppTest of older releases has none."""
    if not hasattr(type(node), "upload"):
        raise Cannot("AppTest of this release has no file uploader")
    node.set_value([(name, data, "application/octet-stream") for name, data in files] or None)
