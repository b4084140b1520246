"""Proofs of references/identity.md."""

from stproof import proves


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


@proves("row-keys-by-position")
def next_row_inherits_the_note(user):
    user.within("Milk").types("Note", "two")
    user.clicks("Drop the first")
    user.does_not_see("Milk")
    user.sees("Tea")
    user.sees_value("Note", "two")


@proves(
    "starts-over-with-step",
    equivalents={
        'negating big in st.slider("Pace", 0, 10, step=5 if big else 1, key="pace")': (
            "The other way round it starts over, too."
        ),
        'negating big in st.time_input("Time", "09:00", step=3600 if big else 900, k…': (
            "The other way round it starts over, too."
        ),
        'negating big in st.text_area("Story", max_chars=50 if big else 20, key="sto…': (
            "The other way round it starts over, too."
        ),
    },
)
def these_start_over_with_their_step(user):
    user.slides("Level", 3)
    user.slides("Pace", 4)
    user.types("Time", "12:00")
    user.types("Story", "Once")
    user.sees_value("Level", 3)
    user.sees("Now: 3 4 Once", "At: 12:00:00")
    user.checks("Big")
    user.sees("Now: -5 0", "At: 09:00:00")
    user.sees_value("Level", -5)
    user.sees_value("Pace", 0)
    user.sees_value("Time", "09:00")
    user.sees_value("Story", "")


@proves("page-and-sidebar")
def page_and_sidebar_have_a_button_each(user):
    user.does_not_see("In the page", "In the sidebar")
    user.within("Notes").clicks("Add")
    user.sees("In the sidebar")
    user.does_not_see("In the page")
    user.within("Basket").clicks("Add")
    user.sees("In the page")
    user.does_not_see("In the sidebar")
