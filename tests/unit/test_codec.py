"""What crosses a pipe comes out as it went in; anything else is a ValueError."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stproof.model.codec import decode, dumps, loads
from stproof.model.run import App, ErrorSeen, Greeting, Job, Outcome, Status, WorkerSettings

TYPES = [Job, Outcome, Greeting, WorkerSettings]


def values(kind: Any) -> st.SearchStrategy[Any]:
    """Any value of a type, each field of a dataclass filled."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        return st.builds(kind, **{name: values(hint) for name, hint in hints.items()})
    if origin in (typing.Union, types.UnionType):
        return st.none() | values(arguments[0])
    if origin is tuple:
        several = arguments[-1] is ...
        return st.lists(values(arguments[0])).map(tuple) if several else st.tuples(*map(values, arguments))
    if origin is Mapping:
        return st.dictionaries(st.text(), values(arguments[1]))
    return st.floats(allow_nan=False, allow_infinity=False) if kind is float else st.from_type(kind)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.__name__)
@settings(deadline=None)  # a busy machine is no fault
@given(data=st.data())
def test_value_comes_out_as_it_went_in(kind: Any, data: st.DataObject) -> None:
    value = data.draw(values(kind))
    text = dumps(value)
    assert text.isascii()
    assert "\n" not in text
    assert loads(kind, text) == value
    assert dumps(loads(kind, text)) == text


def test_half_of_a_character_comes_out_as_it_went_in() -> None:
    outcome = Outcome(status=Status.PASSED, message="\udc80", observed=("\u2028\x85\x00",))
    assert loads(Outcome, dumps(outcome)) == outcome


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.__name__)
@settings(deadline=None)
@given(data=st.data())
def test_field_of_another_type_is_refused_or_read(kind: Any, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([field.name for field in dataclasses.fields(kind)]))
    wrong = {**dataclasses.asdict(data.draw(values(kind))), name: data.draw(JSON)}
    try:
        read = decode(kind, wrong)
    except ValueError:
        return
    assert loads(kind, dumps(read)) == read


@settings(deadline=None)
@given(data=JSON)
def test_any_other_data_is_refused(data: object) -> None:
    with pytest.raises(ValueError, match=r"is not a|has no field|missing"):
        decode(Job, data)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "Expecting value"),
        ("hello", "Expecting value"),
        ("[1]", r"\[1\] is not a dict"),
        ('{"status": "held"}', "'held' is not a valid Status"),
        ('{"status": ["passed"]}', "is not a valid Status"),
        ('{"status": "passed", "more": 1}', "Outcome has no field 'more'"),
        ('{"seconds": 1}', "missing 1 required keyword-only argument: 'status'"),
        ('{"status": "passed", "steps": "ab"}', "'ab' is not a list"),
        ('{"status": "passed", "seconds": NaN}', "NaN is no number"),
        ('{"status": "passed", "proof_line": true}', "True is not a int"),
        ('{"status": "passed", "seconds": 1' + "0" * 400 + "}", "too large"),
        ("[" * 100_000, "it is nested too deep"),
    ],
)
def test_wrong_answer_is_refused(text: str, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        loads(Outcome, text)


def test_pairs_and_lists_are_told_apart() -> None:
    app = App(name="a", entry="app.py", layout=(("app.py", "x"),))
    assert loads(App, dumps(app)) == app
    with pytest.raises(ValueError, match="1 values where 2 are wanted"):
        loads(App, '{"name": "a", "entry": "a.py", "layout": [["app.py"]]}')
    error = ErrorSeen(type="E", bases=("ab",), message="")
    assert loads(ErrorSeen, dumps(error)).bases == ("ab",)
