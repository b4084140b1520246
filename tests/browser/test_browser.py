"""The engine `browser`: what only a real server and a real Chromium show, and how both end."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
import pytest

from app_cases import Open, opener, written
from conftest import PYTHON
from stproof.engines.api import Driver, EngineDied
from stproof.engines.browser.server import free_port, is_free
from stproof.proving.user import ExpectationFailed, User

pytestmark = pytest.mark.browser


@pytest.fixture
def opens(browser: Driver, tmp_path: Path) -> Open:
    """Opens an app in Chromium; see `opener`."""
    return opener(browser, tmp_path)


@pytest.fixture
def temporary() -> Iterator[Path]:
    """A folder with a short name: Chromium puts a socket there."""
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def session(user: User) -> Any:
    """The engine's side of the person."""
    return user._session


# --- widgets ----------------------------------------------------------------------------------


def test_dates_and_times_are_typed(opens: Open) -> None:
    user = opens(
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


def test_a_slider_sends_only_where_it_ends(opens: Open) -> None:
    user = opens(
        """
        def moved(): st.session_state.moves = st.session_state.get("moves", 0) + 1
        st.slider("Far", 0, 1000, 5, key="far", on_change=moved)
        st.write(f"{st.session_state.far} after {st.session_state.get('moves', 0)} moves")
        """
    )
    user.slides("Far", 871)
    user.sees("871 after 1 moves")


def test_tabs_and_expanders_open(opens: Open) -> None:
    user = opens(
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


def test_a_dialog_opens_and_closes(opens: Open) -> None:
    user = opens(
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


def test_a_fragment_reruns_alone(opens: Open) -> None:
    user = opens(
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


def test_texts_of_what_is_closed_name_no_container(opens: Open) -> None:
    user = opens(
        """
        one, two = st.tabs(["One", "Two"])
        one.checkbox("Sold", key="one")
        two.checkbox("Sold", key="two")
        """
    )
    user.within("One").checks("Sold")
    user.clicks("Two")
    user.within("Two").sees_value("Sold", False)
    user.within("Two").checks("Sold")
    user.transcript.assert_timeout = 0
    with pytest.raises(ExpectationFailed, match="there is no text 'One'"):
        user.within("One").checks("Sold")


def test_popover_is_in_the_row_of_its_button(opens: Open) -> None:
    user = opens(
        """
        for name in ("Milk", "Bread"):
            left, right = st.columns(2)
            left.write(name)
            with right, st.popover("Edit"):
                st.checkbox("Sold", key=name)
        """
    )
    user.within("Bread").clicks("Edit")
    user.within("Bread").checks("Sold")
    user.within("Bread").sees_value("Sold", True)


# --- an app that is drawn again while a person acts ---------------------------------------------

REDRAW = """([name, type]) => {
  window.clicked = [];
  addEventListener(type, function once({ target }) {
    const widget = target.closest?.(`[data-testid=${name}]`);
    if (!widget) return;
    const box = widget.querySelector("input[type=number]");
    removeEventListener(type, once, true);
    if (box) return queueMicrotask(() => {
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(box, "20");
      box.dispatchEvent(new Event("input", { bubbles: true }));
    });
    const shown = [...widget.querySelectorAll("p")].at(-1), before = shown.textContent;
    addEventListener("click", () => window.clicked.push(shown.textContent), true);
    shown.textContent = "Delete";
    setTimeout(() => { shown.textContent = before; }, 500);
  }, true);
}"""
"""The first such event in such a widget changes what it shows, as a run that ends just then does: a number
box shows 20 again, a button or option another text for half a second."""


def test_text_goes_into_a_box_that_is_drawn_again(opens: Open) -> None:
    user = opens(
        """
        st.write("Prices:", *st.session_state.setdefault("prices", []))
        st.session_state.prices.append(st.number_input("Price", value=20))
        """
    )
    session(user).page.evaluate(REDRAW, ["stNumberInput", "input"])
    user.types("Price", 18)
    user.reruns()
    user.sees("Prices: 20 18")


@pytest.mark.parametrize(
    ("name", "act", "shown"),
    [
        ("stButton", lambda user: user.clicks("Add"), "Add"),
        ("stRadio", lambda user: user.picks("Size", "L"), "L"),
    ],
)
def test_click_meets_only_what_shows_what_is_meant(
    name: str, act: Callable[[User], None], shown: str, opens: Open
) -> None:
    user = opens('st.button("Add")\nst.radio("Size", ["S", "M", "L"])')
    session(user).page.evaluate(REDRAW, [name, "pointermove"])
    act(user)
    assert set(session(user).page.evaluate("clicked")) == {shown}


def test_nothing_wrong_is_sent_to_an_app_that_changes_by_itself(opens: Open) -> None:
    user = opens(
        """
        def note(): st.session_state.typed.add(st.session_state.price)
        st.session_state.setdefault("typed", set())

        @st.fragment(run_every=0.3)
        def part():
            st.session_state.price = 20
            st.number_input("Price", key="price", step=1, on_change=note)

        part()
        st.write("Typed:", *sorted(st.session_state.typed))
        """
    )
    for price in range(11, 17):
        user.types("Price", price)
    user.reruns()
    user.sees("Typed: 11 12 13 14 15 16")


# --- the app as a whole -----------------------------------------------------------------------


def test_an_action_returns_when_a_slow_app_is_done(opens: Open) -> None:
    user = opens(
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
    "pages/1_Setup.py": 'st.text_input("Unit", key="unit")\nst.write("this is setup")',
    "pages/2_Report.py": 'st.write("this is the report")',
}


def test_pages_of_a_folder_are_gone_to_and_back(opens: Open) -> None:
    user = opens('st.write("this is home")', PAGES)
    user.goes_to("Setup")
    user.sees("this is setup")
    user.types("Unit", "m")
    user.goes_to("Report")
    user.sees("this is the report")
    user.goes_back()
    user.sees("this is setup")
    user.goes_forward()
    user.sees("this is the report")


def test_tabs_and_people_have_sessions_of_their_own(opens: Open) -> None:
    user = opens(
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


def test_the_session_outlives_a_lost_connection_but_not_the_server(opens: Open) -> None:
    user = opens(
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


def test_nothing_of_one_app_reaches_the_next(opens: Open) -> None:
    user = opens('st.write("first")\nprint("from the first")', query="a=1")
    session(user).page.evaluate("localStorage.a = sessionStorage.a = document.cookie = 'a=1'")
    user = opens('st.write("second")')
    user.sees("second")
    user.sees_in_url("")
    user.does_not_find_in_log("from the first")
    look = "[localStorage.length, sessionStorage.length, history.length, document.cookie]"
    *counts, cookies = session(user).page.evaluate(look)
    assert counts == [0, 0, 1]
    assert "a=1" not in cookies


# --- what a person is told ---------------------------------------------------------------------


def test_an_error_is_seen_with_its_bases_and_its_line_in_the_page(opens: Open) -> None:
    user = opens(
        """
        st.text_input("Name", key="name")
        st.session_state.name = "Ada"
        """
    )
    user.sees_error("StreamlitAPIException", "cannot be modified")
    (error,) = session(user).screen().errors
    assert (error.path, error.line) == ("references/page.md", 12)


def test_the_log_has_what_the_app_and_streamlit_write(opens: Open) -> None:
    user = opens('print("hello log", flush=True)\nst.button("B", key="b")')
    user.finds_in_log("hello log", times=1)
    user.reruns()
    user.finds_in_log("hello log", times=2)
    assert "You can now view" not in session(user).log()


def test_an_act_waits_for_what_comes_late(opens: Open) -> None:
    user = opens("""
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


def test_a_person_who_types_twice_in_a_row_does_not_leave_the_box(opens: Open) -> None:
    user = opens("""
        st.session_state.runs = st.session_state.get("runs", 0) + 1
        st.text_input("Word")
        st.write("Runs:", st.session_state.runs)
    """)
    user.types("Word", "a")
    user.types("Word", "b")
    user.sees("Runs: 3")


def test_the_tab_in_which_a_person_acts_is_in_front(opens: Open) -> None:
    user = opens("st.selectbox('Size', ['S', 'M'])")
    second = user.opens_tab()
    user.picks("Size", "M")
    bob = user.invites("Bob")
    for each, size in ((user, "S"), (second, "M"), (bob, "M"), (user, "M")):
        each.picks("Size", size)
        assert session(each).browser._front is session(each).page  # behind others this takes four seconds


def test_a_picture_is_saved(opens: Open, tmp_path: Path) -> None:
    user = opens('st.write("cheese")')
    session(user).screenshot(str(tmp_path / "shot.png"))
    assert (tmp_path / "shot.png").read_bytes().startswith(b"\x89PNG")


# --- endings ----------------------------------------------------------------------------------


def test_a_server_that_ends_is_named_and_the_next_app_opens(opens: Open) -> None:
    user = opens('import os\nif st.button("Die"): os._exit(3)\nst.write("alive")')
    with pytest.raises(EngineDied, match="the server ended with exit code 3"):
        user.clicks("Die")
    opens('st.write("next")').sees("next")


def test_a_host_of_servers_that_ends_is_named_and_the_next_app_opens(opens: Open) -> None:
    user = opens('st.button("Add")')
    zygotes = [process for process in children() if "browser.zygote" in command_line(process)]
    if not zygotes:
        pytest.skip("no zygote on this system: servers are plain processes")
    zygotes[0].kill()
    with pytest.raises(EngineDied, match="the process that starts Streamlit's servers has ended"):
        user.restarts_server()
    opens('st.write("next")').sees("next")


def test_a_chromium_that_ends_is_named_and_the_next_app_opens(opens: Open) -> None:
    user = opens('st.button("Add")')
    for process in chromiums():
        process.kill()
    with pytest.raises(EngineDied, match="Chromium has ended"):
        user.clicks("Add")
    opens('st.write("next")').sees("next")


def test_a_port_that_is_taken_meanwhile_is_left_alone(opens: Open) -> None:
    user = opens('st.write("first")')
    taken = session(user).server.port
    session(user).server.stop()
    with socket.create_server(("127.0.0.1", taken)):
        user = opens('st.write("second")')
        user.sees("second")
        assert session(user).server.port != taken


def test_two_checks_at_the_same_time_do_not_meet(opens: Open, tmp_path: Path, temporary: Path) -> None:
    user = opens('st.write("one")')
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
from stproof.engines.browser.chromium import find_chromium
from stproof.engines.browser.engine import BrowserDriver
from stproof.model.run import App
from stproof.proving.user import User
engine = BrowserDriver(sys.argv[2], find_chromium(), {})
User(engine.open(App(name="app", entry=sys.argv[1])))
print("open", flush=True)
sys.stdin.read()
engine.close()
"""


@contextmanager
def worker(folder: Path, temporary: Path, code: str) -> Iterator[subprocess.Popen[str]]:
    """Another process with an engine of its own, and the app open in it."""
    app = written(folder / "app", code)
    process = subprocess.Popen(
        [sys.executable, "-c", WORKER, app.entry, PYTHON],
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
