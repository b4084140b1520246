"""Chat with a history, drafts for the box and another try at the last answer.

An answer is due whenever the last message is the person's: after sending, after "Another answer",
and after an interrupted run. Streamlit 1.47 and later (a chat input that can be filled).
"""

import streamlit as st

OPENINGS = ("You said:", "So you think:", "In other words:")


def reply(question, attempt):
    """Stands in for a language model; the words come one by one."""
    for word in f"{OPENINGS[attempt % len(OPENINGS)]} {question}".split():
        yield word + " "


def send():
    st.session_state.messages.append({"role": "user", "content": st.session_state.box})
    st.session_state.attempt = 0


def draft(text):
    st.session_state.box = text


def again():
    st.session_state.messages.pop()
    st.session_state.attempt += 1


messages = st.session_state.setdefault("messages", [])

st.title("Echo")
for message in messages:
    with st.chat_message(message["role"]):
        st.write(message["content"])

if messages and messages[-1]["role"] == "user":
    with st.chat_message("assistant"):
        answer = st.write_stream(reply(messages[-1]["content"], st.session_state.attempt))
    messages.append({"role": "assistant", "content": answer})

if messages:
    st.button("Another answer", on_click=again)
else:
    st.button("Tell me a story", on_click=draft, args=["Tell me a story about "])

st.chat_input("Message", key="box", on_submit=send)
