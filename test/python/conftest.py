"""What the tests start from: the people and projects of `fixtures/worlds/classroom.json`, in a hub for each test.

Nothing but `host` and `api_key` tells the client that it talks to no real hub.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from cocalc_api import Hub, Project

ROOT = Path(__file__).resolve().parents[2]
CLASSROOM = json.loads((ROOT / "fixtures/worlds/classroom.json").read_text())

# An id that nothing has.
UNKNOWN = "00000000-0000-4000-8000-000000000000"


def key_of(name: str) -> str:
    return CLASSROOM["accounts"][name]["api_key"]


def id_of(name: str) -> str:
    return CLASSROOM["accounts"][name]["account_id"]


def address_of(name: str) -> str:
    return CLASSROOM["accounts"][name]["email_address"]


def project_id_of(name: str) -> str:
    return CLASSROOM["projects"][name]["project_id"]


def error_of(call: Callable[[], Any]) -> str:
    """The words of the error that the client raises."""
    with pytest.raises(RuntimeError) as caught:
        call()
    return str(caught.value)


def is_uuid(text: str) -> bool:
    return str(UUID(text)) == text


# Tells its environment, and stays until its input ends.
COMMAND = "import json, os, sys; print(json.dumps(dict(os.environ)), flush=True); sys.stdin.read()"


@pytest.fixture
def environment() -> Iterator[dict[str, str]]:
    """What `exec` sets for its command; the hub is up until the test is over, and must not complain of its answers."""
    with subprocess.Popen(
        ["node", "dist/cli/main.js", "exec", "--quiet", "--", sys.executable, "-c", COMMAND],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        yield json.loads(process.stdout.readline())
        _, complaints = process.communicate()
    assert complaints == ""
    assert process.returncode == 0


@pytest.fixture
def host(environment: dict[str, str]) -> str:
    return environment["COCALC_HOST"]


@pytest.fixture
def hub_as(host: str) -> Callable[[str], Hub]:
    """Hubs by the name of who calls."""
    return lambda name: Hub(api_key=key_of(name), host=host)


@pytest.fixture
def hub(hub_as: Callable[[str], Hub]) -> Hub:
    """The hub, called by the teacher, who owns the course."""
    return hub_as("teacher")


@pytest.fixture
def project(environment: dict[str, str]) -> Project:
    """The course, called by its teacher: whom and what `exec` chooses."""
    return Project(
        api_key=environment["COCALC_API_KEY"],
        host=environment["COCALC_HOST"],
        project_id=environment["COCALC_PROJECT_ID"],
    )


@pytest.fixture
def project_key(hub: Hub) -> str:
    """A key that is good for the course and nothing else."""
    course = project_id_of("course")
    [key] = hub.call("system.manageApiKeys", [{"action": "create", "name": "tests", "project_id": course}])
    return key["secret"]
