"""Proofs of references/chat.md. An answer that counts to 999 outlasts the wait for the app to settle,
so that the next action interrupts it."""

from stproof import proves


@proves("chat-history", refutes=("chat-without-history", "chat-one-late"))
def all_messages_stay(user):
    user.does_not_see("You said None")
    user.says("Hi")
    user.sees("You said Hi", times=1)
    user.sees("Hi", times=2)
    user.says("Bye")
    user.sees("You said Hi", "You said Bye", times=1)
    user.sees("Hi", "Bye", times=2)
    user.reruns()
    user.sees("Hi", "Bye", times=2)


@proves("chat-without-history")
def only_the_last_exchange_is_there(user):
    user.does_not_see("You said")
    user.says("Hi")
    user.sees("You said Hi")
    user.says("Bye")
    user.sees("Bye", times=2)
    user.does_not_see("Hi")
    user.reruns()
    user.does_not_see("Bye")


@proves("chat-one-late")
def messages_come_one_late(user):
    user.does_not_see("None", "You said")
    user.says("Hi")
    user.does_not_see("Hi")
    user.says("Bye")
    user.sees("Hi", times=2)
    user.does_not_see("Bye")


@proves(
    "chat-greeting",
    refutes="chat-greeting-gone",
    equivalents={
        'changing "assistant" to "assistant_other" in '
        'messages = st.session_state.setdefault("messages", '
        '[("assis…': "The name decides on the picture only."
    },
)
def greeting_stays(user):
    user.sees("Ask me anything")
    user.does_not_see("None")
    user.says("Hi")
    user.sees("Ask me anything", "Hi", times=1)
    user.says("Bye")
    user.sees("Ask me anything", "Hi", "Bye", times=1)


@proves("chat-greeting-gone")
def greeting_goes_with_the_first_question(user):
    user.sees("Ask me anything")
    user.says("Hi")
    user.sees("Hi")
    user.does_not_see("Ask me anything")


@proves("chat-partial", "chat-partial-lost", "chat-answers-again")
def answers_are_kept(user):
    user.says("3")
    user.sees("1 2 3")
    user.says("2")
    user.sees("1 2 3", times=1)
    user.sees("1 2", times=2)
    user.clicks("Look")
    user.sees("3", times=2)
    user.sees("2", times=3)
    user.sees("1 2", times=2)
    user.sees("1 2 3", times=1)


@proves(
    "chat-partial",
    refutes="chat-partial-lost",
    engines=("browser",),
    reason="AppTest waits for the whole answer.",
)
def interrupted_answer_stays_as_far_as_it_came(user):
    user.says("999")
    user.sees("1 2 3")
    user.clicks("Look")
    user.sees("999", "1 2 3", times=1)


@proves("chat-partial-lost", engines=("browser",), reason="AppTest waits for the whole answer.")
def interrupted_answer_is_lost(user):
    user.says("999")
    user.sees("1 2 3")
    user.clicks("Look")
    user.sees("999", times=1)
    user.does_not_see("1 2 3")


@proves(
    "chat-answers-again",
    refutes="chat-partial-lost",
    engines=("browser",),
    reason="AppTest waits for the whole answer.",
)
def interrupted_answer_starts_over(user):
    user.says("999")
    user.sees("1 2 3")
    user.clicks("Look")
    user.sees("1 2 3")


@proves("chat-answers-again", engines=("browser",), reason="AppTest waits for the whole answer.")
def only_the_second_question_is_answered(user):
    user.says("999")
    user.sees("1 2 3")
    user.says("2")
    user.sees("999", "1 2", times=1)
    user.clicks("Look")
    user.sees("999", "1 2", times=1)


@proves("chat-disabled", "chat-stop", engines=("browser",), reason="AppTest waits for the whole answer.")
def box_is_off_while_the_answer_comes(user):
    user.sees_widget("Count to", disabled=False)
    user.says("999")
    user.sees("1 2 3")
    user.sees_widget("Count to", disabled=True)
    user.clicks("Look")
    user.does_not_see("1 2 3")
    user.sees_widget("Count to", disabled=False)


@proves("chat-disabled", "chat-stop")
def answer_comes_to_its_end(user):
    user.says("3")
    user.sees("1 2 3")
    user.does_not_see("1 2 3 4")


@proves("chat-filled", refutes="chat-filled-too-late")
def filled_text_is_no_value_until_it_is_sent(user):
    user.sees("Above: None", "Below: None returned: None")
    user.clicks("Suggest")
    user.sees("Above: How are you", "Below: None returned: None")
    user.reruns()
    user.sees("Above: None", "Below: None returned: None")
    user.says("Well?")
    user.sees("Above: Well?", "Below: Well? returned: Well?")
    user.reruns()
    user.sees("Above: None", "Below: None returned: None")


@proves("chat-filled-too-late")
def below_the_box_its_key_is_closed(user):
    user.sees("Below: None returned: None")
    user.clicks("Suggest")
    user.sees_error("StreamlitAPIException", "cannot be modified after the widget")
    user.does_not_see("Below:")
    user.says("Well?")
    user.sees("Above: Well?", "Below: Well? returned: Well?")


@proves("chat-on-submit")
def callback_takes_each_message(user):
    user.says("Hi")
    user.sees("Hi", times=1)
    user.says("Bye")
    user.sees("Hi", "Bye", times=1)
    user.reruns()
    user.sees("Hi", "Bye", times=1)


@proves("chat-in-column")
def box_in_a_column_sends(user):
    user.sees("Asked: None")
    user.says("Hi")
    user.sees("Asked: Hi")


@proves("chat-in-form")
def form_takes_no_chat_box(user):
    user.sees_error("StreamlitAPIException", "chat_input")
    user.does_not_see_widget("Ask")


@proves(
    "fill-chat",
    apptest_shows="The chat box shows nothing.",
)
def suggestion_stands_in_the_box(user):
    user.clicks("Suggest")
    user.sees_value("Ask", "How are you?")
    user.reruns()
    user.sees_value("Ask", "How are you?")


@proves("chat-in-form")
def form_says_that_it_takes_no_chat_box(user):
    user.sees_error("StreamlitAPIException", "can't be used in a")
