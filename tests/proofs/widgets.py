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


@proves("unknown-option")
def unknown_option_becomes_the_first(user):
    user.sees("Wanted: Pink", "Got: Red")
    user.sees_value("Colour", "Red")
    user.picks("Colour", "Blue")
    user.sees("Wanted: Blue", "Got: Blue")


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


@proves(
    "fill-chat",
    apptest_shows="The chat box shows nothing.",
)
def suggestion_stands_in_the_box(user):
    user.clicks("Suggest")
    user.sees_value("Ask", "How are you?")
    user.reruns()
    user.sees_value("Ask", "How are you?")


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
    refutes="empty-uploader-by-assigning",
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


@proves("translated", refutes="translated-without-key")
def name_survives_another_label(user):
    user.sees("Hello, you")
    user.types("Name", "Ada")
    user.sees("Hello, Ada")
    user.checks("Dutch")
    user.sees_value("Naam", "Ada")
    user.sees("Hello, Ada")
    user.unchecks("Dutch")
    user.sees_value("Name", "Ada")


@proves("label-changes")
def inputs_survive_another_label(user):
    user.types("Name", "Ada")
    user.types("Age", 36)
    user.picks("Dish", "Rice")
    user.picks("Sides", "Bread")
    user.checks("Hot")
    user.checks("Loud")
    user.sees_value("Name!", "Ada")
    user.sees_value("Age!", 36)
    user.sees_value("Dish!", "Rice")
    user.sees_value("Sides!", ["Bread"])
    user.sees_value("Hot!", True)


@proves("label-of-choices")
def choices_survive_another_label(user):
    user.slides("Level", 4)
    user.slides("Pace", "Fast")
    user.picks("Fit", "M")
    user.picks("Fruit", "Pear")
    user.picks("Seat", "Window")
    user.checks("Loud")
    user.sees_value("Level!", 4)
    user.sees_value("Pace!", "Fast")
    user.sees_value("Fit!", "M")
    user.sees_value("Fruit!", "Pear")
    user.sees_value("Seat!", "Window")


@proves("bounds-change")
def age_survives_other_bounds(user):
    user.types("Age", 18)
    user.checks("Old")
    user.sees_value("Age", 18)
    user.types("Age", 99)
    user.sees_value("Age", 99)
    user.unchecks("Old")
    user.sees_value("Age", 0)


@proves("radio-options")
def fit_survives_other_options(user):
    user.picks("Fit", "M")
    user.slides("Pace", "Fast")
    user.checks("More")
    user.sees_options("Fit", "S", "M", "Other")
    user.sees_value("Fit", "M")
    user.sees_value("Pace", "Fast")
    user.picks("Fit", "Other")
    user.slides("Pace", "Other")
    user.unchecks("More")
    user.sees_value("Fit", "S")
    user.sees_value("Pace", "Slow")


@proves("pills-options")
def fruit_survives_other_options(user):
    user.picks("Fruit", "Pear")
    user.picks("Seat", "Window")
    user.checks("More")
    user.sees_options("Fruit", "Apple", "Pear", "Other")
    user.sees_value("Fruit", "Pear")
    user.sees_value("Seat", "Window")
    user.picks("Fruit", "Other")
    user.unchecks("More")
    user.sees_value("Fruit", None)


@proves("starts-over-anyway")
def these_start_over(user):
    user.types("At most", 4)
    user.slides("Level", 3)
    user.types("Name", "Ada")
    user.picks("Dish", "Rice")
    user.picks("Sides", "Bread")
    user.picks("Fruit", "Pear")
    user.sees("Now: 3 Ada Rice", "And: ['Bread'] Pear")
    user.types("At most", 5)
    user.sees("Now: 0 Soup", "And: [] []")
    user.sees_value("Level", 0)
    user.sees_value("Name", "")
    user.sees_value("Dish", "Soup")
    user.sees_value("Sides", [])
    user.sees_value("Fruit", [])


