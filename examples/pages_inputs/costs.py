"""The page that reads what the others remember."""

import streamlit as st

trip = st.session_state
stay = trip.nights * trip.room
journey = trip.travellers * trip.ticket

st.title("What it costs")
with st.container(horizontal=True):
    st.metric("Stay", f"{stay} €", border=True)
    st.metric(f"By {trip.way}", f"{journey} €", border=True)
    st.metric("Together", f"{stay + journey} €", border=True)
