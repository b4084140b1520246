"""Every verb on a small app, with the same words on both engines."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app_cases import Open, opener
from stproof.model.run import Cause
from stproof.proving.user import ExpectationFailed, User

BRIEF = 1.5
"""Seconds for which Chromium is asked for what is not there."""
ADDS = """
st.session_state.n = st.session_state.get("n", 0) + st.button("Add")
st.write(f"Count: {st.session_state.n}")
"""


@pytest.fixture(params=["apptest", pytest.param("browser", marks=pytest.mark.browser)])
def opens(request: pytest.FixtureRequest, tmp_path: Path) -> Open:
    """Opens an app on either engine; see `opener`."""
    if request.param == "browser":
        return opener(request.getfixturevalue("browser"), tmp_path, BRIEF)
    from stproof.engines.apptest.engine import AppTestDriver

    request.getfixturevalue("monkeypatch").syspath_prepend(tmp_path)
    return opener(AppTestDriver(lambda: ""), tmp_path)


def fails(expected: str, verb: Callable[..., None], *arguments: object, saw: str = "") -> ExpectationFailed:
    """The verb fails with this message and, first of what was seen, this line."""
    with pytest.raises(ExpectationFailed) as error:
        verb(*arguments)
    assert error.value.expected == expected
    assert not saw or error.value.observed[0] == saw
    return error.value


# --- acting ------------------------------------------------------------------------------------


def test_click_counts_once(opens: Open) -> None:
    user = opens(ADDS)
    for count in range(1, 4):
        user.clicks("Add")
        user.does_not_see(f"Count: {count - 1}")
        user.sees(f"Count: {count}", times=1)


def test_click_is_over_at_the_next_run(opens: Open) -> None:
    user = opens("st.write('on' if st.button('Add') else 'off')")
    user.clicks("Add")
    user.sees("on")
    user.reruns()
    user.sees("off")


def test_download_is_clicked(opens: Open) -> None:
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
        ("st.number_input('W', value=None)", 1.5, "1.5", 1.5),
        ("st.number_input('W', value=None)", "", "None", None),
        ("st.date_input('W')", "2026/05/01", "datetime.date(2026, 5, 1)", "2026/05/01"),
        ("st.date_input('W')", "2026-05-01", "datetime.date(2026, 5, 1)", "2026/05/01"),
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
def test_text_is_replaced(widget: str, typed: str, value: str, shown: object, opens: Open) -> None:
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
    error = fails(f"'W' does not take '{typed}'", user.types, "W", typed)
    assert error.cause is Cause.NOT_FOUND


@pytest.mark.parametrize(
    ("widget", "picked", "value", "shown"),
    [
        ("st.selectbox('W', ['a', 'b'])", ["b"], "'b'", "b"),
        ("st.selectbox('W', ['a', 'b'], index=None, key='k')", [], "None", None),
        ("st.selectbox('W', [1, 2], format_func=lambda n: f'no {n}')", ["no 2"], "2", "no 2"),
        ("st.selectbox('W', [f'o{n}' for n in range(60)])", ["o55"], "'o55'", "o55"),
        ("st.radio('W', ['a', 'b'])", ["b"], "'b'", "b"),
        ("st.radio('W', ['a', 'b'], index=None)", ["b"], "'b'", "b"),
        ("st.multiselect('W', ['a', 'b', 'c'], default=['a'])", ["c", "b"], "['c', 'b']", ("c", "b")),
        ("st.multiselect('W', ['a', 'b'], default=['a'])", [], "[]", ()),
        ("st.pills('W', ['a', 'b'])", ["b"], "'b'", "b"),
        ("st.pills('W', ['a', 'b'], default='a')", [], "None", None),
        ("st.pills('W', ['a', 'b'], selection_mode='multi')", ["a", "b"], "['a', 'b']", ("a", "b")),
        ("st.segmented_control('W', ['a', 'b'])", ["a"], "'a'", "a"),
        ("st.select_slider('W', ['a', 'b', 'c'])", ["c"], "'c'", "c"),
    ],
)
def test_options_are_picked(widget: str, picked: list[str], value: str, shown: object, opens: Open) -> None:
    user = opens(f"st.text(repr({widget}))")
    user.picks("W", *picked)
    user.sees(value)
    user.sees_value("W", shown)  # type: ignore[arg-type]
    user.reruns()
    user.sees(value)


def test_option_that_is_not_there(opens: Open) -> None:
    user = opens("st.selectbox('City', ['Rome', 'Oslo'])")
    fails("'City' has no option 'Paris'; there are: 'Rome', 'Oslo'", user.picks, "City", "Paris")


@pytest.mark.parametrize("widget", ["selectbox", "radio"])
def test_what_has_no_cross_cannot_be_cleared(widget: str, opens: Open) -> None:
    user = opens(f"st.{widget}('City', ['Rome', 'Oslo'])")
    fails("'City' has nothing that clears it", user.picks, "City")


@pytest.mark.parametrize("widget", ["checkbox", "toggle"])
def test_box_is_checked_and_unchecked(widget: str, opens: Open) -> None:
    user = opens(f"st.write(str(st.{widget}('W')))")
    for _ in range(2):  # what is on stays on
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
        ("st.slider('W', 0, 1000, 5)", [871], "871", 871),
        ("st.slider('W', 0.0, 1.0)", [0.5], "0.5", 0.5),
        ("st.slider('W', 0, 10, (1, 2))", [3, 8], "(3, 8)", (3, 8)),
        (
            "st.slider('W', datetime.date(2026, 1, 1), datetime.date(2026, 2, 1), format='YYYY-MM-DD')",
            ["2026-01-10"],
            "datetime.date(2026, 1, 10)",
            "2026-01-10",
        ),
        ("st.select_slider('W', ['low', 'mid', 'high'])", ["high"], "'high'", "high"),
        ("st.select_slider('W', ['low', 'mid', 'high'], 'mid')", ["low"], "'low'", "low"),
        (
            "st.select_slider('W', ['low', 'mid', 'high'], value=('low', 'mid'))",
            ["mid", "high"],
            "('mid', 'high')",
            ("mid", "high"),
        ),
    ],
)
def test_slider_moves(widget: str, values: list[object], value: str, shown: object, opens: Open) -> None:
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
    user = opens(f"st.write('It is', {code})")
    before = user._session.screen().texts
    fails(f"'W' does not go to '{value}'", user.slides, "W", value)
    user.reruns()
    assert user._session.screen().texts == before


def test_files_are_uploaded_and_replaced(opens: Open) -> None:
    user = opens(
        """
        files = st.file_uploader("Data", accept_multiple_files=True)
        st.text("Got " + ",".join(f"{file.name}={file.read().decode()}" for file in files))
        """
    )
    user.uploads("Data", {"a.csv": "1", "label": b"2"})
    user.sees("Got a.csv=1,label=2")
    user.sees_value("Data", ("a.csv", "label"))
    user.uploads("Data", {"c.csv": "3"})
    user.sees("Got c.csv=3")
    user.uploads("Data", {})
    user.does_not_see("csv")


def test_chat_line_is_sent(opens: Open) -> None:
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


def test_disabled_widget_cannot_be_used(opens: Open) -> None:
    user = opens("st.button('Add', disabled=True)")
    fails("'Add' is disabled", user.clicks, "Add")


def test_missing_widget_is_named_with_those_that_are_there(opens: Open) -> None:
    user = opens("st.button('Add')\nst.expander('More')\nst.selectbox('Size', ['S', 'M'])")
    fails("there is no button, link, tab or expander 'Ad'; there are: 'Add', 'More'", user.clicks, "Ad")
    fails("there is no text or number 'Size'; there are: none", user.types, "Size", "S")
    fails("there is no chat", user.says, "Hello")
    fails(
        "'Add' to show 1",
        user.sees_value,
        "Add",
        1,
        saw="there is no widget with a value 'Add'; there are: 'More', 'Size'",
    )


# --- which of several ----------------------------------------------------------------------------

ROWS = """
st.title("Shop")
for name in ("Milk", "Bread"):
    left, right = st.columns(2)
    left.write(name)
    amount = left.number_input("Amount", value=1, key=f"n{name}")
    if right.button("Delete", key=name):
        st.write(f"{name} is gone")
    right.write(f"{amount} of {name.lower()}")
