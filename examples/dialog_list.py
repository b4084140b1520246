"""List whose entries are edited in a dialog.

The dialog is open as long as the last run of the page has called it. A button calls it in one run
only, so it closes with the next and nothing has to remember that it is open. Streamlit 1.48 and later.
"""

import streamlit as st

START = {1: ("Ada", "020 7946 0018"), 2: ("Grace", "020 7946 0907"), 3: ("Linus", "020 7946 0112")}


@st.dialog("Edit contact", on_dismiss="rerun")
def edit(contact_id):
    old_name, old_phone = contacts[contact_id]
    name = st.text_input("Name", old_name).strip()
    phone = st.text_input("Phone", old_phone).strip()
    with st.container(horizontal=True):
        save, cancel = st.button("Save", type="primary"), st.button("Cancel")
    if save and not name:
        st.warning("Please give a name")
    elif save:
        contacts[contact_id] = name, phone
        st.rerun()
    elif cancel:
        st.rerun()


contacts = st.session_state.setdefault("contacts", dict(START))

st.title("Contacts")
for contact_id, (name, phone) in contacts.items():
    with st.container(
        border=True, horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        st.markdown(f"**{name}**  \n{phone}")
        if st.button(f"Edit {name}", key=f"edit-{contact_id}"):
            edit(contact_id)
