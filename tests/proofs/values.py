"""Proofs of references/values.md."""

from stproof import proves


@proves("unknown-option")
def unknown_option_becomes_the_first(user):
    user.sees("Wanted: Pink", "Got: Red")
    user.sees_value("Colour", "Red")
    user.picks("Colour", "Blue")
    user.sees("Wanted: Blue", "Got: Blue")


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


@proves(
    "out-of-range",
    equivalents={
        "changing 200 to 201 in st.session_state.age = 200": "That is too much, too.",
        'changing "Cake" to "Cake_other" in st.session_state.dish = "Cake"': "That is no option either.",
        'changing "Cake" to "Cake_other" in st.session_state.sides = ["Bread", "Cake"]': (
            "That is no option either."
        ),
    },
)
def too_much_becomes_the_default(user):
    user.types("Age", 30)
    user.picks("Dish", "Rice")
    user.picks("Sides", "Salad")
    user.clicks("Too much")
    user.sees_value("Age", 18)
    user.sees_value("Dish", "Soup")
    user.sees_value("Sides", ["Bread"])


@proves(
    "out-of-range-choice",
    equivalents={
        'changing "XXL" to "XXL_other" in st.session_state.fit = "XXL"': "That is no option either.",
        'changing "Warp" to "Warp_other" in st.session_state.pace = "Warp"': "That is no option either.",
    },
)
def unknown_choice_becomes_the_default(user):
    user.picks("Fit", "S")
    user.slides("Pace", "Fast")
    user.clicks("Too much")
    user.sees_value("Fit", "M")
    user.sees_value("Pace", "Slow")


@proves(
    "out-of-range-picks",
    equivalents={
        'changing "Fig" to "Fig_other" in st.session_state.fruit = "Fig"': "That is no option either.",
        'changing "Roof" to "Roof_other" in st.session_state.seat = "Roof"': "That is no option either.",
    },
)
def unknown_pick_becomes_nothing(user):
    user.picks("Fruit", "Pear")
    user.picks("Seat", "Window")
    user.clicks("Too much")
    user.sees_value("Fruit", None)
    user.sees_value("Seat", None)


@proves("out-of-range-day")
def late_day_becomes_the_default(user):
    user.sees_value("Day", "2026/05/02")
    user.types("Day", "2026/05/04")
    user.sees_value("Day", "2026/05/04")
    user.clicks("Too late")
    user.sees_value("Day", "2026/05/02")


@proves("out-of-range-raises")
def too_much_raised(user):
    user.sees_error("StreamlitAPIException", "is greater than the")


@proves("out-of-range-kept")
def too_much_was_kept(user):
    user.sees_value("Age", 200)


@proves(
    "out-of-range-text",
    equivalents={"removing max_chars=5": "The limit is for what is typed."},
)
def long_text_is_kept(user):
    user.clicks("Too long")
    user.sees("Name: Nebuchadnezzar")
    user.sees_value("Name", "Nebuchadnezzar")


@proves("sides-change")
def sides_that_are_left_stay(user):
    user.picks("Sides", "Fish", "Bread")
    user.sees("Sides: Fish Bread")
    user.checks("Fasting")
    user.sees_value("Sides", ["Bread"])
    user.sees("Sides: Bread")


@proves("number-types")
def types_follow_what_is_given(user):
    user.sees("Types: float int int int")
    user.sees_value("Rate", 2)
    user.types("Rate", 3)
    user.sees("Types: float int int float")


@proves("number-types-mixed")
def mixed_types_raise(user):
    user.sees_error("StreamlitAPIException", "All numerical arguments must be of the same type")
