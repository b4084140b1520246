"""Job in the background, with progress and cancel.

The thread knows nothing of Streamlit: it writes to the job, and a fragment reads there how far it is.
Only the page puts the job into st.session_state. Streamlit 1.37 and later.
"""

import threading

import streamlit as st


class Job(threading.Thread):
    def __init__(self, pages):
        super().__init__(daemon=True)
        self.pages = pages
        self.done = 0
        self.cancelled = threading.Event()

    def run(self):
        while self.done < self.pages and not self.cancelled.wait(0.1):
            self.done += 1  # the real work


def start():
    if not running():  # a double click comes here twice
        st.session_state.job = Job(st.session_state.pages)
        st.session_state.job.start()


def running():
    return "job" in st.session_state and st.session_state.job.is_alive()


@st.fragment(run_every=0.5)
def watch(job):
    st.progress(job.done / job.pages, f"{job.done} of {job.pages} pages")
    st.button("Cancel", on_click=job.cancelled.set, disabled=job.cancelled.is_set())
    if not job.is_alive():
        st.rerun()  # the whole page


st.title("Print")
if running():
    watch(st.session_state.job)
else:
    st.number_input("Pages", 1, 1000, 20, key="pages")
    st.button("Start", on_click=start, type="primary")
    if job := st.session_state.get("job"):
        st.write(f"Printed {job.done} of {job.pages} pages")
