"""Proofs of references/threads.md."""

import time

from stproof import proves


@proves(
    "prices-passed",
    refutes="prices-read-in-thread",
)
def prices_follow_the_rate(user):
    user.types("Rate", 2)
    user.sees_in_order("Rate", "Price", "Prices:")
    user.does_not_see("6", "10")
    user.clicks("Price")
    user.sees("Prices: 6 10")
    user.reruns()
    user.sees("Prices: 6 10")


@proves("prices-read-in-thread")
def rate_is_missing_in_the_thread(user):
    user.types("Rate", 2)
    user.sees_in_order("Rate", "Price", "Prices:")
    user.clicks("Price")
    user.sees_error("KeyError", "rate")
    user.does_not_see("Prices:")


@proves("name-leaks")
def name_reaches_everybody_but_ada(user):
    user.sees("In the thread: nobody", "Keys of the script: 0")
    user.types("Name", "Ada")
    user.sees("In the thread: Ada", "Keys of the script: 0")
    user.reruns()
    user.sees("In the thread: Ada", "Keys of the script: 0")
    user.invites("Bob").sees("In the thread: Ada", "Keys of the script: 0")


@proves("hello-in-thread")
def line_of_the_thread_is_lost(user):
    user.sees("Bye from there")
    user.does_not_see("Hello from there")


@proves("hello-in-thread", engines=("browser",), reason="AppTest itself writes such lines to the log.")
def log_says_why(user):
    user.sees("Bye from there")
    user.finds_in_log("missing ScriptRunContext")


@proves("rate-in-coroutine", refutes="rate-in-to-thread")
def coroutine_doubles_the_rate(user):
    user.sees("Rate: 1")
    user.clicks("Double")
    user.sees("Rate: 2")
    user.clicks("Double")
    user.sees("Rate: 4")


@proves("rate-in-to-thread")
def thread_does_not_find_the_rate(user):
    user.clicks("Double")
    user.sees_error("KeyError", "rate")
    user.reruns()
    user.sees("Rate: 1")


@proves(
    "job-watched",
    refutes="job-not-watched",
    apptest_shows="A fragment with `run_every` does not refresh.",
)
def job_is_followed_to_its_end(user):
    user.sees("Left: 0", "Idle")
    user.clicks("Start")
    user.sees("Working")
    user.sees("Idle", "Left: 0")
    user.does_not_see("Working")


@proves("job-not-watched")
def job_is_seen_at_the_next_run(user):
    user.sees("Left: 0", "Idle")
    user.clicks("Start")
    user.sees("Working", "Left: 3")
    time.sleep(3.5)
    user.sees("Working", "Left: 3")
    user.reruns()
    user.sees("Idle", "Left: 0")