@proves("follow-plan", refutes="follow-plan-by-default")
def price_follows_the_plan(user):
    user.sees_value("Price", 5)
    user.picks("Plan", "Pro")
    user.sees_value("Price", 20)
    user.types("Price", 18)
    user.sees_value("Price", 18)
    user.picks("Plan", "Basic")
    user.sees_value("Price", 5)


@proves("options-change", refutes="options-change-without-key")
def choice_survives_other_options(user):
    user.picks("Dish", "Rice")
    user.checks("Fasting")
    user.sees_options("Dish", "Soup", "Rice")
    user.sees_value("Dish", "Rice")
    user.sees("Dish: Rice")
    user.unchecks("Fasting")
    user.picks("Dish", "Fish")
    user.checks("Fasting")
    user.sees_value("Dish", "Soup")
    user.sees("Dish: Soup")


@proves("new-maximum", refutes="new-maximum-resets")
def level_stays_within_the_new_maximum(user):
    user.sees_value("Level", 0)
    user.slides("Level", 7)
    user.types("Top", 20)
    user.sees_value("Level", 7)
    user.slides("Level", 15)
    user.types("Top", 12)
    user.sees_value("Level", 12)


@proves("row-keys", refutes="row-keys-by-position")
def note_goes_with_its_row(user):
    user.sees("Milk", "Tea")
    user.within("Milk").types("Note", "two")
    user.clicks("Drop the first")
    user.sees("Tea")
    user.does_not_see("Milk")
    user.sees_value("Note", "")
    user.types("Note", "green")
    user.reruns()
    user.sees_value("Note", "green")
    user.clicks("Drop the first")
    user.does_not_see("Tea")
    user.does_not_see_widget("Drop the first")


@proves(
    "hidden-kept",
    "hidden-kept-by-hand",
    refutes="hidden-lost",
)
def note_survives_hiding(user):
    user.sees_in_order("Details", "Note: none")
    user.checks("Details")
    user.sees_value("Note", "")
    user.types("Note", "green")
    user.sees("Note: green")
    user.unchecks("Details")
    user.does_not_see_widget("Note")
    user.reruns()
    user.sees("Note: green")
    user.checks("Details")
    user.sees_value("Note", "green")
    user.sees("Note: green")
    user.types("Note", "red")
    user.sees("Note: red")


@proves("hidden-kept", "hidden-lost")
def box_that_is_drawn_has_a_value(user):
    user.sees("Note: none")
    user.checks("Details")
    user.does_not_see("Note: none")


@proves("hidden-lost")
def note_is_gone_one_run_after_hiding(user):
    user.checks("Details")
    user.types("Note", "green")
    user.unchecks("Details")
    user.sees("Note: green")
    user.reruns()
    user.sees("Note: none")
    user.checks("Details")
    user.sees_value("Note", "")


@proves(
    "hidden-kept-on-its-page",
    engines=("browser",),
    reason="AppTest of 1.59 to 1.64 does not keep it.",
)
def note_stays_until_the_page_is_left(user):
    user.sees("Note: none")
    user.checks("Details")
    user.does_not_see("Note: none")
    user.types("Note", "green")
    user.unchecks("Details")
    user.reruns()
    user.sees("Note: green")
    user.checks("Details")
    user.sees_value("Note", "green")
    user.unchecks("Details")
    user.goes_to("thanks")
    user.sees("Thank you")
    user.does_not_see("Note")
    user.goes_to("order")
    user.sees("Note: none")


@proves("stopped-kept")
def draft_survives_the_stop(user):
    user.sees("Draft: empty")
    user.types("Draft", "plan")
    user.checks("Pause")
    user.does_not_see_widget("Draft")
    user.reruns()
    user.unchecks("Pause")
    user.sees_value("Draft", "plan")
    user.sees("Draft: plan")
    user.reruns()
    user.sees_value("Draft", "plan")
    user.sees("Draft: plan")


