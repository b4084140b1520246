"""Proofs of references/fragments.md."""

import time

from stproof import proves


@proves("basket-alone", apptest_shows="A click in a fragment runs the whole script.")
def click_inside_leaves_the_rest_alone(user):
    user.sees("In the basket: 0", "To pay: 0")
    user.clicks("Add")
    user.sees("In the basket: 1", "To pay: 0")
    user.clicks("Refresh")
    user.sees("In the basket: 1", "To pay: 1")


@proves(
    "note-in-fragment",
    equivalents={"removing @st.fragment": "It is as in the script."},
)
def note_is_forgotten_and_title_kept(user):
    user.types("Title", "Shop")
    user.sees("Note: none")
    user.checks("More")
    user.does_not_see("Note: none")
    user.types("Note", "milk")
    user.sees("Note: milk")
    user.unchecks("More")
    user.reruns()
    user.sees("Note: none")
    user.checks("More")
    user.sees_value("Note", "")
    user.sees_value("Title", "Shop")


@proves(
    "order-rerun",
    "order-callback",
    refutes="order-without-rerun",
    apptest_shows="A click in a fragment runs the whole script.",
)
def order_is_a_whole_run(user):
    user.sees_in_order("Cups", "Order", "Ordered: 1")
    user.types("Cups", 3)
    user.sees("Ordered: 1")
    user.clicks("Order")
    user.sees("Ordered: 3")


@proves(
    "order-without-rerun",
    "order-callback-ignored",
    apptest_shows="A click in a fragment runs the whole script.",
)
def order_changes_nothing_outside(user):
    user.types("Cups", 3)
    user.clicks("Order")
    user.sees("Ordered: 1")
    user.reruns()
    user.sees("Ordered: 3")


@proves("size-returned", apptest_shows="A click in a fragment runs the whole script.")
def size_stays(user):
    user.sees("Size: S")
    user.picks("Size", "L")
    user.sees("Size: S")
    user.reruns()
    user.sees("Size: L")


@proves(
    "stars-from-state",
    refutes=("stars-from-argument", "stars-from-name"),
    engines=("browser",),
    reason="Under AppTest a click in a fragment runs the whole script: the wrong versions do the same.",
    equivalents={"removing @st.fragment": "A whole run shows the same."},
)
def given_follows(user):
    user.sees("Given: 0")
    user.types("Stars", 3)
    user.sees("Given: 3")
    user.types("Stars", 4)
    user.sees("Given: 4")


@proves(
    "stars-from-argument", "stars-from-name", apptest_shows="A click in a fragment runs the whole script."
)
def given_stays(user):
    user.types("Stars", 3)
    user.sees("Given: 0")
    user.types("Stars", 4)
    user.sees("Given: 0")
    user.reruns()
    user.sees("Given: 4")


@proves(
    "dice",
    engines=("browser",),
    reason="Under AppTest every run is a whole one, in which the line raises.",
)
def rolls_follow_inside_only(user):
    user.sees_in_order("Rolls: 0", "Roll", "Rolls before: 0")
    user.clicks("Roll")
    user.sees("Rolls: 1", "Rolls before: 0")
    user.clicks("Roll")
    user.sees("Rolls: 2", "Rolls before: 0")
    user.reruns()
    user.sees("Rolls: 2", "Rolls before: 2")


@proves(
    "dice-in-whole-run",
    equivalents={
        "removing @st.fragment": "It raises outside of a fragment, too.",
    },
)
def whole_runs_raise(user):
    for _ in range(2):
        user.sees_error("StreamlitAPIException", 'scope="fragment" can only be specified from')
        user.does_not_see("Rolls:")
        user.reruns()
    user.sees("Rolls: 3")


@proves(
    "chart-by-key",
    engines=("browser",),
    reason="AppTest finds no fragment by its key (1.63), or shows nothing else (later).",
)
def chart_is_drawn_alone(user):
    user.sees("Drawn for 2025", "The rest is of 2025")
    user.picks("Year", "2026")
    user.sees("Drawn for 2026", "The rest is of 2025")
    user.reruns()
    user.sees("Drawn for 2026", "The rest is of 2026")


