"""Proofs of references/forms.md."""

from stproof import proves


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


@proves("form-emptied-too-late")
def box_cannot_be_emptied_below_the_form(user):
    user.types("Guest", "Ada")
    user.clicks("Add")
    user.sees_error("StreamlitAPIException", "cannot be modified after the widget")
    user.sees_value("Guest", "Ada")


@proves("send-on-change")
def input_in_a_form_refuses_a_callback(user):
    user.sees_error("StreamlitInvalidFormCallbackError", "callbacks can only be defined on")
    message = "Defining callbacks on other widgets inside a form is not allowed"
    user.sees_error("StreamlitInvalidFormCallbackError", message)
    user.does_not_see_widget("Send")


@proves("form-unsent", engines=("browser",), reason="AppTest sends it on old releases.")
def outside_click_does_not_send(user):
    user.types("Town", "Rome")
    user.clicks("Look")
    user.sees("Town: any")
    user.sees_value("Town", "Rome")
    user.clicks("Search")
    user.sees("Town: Rome")


@proves("form-unsent")
def town_arrives_with_its_button(user):
    user.sees("Town: any")
    user.types("Town", "Rome")
    user.clicks("Search")
    user.sees("Town: Rome")


@proves("trip-country-outside", refutes="trip-country-inside")
def cities_follow_the_country(user):
    user.sees_options("City", "Rome", "Turin")
    user.picks("Country", "Norway")
    user.sees_options("City", "Oslo", "Bergen")
    user.picks("City", "Bergen")
    user.does_not_see("Booked:")
    user.clicks("Book")
    user.sees("Booked: Bergen")


@proves("trip-country-inside")
def cities_stay_italian(user):
    user.picks("Country", "Norway")
    user.sees_value("Country", "Norway")
    user.sees_options("City", "Rome", "Turin")


@proves("typed-without-a-run")
def text_and_slider_wait_for_the_next_run(user):
    user.sees("Runs: 1")
    user.types("Town", "Rome")
    user.slides("Nights", 3)
    user.sees("Runs: 1", "Town: nights: 1")
    user.clicks("Search")
    user.sees("Runs: 2", "Town: Rome nights: 3")


@proves("picked-without-a-run")
def choice_waits_for_the_next_run(user):
    user.picks("Town", "Rome")
    user.sees("Runs: 1 Town: Oslo")
    user.clicks("Search")
    user.sees("Runs: 2 Town: Rome")


@proves("pills-without-a-run")
def pill_waits_for_the_next_run(user):
    user.picks("Town", "Rome")
    user.sees("Runs: 1 Town: None")
    user.clicks("Search")
    user.sees("Runs: 2 Town: Rome")
