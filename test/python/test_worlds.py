"""The client in worlds of one server, chosen by the path of its host."""

import pytest
from cocalc_api import Hub, Project
from httpx import Client, HTTPStatusError

from conftest import error_of, key_of, project_id_of

COURSE = project_id_of("course")
TEACHER = key_of("teacher")


@pytest.fixture
def control(host):
    """The control plane, without the certificates that clients load first."""
    with Client(base_url=host, verify=False) as client:
        yield client


def titles(hub):
    return sorted(project["title"] for project in hub.projects.get(fields=["title"]))


def test_what_is_made_in_one_world_is_in_no_other(host):
    alice, bob = (Hub(api_key=TEACHER, host=f"{host}/w/{name}") for name in ("alice", "bob"))

    # Worlds begin alike, so what is made first is the same in each.
    assert alice.projects.create_project(title="Of alice") == bob.projects.create_project(title="Of bob")

    others = titles(Hub(api_key=TEACHER, host=host))
    assert titles(alice) == sorted([*others, "Of alice"])
    assert titles(bob) == sorted([*others, "Of bob"])


def test_commands_and_files_are_those_of_the_world(host):
    alice, bob = (Project(api_key=TEACHER, host=f"{host}/w/{name}", project_id=COURSE) for name in ("alice", "bob"))

    alice.system.exec("echo mine > mine.txt")

    assert alice.system.exec("cat mine.txt")["stdout"] == "mine\n"
    assert "No such file" in error_of(lambda: bob.system.exec("cat mine.txt"))


def test_the_control_plane_moves_the_clock_and_tells_of_the_calls(host, control):
    world = {"name": "alice", "clock": {"mode": "frozen", "time": "2030-01-01T00:00:00Z"}}
    assert control.post("/__admin/worlds", json=world).status_code == 201
    hub = Hub(api_key=TEACHER, host=f"{host}/w/alice")

    before = hub.system.ping()["now"]
    control.post("/w/alice/__admin/clock/advance", json={"days": 30}).raise_for_status()

    assert hub.system.ping()["now"] - before == 30 * 86_400_000
    calls = control.get("/w/alice/__admin/journal").json()["calls"]
    assert [(call["operation"], call["account"]) for call in calls] == [("conat/hub/system.ping", "teacher")] * 2


def test_a_world_that_was_deleted_is_no_fresh_one(host, control):
    hub = Hub(api_key=TEACHER, host=f"{host}/w/alice")
    hub.projects.create_project(title="Lost")

    assert control.delete("/__admin/worlds/alice").json()["why"] == "deleted"

    with pytest.raises(HTTPStatusError) as caught:
        hub.system.ping()
    assert caught.value.response.status_code == 410
    assert 'the world "alice" was dropped' in caught.value.response.json()["error"]
