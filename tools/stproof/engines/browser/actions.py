"""What a person does to widgets, on every release since 1.28."""

from mimetypes import guess_type

from playwright.sync_api import FilePayload

from stproof.engines import api
from stproof.engines.browser import inputs, selects
from stproof.engines.browser.locate import LATE_REQUEST, Finder
from stproof.engines.browser.screen import FoundWidget

DELETE_FILE = ",".join(
    (
        "[data-testid=stFileChipDeleteBtn]",
        "[data-testid=stFileUploaderDeleteBtn] button",
        "[data-testid=fileDeleteBtn] button",
    )
)


def act(finder: Finder, action: api.Action, name: api.WidgetName) -> None:
    """Do it. Raises `NotThere` when it cannot be done, or did not do what was meant; nothing is sent then."""
    found = finder.find(name, action.roles)
    match found.role, action:
        case _, api.Type(text):
            inputs.type_into(finder, found, text)
        case "slider", api.Pick(values) | api.Slide(values):
            inputs.slide(finder, found, values)
        case _, api.Pick(options):
            selects.pick(finder, name, found, options)
        case _, api.Check(on):
            if found.value != on:
                finder.press(found.target, on=on)
        case _, api.Upload(files):
            upload(finder, name, found, files)
        case _, api.Say(text):
            finder.type(found, text, leave=False)
            finder.at(found.target).press("Enter")
        case _:
            finder.press(found.target)


def upload(
    finder: Finder, name: api.WidgetName, found: FoundWidget, files: tuple[tuple[str, bytes], ...]
) -> None:
    """Delete what is there, one by one, then give the files."""
    for left in range(len(found.picked), 0, -1):
        finder.at(found.whole).locator(DELETE_FILE).first.click()
        finder.settle()
        found = finder.find(name, api.Upload.roles)
        if len(found.picked) >= left:
            raise api.NotThere(f"{found.label!r} keeps a file that was to be deleted")
    if files:
        finder.at(found.target).set_input_files([payload(name, data) for name, data in files])
        finder.settle(LATE_REQUEST)


def payload(name: str, data: bytes) -> FilePayload:
    return {"name": name, "mimeType": guess_type(name)[0] or "application/octet-stream", "buffer": data}
