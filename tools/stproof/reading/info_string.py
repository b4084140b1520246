"""Takes info strings apart."""

import re

from stproof.model.info_string import InfoString

_PART = re.compile(r"""([^\s="'{]+)=("[^"]*"|'[^']*'|[^\s"']*)(?=\s|$)|(\S+)""")


def parse_info(raw: str) -> InfoString:
    """Take an info string apart; any string has a result."""
    language, *rest = raw.split(None, 1) or [""]
    words, keys = [], []
    for key, value, word in _PART.findall("".join(rest)):
        if word:
            words.append(word)
        else:
            keys.append((key, value[1:-1] if value[:1] in ("'", '"') else value))
    return InfoString(raw=raw, language=language.lower(), words=tuple(words), keys=tuple(keys))
