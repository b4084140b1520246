"""The page on which the cart is changed."""

import streamlit as st


def change(name):
    st.session_state.cart[name] = st.session_state[f"count-{name}"]


def empty():
    st.session_state.cart.clear()


cart = st.session_state.cart

st.title("Your basket")
for name, count in cart.items():
    st.number_input(name, 0, 99, count, key=f"count-{name}", on_change=change, args=[name])
if cart:
    st.button("Empty the basket", on_click=empty)
else:
    st.write("Nothing in it yet.")
