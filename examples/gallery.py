"""Gallery of the examples, each next to its code and to what it keeps in the state.

Every example starts with an empty state, as if it were alone. Those in a folder have pages of their own,
so they are shown as code. Streamlit 1.59 and later.
"""

from functools import partial
from pathlib import Path

import streamlit as st

FOLDER = Path(__file__).parent
FILES = {file.stem: file for file in sorted(FOLDER.glob("*.py")) if file.stem != "gallery"}
FILES |= {file.parent.name: file for file in sorted(FOLDER.glob("*/app.py"))}


def title(name):
    return name.replace("_", " ").capitalize()


def show_command(file):
    st.write("This example has pages of its own. Start it alone:")
    st.code(f"streamlit run examples/{file.parent.name}/app.py")


@st.fragment(run_every=1)
def show_state():
    kept = {key: value for key, value in st.session_state.items() if key != "example"}
    st.code("\n".join(f"{key} = {kept[key]!r}" for key in sorted(kept)))


st.set_page_config(page_title="Session state gallery", layout="wide")
pages = {
    name: st.Page(
        file if file.parent == FOLDER else partial(show_command, file), title=title(name), url_path=name
    )
    for name, file in FILES.items()
}
page = st.navigation(list(pages.values()))
if st.session_state.get("example") != page.url_path:
    st.session_state.clear()
    st.session_state.example = page.url_path

app, code = st.columns(2, gap="large")
with app.container(border=True):
    page.run()
with code:
    state, source = st.tabs(["State", "Code"])
    with state:
        show_state()
    source.code(FILES[page.url_path or next(iter(FILES))].read_text("utf-8"))
