"""Proofs of references/errors.md: each message, as a person sees it."""

import subprocess
import sys

from stproof import proves


@proves("duplicate-id")
def same_button_twice(user):
    user.sees_error("DuplicateWidgetID", "elements with the same auto-generated ID")


@proves("duplicate-key")
def same_key_twice(user):
    user.sees_widget("Name")
    user.sees_error("DuplicateWidgetID", "There are multiple elements with the same")


@proves("reserved-key")
def key_begins_as_streamlits_own(user):
    user.sees_error("StreamlitAPIException", "Keys beginning with $$ID are reserved")


@proves("list-in-text-box")
def text_box_refuses_a_list(user):
    user.sees_error("TypeError", "bad argument type for built-in operation")


@proves(
    "text-in-number-box",
    equivalents={
        'changing "5" to "5_other" in st.session_state.setdefault("age", '
        '"5")': "Any value of that kind is refused."
    },
)
def number_box_refuses_a_text(user):
    user.sees_error("TypeError", "'<' not supported between instances of")


@proves("text-in-date-box")
def date_box_refuses_a_text(user):
    user.sees_error("AttributeError", "'str' object has no attribute 'year'")


@proves("too-large-for-slider")
def slider_refuses_what_is_out_of_range(user):
    user.sees_error("StreamlitAPIException", "is greater than the")


@proves(
    "too-many-options",
    equivalents={
        'changing "Red" to "Red_other" in '
        'st.session_state.setdefault("picked", ["Red", "Blue"])': "Two are two.",
        'changing "Blue" to "Blue_other" in '
        'st.session_state.setdefault("picked", ["Red", "Blue"])': "Two are two.",
    },
)
def multiselect_refuses_too_many(user):
    user.sees_error("StreamlitAPIException", "selected but")
    user.sees_error("StreamlitAPIException", "is set to")
    user.sees_error("StreamlitAPIException", "you manipulated the widget's state through")


@proves("default-no-option")
def multiselect_refuses_an_unknown_default(user):
    user.sees_error("StreamlitAPIException", "is not part of the options")


@proves("button-in-form")
def form_refuses_a_button(user):
    user.sees_error("StreamlitAPIException", "can't be used in an")


@proves("submit-outside-form")
def submit_button_needs_a_form(user):
    user.sees_error("StreamlitAPIException", "must be used inside an")


@proves("form-in-form")
def form_refuses_a_form(user):
    user.sees_error("StreamlitAPIException", "Forms cannot be nested in other forms")


@proves("mode-on-button")
def button_refuses_a_mode(user):
    user.sees_error("StreamlitAPIException", "is not supported on this widget. Pass a callback, or omit")


@proves("fragment-scope")
def fragment_scope_fails_in_a_full_run(user):
    user.sees_error("StreamlitAPIException", 'scope="fragment" can only be specified from')


@proves("fragment-key-in-body")
def fragment_key_fails_in_the_body(user):
    user.sees_error("StreamlitAPIException", "Passing a fragment key to")
    user.sees_error("StreamlitAPIException", "is only allowed from a widget callback")


@proves("fragment-key-unknown")
def unknown_fragment_key_fails(user):
    user.clicks("Refresh")
    user.sees_error("StreamlitAPIException", "No fragment found for target")


@proves("bind-without-key", "persist-without-key")
def key_is_required(user):
    user.sees_error("StreamlitAPIException", "the widget must have a unique 'key' parameter")


@proves("bound-deleted")
def bound_parameter_cannot_be_deleted(user):
    user.opens_url("name=Ada")
    user.clicks("Forget")
    user.sees_error("StreamlitAPIException", "Cannot directly delete query parameter")


@proves("bound-cleared")
def bound_parameters_cannot_be_cleared(user):
    user.opens_url("name=Ada")
    user.clicks("Forget")
    user.sees_error("StreamlitAPIException", "Cannot clear query parameters")


@proves("bind-to-embed")
def embed_cannot_be_bound(user):
    user.sees_error("StreamlitAPIException", "Cannot bind to reserved query parameter")


@proves("parameter-missing")
def missing_parameter_is_a_missing_key(user):
    user.sees_error("KeyError", "st.query_params has no key")


@proves("parameter-dictionary")
def parameter_is_no_dictionary(user):
    user.sees_error("StreamlitAPIException", "cannot be set to a dictionary")


@proves("run-by-python", engines=("apptest",), reason="It is about a script without a browser.")
def python_alone_is_warned_about(user):
    message = "Session state does not function when running a script without `streamlit run`"
    for _ in range(2):
        done = subprocess.run([sys.executable, "app.py"], capture_output=True, text=True)
        assert done.stdout == "Count: 1\n", "Count: 1"
        assert message in done.stderr, f"to find {message!r} in what it writes"


