"""Proofs of references/classes.md."""

from stproof import proves


@proves("point-from-module", refutes="point-of-script")
def stays_a_point(user):
    user.sees("Is a point: False")
    user.clicks("Draw")
    user.sees("Is a point: True")
    user.reruns()
    user.sees("Is a point: True")


@proves("point-of-script")
def is_a_point_in_one_run(user):
    user.sees("Is a point: False")
    user.clicks("Draw")
    user.sees("Is a point: True")
    user.reruns()
    user.sees("Is a point: False")


@proves("size-as-str", "size-by-name", refutes="size-as-enum")
def stays_large(user):
    user.sees("Large: False")
    user.clicks("Grow")
    user.sees("Large: True")
    user.reruns()
    user.sees("Large: True")


@proves("size-as-enum")
def is_large_in_one_run(user):
    user.sees("Large: False")
    user.clicks("Grow")
    user.sees("Large: True")
    user.reruns()
    user.sees("Large: False")


@proves("size-picked")
def returned_member_is_equal_and_stored_is_not(user):
    user.sees("Returned is large: False", "Stored is large: False")
    user.picks("Size", "large")
    user.sees("Returned is large: True", "Stored is large: False")
    user.reruns()
    user.sees("Returned is large: True", "Stored is large: False")


@proves("item-from-module", refutes="item-of-script")
def tea_stays_there(user):
    user.sees("Tea is there: False")
    user.clicks("Buy tea")
    user.sees("Tea is there: True")
    user.reruns()
    user.sees("Tea is there: True")


@proves("item-of-script")
def tea_is_there_in_one_run(user):
    user.sees("Tea is there: False")
    user.clicks("Buy tea")
    user.sees("Tea is there: True")
    user.reruns()
    user.sees("Tea is there: False")


@proves(
    "item-pickled",
    refutes="item-not-pickled",
    equivalents={"replacing st.session_state by a plain dictionary": "A new item can always be pickled."},
)
def is_pickled_in_every_run(user):
    user.sees("Copied: Tea")
    user.reruns()
    user.sees("Copied: Tea")


@proves("item-not-pickled")
def is_pickled_in_the_first_run(user):
    user.sees("Copied: Tea")
    user.reruns()
    user.sees_error("PicklingError", "not the same object as")


@proves(
    "seats-locked",
    refutes="seats-unlocked",
    equivalents={"removing time.sleep(0.1)": "Under the lock nobody looks during the pause."},
)
def last_seat_is_booked_once(user):
    user.sees("Free: 1")
    user.clicks("Two people book")
    user.sees("Free: 0")
    user.invites("Bob").sees("Free: 0")


@proves("seats-unlocked")
def last_seat_is_booked_twice(user):
    user.sees("Free: 1")
    user.clicks("Two people book")
    user.sees("Free: -1")
