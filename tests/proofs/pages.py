"""Proofs of `references/pages.md`."""

from stproof import proves


@proves("entrypoint-initialises", refutes="one-page-initialises")
def every_page_finds_the_cart(user):
    user.sees("Cart:")
    user.does_not_see("tea")
    user.goes_to("shop")
    user.clicks("Buy tea")
    user.clicks("Buy tea")
    user.goes_to("cart")
    user.sees("Cart: tea tea")
    user.does_not_see("tea tea tea")


@proves("page-remembers", refutes="page-forgets")
def name_is_there_on_return(user):
    user.sees_value("Name", "")
    user.types("Name", "Ada")
    user.goes_to("summary")
    user.reruns()
    user.sees("Name: Ada")
    user.goes_to("form")
    user.sees_value("Name", "Ada")
    user.reloads()
    user.goes_to("form")
    user.sees_value("Name", "")


@proves("choice-kept", refutes="choice-overwritten")
def bob_stays_chosen(user):
    user.picks("User", "Bob")
    user.goes_to("greet")
    user.sees("Hello Bob")
    user.goes_to("choose")
    user.sees_value("User", "Bob")
    user.goes_to("greet")
    user.sees("Hello Bob")


@proves("theme-for-all-pages", refutes="theme-per-page")
def theme_is_the_same_everywhere(user):
    user.picks("Theme", "dark")
    user.sees("Home is dark")
    user.goes_to("about")
    user.sees_value("Theme", "dark")
    user.sees("About is dark")
    user.picks("Theme", "light")
    user.goes_to("home")
    user.sees("Home is light")


@proves(
    "theme-on-two-pages",
    refutes="theme-per-page",
    apptest_shows='Two pages do not share the value of a key with `persist_state="session"`.',
)
def theme_is_shared_by_two_pages(user):
    theme_is_the_same_everywhere(user)
    user.goes_to("about")
    user.reloads()
    user.sees("About is light")


@proves(
    "pages-after-login",
)
def account_is_for_those_who_logged_in(user):
    user.does_not_see("Account of")
    user.clicks("Log in")
    user.sees_in_order("Account of Ann", "Log out")
    user.does_not_see_widget("Log in")
    user.clicks("Log out")
    user.sees_widget("Log in")
    user.does_not_see("Account of")


@proves("pages-folder")
def cart_may_be_the_first_page(user):
    user.sees("Welcome to the tea house")
    user.goes_to("cart")
    user.sees("Cart:")
    user.does_not_see("tea")


@proves("pages-folder")
def shop_may_be_the_first_page(user):
    user.goes_to("shop")
    user.clicks("Buy tea")
    user.clicks("Buy tea")
    user.goes_to("cart")
    user.sees("Cart: tea tea")
    user.does_not_see("tea tea tea")
    user.reloads()
    user.goes_to("cart")
    user.sees("Cart:")
    user.does_not_see("tea")


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


@proves("count-per-session")
def each_session_counts_for_itself(user):
    user.clicks("Add")
    user.clicks("Add")
    user.sees("Count: 2")
    user.opens_tab().sees("Count: 0")
    user.invites("Bob").sees("Count: 0")
    user.sees("Count: 2")
    user.reloads()
    user.sees("Count: 0")


@proves("box-and-count")
def count_and_box_are_state(user):
    user.types("Name", "Ada")
    user.clicks("Add")
    user.clicks("Add")
    user.sees("Count: 2 Name: Ada")
    user.reloads()
    user.sees("Count: 0 Name:")
    user.sees_value("Name", "")


@proves(
    "box-and-count",
    engines=("browser",),
    reason="AppTest has no connection to lose and no server to restart.",
)
def connection_keeps_and_restart_loses_the_count(user):
    user.types("Name", "Ada")
    user.clicks("Add")
    user.loses_connection()
    user.clicks("Add")
    user.sees("Count: 2 Name: Ada")
    user.restarts_server()
    user.reruns()
    user.sees("Count: 0 Name: Ada")
    user.sees_value("Name", "Ada")


