"""The engine `browser`: every verb on a small app, with a real server and a real Chromium."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import textwrap
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from stproof.engines.api import EngineDied, NotThere
from stproof.engines.browser.engine import BrowserDriver
from stproof.engines.browser.chromium import find_chromium
from stproof.engines.app_errors import error_bases
from stproof.engines.browser.server import free_port, is_free
from stproof.model.run import App
from stproof.proving.user import ExpectationFailed, User

PYTHON = os.environ.get("STPROOF_TEST_PYTHON", sys.executable)
"""Interpreter of the environment under check; the tests hold on every Streamlit since 1.28."""
CHROMIUM = find_chromium()
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]
Open = Callable[..., User]


@pytest.fixture(scope="module")
def engine() -> Iterator[BrowserDriver]:
    assert CHROMIUM
    engine = BrowserDriver(PYTHON, CHROMIUM, error_bases())
    yield engine
    engine.close()


@pytest.fixture
def app(engine: BrowserDriver, tmp_path: Path) -> Open:
    """Lays out an app, given as the text of its files, and opens it."""

    def open_(code: str, query: str = "", **files: str) -> User:
        return User(engine.open(laid_out(tmp_path, code, files), query))

    return open_


@pytest.fixture
def temporary() -> Iterator[Path]:
    """A folder with a short name: Chromium puts a socket there."""
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def laid_out(folder: Path, code: str, files: dict[str, str] | None = None) -> App:
    texts = {"app.py": code, **{f"{name}.py": text for name, text in (files or {}).items()}}
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("import streamlit as st\n" + textwrap.dedent(text), "utf-8")
    return App(
        name="counter",
        entry=str(folder / "app.py"),
        files=tuple(texts.items()),
        origins=(("app.py", "references/page.md"),),
        cwd=str(folder),
    )


def has(python: str, expression: str) -> bool:
    code = f"import streamlit as st, sys; sys.exit(0 if {expression} else 1)"
    return subprocess.run([python, "-c", code], check=False, stderr=subprocess.DEVNULL).returncode == 0


NEWER = ("pills", "navigation", "fragment", "dialog")
needs = {name: has(PYTHON, f"hasattr(st, {name!r})") for name in NEWER}


# --- widgets ----------------------------------------------------------------------------------


def test_a_click_counts_once(app: Open) -> None:
    user = app(
        """
        def add(): st.session_state.n += 1
        st.session_state.setdefault("n", 0)
        st.button("Add", on_click=add)
        st.write(f"Count: {st.session_state.n}")
        """
    )
    for count in range(1, 4):
        user.clicks("Add")
        user.does_not_see(f"Count: {count - 1}")
        user.sees(f"Count: {count}", times=1)


def test_typing_replaces_text_numbers_and_long_texts(app: Open) -> None:
    user = app(
        """
        st.write("Name is", st.text_input("Name", "Ada"))
        st.write("Age is", st.number_input("Age", value=3))
        st.write("Empty is", st.number_input("Empty", value=None))
        st.write("Note is", st.text_area("Note", "old"))
        """
    )
    user.types("Name", "Grace")
    user.types("Age", 44)
    user.types("Empty", 1.5)
    user.types("Note", "new")
    user.sees("Name is Grace", "Age is 44", "Empty is 1.5", "Note is new")
    user.sees_value("Name", "Grace")
    user.sees_value("Age", 44)
    user.types("Empty", "")
    user.sees("Empty is None")
    user.sees_value("Empty", None)


def test_dates_and_times_are_typed(app: Open) -> None:
    user = app(
        """
        import datetime
        st.write("Day is", str(st.date_input("Day", datetime.date(2024, 1, 2))))
        st.write("Hour is", str(st.time_input("Hour", datetime.time(8, 45))))
        first = datetime.date(2024, 1, 2), datetime.date(2024, 1, 5)
        days = st.date_input("Days", first, format="DD.MM.YYYY")
        st.write("Days are", " to ".join(map(str, days)))
        """
    )
    user.sees_value("Day", "2024/01/02")
    user.sees_value("Hour", "08:45")
    user.sees_value("Days", "02.01.2024 – 05.01.2024")
    user.types("Day", "2024-02-29")
    user.types("Hour", "09:15")
    user.types("Days", "2024-03-01 – 2024-03-04")
    user.sees("Day is 2024-02-29", "Hour is 09:15:00", "Days are 2024-03-01 to 2024-03-04")


def test_checkbox_and_toggle_are_switched(app: Open) -> None:
    user = app('st.write(st.checkbox("Agree"), st.toggle("Dark", True))')
    user.checks("Agree")
    user.unchecks("Dark")
    user.sees("True False")
    user.checks("Agree")
    user.sees_value("Agree", True)
    user.sees_value("Dark", False)


def test_options_are_picked(app: Open) -> None:
    user = app(
        """
        st.write("Radio:", st.radio("Radio", ["a", "b"], index=None))
        st.write("Select:", st.selectbox("Select", [f"o{n}" for n in range(60)], index=None))
        st.write("Multi:", ",".join(st.multiselect("Multi", ["p", "q", "r"], ["p"])))
        """
    )
    user.sees_value("Radio", None)
    user.sees_value("Select", None)
    user.picks("Radio", "b")
    user.picks("Select", "o2")
    user.picks("Multi", "q", "r")
    user.sees("Radio: b", "Select: o2", "Multi: q,r")
    user.picks("Select", "o55")
    user.sees_value("Select", "o55")
    user.sees_value("Multi", ("q", "r"))
    user.sees_options("Radio", "a", "b")
    user.picks("Multi")
    user.sees_options("Multi", "p", "q", "r")
    user.picks("Select")
    user.sees_value("Multi", ())
    user.sees("Select: None")


@pytest.mark.skipif(not needs["pills"], reason="no st.pills in this release")
def test_pills_and_segments_are_picked(app: Open) -> None:
    user = app(
        """
        st.write("Pill:", st.pills("Pill", ["u", "v"], default="u"))
        st.write("Pills:", ",".join(st.pills("Pills", ["u", "v", "w"], selection_mode="multi")))
        st.write("Segment:", st.segmented_control("Segment", ["u", "v"]))
        """
    )
    user.picks("Pill", "v")
    user.picks("Pills", "u", "w")
    user.picks("Segment", "u")
    user.sees("Pill: v", "Pills: u,w", "Segment: u")
    user.sees_value("Pills", ("u", "w"))
    user.picks("Pill")
    user.sees("Pill: None")


def test_a_slider_sends_only_where_it_ends(app: Open) -> None:
    user = app(
        """
        def moved(): st.session_state.moves = st.session_state.get("moves", 0) + 1
        st.slider("Far", 0, 1000, 5, key="far", on_change=moved)
        st.write(f"{st.session_state.far} after {st.session_state.get('moves', 0)} moves")
        """
    )
    user.slides("Far", 871)
    user.sees("871 after 1 moves")


def test_sliders_slide(app: Open) -> None:
    user = app(
        """
        import datetime
        st.write("Age is", st.slider("Age", 0, 100, 5))
        st.write("Share is", st.slider("Share", 0.0, 1.0, 0.25))
        st.write("Range is", str(st.slider("Range", 0, 100, (5, 10))))
        first, last = datetime.date(2024, 1, 1), datetime.date(2024, 2, 1)
        st.write("Day is", str(st.slider("Day", first, last, format="YYYY-MM-DD")))
        st.write("Colour is", st.select_slider("Colour", ["red", "green", "blue"], "green"))
        """
    )
    user.sees_value("Range", (5, 10))
    user.slides("Age", 87)
    user.slides("Share", 0.5)
    user.slides("Range", 20, 60)
    user.slides("Day", "2024-01-10")
    user.slides("Colour", "red")
    user.sees("Age is 87", "Share is 0.5", "Range is (20, 60)", "Day is 2024-01-10", "Colour is red")
    user.sees_value("Colour", "red")
    with pytest.raises(ExpectationFailed, match="'Colour' does not go to 'pink'"):
        user.slides("Colour", "pink")


def test_files_are_uploaded_and_replaced(app: Open) -> None:
    user = app(
        """
        files = st.file_uploader("Data", accept_multiple_files=True)
        st.write("Got", ",".join(f"{file.name}={file.read().decode()}" for file in files))
        """
    )
    user.uploads("Data", **{"a.csv": "1", "b.csv": "2"})
    user.sees("Got a.csv=1,b.csv=2")
    user.sees_value("Data", ("a.csv", "b.csv"))
    user.uploads("Data", **{"c.csv": b"3"})
    user.sees("Got c.csv=3")


def test_a_chat_line_is_sent(app: Open) -> None:
    user = app('st.write("Said", st.chat_input("Say something"))')
    user.says("hello")
    user.sees("Said hello")


def test_a_form_waits_for_its_button(app: Open) -> None:
    user = app(
        """
        with st.form("form"):
            name = st.text_input("Name")
            fair = st.checkbox("Fair")
            st.form_submit_button("Send")
        st.write(f"Got {name or 'nothing'}, {fair}")
        """
    )
    user.types("Name", "Ada")
    user.checks("Fair")
    user.sees("Got nothing, False")
    user.sees_value("Name", "Ada")
    user.clicks("Send")
    user.sees("Got Ada, True")


def test_tabs_and_expanders_open(app: Open) -> None:
    user = app(
        """
        one, two = st.tabs(["One", "Two"])
        one.write("in one")
        two.write("in two")
        with st.expander("More"):
            st.write("inside")
        """
    )
    user.sees("in one")
    user.does_not_see("in two", "inside")
    user.clicks("Two")
    user.clicks("More")
    user.sees("in two", "inside")
    user.does_not_see("in one")


@pytest.mark.skipif(not needs["dialog"], reason="no st.dialog in this release")
def test_a_dialog_opens_and_closes(app: Open) -> None:
    user = app(
        """
        @st.dialog("Sign in")
        def sign_in():
            name = st.text_input("Name")
            if st.button("Done"):
                st.session_state.name = name
                st.rerun()

        if st.button("Open"):
            sign_in()
        st.write("Hello", st.session_state.get("name", "stranger"))
        """
    )
    user.clicks("Open")
    user.types("Name", "Ada")
    user.clicks("Done")
    user.sees("Hello Ada")
    user.does_not_see("Sign in")
    user.does_not_see_widget("Done")


@pytest.mark.skipif(not needs["fragment"], reason="no st.fragment in this release")
def test_a_fragment_reruns_alone(app: Open) -> None:
    user = app(
        """
        import itertools
        runs = st.session_state.setdefault("runs", itertools.count(1))

        @st.fragment
        def part():
            st.button("Again")
            st.write(f"part {next(st.session_state.parts)}")

        st.session_state.setdefault("parts", itertools.count(1))
        st.write(f"whole {next(runs)}")
        part()
        """
    )
    user.clicks("Again")
    user.clicks("Again")
    user.sees("whole 1", "part 3")


# --- the app as a whole -----------------------------------------------------------------------


def test_an_action_returns_when_a_slow_app_is_done(app: Open) -> None:
    user = app(
        """
        import time
        if st.button("Work") and "done" not in st.session_state:
            st.write("begun")
            time.sleep(0.7)
            st.session_state.done = True
            st.rerun()
        st.write("Done" if "done" in st.session_state else "Idle")
        """
    )
    user.clicks("Work")
    user.does_not_see("begun", "Idle")
    user.sees("Done")


PAGES = {
    "pages/1_Setup": 'st.text_input("Unit", key="unit")\nst.write("this is setup")',
    "pages/2_Report": 'st.write("this is the report")',
}


def test_pages_of_a_folder_are_gone_to_and_back(app: Open) -> None:
    user = app('st.write("this is home")', **PAGES)
    user.goes_to("Setup")
    user.sees("this is setup")
    user.types("Unit", "m")
    user.goes_to("Report")
    user.sees("this is the report")
    user.goes_back()
    user.sees("this is setup")
    user.goes_forward()
    user.sees("this is the report")


@pytest.mark.skipif(not needs["navigation"], reason="no st.navigation in this release")
def test_pages_of_st_navigation_are_gone_to(app: Open) -> None:
    user = app(
        """
        st.navigation([st.Page("start.py", title="Start"), st.Page("end.py", title="The end")]).run()
        """,
        start='st.write("at the start")',
        end='st.write("at the end")',
    )
    user.sees("at the start")
    user.goes_to("The end")
    user.sees("at the end")


def test_a_reload_and_a_new_address_are_new_sessions(app: Open) -> None:
    code = """
        st.session_state.setdefault("n", 0)
        st.session_state.n += 1
        st.write(f"run {st.session_state.n}")
        new = hasattr(st, "query_params")
        st.write("city" in (st.query_params if new else st.experimental_get_query_params()))
        """
    user = app(code, query="city=Rome")
    user.sees("run 1", "True")
    user.sees_in_url("city=Rome")
    user.reruns()
    user.sees("run 2")
    user.reloads()
    user.sees("run 1", "True")
    user.opens_url("")
    user.sees("run 1", "False")
    user.goes_back()
    user.sees("True")


def test_tabs_and_people_have_sessions_of_their_own(app: Open) -> None:
    user = app(
        """
        import os
        st.session_state.setdefault("n", 0)
        if st.button("Add"): st.session_state.n += 1
        st.write(f"mine: {st.session_state.n}")
        """
    )
    user.clicks("Add")
    other = user.opens_tab()
    other.sees("mine: 0")
    bob = user.invites("Bob")
    bob.clicks("Add")
    bob.clicks("Add")
    user.sees("mine: 1")
    bob.sees("mine: 2")
    other.closes_tab()
    user.clicks("Add")
    user.sees("mine: 2")


def test_the_session_outlives_a_lost_connection_but_not_the_server(app: Open) -> None:
    user = app(
        """
        st.session_state.setdefault("n", 0)
        if st.button("Add"): st.session_state.n += 1
        st.write(f"Count: {st.session_state.n}")
        """
    )
    user.clicks("Add")
    user.loses_connection()
    user.clicks("Add")
    user.sees("Count: 2")
    user.restarts_server()
    user.clicks("Add")
    user.sees("Count: 1")


def test_nothing_of_one_app_reaches_the_next(app: Open) -> None:
    user = app('st.write("first")\nprint("from the first")', query="a=1")
    user._session._page.evaluate("localStorage.a = sessionStorage.a = document.cookie = 'a=1'")
    user = app('st.write("second")')
    user.sees("second")
    user.sees_in_url("")
    user.does_not_find_in_log("from the first")
    look = "[localStorage.length, sessionStorage.length, history.length, document.cookie]"
    *counts, cookies = user._session._page.evaluate(look)
    assert counts == [0, 0, 1]
    assert "a=1" not in cookies


# --- what a person is told ---------------------------------------------------------------------


def test_an_error_is_seen_with_its_bases_and_its_line_in_the_page(app: Open) -> None:
    user = app(
        """
        st.text_input("Name", key="name")
        st.session_state.name = "Ada"
        """
    )
    user.sees_error("StreamlitAPIException", "cannot be modified")
    (error,) = user._session.screen().errors
    assert (error.path, error.line) == ("references/page.md", 4)


def test_an_error_without_a_streamlit_class_is_seen(app: Open) -> None:
    user = app('st.write("above")\nst.session_state["nope"]')
    user.sees("above")
    user.sees_error("LookupError", 'no key "nope"')
    (error,) = user._session.screen().errors
    assert (error.type, error.line) == ("KeyError", 3)


def test_the_log_has_what_the_app_and_streamlit_write(app: Open) -> None:
    user = app('print("hello log", flush=True)\nst.button("B", key="b")')
    user.finds_in_log("hello log", times=1)
    user.reruns()
    user.finds_in_log("hello log", times=2)
    assert "You can now view" not in user._session.log()


def test_a_missing_widget_is_named_with_those_that_are_there(app: Open) -> None:
    user = app('st.button("Add")\nst.button("Off", disabled=True)\nst.selectbox("Size", ["S", "M"])')
    with pytest.raises(ExpectationFailed) as caught:
        user.clicks("Ad")
    assert caught.value.expected == "there is no button or link or tab 'Ad'; there are: 'Add', 'Off'"
    with pytest.raises(NotThere, match="'Off' is disabled"):
        user._session.click("Off")
    with pytest.raises(NotThere, match="'Size' has no option 'L'; there are: 'S', 'M'"):
        user._session.pick("Size", ("L",))


@pytest.mark.skipif(not needs["fragment"], reason="no st.fragment in this release")
def test_an_act_waits_for_what_comes_late(app: Open) -> None:
    user = app("""
        import time

        st.session_state.setdefault("start", time.time())

        @st.fragment(run_every=0.5)
        def late():
            if time.time() > st.session_state.start + 2:
                st.button("Late")

        late()
    """)
    user.does_not_see_widget("Late")
    user.clicks("Late")


def test_a_person_who_types_twice_in_a_row_does_not_leave_the_box(app: Open) -> None:
    user = app("""
        st.session_state.runs = st.session_state.get("runs", 0) + 1
        st.text_input("Word")
        st.write("Runs:", st.session_state.runs)
    """)
    user.types("Word", "a")
    user.types("Word", "b")
    user.sees("Runs: 3")


def test_the_tab_in_which_a_person_acts_is_in_front(app: Open) -> None:
    user = app("st.selectbox('Size', ['S', 'M'])")
    second = user.opens_tab()
    user.picks("Size", "M")
    bob = user.invites("Bob")
    for each, size in ((user, "S"), (second, "M"), (bob, "M"), (user, "M")):
        start = time.perf_counter()
        each.picks("Size", size)
        assert time.perf_counter() - start < 3  # in a tab behind others this takes four seconds


def test_a_picture_is_saved(app: Open, tmp_path: Path) -> None:
    user = app('st.write("cheese")')
    user._session.screenshot(str(tmp_path / "shot.png"))
    assert (tmp_path / "shot.png").read_bytes().startswith(b"\x89PNG")


# --- endings ----------------------------------------------------------------------------------


def test_a_server_that_ends_is_named_and_the_next_app_opens(app: Open) -> None:
    user = app('import os\nif st.button("Die"): os._exit(3)\nst.write("alive")')
    with pytest.raises(EngineDied, match="the server ended with exit code 3"):
        user.clicks("Die")
    app('st.write("next")').sees("next")


def test_a_host_of_servers_that_ends_is_named_and_the_next_app_opens(app: Open) -> None:
    user = app('st.button("Add")')
    zygotes = [process for process in children() if "zygote.py" in command_line(process)]
    if not zygotes:
        pytest.skip("no zygote on this system: servers are plain processes")
    zygotes[0].kill()
    with pytest.raises(EngineDied, match="the process that starts Streamlit's servers has ended"):
        user.restarts_server()
    app('st.write("next")').sees("next")


def test_a_chromium_that_ends_is_named_and_the_next_app_opens(app: Open) -> None:
    user = app('st.button("Add")')
    for process in chromiums():
        process.kill()
    with pytest.raises(EngineDied, match="Chromium has ended"):
        user.clicks("Add")
    app('st.write("next")').sees("next")


def test_a_port_that_is_taken_meanwhile_is_left_alone(app: Open) -> None:
    user = app('st.write("first")')
    taken = user._session._server.port
    user._session._server.stop()
    with socket.create_server(("127.0.0.1", taken)):
        user = app('st.write("second")')
        user.sees("second")
        assert user._session._server.port != taken


def test_two_checks_at_the_same_time_do_not_meet(app: Open, tmp_path: Path, temporary: Path) -> None:
    user = app('st.write("one")')
    with worker(tmp_path, temporary, 'st.write("two")') as other:
        user.sees("one")
        user.reloads()
        user.sees("one")
        assert other.poll() is None


def test_closing_leaves_nothing_behind(tmp_path: Path, temporary: Path) -> None:
    code = 'import subprocess\nst.write("on")\nsubprocess.Popen(["sleep", "60"])'
    with worker(tmp_path, temporary, code) as process:
        family = descendants(process)
        assert {"sleep"} < {member.name() for member in family}
        port = listening(family)
        assert process.stdin
        process.stdin.close()
        assert process.wait(10) == 0
    assert [member for member in family if alive(member)] == []
    assert is_free(port)
    assert wait_until(lambda: list(temporary.iterdir()) == [])


@pytest.mark.parametrize("signal_", [signal.SIGKILL, signal.SIGINT])
def test_a_killed_worker_leaves_no_process_behind(
    tmp_path: Path, temporary: Path, signal_: signal.Signals
) -> None:
    with worker(tmp_path, temporary, 'st.write("on")') as process:
        family = descendants(process)
        port = listening(family)
        process.send_signal(signal_)
        process.wait(10)
    assert wait_until(lambda: not any(map(alive, family))), [member for member in family if alive(member)]
    assert is_free(port)
    assert wait_until(lambda: list(temporary.iterdir()) == [])


WORKER = """
import sys
from stproof.engines.browser.engine import BrowserDriver
from stproof.model.run import App
from stproof.proving.user import User
engine = BrowserDriver(sys.argv[2], sys.argv[3], {})
User(engine.open(App(name="app", entry=sys.argv[1])))
print("open", flush=True)
sys.stdin.read()
engine.close()
"""


@contextmanager
def worker(folder: Path, temporary: Path, code: str) -> Iterator[subprocess.Popen[str]]:
    """Another process with an engine of its own, and the app open in it."""
    app = laid_out(folder / "app", code)
    process = subprocess.Popen(
        [sys.executable, "-c", WORKER, app.entry, PYTHON, str(CHROMIUM)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "TMPDIR": str(temporary)},
        text=True,
    )
    with process:
        try:
            assert process.stdout
            assert process.stdout.readline() == "open\n"
            yield process
        finally:
            family = descendants(process) if process.poll() is None else []
            process.kill()
            psutil.wait_procs(family, 10)


def descendants(process: subprocess.Popen[str]) -> list[psutil.Process]:
    return psutil.Process(process.pid).children(recursive=True)


def listening(family: list[psutil.Process]) -> int:
    """The port of the server among them."""
    (port,) = {
        connection.laddr.port
        for member in family
        for connection in member.net_connections("tcp")
        if connection.status == psutil.CONN_LISTEN
    }
    return int(port)


def children() -> list[psutil.Process]:
    return psutil.Process().children(recursive=True)


def command_line(process: psutil.Process) -> str:
    """Empty for one that has just ended."""
    return " ".join(process.as_dict(["cmdline"], ad_value=[])["cmdline"])


def chromiums() -> list[psutil.Process]:
    return [process for process in children() if "chrom" in process.name()]


def alive(process: psutil.Process) -> bool:
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE


def wait_until(condition: Callable[[], bool], seconds: float = 15.0) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def test_a_free_port_is_free() -> None:
    port = free_port()
    assert is_free(port)
    with socket.create_server(("127.0.0.1", port)):
        assert not is_free(port)
        assert free_port(port) != port
