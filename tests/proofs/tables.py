"""Proofs of references/tables.md. No verb edits a cell or selects a row: what a browser would send is
sent to the app under AppTest, as the same message."""

import json
from pathlib import Path

from streamlit.testing.v1 import AppTest

from stproof import proves


class Grid:
    """An app with one table, and the person who edits its cells."""

    def __init__(self):
        self.at = AppTest.from_file(str(Path("app.py").resolve()), default_timeout=60).run()
        self.id = ""
        self.rows = {}

    def edits(self, row, size):
        """Type a size; the browser sends all edits of this editor, and none of the one before it."""
        id = self.table().id
        self.rows = {**(self.rows if id == self.id else {}), row: {"Size": size}}
        self.id = id
        self.sends({"edited_rows": self.rows, "added_rows": [], "deleted_rows": []})

    def selects(self, *rows):
        self.id = self.table().id
        self.sends({"selection": {"rows": rows, "columns": [], "cells": []}})

    def sends(self, value):
        states = self.at._tree.get_widget_states()
        states.widgets.add(id=self.id, string_value=json.dumps(value))
        self.at._run(states)

    def table(self):
        return next(proto for proto in protos(self.at._tree) if hasattr(proto, "editing_mode"))

    def sees(self, *texts):
        shown = [element.value.replace("`", "") for element in self.at.markdown]
        for text in texts:
            assert text in shown, f"{text!r}, not {shown}"


def protos(tree):
    for child in tree.children.values():
        yield child.proto
        if hasattr(child, "children"):
            yield from protos(child)


@proves("editor-returned", "editor-written-back", "editor-fixed-rows")
def editor_starts_with_the_table(user):
    user.sees("Sizes: 1 2 3")
    user.reruns()
    user.sees("Sizes: 1 2 3")


@proves(
    "editor-returned",
    "editor-fixed-rows",
    refutes="editor-written-back",
    engines=("apptest",),
    reason="No verb edits a cell.",
    equivalents={
        "replacing st.session_state by a plain "
        "dictionary": "With a key and fixed rows the edits are kept apart.",
    },
)
def all_edits_are_kept(user):
    grid = Grid()
    grid.edits(0, 11)
    grid.sees("Sizes: 11 2 3")
    grid.edits(1, 22)
    grid.sees("Sizes: 11 22 3")
    grid.edits(2, 33)
    grid.sees("Sizes: 11 22 33")


@proves("editor-written-back", engines=("apptest",), reason="No verb edits a cell.")
def second_edit_is_undone(user):
    grid = Grid()
    grid.edits(0, 11)
    grid.sees("Sizes: 11 2 3")
    grid.edits(1, 22)
    grid.sees("Sizes: 11 2 3")
    grid.edits(2, 33)
    grid.sees("Sizes: 11 2 33")


@proves(
    "editor-saved",
    engines=("apptest",),
    reason="No verb edits a cell.",
    apptest_shows="`st.rerun` behind a button never ends.",
    apptest_releases="1.29..1.31",
)
def edits_count_when_they_are_saved(user):
    grid = Grid()
    grid.edits(0, 11)
    grid.edits(1, 22)
    grid.sees("Saved: 1 2 3", "Edited: 11 22 3")
    grid.at.button[0].click()
    grid.edits(1, 22)
    grid.sees("Saved: 11 22 3", "Edited: 11 22 3")
    grid.edits(2, 33)
    assert grid.rows == {2: {"Size": 33}}, "a new editor, without the saved edits"
    grid.sees("Saved: 11 22 3", "Edited: 11 22 33")


@proves(
    "editor-saved",
    apptest_shows="`st.rerun` behind a button never ends.",
    apptest_releases="1.29..1.31",
)
def saving_without_edits_changes_nothing(user):
    user.clicks("Save")
    user.sees_in_order("Save", "Saved: 1 2 3", "Edited: 1 2 3")


@proves("editor-key")
def key_holds_no_edit_at_first(user):
    user.sees("Sizes: 1 2 3", "Key: edited_rows added_rows deleted_rows", "Edited: {}")


@proves("editor-key", engines=("apptest",), reason="No verb edits a cell.")
def key_holds_edits_by_position(user):
    grid = Grid()
    grid.edits(1, 22)
    grid.sees("Sizes: 1 22 3", "Edited: {1: {'Size': 22}}")


@proves("editor-key-set")
def editor_cannot_be_set(user):
    user.sees_error("StreamlitAPIException", "sizes")
    user.does_not_see("Sizes:", "2")
    user.reruns()
    user.sees("Sizes: 11 2 3")
    user.sees("1", times=1)
    user.sees("11", times=1)


@proves(
    "editor-discarded",
    engines=("apptest",),
    reason="No verb edits a cell.",
)
def new_key_discards_the_edits(user):
    grid = Grid()
    for size in (11, 12):
        grid.edits(0, size)
        grid.sees(f"Sizes: {size} 2 3")
        grid.at.button[0].click()
        grid.edits(0, size)
        grid.sees("Sizes: 1 2 3")


@proves("selection-set", refutes="selection-set-flat")
def code_selects_and_clears(user):
    user.does_not_see("Rows: 0 1")
    user.clicks("Both")
    user.sees("Rows: 0 1")
    user.reruns()
    user.sees("Rows: 0 1")
    user.clicks("None")
    user.sees("Rows:")
    user.does_not_see("Rows: 0 1")


@proves("selection-set", engines=("apptest",), reason="No verb selects a row.")
def person_selects_after_the_code(user):
    grid = Grid()
    grid.at.button[0].click().run()
    grid.sees("Rows: 0 1")
    grid.selects(1)
    grid.sees("Rows: 1")


@proves("selection-set-flat")
def flat_dictionary_is_refused(user):
    message = "Selection state must be a dictionary with a 'selection' key"
    user.sees("Rows:")
    for label in ("Both", "None"):
        user.clicks(label)
        user.sees_error("StreamlitAPIException", message)
        user.does_not_see("Rows:")
        user.reloads()


@proves("selection-in-brackets", refutes="selection-with-dots")
def brackets_read_what_was_assigned(user):
    user.does_not_see("Rows: 0 1")
    user.clicks("Both")
    user.sees("Rows: 0 1")
    user.reruns()
    user.sees("Rows: 0 1")


@proves("selection-in-brackets", engines=("apptest",), reason="No verb selects a row.")
def brackets_read_what_a_person_selects(user):
    grid = Grid()
    grid.selects(1)
    grid.sees("Rows: 1")


@proves("selection-with-dots", engines=("apptest",), reason="No verb selects a row.")
def dots_read_what_a_person_selects_only(user):
    grid = Grid()
    grid.selects(1)
    grid.sees("Rows: 1")


@proves("selection-with-dots")
def dots_miss_the_selection(user):
    user.sees("Rows:")
    user.clicks("Both")
    user.sees_error("AttributeError", "'dict' object has no attribute 'selection'")


@proves("selection-default")
def default_is_selected(user):
    user.sees("Rows: 1")
    user.reruns()
    user.sees("Rows: 1")


@proves("chart-selection-set")
def chart_cannot_be_set(user):
    user.sees_error("StreamlitAPIException", "points")


@proves("selection-default-alone")
def default_needs_on_select(user):
    user.sees_error("StreamlitAPIException", "or a callback to use")
