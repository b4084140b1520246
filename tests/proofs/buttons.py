"""Proofs of references/buttons.md."""

from stproof import proves


@proves("details-toggle")
def details_stay_open(user):
    user.does_not_see_widget("Depth")
    user.checks("Details")
    user.sees("Depth: 0")
    user.slides("Depth", 4)
    user.sees("Depth: 4")
    user.unchecks("Details")
    user.does_not_see_widget("Depth")


@proves("confirm", refutes="confirm-nested")
def second_button_deletes(user):
    user.sees("File: kept")
    user.does_not_see_widget("Really")
    user.clicks("Delete")
    user.sees_widget("Really")
    user.clicks("Really")
    user.sees("File: deleted")
    user.does_not_see_widget("Really")


@proves("wizard", refutes="wizard-forgets")
def name_outlives_its_step(user):
    user.sees("Step 1")
    user.types("Name", "Ada")
    user.clicks("Next")
    user.sees("Step 2", "Name: Ada")
    user.does_not_see_widget("Next")
    user.reruns()
    user.sees("Name: Ada")
    user.clicks("Back")
    user.sees_value("Name", "Ada")


@proves("confirm-nested")
def inner_button_never_deletes(user):
    user.clicks("Delete")
    user.sees_widget("Really")
    user.clicks("Really")
    user.does_not_see_widget("Really")
    user.sees("File: kept")


@proves("wizard-forgets")
def name_is_gone_in_the_next_run(user):
    user.sees("Step 1")
    user.types("Name", "Ada")
    user.clicks("Next")
    user.sees("Step 2", "Name: Ada")
    user.reruns()
    user.sees("Step 2")
    user.sees_error("AttributeError")


@proves("guests-once", refutes="guests-twice")
def second_click_adds_nothing(user):
    user.clicks("Add")
    user.types("Guest", "Ada")
    user.clicks("Add")
    user.clicks("Add")
    user.types("Guest", "Bo")
    user.clicks("Add")
    user.sees("Guests: Ada Bo")


@proves("guests-twice")
def second_click_adds_again(user):
    user.types("Guest", "Ada")
    user.clicks("Add")
    user.clicks("Add")
    user.sees("Guests: Ada Ada")
