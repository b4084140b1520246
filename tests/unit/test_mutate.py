"""Mutants: what each operator changes and leaves alone, the words for it, and the lines it names."""

from __future__ import annotations

import ast
import importlib.util
from pathlib import Path

import pytest

from stproof.model.mutant import Mutant
from stproof.mutation.mutate import OPERATORS, Operator, mutate


def made(code: str, operator: str = "") -> list[Mutant]:
    return [mutant for mutant in mutate(code) if operator in ("", mutant.operator)]


def changes(code: str, operator: str) -> list[str]:
    return [mutant.change for mutant in made(code, operator)]


def mutant(code: str, change: str) -> Mutant:
    found = {one.change: one for one in mutate(code)}
    assert change in found, f"no {change!r} among {list(found)}"
    return found[change]


@pytest.mark.parametrize("operator", OPERATORS, ids=lambda operator: operator.id)
def test_operator_does_what_its_example_says(operator: Operator) -> None:
    before = "\n".join(line[2:] for line in operator.example if line[0] != "+")
    expected = tuple(line[0] + line[2:] for line in operator.example if line[0] != " ")
    assert expected in [one.diff for one in made(before, operator.id)]


# --- statements -----------------------------------------------------------------------------------


def test_removed_statement_leaves_the_lines_where_they_are() -> None:
    code = 'st.write(\n    "one",\n    "two",\n)  # raises TypeError\nst.write(2)\n'
    one = mutant(code, "removing st.write('one', 'two')")
    assert one.code == "\n\n\n  # raises TypeError\nst.write(2)\n"
    assert one.diff == ("-st.write(", '-    "one",', '-    "two",', "-)  # raises TypeError")


@pytest.mark.parametrize(
    ("code", "change", "expected"),
    [
        ("with st.form('f'):\n    st.write(1)\n", "removing st.write(1)", "with st.form('f'):\n    pass\n"),
        ("st.write(1); st.write(2)\n", "removing st.write(1)", "pass; st.write(2)\n"),
        ("if a: st.write(1)\n", "removing st.write(1)", "if a: pass\n"),
        ("def f():\n    'Doc.'\n    g()\n", "removing g()", "def f():\n    'Doc.'\n    \n"),
    ],
)
def test_removed_statement_leaves_pass_where_a_block_would_be_empty(
    code: str, change: str, expected: str
) -> None:
    assert mutant(code, change).code == expected


@pytest.mark.parametrize(
    "code",
    [
        "import streamlit as st\n",
        '"""What the app does."""\n',
        'def f():\n    "Doc."\n',
        "st.set_page_config(layout='wide')\n",
        "name = st.text_input('Name')\nst.write(name)\n",
        "def f(name):\n    return\n",
        "if st.button('Go'):\n    ...\n",
    ],
)
def test_statement_without_effect_or_without_which_nothing_runs_is_not_removed(code: str) -> None:
    assert not any(
        "removing" in change and "write" not in change for change in changes(code, "remove-statement")
    )


def test_name_of_another_function_does_not_make_an_assignment_removable() -> None:
    code = "def send(name):\n    print(name)\n\nname = st.text_input('Name')\nsend(name)\n"
    assert changes(code, "remove-statement") == ["removing print(name)", "removing send(name)"]


def test_assignment_of_a_name_that_has_a_value_already_is_removed() -> None:
    code = "total = 1\nif st.checkbox('More'):\n    total = 2\nst.write(total)\n"
    assert "removing total = 2" in changes(code, "remove-statement")


def test_string_that_is_no_docstring_is_removed_since_the_page_shows_it() -> None:
    assert changes('import streamlit\n"Hello"\n', "remove-statement") == ['removing "Hello"']