"""


def test_label_that_several_widgets_have_is_ambiguous(opens: Open) -> None:
    user = opens(ROWS)
    fails("there are 2 buttons 'Delete'; say which: user.within(\"…\")", user.clicks, "Delete")
    fails("there are 2 numbers 'Amount'; say which: user.within(\"…\")", user.types, "Amount", 2)
    saw = "there are 2 numbers 'Amount'; say which: user.within(\"…\")"
    fails("'Amount' to show 1", user.sees_value, "Amount", 1, saw=saw)
    fails("to see a widget 'Amount'", user.sees_widget, "Amount", saw=saw)
    fails(
        "not to see a widget 'Amount'", user.does_not_see_widget, "Amount", saw="there is a number 'Amount'"
    )


def test_verb_takes_the_widget_that_it_can_use(opens: Open) -> None:
    user = opens(
        """
        st.text_input("Note")
        st.write("saved" if st.button("Note") else "open")
        st.radio("Size", ["S", "M"])
        st.multiselect("Size", ["S", "M"])
        """
    )
    user.types("Note", "tea")
    user.sees_value("Note", "tea")
    user.clicks("Note")
    user.sees("saved")
    fails("there are 2 choices 'Size'; say which: user.within(\"…\")", user.picks, "Size", "M")


def test_row_is_named_by_a_text_in_it(opens: Open) -> None:
    user = opens(ROWS)
    milk, bread = user.within("Milk"), user.within("Bread")
    bread.types("Amount", 3)
    bread.sees_value("Amount", 3)
    milk.sees_value("Amount", 1)
    milk.sees_widget("Delete")
    milk.does_not_see_widget("Shop")
    bread.clicks("Delete")
    user.sees("Bread is gone", "3 of bread")
    assert user.transcript.steps == [
        "within 'Bread': types 3 into 'Amount'",
        "within 'Bread': clicks 'Delete'",
    ]
    fails("within 'Milk': there is no checkbox 'Delete'; there are: none", milk.checks, "Delete")


def test_text_is_seen_within_the_nearest_container_with_more_than_its_name(opens: Open) -> None:
    user = opens(
        """
        for name, price in (("Milk", 2), ("Bread", 4)):
            left, right = st.columns(2)
            left.write(name)
            right.write(f"{price} €")
        st.write("Closed")
        """
    )
    user.within("Milk").sees("2 €")
    user.within("Milk").does_not_see("4 €", "Closed")
    user.within("Closed").sees("2 €")
    fails("within 'Milk': to see '4 €'", user.within("Milk").sees, "4 €", saw="it is nowhere there")
    fails(
        "within 'Tea': not to see '4 €'", user.within("Tea").does_not_see, "4 €", saw="there is no text 'Tea'"
    )


@pytest.mark.parametrize(
    "container",
    [
        "st.container()",
        "st.form('f' + name)",
        "st.expander(name, expanded=True)",
        "st.chat_message('user')",
        "st.columns(2)[1]",
        "st.columns(1)[0].columns(2)[0]",
        "st.empty().container()",
    ],
)
def test_containers(container: str, opens: Open) -> None:
    user = opens(
        f"""
        for name in ("Milk", "Bread"):
            with {container}:
                st.write("It is", name)
                st.checkbox("Sold", key="k" + name)
        """
    )
    user.within("Bread").checks("Sold")
    user.within("Bread").sees_value("Sold", True)
    user.within("Milk").sees_value("Sold", False)
    user.within("Milk").does_not_see("Bread")


def test_title_is_in_its_container(opens: Open) -> None:
    user = opens(
        """
        for name in ("Milk", "Bread"):
            with st.expander(name, expanded=True):
                st.checkbox("Sold", key=name)
        first, second = st.tabs(["Tea", "Rice"])
        first.checkbox("Cold")
        """
    )
    user.within("Bread").checks("Sold")
    user.within("Milk").sees_value("Sold", False)
    user.within("Tea").checks("Cold")


def test_sidebar_and_main_part(opens: Open) -> None:
    user = opens(
        """
        st.title("Shop")
        st.checkbox("Cold", key="main")
        st.sidebar.checkbox("Cold", key="side")
        """
    )
    user.within("sidebar").checks("Cold")
    user.within("Shop").sees_value("Cold", False)
    user.within("sidebar").sees_value("Cold", True)
    user.within("sidebar").does_not_see("Shop")


def test_text_in_several_containers_needs_another(opens: Open) -> None:
    user = opens(
        """
        for shop in ("Rome", "Oslo"):
            with st.container():
                st.header(shop)
                for name in ("Milk", "Tea"):
                    left, right = st.columns(2)
                    left.write(name)
                    right.checkbox("Sold", key=shop + name)
        """
    )
    ambiguous = (
        "'Milk' is in 2 containers with a checkbox 'Sold'; say which: user.within(\"…\").within('Milk')"
    )
    fails(f"within 'Milk': {ambiguous}", user.within("Milk").checks, "Sold")
    fails(
        "within 'Milk': to see 'x'",
        user.within("Milk").sees,
        "x",
        saw=ambiguous.replace("checkbox 'Sold'", "text next to it"),
    )
    user.within("Oslo").within("Milk").checks("Sold")
    user.within("Oslo").within("Milk").sees_value("Sold", True)
    user.within("Rome").within("Milk").sees_value("Sold", False)
    nothing = "within 'Rome' there is no text 'Bread' with a checkbox 'Sold'"
    fails(f"within 'Rome': within 'Bread': {nothing}", user.within("Rome").within("Bread").checks, "Sold")


# --- the app as a whole ---------------------------------------------------------------------------


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
    fails("there is no page or link 'Two'; there are: 'app', 'Daily plan'", user.goes_to, "Two")


def test_pages_of_a_navigation(opens: Open) -> None:
    user = opens(
        """
        def one():
            st.title("First page")

        def two():
            st.title("Second page")
            st.button("One")

        st.navigation([st.Page(one, title="One"), st.Page(two, title="Two")]).run()
        """
    )
    user.sees("First page")
    user.goes_to("Two")
    user.sees("Second page")
    user.clicks("One")
    user.sees("Second page")
    user.goes_to("One")
    user.sees("First page")
    fails("there is no page or link 'Three'; there are: 'One', 'Two'", user.goes_to, "Three")


def test_page_link_leads_to_its_page(opens: Open) -> None:
    user = opens(
        """
        one = st.Page(lambda: st.page_link(two, label="Go on"), title="One", url_path="one")
        two = st.Page(lambda: st.title("Second page"), title="Two", url_path="two")
        st.navigation([one, two]).run()
        """
    )
    user.clicks("Go on")
    user.sees("Second page")


def test_reload_and_address_are_new_sessions(opens: Open) -> None:
    user = opens(
        """
        st.session_state.n = st.session_state.get("n", 0) + 1
        st.write(f"run {st.session_state.n}")
        """,
        query="city=Rome",
    )
    user.sees_in_url("city=Rome")
    user.reruns()
    user.sees("run 2")
    user.reloads()
    user.sees("run 1")
    user.sees_in_url("city=Rome")
    user.opens_url("")
    user.sees("run 1")
    user.sees_in_url("")


def test_query_parameters(opens: Open) -> None:
    user = opens(
        "st.write('c is', st.query_params.get_all('c'))\nif st.button('Go'):\n    st.query_params.c = 'Bern'"
    )
    user.opens_url("c=Rome&c=Oslo")
    user.sees_in_url("c=Rome&c=Oslo")
    user.clicks("Go")
    user.sees_in_url("c=Bern")
    fails("the address to end in ?c=Rome", user.sees_in_url, "c=Rome", saw="the address ends in ?c=Bern")


@pytest.mark.parametrize("start", [User.opens_tab, lambda user: user.invites("Eva")])
def test_tabs_and_people_have_sessions_of_their_own(start: Callable[[User], User], opens: Open) -> None:
    user = opens(ADDS)
    other = start(user)
    user.clicks("Add")
    user.sees("Count: 1")
    other.reruns()
    other.sees("Count: 0")


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


# --- seeing ------------------------------------------------------------------------------------


def test_everything_that_is_written_is_read(opens: Open) -> None:
    user = opens(
        """
        st.title("A title")
        st.header("A *header*")
        st.caption("Small `print`")
        st.success("It :red[works]", icon="✅")
        st.metric("Sales", 12, 3)
        st.code("x  =  1")
        st.table([{"name": "Ada", "age": 36}])
        st.sidebar.write("At the side")
        st.expander("More", expanded=True).write("Inside")
        st.tabs(["First"])[0].write("In the tab")
        st.toast("Done")
        st.divider()
        """
    )
    user.does_not_see("---")
    user.sees("A title", "A header", "Small print", "It works", "Sales", "12", "3", "x = 1")
    user.sees("Ada", "36", "name", "At the side", "More", "Inside", "First", "In the tab", "Done")


def test_order_is_seen_of_texts_and_labels(opens: Open) -> None:
    user = opens("st.write('Owl')\nst.button('Feed')\nst.write('Fed: 0')\nst.sidebar.write('Owl')")
    user.sees_in_order("Owl", "Feed", "Fed: 0", "Owl")
    fails(
        "to see 'Fed: 0', then 'Feed'",
        user.sees_in_order,
        "Fed: 0",
        "Feed",
        saw="'Feed' is not after 'Fed: 0'",
    )
    fails("to see 'Fed', then '0'", user.sees_in_order, "Fed", "0", saw="'0' is not after 'Fed'")
    fails("to see 'Hen', then 'Owl'", user.sees_in_order, "Hen", "Owl", saw="there is no 'Hen'")


def test_options_are_told_in_their_order(opens: Open) -> None:
    user = opens(
        """
        st.selectbox("City", ["Rome", "Oslo"])
        st.radio("Size", ["S", "M"])
        st.multiselect("Tags", ["p", "q"])
        st.text_input("Name")
        """
    )
    user.sees_options("City", "Rome", "Oslo")
    user.sees_options("Size", "S", "M")
    user.sees_options("Tags", "p", "q")
    fails(
        "'City' to offer ('Oslo', 'Rome')",
        user.sees_options,
        "City",
        "Oslo",
        "Rome",
        saw="'City' offers ('Rome', 'Oslo')",
    )
    saw = "there is no choice 'Name'; there are: 'City', 'Size', 'Tags'"
    fails("'Name' to offer ('Rome',)", user.sees_options, "Name", "Rome", saw=saw)


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("st.write(1)\n1 / 0", "ZeroDivisionError: division by zero at references/page.md:12"),
        ("def f():\n    {}['x']\nf()", "KeyError: 'x' at references/page.md:12"),
        ("class Own(ValueError): ...\nraise Own('a\\nb')", "Own: a b at references/page.md:12"),
    ],
)
def test_error_has_the_line_of_the_page(code: str, error: str, opens: Open) -> None:
    user = opens(code)
    (seen,) = user.transcript.errors
    assert str(seen) == error


def test_error_in_another_file_has_the_line_of_that_block(opens: Open) -> None:
    user = opens("import own_helper\nown_helper.f()", {"own_helper.py": "def f():\n    raise OSError('x')"})
    (seen,) = user.transcript.errors
    assert str(seen) == "OSError: x at references/page.md:12"
    user.sees_error("Exception", "x")


def test_stop_is_no_error(opens: Open) -> None:
    user = opens("st.write('a')\nst.stop()\nst.write('b')")
    user.sees("a")
    user.does_not_see("b")
    assert user.transcript.errors == []


def test_error_shown_with_st_exception_is_an_error(opens: Open) -> None:
    user = opens("try:\n    1 / 0\nexcept ZeroDivisionError as problem:\n    st.exception(problem)")
    user.sees_error("ZeroDivisionError")
    user.sees("division by zero")
