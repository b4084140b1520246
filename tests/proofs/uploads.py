"""Proofs of references/uploads.md."""

from stproof import proves


@proves(
    "upload-taken",
    refutes="upload-not-cleared",
)
def file_is_taken_in_once(user):
    user.does_not_see_widget("Take in")
    for name, text, rows in (("a.txt", "1 2", "1 2"), ("b.txt", "3", "1 2 3")):
        user.uploads("Data", {name: text})
        user.clicks("Take in")
        user.sees(f"Rows: {rows}")
        user.sees_value("Data", ())
        user.does_not_see_widget("Take in")


@proves("upload-not-cleared")
def file_stays_and_is_taken_in_again(user):
    user.uploads("Data", {"a.txt": "1 2"})
    user.clicks("Take in")
    user.sees("Rows: 1 2")
    user.sees_value("Data", ("a.txt",))
    user.clicks("Take in")
    user.sees("Rows: 1 2 1 2")


@proves("upload-on-change", "upload-file-id", refutes="upload-in-each-run")
def file_is_loaded_once(user):
    user.uploads("Data", {"a.txt": "1 2"})
    user.sees("Rows: 1 2")
    user.clicks("Look")
    user.clicks("Look")
    user.sees("Rows: 1 2")
    user.does_not_see("Rows: 1 2 1 2")
    user.uploads("Data", {"a.txt": "1 2"})
    user.sees("Rows: 1 2 1 2")
    user.clicks("Look")
    user.sees("Rows: 1 2 1 2")
    user.does_not_see("Rows: 1 2 1 2 1 2")
    user.uploads("Data", {})
    user.sees_value("Data", ())
    user.does_not_see("Rows: 1 2 1 2 1 2")


@proves("upload-in-each-run")
def file_is_loaded_in_each_run(user):
    user.uploads("Data", {"a.txt": "1 2"})
    user.sees("Rows: 1 2")
    user.clicks("Look")
    user.sees("Rows: 1 2 1 2")


@proves("upload-getvalue", refutes="upload-read")
def second_reading_is_the_same(user):
    user.uploads("Data", {"a.txt": "owl"})
    user.sees("First: owl", "Second: owl")


@proves("upload-read")
def second_reading_is_empty(user):
    user.uploads("Data", {"a.txt": "owl"})
    user.sees("First: owl", "Second:")
    user.does_not_see("Second: owl")


@proves("upload-key-set")
def uploader_cannot_be_set(user):
    user.uploads("Data", {"a.txt": "owl"})
    user.sees("File: a.txt")
    user.clicks("Clear")
    user.sees_error("StreamlitAPIException", "data")


@proves("upload-key-deleted", apptest_shows="Deleting the key of an uploader empties it.")
def file_is_there_after_deleting(user):
    user.uploads("Data", {"a.txt": "owl"})
    user.clicks("Clear")
    user.sees_value("Data", ("a.txt",))
    user.reruns()
    user.sees("File: a.txt")
    user.sees_value("Data", ("a.txt",))


@proves("upload-kept", refutes="upload-hidden")
def text_outlives_the_uploader(user):
    user.sees("Text: none")
    user.checks("Upload")
    user.uploads("Data", {"a.txt": "owl"})
    user.sees("Text: owl")
    user.unchecks("Upload")
    user.does_not_see_widget("Data")
    user.reruns()
    user.sees("Text: owl")


@proves("upload-hidden")
def file_goes_with_the_uploader(user):
    user.checks("Upload")
    user.uploads("Data", {"a.txt": "owl"})
    user.sees("Text: owl")
    user.unchecks("Upload")
    user.sees("Text: owl")
    user.reruns()
    user.sees("Text: none")
