"""Select boxes that depend on each other: the second offers what the first allows.

The key keeps the chosen city while the new country has one of that name; otherwise the choice is
empty again, with no callback and no copy. Streamlit 1.53 and later (options may change under a key).
"""

import streamlit as st

CITIES = {
    "Chile": ["Santiago", "Valdivia"],
    "Spain": ["Córdoba", "Santiago", "Valencia"],
    "Venezuela": ["Caracas", "Valencia"],
}

st.title("Where to?")
left, right = st.columns(2)
country = left.selectbox("Country", CITIES, index=None)
cities = CITIES.get(country, [])
city = right.selectbox("City", cities, index=None, key="city", disabled=not cities)

if city:
    st.success(f"We fly to {city}, {country}.")
