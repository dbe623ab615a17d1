"""Tests in Python: `exec` starts a server, tells pytest where it is by the environment, and ends it with the tests."""
import os

from cocalc_api import Project


def titles(hub):
    return [project["title"] for project in hub.projects.get(fields=["title"])]


def test_a_project_that_was_made_has_its_title(hub):
    project_id = hub.projects.create_project(title="Mine")

    assert [p["title"] for p in hub.projects.get(fields=["title"], project_id=project_id)] == ["Mine"]


def test_what_one_test_makes_no_other_test_sees(hub):
    assert "Mine" not in titles(hub)


def test_a_project_of_the_mock_answers(host):
    project = Project(api_key=os.environ["COCALC_API_KEY"], host=host, project_id=os.environ["COCALC_PROJECT_ID"])

    assert project.system.ping()["now"] > 0
