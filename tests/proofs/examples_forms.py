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
    user.sees("Diary of Ada", times=1)
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


@proves("examples/filters.py")
def filters_narrow_the_table(user):
    user.sees("Walks", "Harbour round", "Cliff path", "Old mill", "Three bridges", "Pine ridge")
    user.sees("Shepherd's hut", "The address of this page is a link to what you see.")
    user.does_not_see("There is no such walk")
    user.types("Name", " MILL ")
    user.sees("Old mill")
    user.does_not_see("Three bridges")
    user.types("Name", "")
    user.slides("Up to kilometres", 9)
    user.sees("Three bridges")
    user.does_not_see("Cliff path", "Pine ridge")
    user.picks("Regions", "Coast", "Valley")
    user.sees("Harbour round", "Old mill", "Three bridges")
    user.does_not_see("Shepherd's hut")


@proves(
    "examples/filters.py",
    apptest_shows="The value of a bound widget does not get into the address.",
)
def filters_stand_in_the_address(user):
    user.sees_in_url("")
    user.types("Name", "bridges")
    user.slides("Up to kilometres", 12)
    user.picks("Regions", "Valley", "Hills")
    user.sees_in_url("longest=12&name=bridges&regions=Valley&regions=Hills")
    user.reloads()
    user.sees_value("Name", "bridges")
    user.sees_value("Up to kilometres", 12)
    user.sees_value("Regions", ("Valley", "Hills"))
    user.does_not_see("Cliff path")


@proves("examples/filters.py")
def link_shows_another_person_the_same(user):
    user.opens_url("longest=12&name=bridges&regions=Valley&regions=Hills")
    user.sees_value("Name", "bridges")
    user.sees_value("Up to kilometres", 12)
    user.sees_value("Regions", ("Valley", "Hills"))
    user.sees("Three bridges")
    user.does_not_see("Cliff path", "Pine ridge")
    user.invites("Bob").sees("Cliff path")


@proves("examples/filters.py")
def all_is_one_click_away(user):
    user.opens_url("longest=2&name=zebra&regions=Hills")
    user.sees("There is no such walk")
    user.clicks("Show all")
    user.sees_in_url("")
    user.sees_value("Name", "")
    user.sees_value("Up to kilometres", 15)
    user.sees_value("Regions", ())
    user.sees("Harbour round", "Pine ridge")
    user.does_not_see("There is no such walk")


@proves("examples/filters.py")
def strange_address_shows_the_defaults(user):
    user.opens_url("longest=far&regions=Moon&name=&page=2")
    user.sees_value("Up to kilometres", 15)
    user.sees_value("Regions", ())
    user.sees("Harbour round", "Pine ridge")
    user.sees_in_url("page=2")
    user.opens_url("longest=-3&regions=Hills&regions=Moon&regions=&longest=99&name=%00&name=ridge")
    user.sees("Pine ridge")
    user.does_not_see("Harbour round")


@proves("examples/dependent.py")
def city_waits_for_its_country(user):
    user.sees("Where to?")
    user.sees_value("Country", None)
    user.sees_widget("City", disabled=True)
    user.picks("Country", "Spain")
    user.sees_widget("City", disabled=False)
    user.sees_value("City", None)
    user.sees_options("City", "Córdoba", "Santiago", "Valencia")
    user.does_not_see("We fly to")
    user.picks("City", "Valencia")
    user.reruns()
    user.sees("We fly to Valencia, Spain.")


@proves("examples/dependent.py")
def city_stays_where_the_new_country_has_it(user):
    user.picks("Country", "Chile")
    user.picks("City", "Santiago")
    user.picks("Country", "Spain")
    user.sees("We fly to Santiago, Spain.")
    user.sees_value("City", "Santiago")
    user.picks("Country", "Venezuela")
    user.sees_value("City", None)
    user.does_not_see("We fly to")
    user.picks("Country", "Spain")
    user.reruns()
    user.sees_value("City", None)
    user.sees_options("City", "Córdoba", "Santiago", "Valencia")


@proves("examples/dependent.py")
def cleared_country_clears_the_city(user):
    user.picks("Country", "Chile")
    user.picks("City", "Valdivia")
    user.picks("Country")
    user.sees_widget("City", disabled=True)
    user.sees_value("City", None)
    user.does_not_see("We fly to")
    user.picks("Country", "Chile")
    user.sees_value("City", None)


@proves("examples/settings.py")
def settings_outlast_the_session(user):
    user.clicks("Restore defaults")
    user.types("Greeting", "Good evening")
    user.picks("Language", "Deutsch")
    user.types("Seats at a table", 6)
    user.unchecks("Send a weekly report")
    user.reloads()
    user.sees("Settings", "Every change is saved at once, for everybody.")
    user.sees_value("Greeting", "Good evening")
    user.sees_value("Language", "Deutsch")
    user.sees_value("Seats at a table", 6)
    user.sees_value("Send a weekly report", False)
    bob = user.invites("Bob")
    bob.sees_value("Greeting", "Good evening")
    bob.types("Greeting", "")
    bob.reloads()
    bob.sees_value("Greeting", "")
    bob.sees_value("Language", "Deutsch")


