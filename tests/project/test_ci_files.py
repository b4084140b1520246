"""What others use from this repository: the Action, its workflow, and the hooks call what there is."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from stproof.arguments import parse

ROOT = Path(__file__).resolve().parents[2]


def loaded(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


def test_hooks_are_commands_that_are_accepted() -> None:
    hooks = loaded(".pre-commit-hooks.yaml")
    assert [hook["id"] for hook in hooks] == ["stproof", "stproof-run"]
    for hook in hooks:
        assert parse(shlex.split(hook["entry"])[1:]).command == "check"
        assert hook["pass_filenames"] is False  # a page is checked with the skill it is in


def test_action_calls_a_command_that_is_accepted() -> None:
    action = loaded("action.yml")
    (script,) = [step["run"] for step in action["runs"]["steps"] if "stproof check" in step.get("run", "")]
    words = shlex.split(re.sub(r"\$\w+", "x", script.replace("\\\n", " ").replace("$PATHS $ARGUMENTS", "")))
    assert parse(words[3:]).output == [("sarif", "x"), ("summary", "x"), ("text", "/dev/stderr")]
    assert parse(action["inputs"]["arguments"]["default"].split()).engine == "apptest"


def test_every_input_of_the_action_is_used_and_every_one_used_is_there() -> None:
    action = loaded("action.yml")
    used = set(re.findall(r"inputs\.([\w-]+)", str(action["runs"])))
    assert used | {"sarif"} == set(action["inputs"])
    workflow = loaded(".github/workflows/stproof.yml")
    steps = workflow["jobs"]["check"]["steps"]
    (ours,) = [step for step in steps if step["uses"] == "./"]
    assert set(ours["with"]) <= set(action["inputs"])
    assert workflow[True]["schedule"]  # YAML reads `on` as true


@pytest.mark.parametrize(
    ("schema", "file"),
    [("github-actions", "action.yml"), ("github-workflows", ".github/workflows/stproof.yml")],
)
def test_what_github_reads_is_valid(schema: str, file: str) -> None:
    command = ("check_jsonschema", "--builtin-schema", f"vendor.{schema}", file)
    ran = subprocess.run((sys.executable, "-m", *command), cwd=ROOT, capture_output=True, text=True)
    assert (ran.returncode, ran.stdout) == (0, "ok -- validation done\n"), ran.stdout + ran.stderr


def test_hooks_are_valid() -> None:
    command = ("pre_commit", "validate-manifest", ".pre-commit-hooks.yaml")
    ran = subprocess.run((sys.executable, "-m", *command), cwd=ROOT, capture_output=True, text=True)
    assert (ran.returncode, ran.stdout) == (0, ""), ran.stdout + ran.stderr
