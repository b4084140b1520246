"""Proofs of references/caches.md."""

from stproof import proves


@proves("cached-for-all", refutes="loaded-per-session")
def bank_is_asked_once(user):
    user.sees("Rate: 1.1")
    user.reruns()
    user.invites("Bob").sees("Rate: 1.1")
    user.reloads()
    user.sees("Rate: 1.1")
    user.finds_in_log("Asking the bank", times=1)


@proves("loaded-per-session")
def bank_is_asked_once_per_session(user):
    user.sees("Rate: 1.1")
    user.reruns()
    user.finds_in_log("Asking the bank", times=1)
    user.invites("Bob").sees("Rate: 1.1")
    user.finds_in_log("Asking the bank", times=2)


@proves(
    "session-scope",
    refutes="global-scope",
    apptest_shows='All sessions share a cache with `scope="session"`.',
)
def cache_is_private_and_stays(user):
    user.clicks("Look")
    user.reruns()
    user.sees("Cache: owl", "State: owl")
    bob = user.invites("Bob")
    bob.sees("Cache:", "State:")
    bob.does_not_see("owl")
    user.clicks("Look")
    user.sees("Cache: owl owl")


@proves("session-scope", engines=("browser",), reason="AppTest has no connection to lose.")
def lost_connection_empties_the_cache(user):
    user.clicks("Look")
    user.sees("Cache: owl", "State: owl")
    user.loses_connection()
    user.reruns()
    user.sees("State: owl")
    user.does_not_see("Cache: owl")


@proves("global-scope")
def owl_is_in_the_cache_of_everybody(user):
    user.sees("Cache:", "State:")
    user.clicks("Look")
    user.sees("Cache: owl", "State: owl")
    bob = user.invites("Bob")
    bob.sees("Cache: owl", "State:")
    bob.does_not_see("State: owl")


@proves("global-scope", engines=("browser",), reason="AppTest has no connection to lose.")
def lost_connection_leaves_the_shared_cache(user):
    user.clicks("Look")
    user.loses_connection()
    user.reruns()
    user.sees("Cache: owl", "State: owl")


@proves("orders-of-argument", refutes=("orders-of-state", "orders-of-underscore"))
def each_user_gets_their_own_orders(user):
    user.sees("Orders of Ann")
    user.types("User", "Bob")
    user.sees("Orders of Bob")
    user.types("User", "Ann")
    user.sees("Orders of Ann")


@proves("orders-of-argument")
def orders_are_cached(user):
    user.sees("Orders of Ann")
    user.reruns()
    user.sees("Orders of Ann")
    user.finds_in_log("Looking for orders", times=1)


@proves("orders-of-state", "orders-of-underscore")
def bob_gets_the_orders_of_ann(user):
    user.sees("Orders of Ann")
    user.types("User", "Bob")
    user.sees("Orders of Ann")
    bob = user.invites("Bob")
    bob.types("User", "Bob")
    bob.sees("Orders of Ann")
    user.finds_in_log("Looking for orders", times=1)


@proves("names-copied")
def change_of_a_copy_is_gone(user):
    user.sees("Copy: Ann", "Names: Ann")
    user.clicks("Add Bob")
    user.sees("Copy: Ann Bob", "Names: Ann")
    user.does_not_see("Names: Ann Bob")
    user.reruns()
    user.sees("Copy: Ann", "Names: Ann")
    user.does_not_see("Copy: Ann Bob")
    user.invites("Eve").does_not_see("Ann Bob")
    user.finds_in_log("Looking for names", times=1)


@proves("names-shared")
def change_is_there_for_everybody(user):
    user.sees("Names: Ann")
    user.does_not_see("Ann Bob")
    user.clicks("Add Bob")
    user.sees("Names: Ann Bob")
    user.finds_in_log("Looking for names", times=1)
    user.invites("Eve").sees("Names: Ann Bob")


@proves("names-own", refutes="names-shared")
def change_is_private(user):
    user.sees("Names: Ann")
    user.clicks("Add Bob")
    user.sees("Names: Ann Bob")
    user.invites("Eve").does_not_see("Names: Ann Bob")
    user.clicks("Add Bob")
    user.sees("Names: Ann Bob Bob")
    user.finds_in_log("Looking for names", times=1)


@proves("report-cleared")
def one_entry_or_all_are_cleared(user):
    user.sees("Report for Ann", "Report for Bob")
    user.reruns()
    user.finds_in_log("Report for Ann", times=1)
    user.finds_in_log("Report for Bob", times=1)
    user.clicks("Clear Ann")
    user.finds_in_log("Report for Ann", times=2)
    user.finds_in_log("Report for Bob", times=1)
    bob = user.invites("Bob")
    bob.clicks("Clear all")
    bob.finds_in_log("Report for Ann", times=3)
    bob.finds_in_log("Report for Bob", times=2)
    user.reruns()
    user.finds_in_log("Report for Ann", times=3)


@proves("widget-outside-cache")
def price_follows_the_cups(user):
    user.sees("Price: 3")
    user.types("Cups", 4)
    user.sees("Price: 12")


@proves(
    "widget-outside-cache",
    refutes="widget-in-cache",
    engines=("browser",),
    reason="AppTest stops at a widget in a cached function, with a KeyError of its own.",
)
def price_follows_the_cups_in_the_browser(user):
    price_follows_the_cups(user)


@proves(
    "widget-in-cache",
    engines=("browser",),
    reason="AppTest stops at a widget in a cached function, with a KeyError of its own.",
)
def cached_widget_is_warned_about(user):
    user.sees_error("CachedWidgetWarning", "uses a widget command in a cached function")
    user.sees("Price: 3")
    user.types("Cups", 4)
    user.sees("Price: 3")
