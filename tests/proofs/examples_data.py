"""Proofs of the apps in `examples/` that are about data: lists, tables, answers and jobs."""

from stproof import proves


@proves("examples/undo.py")
def toppings_go_back_and_forth(user):
    user.sees("Pizza", "With nothing on it")
    user.sees_widget("Undo", disabled=True)
    user.sees_widget("Redo", disabled=True)
    user.picks("Toppings", "Basil")
    user.picks("Toppings", "Basil", "Olives")
    user.picks("Toppings", "Olives")
    user.sees("With Olives")
    user.sees_widget("Redo", disabled=True)
    user.clicks("Undo")
    user.sees_value("Toppings", ("Basil", "Olives"))
    user.sees("With Basil, Olives")
    user.clicks("Undo")
    user.sees_value("Toppings", ("Basil",))
    user.clicks("Undo")
    user.sees_value("Toppings", ())
    user.sees("With nothing on it")
    user.sees_widget("Undo", disabled=True)
    user.clicks("Redo")
    user.sees_value("Toppings", ("Basil",))
    user.clicks("Redo")
    user.clicks("Redo")
    user.sees_value("Toppings", ("Olives",))
    user.sees_widget("Redo", disabled=True)
    user.clicks("Undo")
    user.sees_value("Toppings", ("Basil", "Olives"))
    user.sees_widget("Undo", disabled=False)
    user.sees_widget("Redo", disabled=False)


@proves("examples/undo.py")
def change_after_an_undo_takes_the_place_of_the_redo(user):
    user.picks("Toppings", "Basil")
    user.picks("Toppings", "Basil", "Capers")
    user.clicks("Undo")
    user.picks("Toppings", "Basil", "Onions")
    user.sees_widget("Redo", disabled=True)
    user.clicks("Undo")
    user.sees_value("Toppings", ("Basil",))
    user.clicks("Redo")
    user.sees_value("Toppings", ("Basil", "Onions"))
    user.reloads()
    user.sees_value("Toppings", ())
    user.sees_widget("Undo", disabled=True)


@proves("examples/streaming_chat.py")
def answers_stay_in_the_history(user):
    user.sees("Patient echo")
    user.says("Hello")
    user.sees("You said: Hello")
    user.does_not_see_widget("Stop answering")
    user.says("Fine day")
    user.sees("You said: Hello", "You said: Fine day")
    user.says("  ")
    user.reruns()
    user.sees("You said:", times=2)
    user.invites("Bob").does_not_see("Hello")


LONG = " ".join(map(str, range(1, 201)))
"""Takes longer to answer than the browser waits for the end of a run."""


@proves(
    "examples/streaming_chat.py",
    engines=("browser",),
    reason="AppTest waits for the end of a run: nothing interrupts it.",
)
def stopped_answer_is_kept(user):
    user.says(LONG)
    user.sees("You said: 1 2 3 4 5")
    user.clicks("Stop answering")
    user.does_not_see_widget("Stop answering")
    user.sees("You said: 1 2 3 4 5")
    user.sees("200", times=1)
    user.says("Never mind")
    user.sees("You said: Never mind")
    user.sees("You said: 1 2 3 4 5")
    user.sees("200", times=1)


@proves(
    "examples/table.py",
    equivalents={
        'removing key=f"editor-{key}"': "Only an edit in the grid shows it, and no verb reaches a cell."
    },
)
def saved_row_outlives_discard(user):
    """New rows stand in for edited cells, which no verb can type into: both are in the editor's frame."""
    user.sees("Price list")
    user.sees("Tea", "Coffee", "4", "6")
    user.sees_in_order("Save", "Discard", "New item")
    user.does_not_see("Not saved yet")
    user.types("New item", "Honey")
    user.types("Its price", 9)
    user.clicks("Add")
    user.sees("Tea", "Coffee", "Honey", "9", "Not saved yet")
    user.sees_value("New item", "")
    user.clicks("Discard")
    user.sees("Tea", "Coffee")
    user.does_not_see("Honey", "Not saved yet")
    user.types("New item", "Cocoa")
    user.types("Its price", 5)
    user.clicks("Add")
    user.clicks("Save")
    user.sees("Cocoa")
    user.does_not_see("Not saved yet")
    user.types("New item", "Salt")
    user.clicks("Add")
    user.sees("Tea", "Cocoa", "Salt", "Not saved yet")
    user.clicks("Discard")
    user.sees("Cocoa", "5")
    user.does_not_see("Salt", "Not saved yet")


