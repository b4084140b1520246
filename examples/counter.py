"""Counter with a step and a reset, all in callbacks.

A callback runs before the page is drawn, so the number above the buttons is never one click behind, and
it may set a box that is on the page. Streamlit 1.48 and later (buttons side by side).
"""

import streamlit as st


def count(direction):
    st.session_state.count += direction * st.session_state.step


def reset():
    st.session_state.update(count=0, step=1)


if "count" not in st.session_state:
    reset()

st.title("Counter")
with st.container(border=True):
    left, right = st.columns(2)
    left.metric("Count", st.session_state.count)
    right.number_input("Step", 1, 100, key="step")
    with st.container(horizontal=True):
        st.button("Count down", on_click=count, args=[-1])
        st.button("Count up", type="primary", on_click=count, args=[1])
        st.button("Reset", type="tertiary", on_click=reset)
