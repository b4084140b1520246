"""Operators on session state: rename a key at one place, keep the state in a dictionary instead."""

import ast
from collections import Counter
from collections.abc import Iterator

from stproof.analysis.session_state import Code
from stproof.analysis.source import Change, Edit

# A dictionary with attributes, made again in each run as every global of a script is. One expression,
# since a definition would need its own line; without quotes, since it may be in an f-string.
DICTIONARY = (
    "globals().setdefault(str(), type(str(), (dict,), dict("
    "__getattr__=(lambda d, k: d[k] if k in d else object.__getattribute__(d, k)), "
    "__setattr__=dict.__setitem__, __delattr__=dict.__delitem__, to_dict=dict.copy))())"
)


def rename_key(code: Code) -> Iterator[Change]:
    """A key of session state or of a widget is renamed at one of its places. Left alone: a key
    that has one place only, since its name means nothing.

      st.text_input("Name", key="name")
    - st.write(st.session_state.name)
    + st.write(st.session_state.name_other)
    """
    often = Counter(place.key for place in code.state.places) + code.beside
    for place in code.state.places:
        if often[place.key] > 1 and code.source.is_sure(place.name):
            what = f"renaming the key {place.key} in {code.source.label(place.name)}"
            yield Change(what=what, node=place.name, edits=(code.state.rename(place),))


def replace_state(code: Code) -> Iterator[Change]:
    """`st.session_state` is replaced, at all its places, by a dictionary that is a global of the
    script; it is made again in each run.

    - st.session_state.setdefault("count", 0)
    + plain_dict.setdefault("count", 0)
      st.button("Add", on_click=lambda: st.session_state.update(count=1))
    """
    source = code.source
    origins = (node for node in source.nodes if isinstance(node, ast.expr) and code.state.is_origin(node))
    spans = sorted({source.span(node) for node in origins if source.is_sure(node)})
    edits = tuple(Edit(start=start, end=end, text=DICTIONARY, shown="plain_dict") for start, end in spans)
    if edits:
        what = "replacing st.session_state by a plain dictionary"
        yield Change(what=what, node=source.tree, edits=edits)