@proves("examples/table.py")
def nothing_is_added_twice_or_without_a_name(user):
    user.clicks("Add")
    user.types("New item", "  ")
    user.clicks("Add")
    user.does_not_see("Not saved yet")
    user.types("New item", " Tea ")
    user.clicks("Add")
    user.sees("Tea", times=1)
    user.does_not_see("Not saved yet")


@proves("examples/table.py")
def everyone_has_a_table_of_their_own(user):
    user.types("New item", "Salt")
    user.clicks("Add")
    user.clicks("Save")
    user.invites("Bob").does_not_see("Salt", "Not saved yet")
    user.reloads()
    user.sees("Tea")
    user.does_not_see("Salt", "Not saved yet")


@proves(
    "examples/dialog_list.py",
    apptest_shows="The body of a dialog is not run again, so that its buttons do nothing.",
)
def dialog_saves_and_closes(user):
    user.sees("Contacts")
    user.clicks("Edit Ada")
    user.sees("Edit contact")
    user.sees_value("Name", "Ada")
    user.types("Name", " Ada King ")
    user.types("Phone", "1815")
    user.clicks("Save")
    user.does_not_see_widget("Name")
    user.sees("Ada King", "1815", "Grace")
    user.reruns()
    user.does_not_see_widget("Name")
    user.clicks("Edit Ada King")
    user.sees_value("Name", "Ada King")
    user.sees_value("Phone", "1815")


@proves(
    "examples/dialog_list.py",
    apptest_shows="The body of a dialog is not run again, so that its buttons do nothing.",
)
def cancelled_edit_leaves_no_trace(user):
    user.clicks("Edit Ada")
    user.types("Name", "Bob")
    user.clicks("Cancel")
    user.does_not_see_widget("Name")
    user.does_not_see("Bob")
    user.clicks("Edit Ada")
    user.sees_value("Name", "Ada")


@proves(
    "examples/dialog_list.py",
    engines=("browser",),
    reason="AppTest has no cross with which a dialog is closed.",
)
def dismissed_dialog_does_not_come_back(user):
    user.clicks("Edit Ada")
    user.types("Name", "Bob")
    user.clicks("Close")
    user.does_not_see_widget("Name")
    user.clicks("Edit Ada")
    user.sees_value("Name", "Ada")
    user.clicks("Close")
    user.reruns()
    user.does_not_see_widget("Name")
    user.clicks("Edit Grace")
    user.sees_value("Name", "Grace")


@proves(
    "examples/dialog_list.py",
    apptest_shows="The body of a dialog is not run again, so that its buttons do nothing.",
)
def contact_needs_a_name(user):
    user.clicks("Edit Ada")
    user.types("Name", "  ")
    user.does_not_see("Please give a name")
    user.clicks("Save")
    user.sees("Please give a name")
    user.types("Name", "Grace")
    user.clicks("Save")
    user.sees("Edit Grace", times=2)
    user.sees("020 7946 0018", "020 7946 0907")
    user.invites("Bob").sees_widget("Edit Ada")


@proves("examples/clock.py", apptest_shows="Nothing refreshes itself.")
def only_the_clock_is_drawn_again(user):
    user.sees("World clock", "London", "Page drawn: 1")
    user.types("Note", "tea at five")
    user.sees("Page drawn: 2")
    user.does_not_see("Clock drawn: 1")
    user.does_not_see("Clock drawn: 2")
    user.does_not_see("Clock drawn: 3")
    user.sees("Page drawn: 2")
    user.sees_value("Note", "tea at five")


