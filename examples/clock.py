"""Clock that refreshes itself while the rest of the page is left alone.

Every second only the fragment runs, with the city of the last full run. Streamlit 1.41 and later.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

import streamlit as st

ZONES = {"London": "Europe/London", "New York": "America/New_York", "Tokyo": "Asia/Tokyo"}


@st.fragment(run_every=1)
def clock(city):
    st.session_state.ticks += 1
    st.metric(city, f"{datetime.now(ZoneInfo(ZONES[city])):%H:%M:%S}", border=True)
    st.caption(f"Clock drawn: {st.session_state.ticks}")


st.session_state.setdefault("ticks", 0)
st.session_state.setdefault("runs", 0)
st.session_state.runs += 1

st.title("World clock")
city = st.selectbox("City", list(ZONES))
clock(city)
st.text_input("Note")
st.caption(f"Page drawn: {st.session_state.runs}")
