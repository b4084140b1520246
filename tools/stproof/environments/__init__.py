"""Which Streamlit releases there are, and an environment for each."""
