"""Proofs of the apps in `examples/`."""

from stproof import proves


@proves(
    "examples/wizard.py", equivalents={"dropping the guard step == 4": "The fourth step is the last one."}
)
def wizard_keeps_every_answer(user):
    user.sees("Book a table")
    user.types("Name", "Ada")
    user.clicks("Next")
    user.sees_value("Guests", 2)
    user.sees_value("Time", "18:00")
    user.types("Guests", 4)
    user.picks("Time", "20:00")
    user.clicks("Back")
    user.sees_value("Name", "Ada")
    user.clicks("Next")
    user.sees_value("Guests", 4)
    user.sees_value("Time", "20:00")
    user.clicks("Next")
    user.sees("Ada, 4 guests, 20:00")
    user.clicks("Back")
    user.sees_value("Guests", 4)
    user.clicks("Next")
    user.does_not_see("booked")
    user.clicks("Book")
    user.sees("Your table is booked: Ada, 4 guests, 20:00")
    user.does_not_see_widget("Back")
    user.clicks("Book another")
    user.sees_value("Name", "")
    user.types("Name", "Bob")
    user.clicks("Next")
    user.sees_value("Guests", 2)
    user.sees_value("Time", "18:00")


@proves("examples/wizard.py")
def wizard_asks_for_a_name(user):
    user.does_not_see("Please say who is coming", "None")
    user.clicks("Next")
    user.sees("Please say who is coming")
    user.reruns()
    user.does_not_see("Please say who is coming")
    user.does_not_see_widget("Guests")


@proves("examples/wizard.py")
def wizard_takes_one_to_eight_guests(user):
    user.types("Name", "Ada")
    user.clicks("Next")
    user.types("Guests", 8)
    user.sees_value("Guests", 8)
    user.types("Guests", 1)
    user.sees_value("Guests", 1)


@proves("examples/todo.py")
def tasks_are_added_and_ticked_off(user):
    user.sees("To do", "Open: 0")
    user.types("New task", "milk")
    user.sees_value("New task", "")
    user.types("New task", "  bread ")
    user.types("New task", "  ")
    user.sees("Open: 2")
    user.sees_value("milk", False)
    user.checks("bread")
    user.sees("Open: 1")
    user.reruns()
    user.sees_value("milk", False)
    user.sees_value("bread", True)
    user.unchecks("bread")
    user.sees("Open: 2")


@proves("examples/todo.py")
def hidden_tasks_stay_done(user):
    user.types("New task", "milk")
    user.types("New task", "bread")
    user.checks("milk")
    user.sees_widget("milk")
    user.checks("Hide done")
    user.does_not_see_widget("milk")
    user.sees_widget("bread")
    user.reruns()
    user.unchecks("Hide done")
    user.sees_value("milk", True)
    user.sees_value("bread", False)
    user.sees("Open: 1")


@proves("examples/todo.py")
def deleting_one_task_leaves_the_others_as_they_are(user):
    user.types("New task", "milk")
    user.types("New task", "bread")
    user.types("New task", "salt")
    user.checks("bread")
    user.clicks("Delete milk")
    user.does_not_see_widget("milk")
    user.sees_value("bread", True)
    user.sees_value("salt", False)
    user.types("New task", "tea")
    user.sees_value("salt", False)
    user.sees_value("tea", False)
    user.sees("Open: 2")


@proves("examples/todo.py")
def two_tasks_may_have_one_text(user):
    user.types("New task", "milk")
    user.checks("milk")
    user.types("New task", "milk")
    user.sees("Open: 1")
    user.checks("Hide done")
    user.clicks("Delete milk")
    user.sees("Open: 0")
    user.unchecks("Hide done")
    user.sees_value("milk", True)


@proves("examples/todo.py")
def task_is_edited_in_its_place(user):
    user.types("New task", "milk")
    user.types("New task", "bread")
    user.checks("milk")
    user.does_not_see_widget("Task")
    user.clicks("Edit milk")
    user.sees_value("Task", "milk")
    user.does_not_see_widget("milk")
    user.types("Task", "oat milk")
    user.does_not_see_widget("Task")
    user.sees_value("oat milk", True)
    user.sees_value("bread", False)
    user.clicks("Edit bread")
    user.types("Task", "rye bread")
    user.sees_widget("rye bread")
    user.sees_widget("oat milk")


@proves("examples/chat.py")
def chat_keeps_its_history(user):
    user.sees("Echo")
    user.says("Hello")
    user.sees("Hello", "You said: Hello")
    user.says("Fine day")
    user.sees("You said: Hello", "You said: Fine day")
    user.reruns()
    user.sees("You said: Hello", times=1)
    user.sees("You said: Fine day", times=1)
    user.invites("Bob").does_not_see("Hello")


@proves("examples/chat.py")
def another_answer_takes_the_place_of_the_last(user):
    user.does_not_see_widget("Another answer")
    user.says("Hello")
    user.clicks("Another answer")
    user.sees("So you think: Hello")
    user.does_not_see("You said: Hello")
    user.clicks("Another answer")
    user.sees("In other words: Hello")
    user.clicks("Another answer")
    user.sees("You said: Hello")
    user.clicks("Another answer")
    user.says("Fine day")
    user.sees("So you think: Hello", "You said: Fine day")


@proves("examples/chat.py")
def draft_stands_in_the_box(user):
    user.clicks("Tell me a story")
    user.sees_value("Message", "Tell me a story about ")
    user.does_not_see("You said:")
    user.says("Tell me a story about owls")
    user.sees("You said: Tell me a story about owls")
    user.does_not_see_widget("Tell me a story")


@proves("examples/shop/app.py")
def catalogue_remembers_its_filter(user):
    user.sees_value("Up to", 10)
    user.slides("Up to", 6)
    user.sees_widget("Buy Coffee")
    user.does_not_see_widget("Buy Honey")
    user.goes_to("Basket")
    user.sees("Nothing in it yet.")
    user.goes_to("Catalogue")
    user.sees_value("Up to", 6)
    user.does_not_see_widget("Buy Honey")


@proves("examples/shop/app.py")
def pages_share_the_cart(user):
    user.sees("Catalogue", "Tea costs 4 €", "Coffee costs 6 €", "Honey costs 9 €", "Total: 0 €")
    user.clicks("Buy Tea")
    user.sees("Total: 4 €")
    user.clicks("Buy Tea")
    user.clicks("Buy Honey")
    user.sees("Total: 17 €")
    user.goes_to("Basket")
    user.sees("Your basket")
    user.sees_value("Tea", 2)
    user.sees_value("Honey", 1)
    user.does_not_see_widget("Coffee")
    user.types("Tea", 5)
    user.sees("Total: 29 €")
    user.goes_to("Catalogue")
    user.clicks("Buy Tea")
    user.sees("Total: 33 €")
    user.goes_to("Basket")
    user.sees_value("Tea", 6)
    user.types("Honey", 0)
    user.sees("Total: 24 €")
    user.does_not_see("Nothing in it yet.")
    user.clicks("Empty the basket")
    user.sees("Nothing in it yet.", "Total: 0 €")
    user.does_not_see_widget("Tea")
    user.does_not_see_widget("Empty the basket")


@proves("examples/shop/app.py")
def everyone_has_a_cart_of_their_own(user):
    user.clicks("Buy Tea")
    bob = user.invites("Bob")
    bob.sees("Total: 0 €")
    bob.clicks("Buy Coffee")
    bob.sees("Total: 6 €")
    user.reruns()
    user.sees("Total: 4 €")
