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