@proves("examples/settings.py")
def nobody_undoes_what_another_one_sets(user):
    user.clicks("Restore defaults")
    bob = user.invites("Bob")
    user.types("Greeting", "Good evening")
    bob.types("Seats at a table", 8)
    bob.sees_value("Greeting", "Welcome")
    user.unchecks("Send a weekly report")
    user.reloads()
    user.sees_value("Greeting", "Good evening")
    user.sees_value("Seats at a table", 8)
    user.sees_value("Send a weekly report", False)
    bob.reruns()
    bob.sees_value("Greeting", "Welcome")


@proves("examples/settings.py")
def defaults_can_be_restored(user):
    user.types("Greeting", "Good evening")
    user.picks("Language", "Français")
    user.types("Seats at a table", 12)
    user.unchecks("Send a weekly report")
    user.clicks("Restore defaults")
    user.sees_value("Greeting", "Welcome")
    user.sees_value("Language", "English")
    user.sees_value("Seats at a table", 4)
    user.sees_value("Send a weekly report", True)
    user.reloads()
    user.sees_value("Greeting", "Welcome")
    user.sees_value("Seats at a table", 4)


@proves("examples/settings.py", engines=("browser",), reason="AppTest has no server to restart.")
def settings_outlast_the_server(user):
    user.types("Greeting", "Good evening")
    user.restarts_server()
    user.reloads()
    user.sees_value("Greeting", "Good evening")


@proves(
    "examples/upload.py",
)
def files_are_counted_once(user):
    user.sees("Word counts")
    user.sees_widget("Count words", disabled=True)
    user.uploads("Texts", {"tea.txt": "one two three", "milk.txt": "one"})
    user.does_not_see("tea.txt 3")
    user.clicks("Count words")
    user.sees_value("Texts", ())
    user.sees_widget("Count words", disabled=True)
    user.sees("tea.txt", "milk.txt", "3", "1", times=1)
    user.reruns()
    user.sees("tea.txt", "3", times=1)
    user.uploads("Texts", {"salt.txt": "one two"})
    user.clicks("Count words")
    user.sees("tea.txt", "milk.txt", "salt.txt", "3", "1", "2", times=1)


@proves("examples/upload.py")
def newer_file_takes_the_place_of_the_older(user):
    user.uploads("Texts", {"tea.txt": "one two three"})
    user.clicks("Count words")
    user.uploads("Texts", {"tea.txt": "one two three four"})
    user.clicks("Count words")
    user.sees("tea.txt", "4", times=1)
    user.does_not_see("3")


@proves("examples/upload.py")
def cleared_files_are_not_counted(user):
    user.sees_widget("Clear", disabled=True)
    user.uploads("Texts", {"tea.txt": "one two three"})
    user.sees_widget("Clear", disabled=False)
    user.clicks("Clear")
    user.sees_value("Texts", ())
    user.does_not_see("tea.txt")
    user.uploads("Texts", {"photo.jpg": b"\xff\xd8\x00", "none.txt": ""})
    user.clicks("Count words")
    user.sees("photo.jpg", "none.txt", "0", times=1)
    user.does_not_see("tea.txt")


@proves("examples/pages_inputs/app.py")
def pages_remember_their_inputs(user):
    user.sees("Where to stay")
    user.types("Travellers", 3)
    user.types("Nights", 4)
    user.types("Room for one night, in €", 70)
    user.goes_to("Journey")
    user.sees("How to get there")
    user.sees_value("Travellers", 3)
    user.picks("By", "Plane")
    user.types("Ticket for one, in €", 200)
    user.goes_to("Stay")
    user.sees_value("Nights", 4)
    user.sees_value("Room for one night, in €", 70)
    user.goes_to("Journey")
    user.sees_value("By", "Plane")
    user.sees_value("Ticket for one, in €", 200)
    user.goes_to("Costs")
    user.sees("What it costs")
    user.sees_value("Travellers", 3)
    user.sees("280 €", "By Plane", "600 €", "880 €")
    user.types("Travellers", 2)
    user.reruns()
    user.sees_in_order("280 €", "By Plane", "400 €", "Together", "680 €")


@proves("examples/pages_inputs/app.py")
def any_page_may_be_the_first(user):
    user.goes_to("Costs")
    user.sees("120 €", "By Train", "30 €", "150 €")
    user.goes_to("Journey")
    user.sees_value("By", "Train")
    user.sees_value("Ticket for one, in €", 30)
    user.goes_to("Stay")
    user.sees_value("Nights", 2)
    user.sees_value("Room for one night, in €", 60)


@proves("examples/pages_inputs/app.py", apptest_shows="After a reload it opens the first page.")
def reload_on_a_page_starts_with_the_defaults(user):
    user.types("Nights", 5)
    user.goes_to("Costs")
    user.sees("300 €")
    user.reloads()
    user.sees("What it costs", "120 €", "150 €")
