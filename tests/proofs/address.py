"""Proofs of references/address.md."""

from stproof import proves


@proves("city-in-link", refutes="city-forgotten")
def link_brings_the_city(user):
    user.sees("Weather in Oslo")
    user.opens_url("city=Rome")
    user.sees_value("City", "Rome")
    user.sees("Weather in Rome")
    user.opens_url("city=Paris")
    user.sees("Weather in Oslo")


@proves(
    "city-in-link",
    refutes="city-forgotten",
    apptest_shows="The value of a bound widget does not get into the address.",
)
def link_gets_the_city(user):
    user.sees_in_url("")
    user.picks("City", "Rome")
    user.sees_in_url("city=Rome")
    user.reloads()
    user.sees_value("City", "Rome")
    user.sees("Weather in Rome")
    user.picks("City", "Oslo")
    user.sees_in_url("")


@proves("city-in-link", engines=("browser",), reason="AppTest has no server to restart.")
def link_outlives_the_server(user):
    user.picks("City", "Rome")
    user.restarts_server()
    user.reruns()
    user.sees("Weather in Rome")


@proves("city-on-another-page")
def city_is_known_on_another_page(user):
    user.sees_value("City", "Oslo")
    user.picks("City", "Rome")
    user.goes_to("weather")
    user.reruns()
    user.sees("Weather in Rome")
    user.goes_to("choose")
    user.sees_value("City", "Rome")


@proves(
    "city-on-another-page",
    engines=("browser",),
    reason="Under AppTest the value of a bound widget does not get into the address at all.",
)
def address_is_empty_on_another_page(user):
    user.picks("City", "Rome")
    user.sees_in_url("city=Rome")
    user.goes_to("weather")
    user.sees_in_url("")
    user.goes_to("choose")
    user.sees_in_url("city=Rome")
    user.goes_to("weather")
    user.reloads()
    user.sees("Weather in None")


@proves("bound-by-key", refutes="bound-by-parameter")
def address_follows_the_key(user):
    user.sees_value("City", "Oslo")
    user.clicks("South")
    user.sees_value("City", "Rome")
    user.sees_in_url("city=Rome")


@proves("step-in-link")
def step_survives_a_reload(user):
    user.sees("Step: Cart")
    user.clicks("Next")
    user.sees("Step: Address")
    user.clicks("Next")
    user.sees("Step: Payment")
    user.does_not_see_widget("Next")
    user.sees_in_url("step=Payment")
    user.reloads()
    user.sees("Step: Payment")
    user.opens_url("step=Gift")
    user.sees("Step: Cart")


@proves("city-forgotten")
def reload_starts_with_oslo(user):
    user.picks("City", "Rome")
    user.sees("Weather in Rome")
    user.reloads()
    user.sees_value("City", "Oslo")
    user.sees("Weather in Oslo")


@proves("bound-by-parameter")
def parameter_of_a_bound_widget_refuses(user):
    user.sees_value("City", "Oslo")
    user.clicks("South")
    user.sees_error("StreamlitAPIException", "Cannot directly set query parameter")


@proves("trip-in-link")
def each_widget_has_its_parameter(user):
    user.opens_url("city=Rome&nights=3")
    user.sees_value("City", "Rome")
    user.sees_value("Nights", 3)
    user.sees("Trip: Rome 3")


@proves("trip-in-link", engines=("browser",), reason="AppTest does not write the address.")
def defaults_are_not_in_the_address(user):
    user.types("Nights", 3)
    user.sees_in_url("nights=3")
    user.picks("City", "Rome")
    user.sees_in_url("city=Rome&nights=3")
    user.types("Nights", 1)
    user.sees_in_url("city=Rome")


@proves("link-before-default", refutes="link-behind-setdefault")
def link_goes_before_the_default(user):
    user.sees_value("City", "Rome")
    user.sees("Weather in Rome")
    user.opens_url("city=Oslo")
    user.sees_value("City", "Oslo")
    user.sees("Weather in Oslo")


@proves("link-behind-setdefault")
def assigned_start_goes_before_the_link(user):
    user.opens_url("city=Oslo")
    user.sees_value("City", "Rome")
    user.sees("Weather in Rome")
    user.picks("City", "Oslo")
    user.sees("Weather in Oslo")
