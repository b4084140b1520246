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


@proves(
    "examples/login.py",
    equivalents={'removing type="password"': "It hides the letters, which no proof can look at."},
)
def diary_opens_with_the_password(user):
    user.sees("Diary")
    user.does_not_see("Name or password is wrong", "None")
    user.types("Name", "Ada")
    user.types("Password", "moon")
    user.clicks("Log in")
    user.sees("Diary of Ada")
    user.does_not_see_widget("Password")
    user.says("Walked to the mill")
    user.sees_value("New entry", "")
    user.says("Read about stars")
    user.sees("Walked to the mill", "Read about stars")
    user.types("Search", "MILL")
    user.does_not_see("Read about stars")
    user.types("Search", "")
    user.reruns()
    user.sees("Walked to the mill", "Read about stars")


@proves("examples/login.py")
def next_person_finds_nothing(user):
    user.types("Name", "Ada")
    user.types("Password", "moon")
    user.clicks("Log in")
    user.says("Walked to the mill")
    user.types("Search", "mill")
    user.sees("Walked to the mill")
    user.clicks("Log out")
    user.does_not_see("Walked to the mill", "Name or password is wrong")
    user.sees_value("Name", "")
    user.sees_value("Password", "")
    user.types("Name", "Bob")
    user.types("Password", "star")
    user.clicks("Log in")
    user.sees("Diary of Bob")
    user.sees_value("Search", "")
    user.says("Baked bread")
    user.reruns()
    user.sees("Baked bread")
    user.sees_value("Search", "")
    user.does_not_see("Walked to the mill")


@proves("examples/login.py")
def wrong_password_opens_nothing(user):
    user.clicks("Log in")
    user.sees("Name or password is wrong")
    user.reruns()
    user.does_not_see("Name or password is wrong")
    user.types("Name", "Ada")
    user.types("Password", "star")
    user.clicks("Log in")
    user.sees("Name or password is wrong")
    user.sees_value("Name", "Ada")
    user.does_not_see_widget("Log out")
    user.types("Password", "moon")
    user.clicks("Log in")
    user.sees("Diary of Ada")
    user.does_not_see("Name or password is wrong")


@proves("examples/login.py")
def login_is_for_one_tab_until_reload(user):
    user.types("Name", "Ada")
    user.types("Password", "moon")
    user.clicks("Log in")
    user.sees("Diary of Ada")
    user.opens_tab().sees_widget("Log in")
    user.reloads()
    user.sees_widget("Log in")
