"""Editable table that loses no edit, with save and discard.

The editor always starts from the same frame, `draft`, and Streamlit keeps the edits beside it. Only
where the table itself must change, the edits go into a new draft, with a new key for the editor.
Streamlit 1.48 and later.
"""

from uuid import uuid4

import pandas as pd
import streamlit as st


def begin(frame):
    st.session_state.draft = frame
    st.session_state.key = uuid4().hex


def discard():
    begin(st.session_state.saved)


if "saved" not in st.session_state:
    st.session_state.saved = pd.DataFrame({"Item": ["Tea", "Coffee"], "Price": [4, 6]})
    discard()
key = st.session_state.key

st.title("Price list")
edited = st.data_editor(st.session_state.draft, key=f"editor-{key}", hide_index=True)

with st.container(horizontal=True, vertical_alignment="center"):
    # Not in a callback: what the editor returns here has the very last edit in it.
    if st.button("Save", type="primary"):
        st.session_state.saved = edited
    st.button("Discard", on_click=discard)
    if not edited.equals(st.session_state.saved):
        st.caption("Not saved yet")

with st.form(f"add-{key}"):
    left, middle, right = st.columns([4, 2, 1], vertical_alignment="bottom")
    item = left.text_input("New item").strip()
    price = middle.number_input("Its price", 0)
    if right.form_submit_button("Add") and item and item not in edited["Item"].values:
        edited.loc[len(edited)] = [item, price]
        begin(edited)
        st.rerun()
