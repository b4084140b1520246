"""Filters over a table, with the address as a link to share.

Each filter is bound to the address by its key; what the address holds and no filter offers is
dropped there, and the default stands. Streamlit 1.58 and later (the address follows the key).
"""

import streamlit as st

WALKS = [
    {"Walk": "Harbour round", "Region": "Coast", "Kilometres": 4},
    {"Walk": "Cliff path", "Region": "Coast", "Kilometres": 11},
    {"Walk": "Old mill", "Region": "Valley", "Kilometres": 6},
    {"Walk": "Three bridges", "Region": "Valley", "Kilometres": 9},
    {"Walk": "Pine ridge", "Region": "Hills", "Kilometres": 14},
    {"Walk": "Shepherd's hut", "Region": "Hills", "Kilometres": 8},
]
REGIONS = ["Coast", "Valley", "Hills"]


def show_all():
    st.session_state.update(name="", regions=[], longest=15)


def fits(walk):
    return (
        name.strip().lower() in walk["Walk"].lower()
        and walk["Kilometres"] <= longest
        and (not regions or walk["Region"] in regions)
    )


st.title("Walks")
with st.container(border=True):
    left, right = st.columns(2)
    name = left.text_input("Name", key="name", bind="query-params")
    longest = right.slider("Up to kilometres", 1, 15, 15, key="longest", bind="query-params")
    regions = st.pills("Regions", REGIONS, selection_mode="multi", key="regions", bind="query-params")

if walks := [walk for walk in WALKS if fits(walk)]:
    st.dataframe(walks, hide_index=True)
else:
    st.info("There is no such walk.")
with st.container(horizontal=True, vertical_alignment="center"):
    st.caption("The address of this page is a link to what you see.")
    st.button("Show all", on_click=show_all)
