"""Proofs of references/callbacks.md."""

import time

from stproof import proves


@proves("callback-order")
def callback_runs_between_value_and_script(user):
    user.sees("script a")
    user.types("Word", "b")
    user.sees("script a, callback b, script b")
    user.types("Word", "c")
    user.sees("script a, callback b, script b, callback c, script c")


@proves(
    "add-in-callback",
    "add-in-body-shown-last",
    refutes=("add-in-body", "add-called", "add-twice"),
)
def each_click_adds_one_at_once(user):
    user.sees("Count: 0")
    user.clicks("Add")
    user.sees("Count: 1")
    user.clicks("Add")
    user.sees("Count: 2")
    user.reruns()
    user.sees("Count: 2")


@proves("add-in-body")
def page_is_one_click_behind(user):
    user.clicks("Add")
    user.sees("Count: 0")
    user.clicks("Add")
    user.sees("Count: 1")


@proves("add-called")
def called_in_every_run(user):
    user.sees("Count: 0")
    user.reruns()
    user.sees("Count: 1")
    user.reruns()
    user.sees("Count: 2")


@proves("callback-args")
def callbacks_get_their_arguments(user):
    user.clicks("Add 5")
    user.sees("Total: 5")
    user.clicks("Add 2 three times")
    user.sees("Total: 11")
    user.clicks("Add 5")
    user.sees("Total: 16")


@proves("send-state", refutes=("send-args", "send-on-change"))
def sends_what_was_just_typed(user):
    user.sees("Sent: nothing")
    user.types("Name", "Ada")
    user.clicks("Send")
    user.sees("Sent: Ada")
    user.types("Name", "Bo")
    user.clicks("Send")
    user.sees("Sent: Bo")


@proves("send-args")
def sends_the_name_before(user):
    user.types("Name", "Ada")
    user.clicks("Send")
    user.sees("Sent: nothing")
    user.types("Name", "Bo")
    user.clicks("Send")
    user.sees("Sent: Ada")


@proves("rate-by-key", refutes="rate-by-return-value")
def best_follows_at_once(user):
    user.sees("Best: 0")
    user.types("Stars", 4)
    user.sees("Best: 4")
    user.types("Stars", 2)
    user.sees("Best: 4")
    user.types("Stars", 5)
    user.sees("Best: 5")


@proves("rate-by-return-value")
def best_lags_behind(user):
    user.types("Stars", 4)
    user.sees("Best: 0")
    user.types("Stars", 2)
    user.sees("Best: 4")


@proves("pick-by-args", refutes="pick-by-lambda")
def each_button_picks_its_own(user):
    user.sees("Picked: nothing")
    for fruit in ("Apple", "Pear", "Plum", "Apple"):
        user.clicks(fruit)
        user.sees(f"Picked: {fruit}")


@proves("pick-by-lambda")
def every_button_picks_the_last(user):
    user.sees("Picked: nothing")
    user.clicks("Apple")
    user.sees("Picked: Plum")


@proves("change-and-call", refutes="change-in-silence")
def both_ways_are_counted(user):
    user.sees("Changes: 0")
    user.types("City", "Oslo")
    user.sees("Changes: 1")
    user.clicks("Home")
    user.sees_value("City", "Rome")
    user.sees("Changes: 2")


@proves("change-in-silence")
def assigning_calls_nothing(user):
    user.clicks("Home")
    user.sees_value("City", "Rome")
    user.sees("Changes: 0")
    user.types("City", "Oslo")
    user.sees("Changes: 1")


@proves("rerun-in-callback")
def rerun_ends_the_callback_and_the_click(user):
    user.sees("Page: 1 clicked: False")
    user.clicks("Turn")
    user.sees("Page: 2 clicked: False")
    user.clicks("Turn")
    user.sees("Page: 1 clicked: True")


@proves("callback-writes")
def written_text_lasts_one_run(user):
    user.does_not_see("Saved")
    user.clicks("Save")
    user.sees("Saved")
    user.reruns()
    user.does_not_see("Saved")


@proves("withdraw", refutes="withdraw-too-early")
def nothing_is_taken_from_too_little(user):
    user.sees("Left: 5")
    user.clicks("Take 5")
    user.sees("Left: 0")
    user.clicks("Take 5")
    user.sees_error("ValueError", "empty")
    user.does_not_see("Left:")
    user.reruns()
    user.sees("Left: 0")


@proves("withdraw-too-early")
def taken_before_the_error(user):
    user.clicks("Take 5")
    user.clicks("Take 5")
    user.sees_error("ValueError", "empty")
    user.reruns()
    user.sees("Left: -5")


@proves("fetch-run", refutes="fetch-async")
def answer_is_fetched(user):
    user.sees("Answer: none")
    user.clicks("Fetch")
    user.sees("Answer: 42")


@proves("add-twice")
def one_click_adds_twice(user):
    user.sees("Count: 0")
    user.clicks("Add")
    user.reruns()
    user.sees("Count: 2")


@proves("fetch-async")
def answer_never_comes(user):
    user.clicks("Fetch")
    user.finds_in_log("was never awaited")
    user.reruns()
    user.sees("Answer: none")


@proves(
    "saved-in-object",
    refutes="saved-at-the-end",
    engines=("browser",),
    reason="AppTest waits for the whole run.",
)
def object_is_changed_to_the_end(user):
    user.sees("Saved: 0")
    user.clicks("Save")
    user.clicks("Look")
    user.does_not_see("Saved: 0", "Saved: 100")
    time.sleep(3)
    user.clicks("Look")
    user.sees("Saved: 100")


@proves("saved-at-the-end", engines=("browser",), reason="AppTest waits for the whole run.")
def late_assignment_is_lost(user):
    user.sees("Saved: 0")
    user.clicks("Save")
    user.clicks("Look")
    time.sleep(3)
    user.clicks("Look")
    user.sees("Saved: 0")


@proves("saved-in-object", "saved-at-the-end")
def nothing_is_saved_at_first(user):
    user.sees("Saved: 0")
    user.sees_widget("Look")
