"""Proofs of the small apps in `examples/`: inputs, filters, settings, files, and what is kept of them."""

from stproof import proves


@proves("examples/counter.py")
def counts_by_the_step(user):
    user.sees("Counter", "0")
    user.sees_value("Step", 1)
    user.clicks("Count up")
    user.sees("1")
    user.types("Step", 5)
    user.sees("1")
    user.clicks("Count up")
    user.clicks("Count up")
    user.sees("11")
    user.clicks("Count down")
    user.sees("6")
    user.sees_value("Step", 5)


@proves("examples/counter.py")
def reset_sets_the_step_too(user):
    user.types("Step", 100)
    user.clicks("Count down")
    user.sees("-100")
    user.clicks("Reset")
    user.sees("0")
    user.sees_value("Step", 1)
    user.clicks("Count down")
    user.sees("-1")


@proves("examples/counter.py")
def emptied_step_is_one(user):
    user.types("Step", 5)
    user.types("Step", "")
    user.sees_value("Step", 1)
    user.clicks("Count up")
    user.sees("1")


@proves("examples/counter.py")
def everyone_counts_alone(user):
    user.clicks("Count up")
    bob = user.invites("Bob")
    bob.sees("0")
    bob.clicks("Count down")
    user.reruns()
    user.sees("1")
