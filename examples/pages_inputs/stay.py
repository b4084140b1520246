"""The page about the nights."""

import streamlit as st

st.title("Where to stay")
st.number_input("Nights", 1, 30, key="nights", persist_state="session")
st.number_input("Room for one night, in €", 0, key="room", persist_state="session")
