"""Proofs of references/widgets.md."""

from stproof import proves

WARNING = "was created with a default value but also had its value set"


@proves("keyed", refutes="keyed-too-early")
def key_holds_the_value_above_and_below(user):
    user.sees("Hello, you", "Bye, Ada")
    user.types("Name", "Bo")
    user.sees("Hello, Bo", "Bye, Bo")
    user.types("Name", "Cy")
    user.sees("Hello, Cy", "Bye, Cy")


@proves("volume", refutes="volume-echo")
def every_number_counts(user):
    user.sees("Volume: 0")
    for volume in (3, 5, 8, 2):
        user.types("Volume", volume)
        user.sees(f"Volume: {volume}")
        user.sees_value("Volume", volume)


@proves("volume-echo")
def every_second_number_is_lost(user):
    user.sees("Volume: 0")
    for typed, kept in ((3, 3), (5, 3), (8, 8), (2, 8)):
        user.types("Volume", typed)
        user.sees(f"Volume: {kept}")
        user.sees_value("Volume", kept)


@proves("start-value", refutes=("start-value-twice", "start-value-pinned"))
def starts_with_the_state_and_can_be_changed(user):
    user.sees_value("City", "Rome")
    user.does_not_see(WARNING)
    user.types("City", "Oslo")
    user.reruns()
    user.sees_value("City", "Oslo")
    user.does_not_see(WARNING)
    user.does_not_find_in_log(WARNING)


@proves("start-value-twice")
def state_wins_over_the_default(user):
    user.sees_value("City", "Rome")
    user.finds_in_log(WARNING, times=1)
    user.types("City", "Oslo")
    user.sees_value("City", "Oslo")
    user.does_not_see(WARNING)
    user.finds_in_log(WARNING, times=1)


@proves("start-value-pinned")
def assigning_in_each_run_undoes_what_is_typed(user):
    user.types("City", "Oslo")
    user.sees_value("City", "Rome")


@proves("preset", "preset-above", refutes="preset-too-late")
def button_sets_the_slider(user):
    user.sees("Size: 0")
    user.slides("Size", 3)
    user.sees("Size: 3")
    user.clicks("Preset")
    user.sees_value("Size", 8)
    user.sees("Size: 8")
    user.slides("Size", 2)
    user.sees("Size: 2")
    user.sees_value("Size", 2)


@proves("saved-flag", refutes="saved-in-button-key")
def flag_stays_after_the_click(user):
    user.sees("Saved: False")
    user.clicks("Save")
    user.sees("Saved: True")
    user.reruns()
    user.sees("Saved: True")


@proves("saved-in-button-key")
def read_only_key_fails_in_the_first_run_only(user):
    user.sees_error("StreamlitAPIException")
    user.does_not_see("Saved:")
    user.reruns()
    user.sees("Saved: False")


@proves("open-tab", refutes="open-tab-ignored")
def button_opens_the_tab(user):
    user.sees("Write here")
    user.does_not_see("Read here")
    user.clicks("To the review")
    user.sees("Read here")
    user.does_not_see("Write here")
    user.reruns()
    user.sees("Read here")


@proves("reset")
def reset_empties_the_box(user):
    user.sees("Results for: everything")
    for word in ("owl", "fox"):
        user.types("Search", word)
        user.sees(f"Results for: {word}")
        user.clicks("Reset")
        user.sees_value("Search", "")
        user.sees("Results for: everything")
        user.reruns()
        user.sees_value("Search", "")
        user.sees("Results for: everything")


@proves(
    "reset",
    refutes=("reset-by-del", "reset-by-clear"),
    engines=("browser",),
    reason="Under AppTest deleting the key empties the box too.",
)
def only_assigning_empties_the_box(user):
    user.types("Search", "owl")
    user.clicks("Reset")
    user.reruns()
    user.sees_value("Search", "")
    user.sees("Results for: everything")


@proves(
    "reset-by-del",
    "reset-by-clear",
    apptest_shows="Deleting the key of a widget empties the widget.",
)
def deleted_key_comes_back_from_the_browser(user):
    user.types("Search", "owl")
    user.sees("Results for: owl")
    user.clicks("Reset")
    user.sees_value("Search", "owl")
    user.reruns()
    user.sees_value("Search", "owl")
    user.sees("Results for: owl")


@proves(
    "empty-uploader",
)
def new_key_empties_the_uploader(user):
    user.sees("Files: none")
    user.uploads("Data", {"a.csv": "1", "b.csv": "2"})
    user.sees("Files: a.csv, b.csv")
    user.clicks("Empty")
    user.sees("Files: none")
    user.uploads("Data", {"c.csv": "3"})
    user.sees("Files: c.csv")
    user.clicks("Empty")
    user.sees("Files: none")


@proves("keyed-too-early")
def key_is_missing_above_its_widget(user):
    user.sees_error("AttributeError")
    user.does_not_see_widget("Name")


@proves("preset-too-late")
def key_is_closed_below_its_widget(user):
    user.slides("Size", 3)
    user.clicks("Preset")
    user.sees_error("StreamlitWidgetAlreadyInstantiatedError", "cannot be modified after the widget")
    user.sees_value("Size", 3)


@proves("open-tab-ignored")
def assignment_to_the_key_of_tabs_does_nothing(user):
    user.clicks("To the review")
    user.sees_widget("To the review")
    user.does_not_see("Write here", "Read here")


@proves("open-both")
def button_opens_expander_and_popover(user):
    user.sees("Open: False False")
    user.clicks("Open both")
    user.sees("Open: True True")


@proves("defaults-that-warn")
def zero_warns(user):
    user.does_not_find_in_log(WARNING)
    user.picks("Draw", "Number")
    user.sees_value("Cups", 1)
    user.finds_in_log(WARNING, times=1)


@proves("defaults-that-warn")
def empty_list_warns(user):
    user.does_not_find_in_log(WARNING)
    user.picks("Draw", "List")
    user.sees_value("Sides", ["Bread"])
    user.finds_in_log(WARNING, times=1)


@proves("defaults-that-warn")
def index_above_zero_warns(user):
    user.does_not_find_in_log(WARNING)
    user.picks("Draw", "Choice")
    user.sees_value("Dish", "Soup")
    user.finds_in_log(WARNING, times=1)


@proves("defaults-without-warning")
def neutral_defaults_do_not_warn(user):
    user.sees_value("Name", "Ada")
    user.sees_value("Hot", True)
    user.sees_value("Dish", "Rice")
    user.sees_value("Cups", 2)
    user.does_not_find_in_log(WARNING)
    user.does_not_see(WARNING)


@proves("reset-by-del", "reset-by-clear")
def deleted_key_is_gone_for_one_run(user):
    user.types("Search", "owl")
    user.sees("Results for: owl")
    user.clicks("Reset")
    user.sees("Results for: everything")
