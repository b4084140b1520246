"""Proofs of SKILL.md."""

from stproof import proves


@proves("count-clicks")
def clicks_are_counted(user):
    user.sees("Count: 0")
    user.clicks("Add")
    user.clicks("Add")
    user.sees("Count: 2")
    user.reruns()
    user.sees("Count: 2")


@proves(
    "city-key",
)
def city_starts_with_rome_and_stays(user):
    user.sees_value("City", "Rome")
    user.sees_in_order("City", "Weather in Rome")
    for city in ("Oslo", "Cairo"):
        user.types("City", city)
        user.sees(f"Weather in {city}")
        user.reruns()
        user.sees_value("City", city)
        user.sees(f"Weather in {city}")


@proves("clear-city", refutes="clear-city-too-late")
def city_is_cleared(user):
    for city in ("Oslo", "Cairo"):
        user.types("City", city)
        user.sees_value("City", city)
        user.clicks("Clear")
        user.sees_value("City", "")


@proves("open-details")
def details_stay_open_while_used(user):
    user.does_not_see_widget("Depth")
    user.clicks("Details")
    user.sees_value("Depth", 0)
    user.slides("Depth", 4)
    user.sees_value("Depth", 4)


@proves("collect-names")
def names_are_collected_and_the_form_is_empty(user):
    user.types("Name", "Ada")
    user.clicks("Add")
    user.sees("Names: Ada")
    user.sees_value("Name", "")
    user.types("Name", "Bo")
    user.clicks("Add")
    user.sees("Names: Ada, Bo")
    user.sees_value("Name", "")
    user.clicks("Add")
    user.types("Name", "Bo")
    user.clicks("Add")
    user.types("Name", "Cy")
    user.clicks("Add")
    user.sees("Names: Ada, Bo, Cy")


@proves("keep-hidden")
def note_outlives_its_box(user):
    user.sees("Note: none")
    user.checks("More")
    user.does_not_see("Note: none")
    user.types("Note", "tea")
    user.unchecks("More")
    user.does_not_see_widget("Note")
    user.reruns()
    user.sees("Note: tea")
    user.checks("More")
    user.sees_value("Note", "tea")


@proves("clear-city-too-late")
def assignment_below_the_widget_raises(user):
    user.types("City", "Oslo")
    user.clicks("Clear")
    user.sees_error("StreamlitAPIException", "cannot be modified after the widget")
    user.sees_value("City", "Oslo")