@proves("cache-in-thread")
def thread_cannot_reach_the_sessions_cache(user):
    user.sees_error(
        "StreamlitAPIException",
        "A session-scoped cache was accessed outside of the app execution thread",
    )


@proves("lambda-in-state", engines=("browser",), reason="AppTest reads no config of the app.")
def lambda_cannot_be_serialised(user):
    user.sees("Twice 2: 4")
    user.sees_error("UnserializableSessionStateError", "Cannot serialize the value")
    user.sees_error("UnserializableSessionStateError", "Streamlit has been configured to use")


@proves("loop-over-method")
def name_of_a_method_is_the_method(user):
    user.sees_error("TypeError", "'method' object is not")


@proves("fragment-outside-late", engines=("browser",), reason="AppTest runs the whole script.")
def fragment_has_no_place_outside(user):
    user.clicks("Show")
    user.sees_error("StreamlitAPIException", "A fragment tried to write to a container created outside it")


@proves("fragment-named-app")
def fragment_key_is_reserved(user):
    user.sees_error("StreamlitAPIException", "is a reserved name and cannot be used as a fragment key")


@proves("dialog-in-parallel")
def parallel_fragment_opens_no_dialog(user):
    user.sees_error(
        "StreamlitAPIException",
        "cannot be called from a parallel fragment during the initial page load",
    )


@proves("parameter-embed")
def embed_cannot_be_set(user):
    user.sees_error(
        "StreamlitAPIException",
        "embed and embed_options (case-insensitive) cannot be set programmatically",
    )


@proves("bind-misspelt", "persist-misspelt")
def unknown_mode_is_refused(user):
    user.sees_error("StreamlitAPIException", "value. Supported values:")


@proves("too-small-for-slider")
def slider_refuses_what_is_below_its_range(user):
    user.sees_error("StreamlitAPIException", "is less than the")
    user.sees_error("StreamlitAPIException", "min_value")
    user.sees_error("StreamlitAPIException", "-1")


@proves("too-large-for-slider")
def slider_names_its_limit(user):
    user.sees_error("StreamlitAPIException", "max_value")
    user.sees_error("StreamlitAPIException", "20")


@proves("parameter-missing-with-dot")
def missing_parameter_is_a_missing_attribute(user):
    user.sees_error("AttributeError", "st.query_params has no attribute")


@proves("bind-misspelt")
def values_of_bind_are_named(user):
    user.sees_error("StreamlitAPIException", "'query-params', None")


@proves("persist-misspelt")
def values_of_persist_state_are_named(user):
    user.sees_error("StreamlitAPIException", "'page', 'session', None")


@proves("argument-without-comma")
def function_without_parameters_refuses(user):
    user.clicks("Greet")
    user.sees_error("TypeError", "takes 0 positional arguments but 1 was given")


@proves("argument-in-letters")
def each_letter_is_an_argument(user):
    user.clicks("Greet")
    user.sees_error("TypeError", "takes 1 positional argument but 3 were given")


@proves("read-only-key")
def button_refuses_a_value(user):
    user.sees_error("StreamlitAPIException", "is read-only and cannot be assigned through session state")


@proves("assigned-below-widget")
def key_is_closed_below_its_widget_in_these_words(user):
    message = "cannot be modified after the widget with that key is instantiated"
    user.sees_error("StreamlitWidgetAlreadyInstantiatedError", message)
    user.sees_value("City", "")


@proves("fragment-scope-empty")
def empty_scope_fails(user):
    user.clicks("Refresh")
    user.sees_error("StreamlitAPIException", "a fragment key, a list of keys")


@proves("container-outside-parallel")
def parallel_fragment_writes_nothing_outside(user):
    user.sees_error("StreamlitAPIException", "Writing to a container created outside a parallel fragment")


@proves("callback-writes-in-fragment", engines=("browser",), reason="AppTest runs the whole script.")
def callback_that_writes_is_warned_about(user):
    message = "A fragment rerun was triggered with a callback that displays one or more elements"
    user.does_not_find_in_log(message)
    user.clicks("Save")
    user.finds_in_log(message)


@proves("callback-writes-in-fragment")
def button_of_the_fragment_is_there(user):
    user.sees_widget("Save")


@proves("bind-to-password")
def password_cannot_be_bound(user):
    user.sees_error("StreamlitAPIException", "cannot be used together")
    user.sees_error("StreamlitAPIException", "Password values must not appear in URLs")


@proves("component-key-set")
def components_key_is_closed_below_it(user):
    user.sees_error("StreamlitAPIException", "cannot be modified after the component with key")


@proves("form-key-set")
def form_refuses_a_value(user):
    user.sees_error("StreamlitAPIException")


@proves("button-column-without-key")
def button_column_needs_a_key(user):
    user.sees_error("StreamlitAPIException", "need a unique key to be registered")
