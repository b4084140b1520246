"""Pages that remember their inputs, and an input that all pages share.

The entrypoint runs before every page: it sets the defaults, so that any page may be the first, and
draws what all pages share. `persist_state` keeps the rest. Streamlit 1.59 and later.
"""

import streamlit as st

for name, default in {"nights": 2, "room": 60, "ticket": 30, "way": "Train"}.items():
    st.session_state.setdefault(name, default)

page = st.navigation(
    [
        st.Page("stay.py", title="Stay"),
        st.Page("journey.py", title="Journey"),
        st.Page("costs.py", title="Costs"),
    ]
)
st.sidebar.number_input("Travellers", 1, 9, key="travellers")
page.run()
