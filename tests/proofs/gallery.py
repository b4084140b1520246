"""Proofs of examples/gallery.py."""

from stproof import proves


@proves(
    "examples/gallery.py",
    engines=("browser",),
    reason="Under AppTest a fragment does not refresh.",
    equivalents={
        "removing @st.fragment(run_every=1)": "A change in an example's fragment comes with the next click.",
        "removing run_every=1": "A change in an example's fragment comes with the next click.",
    },
)
def state_is_shown_as_it_changes(user):
    user.goes_to("Counter")
    user.sees("count = 0")
    user.clicks("Count up")
    user.sees("count = 1")
    user.clicks("Code")
    user.sees("st.session_state.count += direction * st.session_state.step")


@proves("examples/gallery.py", engines=("browser",), reason="Under AppTest a fragment does not refresh.")
def example_starts_with_an_empty_state(user):
    user.goes_to("Counter")
    user.clicks("Count up")
    user.sees("count = 1")
    user.goes_to("Todo")
    user.sees("tasks = {}")
    user.does_not_see("count =")
    user.goes_to("Counter")
    user.sees("count = 0")


@proves("examples/gallery.py", engines=("browser",), reason="Under AppTest a fragment does not refresh.")
def example_with_pages_is_started_alone(user):
    user.goes_to("Shop")
    user.sees("This example has pages of its own. Start it alone:", "streamlit run examples/shop/app.py")
    user.clicks("Code")
    user.sees("st.navigation")