# --- keyword arguments and decorators -------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("f(a=1)\n", "f()\n"),
        ("f(0, a=1)\n", "f(0)\n"),
        ("f(a=1, **more)\n", "f(**more)\n"),
        (
            "f(\n    0,\n    a=[\n        1,\n    ],  # why, this\n)\n",
            "f(\n    0,\n    \n\n# why, this\n)\n",
        ),
        ("f(0,\n  a=1)\n", "f(0,\n  )\n"),
        ("f(0, a=1  # one, two\n  , b=2)\n", "f(0, \nb=2)\n"),
        ("st.write(f'Naïve {f(a=1)}')\n", "st.write(f'Naïve {f()}')\n"),
    ],
)
def test_keyword_goes_with_its_comma(code: str, expected: str) -> None:
    one = mutant(code, f"removing {'a=[1]' if '[' in code else 'a=1'}")
    assert (one.code, one.compiles) == (expected, True)


def test_keyword_that_only_changes_the_appearance_stays() -> None:
    code = "st.button('Go', type='primary', width=80, help='x')\nst.text_input('Word', type='password')\n"
    assert changes(code, "remove-keyword") == ["removing type='password'"]


def test_decorator_goes_with_its_arguments() -> None:
    code = "@st.dialog('Sure?')\n@other\ndef ask():\n    st.write(1)\n"
    assert mutant(code, "removing @st.dialog('Sure?')").code == code.replace("@st.dialog('Sure?')", "")


# --- conditions -----------------------------------------------------------------------------------


def test_negation_takes_the_whole_condition() -> None:
    code = "x = 1 if (n := st.number_input('N')) > 3 else 2\n"
    one = mutant(code, "negating (n := st.number_input('N')) > 3")
    assert one.code == "x = 1 if not ((n := st.number_input('N')) > 3) else 2\n"


def test_conditions_of_elif_while_and_comprehension_are_negated() -> None:
    code = "if a:\n    f()\nelif b:\n    g()\nwhile c:\n    f()\n[x for x in y if d]\n"
    assert changes(code, "negate-condition") == ["negating a", "negating b", "negating c", "negating d"]


def test_condition_that_never_changes_is_left_alone() -> None:
    code = "while True:\n    break\nif __name__ == '__main__':\n    main()\n"
    assert not changes(code, "negate-condition") + changes(code, "drop-guard")


def test_guard_is_dropped_but_its_widget_stays() -> None:
    code = "if st.button('Go'):\n    st.write(1)\n"
    one = mutant(code, "dropping the guard st.button('Go')")
    assert one.code == "if (st.button('Go')) or True:\n    st.write(1)\n"


def test_guard_over_a_rerun_or_with_an_else_is_not_dropped() -> None:
    assert not changes("if a:\n    st.rerun()\nif b:\n    f()\nelse:\n    g()\n", "drop-guard")


@pytest.mark.parametrize(
    ("code", "change", "expected"),
    [
        ("if a and b and c:\n    f()\n", "removing b from a and b and c", "if a and c:\n    f()\n"),
        ("x = (n := f()) or 1\n", "removing 1 from (n := f()) or 1", "x = (n := f())\n"),
        ("x = a or \\\n  b\n", "removing b from a or b", "x = (a\n)\n"),
    ],
)
def test_operand_is_left_out(code: str, change: str, expected: str) -> None:
    assert mutant(code, change).code == expected


# --- order ----------------------------------------------------------------------------------------


def test_swapped_statements_keep_the_comment_between_them() -> None:
    code = "st.write(st.session_state.n)\n# then\nif st.button('Go'):\n    st.session_state.n = 1\n"
    one = mutant(code, "swapping st.write(st.session_state.n) with if st.button('Go')")
    swapped = "if st.button('Go'):\n    st.session_state.n = 1\n# then\nst.write(st.session_state.n)\n"
    assert one.code == swapped


@pytest.mark.parametrize(
    "code",
    [
        "st.session_state.setdefault('a', 1)\nst.text_input('Name', key='a')\n",
        "st.session_state.clear()\nst.session_state.a = 1\n",
        "def init():\n    st.session_state.a = 1\n\ninit()\nst.write(st.session_state.a)\n",
        "if st.button('Go'):\n    st.stop()\nst.write(st.session_state.a)\n",
        "ss = st.session_state\nst.text_input('A', key='a')\nst.write(ss['a'])\n",
    ],
)
def test_statements_that_touch_the_same_key_are_swapped(code: str) -> None:
    assert changes(code, "swap-statements")


