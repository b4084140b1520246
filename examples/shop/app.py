"""Shop whose pages share a cart.

The entrypoint runs before every page: it makes the cart and shows the total. What a page changes, it
changes in callbacks, so that the total above it is right. Streamlit 1.59 and later (`persist_state`).
"""

import streamlit as st
from products import PRICES

cart = st.session_state.setdefault("cart", {})
page = st.navigation([st.Page("catalogue.py", title="Catalogue"), st.Page("basket.py", title="Basket")])

total = sum(PRICES[name] * count for name, count in cart.items())
st.sidebar.write(f"Total: {total} €")
page.run()
