"""Proofs of references/old-releases.md: what was so before, and what to write there."""

from stproof import proves


@proves("rerun-above-forgets", apptest_shows="After `st.rerun` the box below it is empty, too.")
def rerun_above_a_box_forgets_its_value(user):
    user.types("Name", "Ada")
    user.sees("Name: Ada 0")
    user.clicks("Again")
    user.sees("Name: 1")
    user.sees_value("Name", "Ada")


@proves(
    "rerun-below",
    refutes="rerun-above-forgets",
    apptest_shows="`st.rerun` behind a button never ends.",
    apptest_releases="1.29..1.31",
)
def rerun_below_a_box_keeps_its_value(user):
    user.types("Name", "Ada")
    user.sees_in_order("Name", "Name: Ada 0", "Again")
    user.clicks("Again")
    user.sees("Name: Ada 1")
    user.sees_value("Name", "Ada")
    user.clicks("Again")
    user.sees("Name: Ada 2")


@proves("rerun-in-callback-warns")
def rerun_warns_and_ends_the_callback(user):
    user.sees("Page: 1 clicked: False")
    user.clicks("Turn")
    user.sees("Page: 2 clicked: True", "Calling st.rerun() within a callback is a no-op.")


@proves("persist-state-unknown")
def parameter_is_unknown(user):
    user.sees_error("TypeError", "unexpected keyword argument 'persist_state'")


@proves("page-remembers-by-hand", refutes=("page-forgets", "page-remembers-in-a-loop"))
def name_is_there_on_return_before_1_59(user):
    user.sees_value("Name", "")
    user.types("Name", "Ada")
    user.goes_to("summary")
    user.reruns()
    user.sees("Name: Ada")
    user.goes_to("form")
    user.sees_value("Name", "Ada")


@proves("bound-by-key-stays", engines=("browser",), reason="AppTest has no address.")
def address_stays_as_it_was(user):
    user.sees_value("City", "Oslo")
    user.clicks("South")
    user.sees_value("City", "Rome")
    user.reruns()
    user.sees_in_url("")


@proves("default-beside-state-shown")
def default_warns_on_the_page(user):
    user.sees_value("Name", "Ada")
    user.sees("was created with a default value")


@proves("options-start-over")
def choice_is_the_first_option_again(user):
    user.picks("Dish", "Rice")
    user.sees("Dish: Rice")
    user.checks("Fasting")
    user.sees_value("Dish", "Soup")
    user.sees("Dish: Soup")


@proves(
    "options-kept-by-hand",
    refutes="options-start-over",
    equivalents={
        "removing st.session_state.dish = dish if dish in options else "
        "option…": "Since 1.53 the select box does it by itself.",
        "renaming the key dish in st.session_state.dish = dish if dish in "
        "options else option…": "Since 1.53 the select box does it by itself.",
    },
)
def choice_survives_other_options_before_1_53(user):
    user.sees_in_order("Dish", "Dish: Soup")
    user.picks("Dish", "Rice")
    user.sees("Dish: Rice")
    user.checks("Fasting")
    user.sees_options("Dish", "Soup", "Rice")
    user.sees_value("Dish", "Rice")
    user.sees("Dish: Rice")
    user.unchecks("Fasting")
    user.picks("Dish", "Fish")
    user.checks("Fasting")
    user.sees_value("Dish", "Soup")
    user.sees("Dish: Soup")


@proves("label-starts-over")
def name_is_gone_with_another_label(user):
    user.types("Name", "Ada")
    user.sees("Hello, Ada")
    user.checks("Dutch")
    user.sees_value("Naam", "")
    user.sees("Hello, you")


@proves(
    "label-kept-by-hand",
    refutes="label-starts-over",
    equivalents={
        'removing st.session_state.who = st.session_state.get("who", '
        '"")': "Since 1.50 the box does it by itself.",
        "renaming the key who in st.session_state.who = "
        'st.session_state.get("who", ""), line 1': "Since 1.50 the box does it by itself.",
    },
)
def name_survives_another_label_before_1_50(user):
    user.sees_in_order("Name", "Hello, you")
    user.types("Name", "Ada")
    user.sees("Hello, Ada")
    user.checks("Dutch")
    user.sees_value("Naam", "Ada")
    user.sees("Hello, Ada")
    user.unchecks("Dutch")
    user.sees_value("Name", "Ada")


@proves("fragment-experimental", apptest_shows="A click in a fragment runs the whole script.")
def fragment_runs_alone_before_1_37(user):
    user.sees("In the fragment: 0", "In the page: 0")
    user.clicks("Add")
    user.sees("In the fragment: 1", "In the page: 0")


@proves(
    "dialog-experimental",
    apptest_shows="The body of a dialog is not run again, so that its buttons do nothing.",
)
def dialog_saves_and_closes_before_1_37(user):
    user.sees("Guest: nobody")
    user.clicks("Sign")
    user.types("Name", "Ada")
    user.clicks("Save")
    user.does_not_see_widget("Name")
    user.sees("Guest: Ada")


@proves("step-in-link-experimental")
def step_survives_a_reload_before_1_30(user):
    user.sees("Step: 1")
    user.clicks("Next")
    user.sees("Step: 2")
    user.reloads()
    user.sees("Step: 2")


@proves("page-remembers-in-a-loop")
def loop_over_all_keys_reaches_the_button(user):
    user.types("Name", "Ada")
    user.sees_error("StreamlitAPIException")
    user.does_not_see_widget("Save")


@proves("assigned-below")
def key_was_closed_below_its_widget(user):
    user.sees_error("StreamlitAPIException", "cannot be modified after the widget with key")


@proves("read-only-key-set")
def button_refused_a_value(user):
    user.sees_error("StreamlitAPIException", "cannot be set using")


@proves("bind-misspelt-before")
def values_of_bind_were_named(user):
    user.sees_error("StreamlitAPIException", "Supported values are:")


@proves("parameter-dictionary-before")
def parameter_was_no_dictionary(user):
    user.sees_error("StreamlitAPIException", "You cannot set a query params key")


@proves("text-in-old-number-box")
def number_box_refused_a_text(user):
    user.sees_error("TypeError", "must be real number, not str")


@proves("default-no-option-before")
def multiselect_refused_an_unknown_default(user):
    user.sees_error("StreamlitAPIException", "Every Multiselect default value must exist in options")


@proves("duplicate-id-before")
def same_button_twice_was_refused(user):
    user.sees_error("DuplicateWidgetID", "same generated key")


@proves("duplicate-key-before")
def same_key_twice_was_refused(user):
    user.sees_error("DuplicateWidgetID", "There are multiple widgets with the same")


@proves("no-option-raises")
def unknown_choice_raised(user):
    user.sees_error("ValueError", "is not in iterable")


@proves("no-option-kept")
def unknown_choice_was_kept(user):
    user.sees("Dish: Cake")
