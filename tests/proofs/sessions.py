"""Proofs of references/sessions.md."""

from stproof import proves


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


@proves("notes-per-person", refutes="notes-of-everybody")
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


@proves("notes-of-everybody")
def shared_notes_are_seen_by_everybody(user):
    user.types("Note", "milk")
    user.does_not_see("Notes: milk")
    user.clicks("Save")
    user.invites("Bob").sees("Notes: milk")
    user.reloads()
    user.sees("Notes: milk")


@proves(
    "notes-of-everybody",
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


@proves("rights-in-callback", refutes="rights-while-drawing")
def late_click_does_nothing(user):
    user.clicks("Delete")
    user.sees("Files: 1")
    user.invites("Bob").clicks("Dismiss Ann")
    user.clicks("Delete")
    user.sees("Files: 1")
    user.does_not_see_widget("Delete")


@proves("rights-while-drawing")
def late_click_deletes(user):
    user.clicks("Delete")
    user.sees("Files: 1")
    user.invites("Bob").clicks("Dismiss Ann")
    user.clicks("Delete")
    user.sees("Files: 0")
    user.does_not_see_widget("Delete")
