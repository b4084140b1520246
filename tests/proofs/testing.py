"""Proofs of `references/testing.md`. A snippet that is itself a test is run, then carried out
again with one thing in it or in its app falsified, and must then fail."""

import runpy
from pathlib import Path

from stproof import proves


def run_tests():
    """Carry out the test functions of the snippet, as pytest would."""
    functions = runpy.run_path("app.py")
    tests = [function for name, function in functions.items() if name.startswith("test_")]
    assert tests, "a test in the snippet"
    for test in tests:
        test()


def detects(file, right, wrong):
    """Falsify one thing: the test must fail."""
    text = Path(file).read_text()
    assert right in text, f"{right!r} in {file}"
    Path(file).write_text(text.replace(right, wrong))
    try:
        run_tests()
    except AssertionError:
        Path(file).write_text(text)
    else:
        raise AssertionError(f"the test to notice {wrong!r} in {file}")


@proves("test-counter", engines=("apptest",), reason="The snippet is a test that drives AppTest itself.")
def counter_test_detects_a_wrong_counter(user):
    run_tests()
    detects("counter.py", "count += 1", "count += 2")
    detects("counter.py", "if st.button", "if not st.button")


@proves("test-logged-in", engines=("apptest",), reason="The snippet is a test that drives AppTest itself.")
def greeting_test_detects_a_wrong_greeting(user):
    user.does_not_see("Hello")
    run_tests()
    detects("account.py", "Hello", "Goodbye")


@proves(
    "test-blind-to-syntax", engines=("apptest",), reason="The snippet is a test that drives AppTest itself."
)
def test_sees_no_syntax_error(user):
    run_tests()
    detects("app.py", "st.write('Hello'", "import streamlit as st; st.write('Hello')")
    detects("app.py", "st.write('Hello'", "1 / 0")


@proves("error-once")
def second_run_is_clean(user):
    user.sees_error("StreamlitAPIException")
    user.does_not_see_widget("Save")
    user.reruns()
    user.sees_widget("Save")


@proves(
    "test-from-empty-caches",
    refutes="test-from-full-caches",
    engines=("apptest",),
    reason="The snippet is a test that drives AppTest itself.",
    equivalents={"removing @st.cache_data": "A test that empties the caches does not depend on them."},
)
def rate_test_is_not_fooled_by_the_cache(user):
    run_tests()
    detects("rates.py", "read_text()", "read_text()[:1]")
    detects("rates.py", "read_text()", "read_text().replace('1.1', '1.2')")
    detects("rates.py", "read_text()", "read_text().replace('1.2', '1.1')")


@proves("default-beside-state")
def default_warns_in_the_log_once(user):
    user.sees_value("Name", "Ada")
    user.finds_in_log("was created with a default value", times=1)
    user.does_not_see("was created with a default value")
    user.finds_in_log("was created with a default value but also had its value set via the Session State API")
    user.invites("Eve").sees_value("Name", "Ada")
    user.finds_in_log("was created with a default value", times=1)


@proves("left-page", apptest_shows="The first run of the new page still reads the widgets of the left one.")
def next_page_reads_nothing(user):
    user.types("Name", "Ada")
    user.sees("Name: Ada")
    user.goes_to("thanks")
    user.sees("Thank you", "Name: None")


@proves("fragment-alone", apptest_shows="A click in a fragment runs the whole script.")
def click_in_a_fragment_leaves_the_rest_alone(user):
    user.sees("Runs of the part: 1", "Runs of the whole: 1")
    user.clicks("Redraw")
    user.sees("Runs of the part: 2", "Runs of the whole: 1")
    user.reruns()
    user.sees("Runs of the part: 3", "Runs of the whole: 2")


@proves(
    "dialog-button",
    apptest_shows="The body of a dialog is not run again, so that its buttons do nothing.",
)
def dialog_saves_the_guest(user):
    user.sees_in_order("Sign", "Guest: nobody")
    user.does_not_see_widget("Name")
    user.clicks("Sign")
    user.types("Name", "Ada")
    user.clicks("Save")
    user.sees("Guest: Ada")
    user.does_not_see_widget("Name")


@proves("behind-an-error", apptest_shows="A widget behind an error keeps its value.")
def box_and_value_part_behind_an_error(user):
    user.types("Note", "plan")
    user.sees("Note: plan")
    user.types("Parts", 0)
    user.sees_error("ZeroDivisionError")
    user.types("Parts", 3)
    user.sees("Each gets 4", "Note: plan")
    user.sees_value("Note", "")
    user.reruns()
    user.does_not_see("Note: plan")


@proves(
    "counter-proven",
    equivalents={
        'removing @proves("app.py")': "Only stproof looks at the decorator; the function stays as it is."
    },
)
def proof_of_the_counter_holds(user):
    proof = runpy.run_path("proofs.py")["counts_until_reload"]
    proof(user)


@proves(
    "counter-proven",
    engines=("apptest",),
    reason="It changes the app's file, which a server would not read again.",
)
def proof_of_the_counter_detects_a_wrong_counter(user):
    proof = runpy.run_path("proofs.py")["counts_until_reload"]
    right = Path("app.py").read_text()
    shared = "state = st.cache_resource(lambda: {'count': 0})()\n"
    for wrong in (
        right.replace("+= 1", "+= 2"),
        right.replace("st.session_state.setdefault", shared + "state.setdefault").replace(
            "st.session_state.count", "state['count']"
        ),
    ):
        Path("app.py").write_text(wrong)
        user.reloads()
        try:
            proof(user)
        except AssertionError:
            continue
        raise AssertionError(f"the proof to notice that the app is wrong:\n{wrong}")


@proves("test-from-full-caches")
def second_test_sees_the_first_ones_rate(user):
    try:
        run_tests()
    except AssertionError:
        return
    raise AssertionError("the second test to see the first one's rate, and fail")
