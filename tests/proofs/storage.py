"""Proofs of references/storage.md."""

from stproof import proves


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


@proves("limits-of-a-session")
def session_is_held_for_two_minutes(user):
    user.sees("Seconds: 120")


@proves("limit-of-a-widget")
def widget_may_send_25_megabytes(user):
    user.sees("Megabytes: 25")


@proves("any-object-in-state")
def iterator_goes_on(user):
    for name in ("Ada", "Bo", "Cy", "nobody"):
        user.sees(f"Hello {name}")
        user.clicks("Next")
