"""Rules SN32x: tables that are made from the proofs say what the proofs say."""

from __future__ import annotations

from collections.abc import Iterator

from stproof.model import Finding, Skill
from stproof.rules.registry import did_you_mean, finding, skill_rule
from stproof.tables import TABLES, blocks, filled


@skill_rule("SN321")
def table_is_current(skill: Skill) -> Iterator[Finding]:
    """A generated table does not say what the proofs say.

    What stands between the comments `<!-- stproof:differences -->` and `<!-- /stproof:differences -->`
    is made from the declarations `apptest_shows="…"` of the proofs. Mend the declaration, not the
    table, and let `stproof tables` write it again.
    """
    for page in skill.pages:
        now = {block.name: block for block in blocks(page.text)}
        for block in blocks(filled(skill, page, page.text)):
            if block.name in now and block.body != now[block.name].body:
                message = f"the table {block.name!r} is not what the proofs declare"
                yield finding("SN321", page.path, now[block.name].line, message, "run `stproof tables`")


@skill_rule("SN322")
def table_is_known(skill: Skill) -> Iterator[Finding]:
    """A generated table has a name that the checker does not know.

    Wrong:
        <!-- stproof:diferences -->

    Right:
        <!-- stproof:differences -->
    """
    for page in skill.pages:
        for block in blocks(page.text):
            if block.name not in TABLES:
                fix = did_you_mean(block.name, TABLES)
                yield finding("SN322", page.path, block.line, f"there is no table {block.name!r}", fix)