@proves(
    "chart-from-body",
    equivalents={
        'removing @st.fragment(key="chart")': "It raises before it looks for the fragment.",
        'removing key="chart"': "It raises before it looks for the fragment.",
    },
)
def body_may_not_name_a_fragment(user):
    user.sees("Drawn for 2025")
    user.clicks("Draw")
    user.sees_error("StreamlitAPIException", "only allowed from a widget callback")
    user.sees("Drawn for 2025")


@proves("chart-not-drawn")
def fragment_must_have_been_drawn(user):
    user.clicks("Draw")
    user.sees_error("StreamlitAPIException", "No fragment found for target 'chart'.")


@proves(
    "chart-not-drawn",
    engines=("browser",),
    reason="AppTest finds no fragment by its key (1.63), or shows nothing else (later).",
)
def fragment_is_known_while_it_is_drawn(user):
    user.checks("Chart")
    user.clicks("Draw")
    user.sees("Drawn for 2025")
    user.unchecks("Chart")
    user.clicks("Draw")
    user.sees_error("StreamlitAPIException", "No fragment found for target 'chart'.")


@proves(
    "rolls-in-container",
    "rolls-in-empty",
    engines=("browser",),
    reason="Under AppTest a click in a fragment runs the whole script, on each release.",
    equivalents={"removing @st.fragment": "A whole run shows the same."},
)
def rolls_are_replaced(user):
    user.sees("Rolls: 0")
    user.clicks("Roll")
    user.clicks("Roll")
    user.sees("Rolls: 2")
    user.does_not_see("Rolls: 0", "Rolls: 1")


@proves("rolls-pile-up", apptest_shows="A click in a fragment runs the whole script.")
def rolls_pile_up(user):
    user.clicks("Roll")
    user.sees("Rolls: 0", "Rolls: 1")
    user.reruns()
    user.does_not_see("Rolls: 0")


@proves("fruit-in-sidebar", apptest_shows="A click in a fragment runs the whole script.")
def widget_in_the_sidebar_reruns_the_fragment(user):
    user.sees("Shown: Apple", "The rest is of Apple")
    user.picks("Fruit", "Pear")
    user.sees("Shown: Pear", "The rest is of Apple")


@proves("fruit-in-sidebar-refused")
def widget_in_the_sidebar_raises(user):
    user.sees_error("StreamlitAPIException", "Fragments cannot write")


@proves("load-watched", apptest_shows="A fragment with `run_every` does not refresh.")
def watch_looks_alone(user):
    user.sees("Looks so far: 1")
    user.sees("Loaded", "Looks so far: 1")


@proves(
    "clock-stops",
    equivalents={
        (
            "swapping if waiting and st.session_state.ticks == 2 "
            'with st.write("Ticks:", st.session_state.ticks)'
        ): "The run that follows shows the next tick."
    },
    apptest_shows="A fragment with `run_every` does not refresh.",
)
def clock_stops_after_two_ticks(user):
    user.sees("Done", "Ticks: 3")
    time.sleep(2.5)
    user.sees("Done", "Ticks: 3")


@proves("divide-in-fragment", apptest_shows="A click in a fragment runs the whole script.")
def error_takes_the_place_of_the_fragment(user):
    user.sees("Each gets 6", "The rest")
    user.types("Parts", 0)
    user.sees_error("ZeroDivisionError")
    user.sees("The rest")
    user.reruns()
    user.sees_error("ZeroDivisionError")
    user.does_not_see("The rest")


@proves(
    "agree-return", refutes="agree-stop", equivalents={"removing @st.fragment": "A whole run shows the same."}
)
def rest_is_drawn(user):
    user.sees("The rest")
    user.does_not_see("Thank you")
    user.checks("Agree")
    user.sees("Thank you", "The rest")


@proves("agree-stop")
def rest_is_missing(user):
    user.sees_widget("Agree")
    user.does_not_see("The rest", "Thank you")
    user.checks("Agree")
    user.sees("Thank you")
    user.reruns()
    user.sees("The rest")
