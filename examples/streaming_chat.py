"""Chat that streams its answers and keeps what was said when it is interrupted.

Any click and any new message stops the run, at its next word. So each word goes into the history before
it is shown, and an answer that has begun is not begun again. Streamlit 1.31 and later.
"""

import time

import streamlit as st


def reply(question):
    """Stands in for a language model; the words come one by one."""
    for word in f"You said: {question}".split():
        time.sleep(0.1)
        yield word + " "


def kept(entry):
    entry["answer"] = text = ""
    for word in reply(entry["question"]):
        text += word
        entry["answer"] = text  # not +=: a run that is being stopped may still write here
        yield word


def send():
    if question := st.session_state.box.strip():
        history.append({"question": question, "answer": None})


st.chat_input("Message", key="box", on_submit=send)
st.title("Patient echo")
history = st.session_state.setdefault("history", [])
for entry in history:
    st.chat_message("user").write(entry["question"])
    with st.chat_message("assistant"):
        text, stop = st.empty(), st.empty()
        if entry["answer"] is None:
            stop.button("Stop answering")  # needs no code: the click alone stops the run
            text.write_stream(kept(entry))
            st.rerun()  # without the button
        text.write(entry["answer"])
