"""Whether code compiles, and what is wrong where it does not."""

import ast
import warnings


def parsed(code: str) -> ast.Module | None:
    """The syntax tree; None where the code cannot be parsed."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


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
