"""Booking in steps that keeps every answer.

The step is plain state, changed in callbacks only. The answers are the widgets' own keys:
`persist_state` keeps them while other steps are on the screen. Streamlit 1.59 and later.
"""

import streamlit as st

START = {"step": 1, "name": "", "guests": 2, "time": "18:00"}


def start():
    st.session_state.update(START)


def go_to(step):
    st.session_state.step = step


def leave_name():
    if st.session_state.name:
        go_to(2)
    else:
        st.session_state.hint = "Please say who is coming"


def summary():
    return f"{st.session_state.name}, {st.session_state.guests} guests, {st.session_state.time}"


if "step" not in st.session_state:
    start()

st.title("Book a table")
step = st.session_state.step

if step == 1:
    st.text_input("Name", key="name", persist_state="session")
    st.button("Next", on_click=leave_name)
    if hint := st.session_state.pop("hint", None):
        st.warning(hint)
elif step == 2:
    st.number_input("Guests", 1, 8, key="guests", persist_state="session")
    st.radio("Time", ["18:00", "20:00"], key="time", persist_state="session")
    st.button("Back", on_click=go_to, args=[1])
    st.button("Next", on_click=go_to, args=[3])
elif step == 3:
    st.write(summary())
    st.button("Back", on_click=go_to, args=[2])
    st.button("Book", on_click=go_to, args=[4])
elif step == 4:
    st.success(f"Your table is booked: {summary()}")
    st.button("Book another", on_click=start)
