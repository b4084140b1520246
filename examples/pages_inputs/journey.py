"""The page about the way there and back."""

import streamlit as st

st.title("How to get there")
st.radio("By", ["Train", "Bus", "Plane"], horizontal=True, key="way", persist_state="session")
st.number_input("Ticket for one, in €", 0, key="ticket", persist_state="session")
