"""Login that leaves nothing of one person to the next one in the same tab.

Logging out empties the state, and all boxes go with their page: no box is on both pages, and no
`st.stop()` keeps the values behind it. Streamlit 1.48 and later.
"""

import streamlit as st


def knows(name, password):
    """Stands in for a real check, by salted hashes or `st.login`."""
    return {"Ada": "moon", "Bob": "star"}.get(name) == password


def log_in():
    if knows(st.session_state.name, st.session_state.password):
        st.session_state.user = st.session_state.name
    else:
        st.session_state.hint = "Name or password is wrong"


def keep():
    st.session_state.entries.append(st.session_state.entry)


def front_door():
    st.title("Diary")
    with st.form("login"):
        st.text_input("Name", key="name")
        st.text_input("Password", type="password", key="password")
        st.form_submit_button("Log in", type="primary", on_click=log_in)
    if hint := st.session_state.pop("hint", None):
        st.error(hint)


def diary():
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title(f"Diary of {st.session_state.user}")
        st.button("Log out", on_click=st.session_state.clear)
    wanted = st.text_input("Search")
    for entry in st.session_state.setdefault("entries", []):
        if wanted.lower() in entry.lower():
            st.container(border=True).text(entry)
    # In a container it stands below the entries, not at the foot of the window.
    st.container().chat_input("New entry", key="entry", on_submit=keep)


if "user" in st.session_state:
    diary()
else:
    front_door()
