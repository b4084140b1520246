"""Uploads that are processed once, and an uploader that is empty afterwards.

An uploader cannot be emptied by its key, so part of the key is chance: another key makes a new one.
The work is done in a callback, so no later run repeats it. Streamlit 1.48 and later.
"""

from uuid import uuid4

import streamlit as st


def words(file):
    """Stands in for work that takes its time."""
    return len(file.getvalue().split())


def clear():
    st.session_state.batch = uuid4().hex


def process():
    # A second click may come before the new uploader is drawn: then there is nothing to do.
    for file in st.session_state.get(f"files-{st.session_state.batch}", []):
        st.session_state.counts[file.name] = words(file)
    clear()


st.session_state.setdefault("batch", uuid4().hex)
counts = st.session_state.setdefault("counts", {})

st.title("Word counts")
files = st.file_uploader("Texts", accept_multiple_files=True, key=f"files-{st.session_state.batch}")
with st.container(horizontal=True):
    st.button("Count words", type="primary", disabled=not files, on_click=process)
    st.button("Clear", disabled=not files, on_click=clear)
st.dataframe({"File": list(counts), "Words": list(counts.values())}, hide_index=True)
