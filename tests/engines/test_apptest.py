"""The engine `apptest`: every verb on a small app, and what it says of what AppTest cannot do."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from stproof.engines.api import OnlyInBrowser
from stproof.model.run import Cause
from stproof.proving.user import ExpectationFailed, User

Open = Callable[..., User]
ADDS = """
st.session_state.n = st.session_state.get("n", 0) + st.button("Add")
st.write(st.session_state.n)
"""


def test_clicks_a_button(opens: Open) -> None:
    user = opens(ADDS)
    user.clicks("Add")
    user.clicks("Add")
    user.sees("2")


def test_click_is_over_at_the_next_run(opens: Open) -> None:
    user = opens("st.write('on' if st.button('Add') else 'off')")
    user.clicks("Add")
    user.sees("on")
    user.reruns()
    user.sees("off")


def test_clicks_a_download(opens: Open) -> None:
    user = opens("if st.download_button('Get', 'x'):\n    st.write('got it')")
    user.clicks("Get")
    user.sees("got it")


@pytest.mark.parametrize(
    ("widget", "typed", "value", "shown"),
    [
        ("st.text_input('W')", "Ada", "'Ada'", "Ada"),
        ("st.text_area('W', 'old')", "a b", "'a b'", "a b"),
        ("st.text_input('W', 'old')", "", "''", ""),
        ("st.number_input('W', value=1)", 5, "5", 5),
        ("st.number_input('W', value=1.0)", "2.5", "2.5", 2.5),
        ("st.number_input('W', value=1.0)", 3, "3.0", 3),
        ("st.number_input('W', value=None)", "", "None", None),
        ("st.date_input('W')", "2026/05/01", "datetime.date(2026, 5, 1)", "2026/05/01"),
        ("st.time_input('W')", "08:30", "datetime.time(8, 30)", "08:30"),
        (
            "st.datetime_input('W')",
            "2026/05/01, 08:30",
            "datetime.datetime(2026, 5, 1, 8, 30)",
            "2026/05/01, 08:30",
        ),
        ("st.color_picker('W')", "#ff0000", "'#ff0000'", "#ff0000"),
    ],
)
def test_types(widget: str, typed: str, value: str, shown: object, opens: Open) -> None:
    user = opens(f"st.text(repr({widget}))")
    user.types("W", typed)
    user.sees(value)
    user.sees_value("W", shown)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("widget", "typed"),
    [
        ("st.number_input('W', value=1)", "five"),
        ("st.number_input('W', 0, 10)", "11"),
        ("st.number_input('W', 0.5)", "0.25"),
        ("st.date_input('W')", "tomorrow"),
        ("st.time_input('W')", "noon"),
    ],
)
def test_box_refuses_what_it_cannot_take(widget: str, typed: str, opens: Open) -> None:
    user = opens(widget)
    with pytest.raises(ExpectationFailed, match=f"expected  'W' does not take '{typed}'") as error:
        user.types("W", typed)
    assert error.value.cause is Cause.NOT_FOUND


@pytest.mark.parametrize(
    ("widget", "picked", "value", "shown"),
    [
        ("st.selectbox('W', ['a', 'b'])", ["b"], "'b'", "b"),
        ("st.selectbox('W', ['a', 'b'], index=None, key='k')", [], "None", None),
        ("st.selectbox('W', [1, 2], format_func=lambda n: f'no {n}')", ["no 2"], "2", "no 2"),
        ("st.radio('W', ['a', 'b'])", ["b"], "'b'", "b"),
        ("st.multiselect('W', ['a', 'b', 'c'], default=['a'])", ["c", "b"], "['c', 'b']", ("c", "b")),
        ("st.multiselect('W', ['a', 'b'], default=['a'])", [], "[]", ()),
        ("st.pills('W', ['a', 'b'])", ["b"], "'b'", "b"),
        ("st.pills('W', ['a', 'b'], selection_mode='multi')", ["a", "b"], "['a', 'b']", ("a", "b")),
        ("st.segmented_control('W', ['a', 'b'])", ["a"], "'a'", "a"),
    ],
)
def test_picks(widget: str, picked: list[str], value: str, shown: object, opens: Open) -> None:
    user = opens(f"st.text(repr({widget}))")
    user.picks("W", *picked)
    user.sees(value)
    user.sees_value("W", shown)  # type: ignore[arg-type]
    user.reruns()
    user.sees(value)


def test_option_that_is_not_there(opens: Open) -> None:
    user = opens("st.selectbox('City', ['Rome', 'Oslo'])")
    with pytest.raises(ExpectationFailed, match="expected  'City' has no option 'Paris'; there are: 'Rome', 'Oslo'"):
        user.picks("City", "Paris")


@pytest.mark.parametrize("widget", ["selectbox", "radio"])
def test_what_has_no_cross_cannot_be_cleared(widget: str, opens: Open) -> None:
    user = opens(f"st.{widget}('City', ['Rome', 'Oslo'])")
    with pytest.raises(ExpectationFailed, match="expected  'City' has nothing that clears it"):
        user.picks("City")


@pytest.mark.parametrize("widget", ["checkbox", "toggle"])
def test_checks_and_unchecks(widget: str, opens: Open) -> None:
    user = opens(f"st.write(str(st.{widget}('W')))")
    user.checks("W")
    user.sees("True")
    user.sees_value("W", True)
    user.unchecks("W")
    user.sees("False")
    user.sees_value("W", False)


@pytest.mark.parametrize(
    ("widget", "values", "value", "shown"),
    [
        ("st.slider('W', 0, 10)", [7], "7", 7),
        ("st.slider('W', 0.0, 1.0)", [0.5], "0.5", 0.5),
        ("st.slider('W', 0, 10, (1, 2))", [3, 8], "(3, 8)", (3, 8)),
        (
            "st.slider('W', datetime.date(2026, 1, 1), datetime.date(2026, 12, 31))",
            ["2026-05-01"],
            "datetime.date(2026, 5, 1)",
            "2026-05-01",
        ),
        ("st.select_slider('W', ['low', 'mid', 'high'])", ["high"], "'high'", "high"),
        (
            "st.select_slider('W', ['low', 'mid', 'high'], value=('low', 'mid'))",
            ["mid", "high"],
            "('mid', 'high')",
            ("mid", "high"),
        ),
    ],
)
def test_slides(widget: str, values: list[object], value: str, shown: object, opens: Open) -> None:
    user = opens(f"import datetime\nst.text(repr({widget}))")
    user.slides("W", *values)  # type: ignore[arg-type]
    user.sees(value)
    user.sees_value("W", shown)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("st.slider('W', 0, 10)", "high"),
        ("st.slider('W', 0, 10)", "11"),
        ("st.slider('W', 0.0, 1.0)", "-0.5"),
        ("st.select_slider('W', ['low', 'mid'])", "high"),
    ],
)
def test_slider_does_not_go_where_it_ends(code: str, value: str, opens: Open) -> None:
    user = opens(code)
    with pytest.raises(ExpectationFailed, match=f"expected  'W' does not go to '{value}'"):
        user.slides("W", value)


def test_uploads(opens: Open) -> None:
    user = opens("file = st.file_uploader('Data')\nst.write(file.read().decode() if file else 'no file')")
    user.sees("no file")
    user.uploads("Data", **{"a.csv": "x,y"})
    user.sees("x,y")
    user.sees_value("Data", ("a.csv",))
    user.uploads("Data")
    user.sees("no file")


def test_uploads_several(opens: Open) -> None:
    user = opens("for file in st.file_uploader('Data', accept_multiple_files=True):\n    st.text(file.name)")
    user.uploads("Data", **{"a.csv": b"x", "b.csv": "y"})
    user.sees("a.csv", "b.csv")


def test_says(opens: Open) -> None:
    user = opens("line = st.chat_input('Message')\nst.write(line or 'nobody spoke')")
    user.says("Hello")
    user.sees("Hello")
    user.reruns()
    user.sees("nobody spoke")


def test_form_waits_for_its_submit_button(opens: Open) -> None:
    user = opens(
        """
        with st.form("sign up"):
            name = st.text_input("Name")
            sure = st.checkbox("Sure")
            st.form_submit_button("Send")
        st.button("Other")
        st.text(f"{name} {sure}")
        """
    )
    user.types("Name", "Ada")
    user.checks("Sure")
    user.sees("False")
    user.sees_value("Name", "Ada")
    user.clicks("Other")
    user.does_not_see("Ada True")
    user.sees_value("Name", "Ada")
    user.clicks("Send")
    user.sees("Ada True")


def test_one_form_does_not_submit_the_other(opens: Open) -> None:
    user = opens(
        """
        for form in "AB":
            with st.form(form):
                name = st.text_input(f"Name {form}")
                st.form_submit_button(f"Send {form}")
            st.text(f"{form} has {name}")
        """
    )
    user.types("Name A", "Ada")
    user.types("Name B", "Eva")
    user.clicks("Send B")
    user.sees("B has Eva")
    user.does_not_see("A has Ada")
    user.sees_value("Name A", "Ada")


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


def test_disabled_widget_cannot_be_used(opens: Open) -> None:
    user = opens("st.button('Add', disabled=True)")
    with pytest.raises(ExpectationFailed, match="expected  'Add' is disabled"):
        user.clicks("Add")


def test_pages_of_the_folder(opens: Open) -> None:
    user = opens(
        "st.title('Home')\nst.session_state.n = 1",
        {"pages/1_Daily_plan.py": "st.title('Plan')\nst.write(st.session_state.get('n'))"},
    )
    user.goes_to("Daily plan")
    user.sees("Plan", "1")
    user.does_not_see("Home")
    user.goes_to("app")
    user.sees("Home")


def test_pages_of_a_navigation(opens: Open) -> None:
    user = opens(
        """
        def one():
            st.title("First page")

        def two():
            st.title("Second page")

        st.navigation([st.Page(one, title="One"), st.Page(two, title="Two")]).run()
        """
    )
    user.sees("First page")
    user.goes_to("Two")
    user.sees("Second page")
    user.goes_to("One")
    user.sees("First page")


def test_page_that_is_not_there(opens: Open) -> None:
    user = opens("st.navigation([st.Page(lambda: None, title='One', url_path='one')]).run()")
    with pytest.raises(ExpectationFailed, match="there is no page 'Two' in the navigation; there are: 'One'"):
        user.goes_to("Two")


def test_reload_is_a_new_session_at_the_same_address(opens: Open) -> None:
    user = opens(
        """
        st.session_state.n = st.session_state.get("n", 0) + 1
        st.write(st.session_state.n)
        """
    )
    user.reruns()
    user.sees("2")
    user.opens_url("city=Rome")
    user.sees("1")
    user.reloads()
    user.sees("1")
    user.sees_in_url("city=Rome")


def test_query_parameters(opens: Open) -> None:
    user = opens(
        "st.write(st.query_params.get_all('c'))\nif st.button('Go'):\n    st.query_params.c = 'Bern'"
    )
    user.sees_in_url("")
    user.opens_url("c=Rome&c=Oslo")
    user.sees_in_url("c=Rome&c=Oslo")
    user.clicks("Go")
    user.sees_in_url("c=Bern")
    with pytest.raises(ExpectationFailed, match=r"to end in \?c=Rome\nsaw       the address ends in \?c=Bern"):
        user.sees_in_url("c=Rome")


@pytest.mark.parametrize("start", [lambda user: user.opens_tab(), lambda user: user.invites("Eva")])
def test_second_tab_is_a_session_of_its_own(start: Callable[[User], User], opens: Open) -> None:
    user = opens(ADDS)
    other = start(user)
    user.clicks("Add")
    user.sees("1")
    other.reruns()
    other.sees("0")


def test_everything_that_is_written_is_read(opens: Open) -> None:
    user = opens(
        """
        st.title("A title")
        st.header("A *header*")
        st.caption("Small `print`")
        st.success("It :red[works]", icon=":material/check:")
        st.metric("Sales", 12, 3)
        st.code("x  =  1")
        st.json({"a": 1})
        st.table([{"name": "Ada", "age": 36}])
        st.sidebar.write("At the side")
        st.expander("More").write("Inside")
        st.tabs(["First"])[0].write("In the tab")
        st.toast("Done")
        st.divider()
        st.dialog("Title")(lambda: st.write("In the dialog"))()
        """
    )
    user.does_not_see("---")
    user.sees("Title", "In the dialog")
    user.sees("A title", "A header", "Small print", "It works", "Sales", "12", "3", "x = 1")
    user.sees("Ada", "36", "name", "At the side", "More", "Inside", "First", "In the tab", "Done")


@pytest.mark.parametrize("code", ["st.tabs(['One', 'Two'])", "st.expander('Two')", "st.popover('Two')"])
def test_what_apptest_cannot_open_is_refused(code: str, opens: Open) -> None:
    user = opens(code)
    with pytest.raises(OnlyInBrowser, match="AppTest cannot open 'Two': it shows what is in every tab"):
        user.clicks("Two")


@pytest.mark.parametrize(
    ("act", "lacks"),
    [
        (User.goes_back, "browser history"),
        (User.goes_forward, "browser history"),
        (User.closes_tab, "tab to close"),
        (User.loses_connection, "connection"),
        (User.restarts_server, "server"),
    ],
)
def test_only_a_browser_can(act: Callable[[User], None], lacks: str, opens: Open) -> None:
    user = opens("st.write('a')")
    with pytest.raises(OnlyInBrowser, match=f"AppTest has no {lacks}"):
        act(user)


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("st.write(1)\n1 / 0", "ZeroDivisionError: division by zero at references/page.md:12"),
        ("def f():\n    st.session_state['x']\nf()", "KeyError: "),
        ("import sys\nsys.exit(3)", "SystemExit: 3 at references/page.md:12"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt:  at references/page.md:11"),
        ("class Own(ValueError): ...\nraise Own('a\\nb')", "Own: a b at references/page.md:12"),
    ],
)
def test_error_has_the_line_of_the_page(code: str, error: str, opens: Open) -> None:
    user = opens(code)
    (seen,) = user.transcript.errors
    assert str(seen).startswith(error)
    assert seen.path == "references/page.md"


def test_error_in_another_file_has_the_line_of_that_block(opens: Open) -> None:
    user = opens("import own_helper\nown_helper.f()", {"own_helper.py": "def f():\n    raise OSError('x')"})
    (seen,) = user.transcript.errors
    assert str(seen) == "OSError: x at references/page.md:12"
    assert seen.is_a("Exception")


def test_own_error_type_is_known_with_its_bases(opens: Open) -> None:
    user = opens("class Own(ValueError): ...\nraise Own('x')")
    user.sees_error("ValueError", "x")
    user.sees_error("Own")


def test_stop_is_no_error(opens: Open) -> None:
    user = opens("st.write('a')\nst.stop()\nst.write('b')")
    user.sees("a")
    user.does_not_see("b")
    assert user.transcript.errors == []


def test_rerun_settles(opens: Open) -> None:
    user = opens(
        """
        n = st.session_state.get("n", 0)
        st.session_state.n = n + 1
        if n < 3:
            st.rerun()
        st.write(n)
        """
    )
    user.sees("3")


def test_message_of_an_error_shown_with_st_exception(opens: Open) -> None:
    user = opens("try:\n    1 / 0\nexcept ZeroDivisionError as problem:\n    st.exception(problem)")
    user.sees_error("ZeroDivisionError")
    user.sees("division by zero")
