"""Table with the details of the selected row beside it.

A selection is a position in the table, and a position means another row when one is deleted. So the key
says which rows are in the table: after a deletion it is another table, with nothing selected.
Streamlit 1.56 and later (a selection that can be set).
"""

import pandas as pd
import streamlit as st

BIRDS = {
    "Heron": "Stands still for an hour, and is then faster than the fish.",
    "Robin": "Sings in winter too, the hens as well as the cocks.",
    "Swift": "Eats, drinks and sleeps on the wing.",
}


def select(key, row):
    st.session_state[key] = {"selection": {"rows": [row]}}


def delete(name):
    birds.pop(name, None)  # a double click comes here twice


birds = st.session_state.setdefault("birds", dict(BIRDS))
names = list(birds)
key = f"table of {names}"

st.title("Birds")
master, detail = st.columns(2)
with master:
    table = pd.DataFrame({"Bird": names})
    rows = st.dataframe(table, key=key, on_select="rerun", selection_mode="single-row").selection.rows
    row = rows[0] if rows else -1
    with st.container(horizontal=True):
        st.button("Previous", on_click=select, args=[key, row - 1], disabled=row < 1)
        st.button("Next", on_click=select, args=[key, row + 1], disabled=row == len(names) - 1)
with detail.container(border=True):
    if rows:
        name = names[row]
        st.subheader(name)
        st.write(birds[name])
        st.button(f"Delete {name}", on_click=delete, args=[name])
    else:
        st.write("Select a bird to read about it.")