@proves("examples/clock.py")
def clock_goes_by_the_city(user):
    user.sees("London")
    user.picks("City", "Tokyo")
    user.sees("Tokyo")
    user.does_not_see("London")


@proves(
    "examples/clock.py",
    engines=("apptest",),
    reason="In a browser the clock has gone on before a person has read the count.",
)
def everything_is_drawn_once_at_first(user):
    user.sees("Clock drawn: 1", "Page drawn: 1")
    user.reruns()
    user.sees("Clock drawn: 2", "Page drawn: 2")


@proves(
    "examples/job.py",
)
def job_is_started_once(user):
    user.sees("Print")
    user.sees_value("Pages", 20)
    user.types("Pages", 1000)
    user.does_not_see("pages")
    user.clicks("Start")
    user.sees("of 1000 pages")
    user.sees_widget("Cancel", disabled=False)
    user.does_not_see_widget("Start")
    user.does_not_see("Printed")
    user.invites("Bob").sees_widget("Start")
    user.reruns()
    user.does_not_see_widget("Start")


@proves("examples/job.py", apptest_shows="Nothing refreshes itself.")
def job_reports_and_ends(user):
    user.types("Pages", 10)
    user.clicks("Start")
    user.sees("Printed 10 of 10 pages")
    user.does_not_see_widget("Cancel")
    user.types("Pages", 5)
    user.sees("Printed 10 of 10 pages")
    user.clicks("Start")
    user.sees("Printed 5 of 5 pages")


@proves("examples/job.py", apptest_shows="Nothing refreshes itself.")
def cancelled_job_leaves_the_rest_undone(user):
    user.types("Pages", 1000)
    user.clicks("Start")
    user.does_not_see("0 of 1000 pages")
    user.clicks("Cancel")
    user.sees("Printed")
    user.sees("of 1000 pages")
    user.does_not_see("1000 of 1000 pages")
    user.sees_widget("Start")


@proves(
    "examples/master_detail.py",
    equivalents={
        'removing selection_mode="single-row"': (
            "Only a second row, clicked in the grid, shows it, and no verb reaches a row."
        ),
    },
)
def detail_follows_the_selection(user):
    """The buttons select a row as a click in the grid does, which no verb reaches: by its position."""
    user.sees("Birds", "Select a bird to read about it.")
    user.sees_widget("Previous", disabled=True)
    user.clicks("Next")
    user.sees("Stands still for an hour")
    user.sees_widget("Delete Heron")
    user.sees_widget("Previous", disabled=True)
    user.clicks("Next")
    user.clicks("Next")
    user.sees("Eats, drinks and sleeps on the wing.")
    user.does_not_see("Stands still for an hour", "Select a bird to read about it.")
    user.sees_widget("Next", disabled=True)
    user.clicks("Previous")
    user.sees("Sings in winter too")
    user.sees_widget("Next", disabled=False)
    user.sees_widget("Previous", disabled=False)
    user.reruns()
    user.sees("Sings in winter too")
    user.sees("Robin", times=3)


@proves("examples/master_detail.py")
def deleted_bird_does_not_show_another(user):
    user.clicks("Next")
    user.clicks("Next")
    user.clicks("Delete Robin")
    user.sees("Select a bird to read about it.")
    user.sees("Heron", "Swift")
    user.does_not_see("Robin", "Eats, drinks and sleeps on the wing.")
    user.clicks("Next")
    user.sees("Stands still for an hour")
    user.clicks("Delete Heron")
    user.clicks("Next")
    user.clicks("Delete Swift")
    user.does_not_see("Swift")
    user.sees_widget("Next", disabled=True)
    user.reloads()
    user.sees("Heron", "Robin", "Swift")
