"""To-do list whose tasks are ticked off, edited and deleted.

The tasks are plain state; the widgets show them and report back in callbacks. Each key is made of
the task's id, which stays when other tasks go.
"""

from uuid import uuid4

import streamlit as st


def add():
    if text := st.session_state.new.strip():
        tasks[uuid4().hex] = {"text": text, "done": False}
    st.session_state.new = ""


def tick(task_id):
    tasks[task_id]["done"] = st.session_state[f"done-{task_id}"]


def edit(task_id):
    st.session_state.edited = task_id


def save(task_id):
    tasks[task_id]["text"] = st.session_state[f"text-{task_id}"]
    st.session_state.edited = None


def delete(task_id):
    tasks.pop(task_id, None)  # two quick clicks call it twice


tasks = st.session_state.setdefault("tasks", {})
st.session_state.setdefault("edited", None)

st.title("To do")
st.text_input("New task", key="new", on_change=add)
hide = st.toggle("Hide done")

for task_id, task in tasks.items():
    if hide and task["done"]:
        continue
    text = task["text"]
    if task_id == st.session_state.edited:
        st.text_input("Task", text, key=f"text-{task_id}", on_change=save, args=[task_id])
        continue
    box, change, drop = st.columns([4, 2, 2])
    box.checkbox(text, task["done"], key=f"done-{task_id}", on_change=tick, args=[task_id])
    change.button(f"Edit {text}", key=f"edit-{task_id}", on_click=edit, args=[task_id])
    drop.button(f"Delete {text}", key=f"delete-{task_id}", on_click=delete, args=[task_id])

st.write("Open:", sum(not task["done"] for task in tasks.values()))