@proves(
    "stopped-kept",
    refutes="stopped",
    engines=("browser",),
    reason="Under AppTest a widget behind `st.stop` keeps its value in any case.",
)
def only_a_kept_draft_is_in_the_box(user):
    user.types("Draft", "plan")
    user.checks("Pause")
    user.unchecks("Pause")
    user.sees_value("Draft", "plan")
    user.sees("Draft: plan")


@proves(
    "stopped",
    apptest_shows="A widget behind `st.stop` keeps its value.",
)
def box_and_value_part_behind_stop(user):
    user.types("Draft", "plan")
    user.checks("Pause")
    user.unchecks("Pause")
    user.sees_value("Draft", "")
    user.sees("Draft: plan")
    user.reruns()
    user.sees_value("Draft", "")
    user.sees("Draft: empty")


@proves("form")
def town_arrives_with_the_button(user):
    user.types("Town", "Rome")
    user.sees("Town: any")
    user.clicks("Search")
    user.sees("Town: Rome")


@proves("form-emptied", refutes="form-emptied-too-late")
def form_is_empty_after_the_guest_was_added(user):
    user.types("Guest", "Ada")
    user.clicks("Add")
    user.sees("Guests: Ada")
    user.sees_value("Guest", "")
    user.types("Guest", "Bo")
    user.clicks("Add")
    user.sees("Guests: Ada, Bo")
    user.sees_value("Guest", "")
    user.clicks("Add")
    user.types("Guest", "Cy")
    user.clicks("Add")
    user.sees("Guests: Ada, Bo, Cy")


@proves(
    "form-clear-on-submit",
    apptest_shows="The box still holds what was sent.",
)
def clear_on_submit_empties_the_box_only(user):
    user.sees("Guest: none")
    user.types("Guest", "Ada")
    user.clicks("Add")
    user.sees_value("Guest", "")
    user.sees("Guest: Ada")
    user.reruns()
    user.sees("Guest: Ada")


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


@proves("empty-uploader-by-assigning")
def uploader_refuses_a_value(user):
    user.uploads("Data", {"a.csv": "1"})
    user.sees("Files: a.csv")
    user.clicks("Empty")
    user.sees_error("StreamlitAPIException")


@proves("translated-without-key")
def name_is_gone_after_the_switch(user):
    user.types("Name", "Ada")
    user.sees("Hello, Ada")
    user.checks("Dutch")
    user.sees_value("Naam", "")
    user.sees("Hello, you")


@proves("follow-plan-by-default")
def price_stays(user):
    user.sees_value("Price", 5)
    user.picks("Plan", "Pro")
    user.sees_value("Plan", "Pro")
    user.sees_value("Price", 5)


@proves("options-change-without-key")
def dish_is_the_first_again(user):
    user.picks("Dish", "Rice")
    user.sees("Dish: Rice")
    user.checks("Fasting")
    user.sees_value("Dish", "Soup")
    user.sees("Dish: Soup")


@proves("new-maximum-resets")
def level_is_the_lowest_again(user):
    user.slides("Level", 7)
    user.sees_value("Level", 7)
    user.types("Top", 20)
    user.sees_value("Level", 0)


@proves("row-keys-by-position")
def next_row_inherits_the_note(user):
    user.within("Milk").types("Note", "two")
    user.clicks("Drop the first")
    user.does_not_see("Milk")
    user.sees("Tea")
    user.sees_value("Note", "two")


@proves("form-emptied-too-late")
def box_cannot_be_emptied_below_the_form(user):
    user.types("Guest", "Ada")
    user.clicks("Add")
    user.sees_error("StreamlitAPIException", "cannot be modified after the widget")
    user.sees_value("Guest", "Ada")


@proves("open-both")
def button_opens_expander_and_popover(user):
    user.sees("Open: False False")
    user.clicks("Open both")
    user.sees("Open: True True")
