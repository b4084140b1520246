"""Whether code compiles, and what is wrong where it does not."""

import re
import warnings

PIECE = re.compile(r"outside (?:async )?(?:function|loop)|not properly in loop")
"""Syntax errors of a piece cut out of a function or loop, which a fence without a name may be."""


def compile_problem(code: str, code_line: int = 1) -> tuple[int, str] | None:
    """(1-based line, problem), or None where the code compiles. code_line: the line of its first line."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            # Padded, since messages name lines too.
            compile("\n" * (code_line - 1) + code, "<snippet>", "exec", dont_inherit=True)
    except SyntaxError as error:
        return error.lineno or code_line, error.msg
    except (ValueError, RecursionError, MemoryError) as error:
        return code_line, str(error) or "it is nested too deep"
    return None
