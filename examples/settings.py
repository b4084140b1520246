"""Settings that outlast the session, kept in SQLite.

A session reads them once, and a change writes only the setting that was changed, so that nobody
undoes what another person has set since. Streamlit 1.48 and later.
"""

import json
import os
import sqlite3
import tempfile
from contextlib import closing

import streamlit as st

FILE = os.environ.get("SETTINGS_FILE", os.path.join(tempfile.gettempdir(), "streamlit-settings.db"))
DEFAULTS = {"greeting": "Welcome", "language": "English", "seats": 4, "report": True}


def execute(sql, values=()):
    """One statement on a connection of its own: a second writer waits for it, some milliseconds, and
    the connection is closed whatever happens."""
    with closing(sqlite3.connect(FILE)) as database, database:
        database.execute("create table if not exists settings (name primary key, value)")
        return database.execute(sql, values).fetchall()


def load():
    saved = {name: json.loads(value) for name, value in execute("select name, value from settings")}
    st.session_state.update(DEFAULTS | saved)


def save(name):
    execute("replace into settings values (?, ?)", [name, json.dumps(st.session_state[name])])


def restore():
    execute("delete from settings")
    load()


def saved_as(name):
    """What connects a widget with its setting."""
    return {"key": name, "on_change": save, "args": [name]}


if "greeting" not in st.session_state:
    load()

st.title("Settings")
with st.container(border=True):
    st.text_input("Greeting", **saved_as("greeting"))
    left, right = st.columns(2)
    left.selectbox("Language", ["English", "Deutsch", "Français"], **saved_as("language"))
    right.number_input("Seats at a table", 1, 12, **saved_as("seats"))
    st.toggle("Send a weekly report", **saved_as("report"))
with st.container(horizontal=True, vertical_alignment="center"):
    st.caption("Every change is saved at once, for everybody.")
    st.button("Restore defaults", on_click=restore)