@pytest.mark.parametrize(
    "code",
    [
        "st.session_state.a = 1\nst.session_state.b = 2\n",
        "st.text_input('A', key='a')\nst.text_input('B', key='b')\n",
        "st.write(st.session_state.a)\nst.write(st.session_state.a)\n",
        "a = st.session_state.a\nst.session_state.a = a + 1\n",
        "st.button('Go', on_click=lambda: st.session_state.clear())\nst.write(st.session_state.a)\n",
        "st.session_state.a = 1\nst.rerun()\n",
        "st.button('Over', on_click=st.session_state.clear)\nst.write(st.session_state.a)\n",
    ],
)
def test_statements_whose_order_means_nothing_are_not_swapped(code: str) -> None:
    assert not changes(code, "swap-statements")


@pytest.mark.parametrize(
    "first",
    [
        "st.session_state.setdefault('a', 1)\n",
        "if 'a' not in st.session_state:\n    st.session_state.a = 1\n",
        "for key in ('a', 'b'):\n    st.session_state.setdefault(key, 1)\n",
        "if st.button('Reset'):\n    st.session_state.a = 1\n",
    ],
)
def test_what_only_runs_after_a_click_is_not_swapped_with_what_cannot_run_then(first: str) -> None:
    assert not changes(first + "if st.button('Add'):\n    st.session_state.a += 1\n", "swap-statements")


# --- keys -----------------------------------------------------------------------------------------

KEYS = """\
st.text_input("Ä", key="name")
if "name" not in st.session_state:
    st.session_state["name"] = "Ada"
st.session_state.get("name")
st.session_state.setdefault("name", "Ada")
st.session_state.pop("name")
st.session_state.update(name="Ada")
st.session_state.update({"name": "Ada"})
hasattr(st.session_state, 'name')
st.write(f"Grüße, {st.session_state.name}")
del st.session_state.name
"""


def test_key_is_renamed_at_each_of_its_places() -> None:
    renamed = made(KEYS, "rename-key")
    assert [one.line for one in renamed] == list(range(1, 12))
    assert [[line for line in one.diff if line[0] == "+"] for one in renamed] == [
        ["+" + line.replace("name", "name_other", 1)] for line in KEYS.splitlines()
    ]


def test_key_with_one_place_is_renamed_only_if_another_file_names_it() -> None:
    code = 'st.text_input("Name", key="name")\n'
    assert not changes(code, "rename-key")
    others = mutate(code, beside=["st.write(st.session_state.name)\n"])
    assert 'renaming the key name in st.text_input("Name", key="name")' in [one.change for one in others]


def test_key_made_by_an_f_string_is_renamed() -> None:
    code = 'st.checkbox("Done", key=f"""row {i}""")\nst.write(st.session_state[f"row {i}"])\n'
    assert [one.diff[1] for one in made(code, "rename-key")] == [
        '+st.checkbox("Done", key=f"""row {i}_other""")',
        '+st.write(st.session_state[f"row {i}_other"])',
    ]


def test_method_of_session_state_is_no_key() -> None:
    assert not changes("st.session_state.clear()\nst.session_state.clear()\n", "rename-key")


def test_dictionary_loses_its_values_with_each_run_and_fails_as_session_state_does() -> None:
    code = (
        "ss = st.session_state\n"
        "seen = 'n' in ss\n"
        "st.session_state.n = 1\n"
        "st.session_state['n'] += 1\n"
        "shown = f'{st.session_state.n} {ss.get(\"m\")}'\n"
        "del ss.n\n"
    )
    one = mutant(code, "replacing st.session_state by a plain dictionary")
    for _ in range(2):
        module: dict[str, object] = {}
        exec(one.code, module)
        assert (module["seen"], module["shown"]) == (False, "2 None")
    with pytest.raises(AttributeError):
        exec(mutate("st.session_state.n\n")[-1].code, {})
    assert one.diff == ("-ss = st.session_state", "+ss = plain_dict")


