"""The page on which things are put into the cart; it remembers its filter."""

import streamlit as st
from products import PRICES


def buy(name):
    cart = st.session_state.cart
    cart[name] = cart.get(name, 0) + 1


st.title("Catalogue")
st.slider("Up to", 1, 10, 10, key="limit", persist_state="session")
for name, price in PRICES.items():
    if price <= st.session_state.limit:
        st.write(f"{name} costs {price} €")
        st.button(f"Buy {name}", on_click=buy, args=[name])
