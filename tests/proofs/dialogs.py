"""Proofs of references/dialogs.md."""

from stproof import proves


@proves(
    "guest-signs",
    "guest-signs-callback",
    refutes="guest-stays",
    apptest_shows="The body of a dialog is not run again, so that its buttons do nothing.",
)
def guest_is_saved(user):
    user.sees_in_order("Sign", "Guest: nobody")
    user.does_not_see_widget("Name")
    user.clicks("Sign")
    user.types("Name", "Ada")
    user.sees("Guest: nobody")
    user.clicks("Save")
    user.sees("Guest: Ada")
    user.does_not_see_widget("Name")
    user.clicks("Sign")
    user.sees_value("Name", "")


@proves(
    "guest-stays",
    "guest-signs-in-callback-ignored",
    apptest_shows="The body of a dialog is not run again, so that its buttons do nothing.",
)
def dialog_stays_open(user):
    user.clicks("Sign")
    user.types("Name", "Ada")
    user.clicks("Save")
    user.sees("Guest: nobody")
    user.sees_widget("Name")
    user.reruns()
    user.does_not_see_widget("Name")
    user.sees("Guest: Ada")


@proves(
    "guest-signs-in-callback",
    refutes="guest-stays",
    apptest_shows="The body of a dialog is not run again, so that its buttons do nothing.",
)
def callback_saves_and_closes(user):
    user.sees("Guest: nobody")
    user.clicks("Sign")
    user.types("Name", "Ada")
    user.clicks("Save")
    user.does_not_see_widget("Name")
    user.sees("Guest: Ada")


@proves("guest-leaves", engines=("browser",), reason="Under AppTest a dialog has no X.")
def x_calls_back(user):
    user.clicks("Sign")
    user.sees_widget("Name")
    user.sees("Guest: nobody")
    user.clicks("Close")
    user.sees("Guest: gone")
    user.does_not_see_widget("Name")


@proves("runs-counted", engines=("browser",), reason="Under AppTest a dialog has no X.")
def x_runs_nothing(user):
    user.sees("Runs: 1")
    user.clicks("Sign")
    user.sees_widget("Name")
    user.sees("Runs: 2")
    user.clicks("Close")
    user.does_not_see_widget("Name")
    user.sees("Runs: 2")


@proves("runs-counted-dismiss", engines=("browser",), reason="Under AppTest a dialog has no X.")
def x_runs_the_script(user):
    user.sees("Runs: 1")
    user.clicks("Sign")
    user.sees_widget("Name")
    user.sees("Runs: 2")
    user.clicks("Close")
    user.does_not_see_widget("Name")
    user.sees("Runs: 3")


@proves("flag-cleared", refutes="flag-stays", engines=("browser",), reason="Under AppTest a dialog has no X.")
def cleared_flag_keeps_it_closed(user):
    user.clicks("Sign")
    user.reruns()
    user.sees_widget("Name")
    user.clicks("Close")
    user.does_not_see_widget("Name")
    user.clicks("Refresh")
    user.does_not_see_widget("Name")


@proves("flag-stays", engines=("browser",), reason="Under AppTest a dialog has no X.")
def flag_opens_it_again(user):
    user.clicks("Sign")
    user.clicks("Close")
    user.does_not_see_widget("Name")
    user.clicks("Refresh")
    user.sees_widget("Name")


@proves(
    "fruit-callback",
    refutes="fruit-reopens",
)
def fruit_opens_once(user):
    user.picks("Fruit", "Pear")
    user.sees_in_order("All about the Pear", "Done")
    user.clicks("Done")
    user.does_not_see_widget("Done")
    user.sees_value("Fruit", "Pear")
    user.reruns()
    user.does_not_see_widget("Done")


@proves("fruit-callback", engines=("browser",), reason="Under AppTest a dialog has no X.")
def fruit_opens_a_dialog(user):
    user.picks("Fruit", "Pear")
    user.sees("All about the Pear")
    user.clicks("Close")
    user.does_not_see("All about the Pear")


@proves("fruit-reopens")
def fruit_opens_again(user):
    user.picks("Fruit", "Pear")
    user.clicks("Done")
    user.sees_in_order("All about the Pear", "Done")
    user.sees_widget("Done")


@proves(
    "note-kept",
    refutes="note-gone",
    apptest_shows="The body of a dialog is not run again, so that its buttons do nothing.",
)
def text_is_kept(user):
    user.sees("Text: none")
    user.clicks("Write")
    user.sees_in_order("Note", "Text", "Done")
    user.does_not_see("Text: none")
    user.types("Text", "milk")
    user.clicks("Done")
    user.sees("Text: milk")
    user.clicks("Refresh")
    user.sees("Text: milk")
    user.clicks("Write")
    user.sees_value("Text", "milk")


@proves("note-gone", apptest_shows="The body of a dialog is not run again, so that its buttons do nothing.")
def text_is_gone(user):
    user.clicks("Write")
    user.types("Text", "milk")
    user.clicks("Done")
    user.sees("Text: milk")
    user.clicks("Refresh")
    user.sees("Text: none")
    user.clicks("Write")
    user.sees_value("Text", "")


@proves("two-dialogs")
def second_call_raises(user):
    user.does_not_see("One")
    user.clicks("Open")
    user.sees_error("StreamlitAPIException", "Only one dialog is allowed to be opened at the same time.")
    user.sees("One")


@proves(
    "nested-dialogs",
    apptest_shows="The body of a dialog is not run again, so that its buttons do nothing.",
)
def nested_call_raises(user):
    user.clicks("Open")
    user.sees("One")
    user.does_not_see("Dialogs may not be nested inside other dialogs.")
    user.clicks("Next")
    user.sees_error("StreamlitAPIException", "Dialogs may not be nested inside other dialogs.")


@proves("next-dialog", apptest_shows="The body of a dialog is not run again, so that its buttons do nothing.")
def second_dialog_follows(user):
    user.clicks("Open")
    user.clicks("Next")
    user.sees("Two")
    user.does_not_see_widget("Next")
    user.clicks("Close")
    user.does_not_see("Two")
