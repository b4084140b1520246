"""The engine `apptest`: what it says of what AppTest cannot do, and what only it shows."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app_cases import Open
from stproof.engines.api import OnlyInBrowser
from stproof.proving.user import User


def test_form_that_is_cleared_on_submit(opens: Open) -> None:
    user = opens(
        """
        with st.form("sign up", clear_on_submit=True):
            name = st.text_input("Name")
            st.form_submit_button("Send")
        st.text(f"sent {name}")
        """
    )
    user.types("Name", "Ada")
    user.clicks("Send")
    user.sees("sent Ada")
    user.clicks("Send")
    user.sees_value("Name", "")


def test_all_that_a_browser_opens_is_read(opens: Open) -> None:
    user = opens(
        """
        st.json({"a": 1})
        st.expander("More").write("Inside")
        st.tabs(["First", "Second"])[1].write("In the tab")
        st.dialog("Title")(lambda: st.write("In the dialog"))()
        """
    )
    user.sees("More", "Inside", "First", "Second", "In the tab", "Title", "In the dialog")


def test_dialog_comes_first(opens: Open) -> None:
    user = opens(
        """
        st.dialog("Title")(lambda: st.checkbox("Sure", key="above"))()
        st.checkbox("Sure", key="below")
        """
    )
    user.checks("Sure")
    assert user.transcript.unexpected() == ()
    (below, above) = user._session.screen().widgets
    assert (below.value, above.value) == (False, True)


@pytest.mark.parametrize("code", ["st.tabs(['One', 'Two'])", "st.expander('Two')", "st.popover('Two')"])
def test_what_apptest_cannot_open_is_refused(code: str, opens: Open) -> None:
    user = opens(code)
    user.sees_widget("Two")
    with pytest.raises(
        OnlyInBrowser, match=r"^AppTest cannot open 'Two': it shows what is in every tab and expander$"
    ):
        user.clicks("Two")


@pytest.mark.parametrize(
    ("act", "lacks"),
    [
        (User.goes_back, "AppTest has no browser history"),
        (User.goes_forward, "AppTest has no browser history"),
        (User.closes_tab, "AppTest has no tab to close"),
        (User.loses_connection, "AppTest has no connection"),
        (User.restarts_server, "AppTest has no server"),
        (lambda user: user.clicks("Go"), "AppTest cannot follow 'Go' out of the app"),
    ],
)
def test_only_a_browser_can(act: Callable[[User], None], lacks: str, opens: Open) -> None:
    user = opens("st.link_button('Go', 'https://example.com')")
    with pytest.raises(OnlyInBrowser, match=f"^{lacks}$"):
        act(user)


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("import sys\nsys.exit(3)", "SystemExit: 3 at references/page.md:12"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt:  at references/page.md:11"),
    ],
)
def test_error_that_ends_the_script_thread(code: str, error: str, opens: Open) -> None:
    user = opens(code)
    (seen,) = user.transcript.errors
    assert str(seen) == error


def test_own_error_type_is_known_with_its_bases(opens: Open) -> None:
    user = opens("class Own(ValueError): ...\nraise Own('x')")
    user.sees_error("ValueError", "x")
    user.sees_error("Own")