@proves("notes-in-database")
def notes_outlive_the_session(user):
    user.does_not_see("Saved:")
    user.types("Note", "milk")
    user.does_not_see("Saved:")
    user.clicks("Save")
    user.sees("Saved: milk")
    user.reloads()
    user.sees("Saved: milk", times=1)
    bob = user.invites("Bob")
    bob.sees("Saved: milk")
    bob.types("Note", "bread")
    bob.clicks("Save")
    bob.sees("Saved: milk", "Saved: bread")


@proves("notes-in-database", engines=("browser",), reason="AppTest has no server to restart.")
def notes_outlive_the_server(user):
    user.types("Note", "milk")
    user.clicks("Save")
    user.restarts_server()
    user.reloads()
    user.sees("Saved: milk")


@proves("notes-per-person", refutes=("notes-of-everybody", "notes-of-one-run"))
def notes_are_private_and_stay(user):
    user.types("Note", "milk")
    user.does_not_see("Notes: milk")
    user.clicks("Save")
    user.types("Note", "bread")
    user.clicks("Save")
    user.sees("Notes: milk bread")
    user.invites("Bob").does_not_see("milk")
    user.opens_tab().does_not_see("milk")
    user.reloads()
    user.does_not_see("milk")


@proves("notes-of-everybody", "cache-of-everybody")
def shared_notes_are_seen_by_everybody(user):
    user.types("Note", "milk")
    user.does_not_see("Notes: milk")
    user.clicks("Save")
    user.invites("Bob").sees("Notes: milk")
    user.reloads()
    user.sees("Notes: milk")


@proves(
    "notes-of-everybody",
    "cache-of-everybody",
    engines=("browser",),
    reason="AppTest has no server to restart.",
)
def shared_notes_end_with_the_server(user):
    user.types("Note", "milk")
    user.clicks("Save")
    user.restarts_server()
    user.reloads()
    user.sees("Notes:")
    user.does_not_see("milk")


@proves(
    "cache-per-person",
    refutes="cache-of-everybody",
    apptest_shows='All sessions share a cache with `scope="session"`.',
)
def cached_notes_are_private_and_stay(user):
    notes_are_private_and_stay(user)


@proves("report-takes-user", refutes="report-reads-user")
def bob_gets_his_own_report(user):
    user.sees("Report for Ann")
    user.picks("User", "Bob")
    user.sees("Report for Bob")
    user.picks("User", "Ann")
    user.sees("Report for Ann")
    user.finds_in_log("Asking the database about Ann", times=1)


@proves("page-forgets")
def next_page_reads_none_and_the_box_is_empty(user):
    user.types("Name", "Ada")
    user.goes_to("summary")
    user.reruns()
    user.sees("Name: None")
    user.goes_to("form")
    user.sees_value("Name", "")


@proves("one-page-initialises")
def page_that_comes_first_raises(user):
    user.sees_error("AttributeError")
    user.goes_to("shop")
    user.clicks("Buy tea")
    user.goes_to("cart")
    user.sees("Cart: tea")


@proves("choice-overwritten")
def bob_is_greeted_once(user):
    user.picks("User", "Bob")
    user.goes_to("greet")
    user.sees("Hello Bob")
    user.goes_to("choose")
    user.sees_value("User", "Ann")
    user.goes_to("greet")
    user.sees("Hello Ann")


@proves("theme-per-page")
def second_page_starts_afresh(user):
    user.picks("Theme", "dark")
    user.sees("Home is dark")
    user.goes_to("about")
    user.sees_value("Theme", "light")
    user.sees("About is light")


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


@proves("notes-of-one-run")
def only_the_last_note_is_there(user):
    user.types("Note", "milk")
    user.clicks("Save")
    user.sees("Notes: milk")
    user.types("Note", "bread")
    user.clicks("Save")
    user.sees("Notes: bread")
    user.does_not_see("milk")


@proves("report-reads-user")
def bob_gets_anns_report(user):
    user.sees("Report for Ann")
    user.picks("User", "Bob")
    user.sees_value("User", "Bob")
    user.sees("Report for Ann")
