"""The engine `apptest`: Streamlit's own AppTest, in the worker's process."""
