"""Proofs of references/initialising.md."""

from stproof import proves


@proves("counter", refutes=("counter-variable", "counter-unguarded"))
def counter_counts_on(user):
    user.sees("Count: 0")
    user.clicks("Add")
    user.sees("Count: 1")
    user.clicks("Add")
    user.sees("Count: 2")
    user.reruns()
    user.sees("Count: 2")


@proves("total-calculated", refutes="total-stored")
def total_follows_the_cups(user):
    user.sees("Total: 3")
    user.types("Cups", 4)
    user.sees("Total: 12")
    user.types("Cups", 20)
    user.sees("Total: 60")


@proves("setdefault-list")
def list_grows(user):
    user.does_not_see("owl")
    user.clicks("Look")
    user.sees("Seen: owl")
    user.clicks("Look")
    user.sees("Seen: owl, owl")


@proves("load-once", refutes="load-always")
def loads_in_the_first_run_only(user):
    user.sees("Loading", "Rows: 7")
    user.reruns()
    user.sees("Rows: 7")
    user.does_not_see("Loading")


@proves("stock", refutes="stock-refilled")
def stock_stays_at_zero(user):
    user.sees("Stock: 2")
    user.clicks("Sell")
    user.sees("Stock: 1")
    user.clicks("Sell")
    user.sees("Stock: 0")
    user.reruns()
    user.sees("Stock: 0")


@proves("defaults")
def every_key_of_the_dictionary_counts_on(user):
    user.sees("Lives: 3 Score: 0")
    user.clicks("Miss")
    user.clicks("Miss")
    user.clicks("Hit")
    user.clicks("Hit")
    user.sees("Lives: 1 Score: 20")


@proves("both-notations")
def both_notations_name_one_entry(user):
    user.sees("Total: 1")
    user.clicks("Double")
    user.clicks("Double")
    user.sees("Total: 4")


@proves("missing-default", refutes=("missing-in-brackets", "missing-with-dot"))
def default_until_the_key_is_there(user):
    user.sees("City: nowhere")
    user.reruns()
    user.sees("City: nowhere")
    user.clicks("Travel")
    user.reruns()
    user.sees("City: Rome")


@proves("items-in-brackets", refutes="items-with-dot")
def items_in_brackets_are_the_list(user):
    user.does_not_see("hat")
    user.clicks("Pack")
    user.sees("Items: hat")
    user.clicks("Pack")
    user.sees("Items: hat, hat")


@proves("number-as-key")
def number_and_its_text_are_one_key(user):
    user.sees("Seat: free")
    user.clicks("Book")
    user.sees("Seat: taken")
    user.reruns()
    user.sees("Seat: taken")


@proves("add-to-key", refutes="add-to-copy")
def points_add_up(user):
    user.sees("Points: 0")
    user.clicks("Score")
    user.clicks("Score")
    user.sees("Points: 2")
    user.reruns()
    user.sees("Points: 2")


@proves("start-over", refutes="start-over-too-late")
def clear_in_a_callback_starts_over(user):
    user.clicks("Win")
    user.clicks("Win")
    user.sees("Score: 2")
    user.clicks("Start over")
    user.sees("Score: 0")
    user.clicks("Win")
    user.sees("Score: 1")


@proves("start-over-too-late")
def del_in_the_body_breaks_the_lines_below(user):
    user.clicks("Win")
    user.clicks("Win")
    user.sees("Score: 2")
    user.clicks("Start over")
    user.sees_error("AttributeError", "score")
    user.reruns()
    user.sees("Score: 0")


@proves("message-once", refutes="message-stays")
def message_is_gone_in_the_next_run(user):
    user.sees("Nothing new")
    user.clicks("Save")
    user.sees("Saved")
    user.does_not_see("Nothing new")
    user.reruns()
    user.sees("Nothing new")
    user.does_not_see("Saved")


@proves("counter-variable", "counter-unguarded")
def counter_never_gets_past_one(user):
    user.sees("Count: 0")
    user.clicks("Add")
    user.sees("Count: 1")
    user.clicks("Add")
    user.sees("Count: 1")
    user.reruns()
    user.sees("Count: 0")


@proves("total-stored")
def total_is_that_of_the_first_run(user):
    user.sees("Total: 3", times=1)
    user.types("Cups", 4)
    user.sees_value("Cups", 4)
    user.sees("Total: 3")


@proves("load-always")
def loads_in_every_run(user):
    user.sees("Loading", "Rows: 7")
    user.reruns()
    user.sees("Loading", "Rows: 7")


@proves("stock-refilled")
def last_sale_fills_the_shelf_again(user):
    user.sees("Stock: 2")
    user.clicks("Sell")
    user.sees("Stock: 1")
    user.clicks("Sell")
    user.sees("Stock: 0")
    user.reruns()
    user.sees("Stock: 2")


@proves("missing-in-brackets")
def missing_key_in_brackets_is_a_key_error(user):
    user.sees_error("KeyError", "st.session_state has no key")
    user.sees_error("KeyError", "Did you forget to initialize it?")
    user.does_not_see("City:")


@proves("missing-with-dot")
def missing_key_with_a_dot_is_an_attribute_error(user):
    user.sees_error("AttributeError", "st.session_state has no attribute")
    user.does_not_see("City:")


@proves("items-with-dot")
def items_with_a_dot_are_a_method(user):
    user.clicks("Pack")
    user.sees_error("TypeError", "can only join an iterable")
    user.does_not_see("hat")


@proves("add-to-copy")
def copy_is_one_and_then_nothing(user):
    user.sees("Points: 0")
    user.clicks("Score")
    user.sees("Points: 1")
    user.reruns()
    user.sees("Points: 0")


@proves("message-stays")
def message_stays_for_good(user):
    user.sees("Nothing new")
    user.clicks("Save")
    user.sees("Saved")
    user.reruns()
    user.sees("Saved")


@proves("missing-deleted")
def missing_key_cannot_be_deleted(user):
    user.sees_error("KeyError", "st.session_state has no key")


@proves("missing-deleted-with-dot")
def missing_key_cannot_be_deleted_with_a_dot(user):
    user.sees_error("AttributeError", "st.session_state has no attribute")
