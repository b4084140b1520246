"""The person in a proof: what counts as seen, and what a message says of what was seen instead."""

from __future__ import annotations

import pytest

from app_cases import Open
from stproof.model.run import OBSERVED_MOST, Cause, story_lines
from stproof.proving.expectations import same_value
from stproof.proving.user import ExpectationFailed


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("Count: 5", "Count: 5"),
        ("Count: 5.", "Count: 5"),
        ("Count: 5, then 6", "Count: 5"),
        ("(Count: 5)", "Count: 5"),
        ("The count is 5", "count"),
        ("a  b", "a b"),
        ("5 %", "5 %"),
        ("x=1;y=2", "=1"),
        ("**Count:** `5`", "Count: 5"),
        ("größer", "größer"),
        ("Sum: -5", "-5"),
    ],
)
def test_text_is_seen(line: str, text: str, opens: Open) -> None:
    opens(f"st.markdown({line!r})").sees(text)


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("Count: 50", "Count: 5"),
        ("Count: 5.5", "Count: 5"),
        ("Count: 5,000", "Count: 5"),
        ("Recount: 5", "count: 5"),
        ("größere", "größer"),
        ("Count: 5", "count: 5"),
        ("a_b", "b"),
        ("Count: 5", "5 Count"),
    ],
)
def test_text_is_not_seen_in_the_middle_of_a_word_or_number(line: str, text: str, opens: Open) -> None:
    user = opens(f"st.text({line!r})")
    user.does_not_see(text)
    with pytest.raises(ExpectationFailed, match="it is nowhere on the page"):
        user.sees(text)


def test_text_is_counted(opens: Open) -> None:
    user = opens("st.text('a a b')\nst.text('a')")
    user.sees("a", times=3)
    user.sees("c", times=0)
    with pytest.raises(
        ExpectationFailed, match=r"expected  to see 'a', 2 times\nsaw       it is there 3 times"
    ):
        user.sees("a", times=2)


def test_text_that_must_not_be_there_is_told(opens: Open) -> None:
    with pytest.raises(ExpectationFailed, match=r"expected  not to see 'b'\nsaw       it is there 1 time"):
        opens("st.text('b')").does_not_see("a", "b")


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("5", 5),
        ("5.0", 5),
        (5, 5.0),
        ("Rome", "Rome"),
        ("", ""),
        (None, None),
        (True, True),
        (("a", "b"), ["a", "b"]),
        ((1, 2.0), (1.0, 2)),
        ((), ()),
    ],
)
def test_same_value(shown: object, expected: object) -> None:
    assert same_value(shown, expected)


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("5", 6),
        ("Rome", 5),
        ("", 0),
        ("", None),
        (None, ""),
        (None, 0),
        (0, False),
        (1, True),
        (False, 0),
        (True, 1),
        ("5.0", "5"),
        (5.0, "5.0"),
        (("a",), "a"),
        ("a", ("a",)),
        (("a", "b"), ("b", "a")),
        (("a", "b"), ("a",)),
        (None, ()),
        ((True,), (1,)),
    ],
)
def test_other_value(shown: object, expected: object) -> None:
    assert not same_value(shown, expected)


def test_message_tells_steps_expectation_and_what_was_seen(opens: Open) -> None:
    user = opens(
        """
        st.text_input("Name", "Ada")
        st.button("Greet")
        st.write("Hello")
        """
    )
    user.types("Name", "Eva")
    user.clicks("Greet")
    with pytest.raises(ExpectationFailed) as error:
        user.sees("Hello, Eva")
    assert str(error.value).splitlines() == [
        "steps     opens the app, then types 'Eva' into 'Name', then clicks 'Greet'",
        "expected  to see 'Hello, Eva'",
        "saw       it is nowhere on the page",
        "          [text] 'Name' = 'Eva'",
        "          [button] 'Greet' = None",
        "          Hello",
    ]
    assert error.value.cause is Cause.MISMATCH


def test_message_shows_the_nearest_lines_only() -> None:
    lines = story_lines("to see 'a'", tuple(f"line {number}" for number in range(OBSERVED_MOST + 3)), ())
    assert lines[2] == "saw       line 0"
    assert lines[-2:] == (f"          line {OBSERVED_MOST - 1}", "          and 3 more lines")


def test_message_of_an_empty_page() -> None:
    assert story_lines("to see 'a'", (), ()) == (
        "steps     opens the app",
        "expected  to see 'a'",
        "saw       nothing",
    )


def test_several_persons_share_one_story(opens: Open) -> None:
    user = opens("st.button('Add')")
    guest = user.invites("Eva")
    guest.clicks("Add")
    user.clicks("Add")
    tab = user.opens_tab()
    with pytest.raises(ExpectationFailed) as error:
        tab.within("Add").sees("a")
    assert error.value.expected == "second tab: within 'Add': to see 'a'"
    assert error.value.steps == ("invites Eva", "Eva: clicks 'Add'", "clicks 'Add'", "opens a second tab")


def test_disabled_and_missing_widgets(opens: Open) -> None:
    user = opens("st.button('Add', disabled=True)\nst.button('Stop')")
    user.sees_widget("Add")
    user.sees_widget("Add", disabled=True)
    user.sees_widget("Stop", disabled=False)
    user.does_not_see_widget("Go")
    with pytest.raises(ExpectationFailed, match="'Add' is disabled"):
        user.sees_widget("Add", disabled=False)
    with pytest.raises(ExpectationFailed, match="there is a button 'Add'"):
        user.does_not_see_widget("Add")
    with pytest.raises(ExpectationFailed, match="there is no widget 'Go'; there are: 'Add', 'Stop'"):
        user.sees_widget("Go")


def test_error_of_a_base_type_with_part_of_its_message(opens: Open) -> None:
    user = opens("st.session_state['gone']")
    user.sees_error("KeyError")
    user.sees_error("LookupError", "gone")
    assert user.transcript.unexpected() == ()
    for type_, text in (("ValueError", ""), ("KeyError", "other")):
        with pytest.raises(ExpectationFailed, match="saw       KeyError: "):
            user.sees_error(type_, text)


def test_error_that_is_not_there(opens: Open) -> None:
    with pytest.raises(ExpectationFailed, match=r"expected  to see KeyError saying 'x'\nsaw       no error"):
        opens("st.write('a')").sees_error("KeyError", "x")


def test_error_nobody_asked_for_is_remembered(opens: Open) -> None:
    user = opens("if st.button('Add'):\n    1 / 0")
    user.clicks("Add")
    user.reruns()
    (error,) = user.transcript.unexpected()
    assert str(error) == "ZeroDivisionError: division by zero at references/page.md:12"
