"""Pizza whose toppings can be undone and redone.

Every change adds a version, undo and redo show another one, and a change after an undo takes the
place of what could have been redone. A version that is shown again gets a widget of its own, with a new
key: the old one may still send what it held. Streamlit 1.55 and later (no click gets through to a
disabled button).
"""

from uuid import uuid4

import streamlit as st

TOPPINGS = ["Basil", "Capers", "Chili", "Mushrooms", "Olives", "Onions", "Pineapple"]


def show(at):
    st.session_state.key = uuid4().hex
    st.session_state.at = at


versions = st.session_state.setdefault("versions", [[]])
if "at" not in st.session_state:
    show(0)
at = st.session_state.at

st.title("Pizza")
key = st.session_state.key
picked = st.pills("Toppings", TOPPINGS, selection_mode="multi", default=versions[at], key=key)
if picked != versions[at]:
    at += 1
    versions[at:] = [picked]
    st.session_state.at = at

with st.container(horizontal=True):
    st.button("Undo", on_click=show, args=[at - 1], disabled=at == 0)
    st.button("Redo", on_click=show, args=[at + 1], disabled=at == len(versions) - 1)
st.write("With", ", ".join(picked) or "nothing on it")