# --- constants ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("st.session_state.n += 1\n", "changing 1 to 2 in st.session_state.n += 1"),
        ("st.session_state.n = 0.5\n", "changing 0.5 to 1.5 in st.session_state.n = 0.5"),
        ("st.session_state['on'] = True\n", "changing True to False in st.session_state['on'] = True"),
        ("st.session_state.get('n', '')\n", "changing '' to '_other' in st.session_state.get('n', '')"),
        ("st.session_state.l.append('a')\n", "changing 'a' to 'a_other' in st.session_state.l.append('a')"),
        ("if n > -3:\n    f()\n", "changing 3 to 4 in if n > -3"),
        ("st.button('A', args=(5,))\n", "changing 5 to 6 in st.button('A', args=(5,))"),
    ],
)
def test_constant_that_reaches_state_is_changed(code: str, change: str) -> None:
    assert changes(code, "change-constant") == [change]


def test_constant_that_only_makes_the_keys_of_widgets_stays() -> None:
    code = "st.session_state.setdefault('n', 0)\nst.text_input('A', key=f'a-{st.session_state.n}')\n"
    assert not changes(code + "st.session_state.n += 1\n", "change-constant")
    assert changes(code + "st.write(st.session_state.n)\n", "change-constant") == [
        "changing 0 to 1 in st.session_state.setdefault('n', 0)"
    ]


def test_constant_that_is_only_shown_stays() -> None:
    assert not changes("st.write('Hello', 3)\nst.session_state.n = None\n", "change-constant")


# --- words and lines ------------------------------------------------------------------------------


def test_line_is_that_of_the_page_and_of_the_changed_place() -> None:
    code = "st.text_input('Größe 👋')\nst.button(\n    'Los',\n    args=(5,),\n)\n"
    lines = {one.change: one.line for one in mutate(code, line=41)}
    assert lines["removing args=(5,)"] == 44
    assert lines["removing st.text_input('Größe 👋')"] == 41


def test_form_feed_and_line_separator_do_not_count_as_lines() -> None:
    assert [one.line for one in made("x = '\u2028'\n\x0c\nst.write(1)\n")] == [1, 3]


def test_carriage_returns_are_line_ends() -> None:
    assert mutant("f()\r\ng()\r\n", "removing g()").line == 2


def test_change_that_occurs_twice_names_the_statement_and_then_the_line() -> None:
    code = "st.button('A', on_click=f)\nst.button('B', on_click=f)\nst.button('B', on_click=f)\n"
    assert changes(code, "remove-keyword") == [
        "removing on_click=f in st.button('A', on_click=f)",
        "removing on_click=f in st.button('B', on_click=f), line 2",
        "removing on_click=f in st.button('B', on_click=f), line 3",
    ]


def test_long_statement_is_cut_in_the_name() -> None:
    change = changes(f"st.write('{'long ' * 30}')\n", "remove-statement")[0]
    assert change == "removing st.write('long long long long long long long long long long…"


def test_same_code_is_made_once() -> None:
    assert len(made("a and a\n", "remove-operand")) == 1


def test_mutant_that_does_not_compile_says_so() -> None:
    code = "st.session_state.update(a=1, a_other=2)\nst.write(st.session_state.a)\n"
    one = mutant(code, "renaming the key a in st.session_state.update(a=1, a_other=2)")
    assert not one.compiles


def test_code_that_does_not_parse_has_no_mutants() -> None:
    assert mutate("if:\n") == mutate("x = '\0'\n") == ()


HELLO = Path(importlib.util.find_spec("streamlit").origin or "").parent / "hello"  # type: ignore[union-attr]


@pytest.mark.parametrize("path", sorted(HELLO.glob("*.py")), ids=lambda path: path.name)
def test_mutants_of_real_apps_change_only_what_comes_from_their_line_on(path: Path) -> None:
    code = path.read_text(encoding="utf-8")
    lines, found = code.split("\n"), mutate(code)
    assert len({one.change for one in found}) == len({one.code for one in found}) == len(found)
    for one in found:
        changed = one.code.split("\n")
        assert len(changed) == len(lines)
        assert changed[: one.line - 1] == lines[: one.line - 1]
        assert changed[one.line - 1] != lines[one.line - 1]
        assert one.compiles
        assert ast.dump(ast.parse(one.code)) != ast.dump(ast.parse(code))
