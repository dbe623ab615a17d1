"""Tests in Python: `exec` starts a hub, tells pytest where it is by the environment, and ends it with the tests."""
import os

import pytest
from cocalc_api import Hub, Project

HOST, KEY = os.environ["COCALC_HOST"], os.environ["COCALC_API_KEY"]


@pytest.fixture
def hub():
    return Hub(api_key=KEY, host=HOST)


def test_a_project_that_was_made_has_its_title(hub):
    project_id = hub.projects.create_project(title="Mine")

    assert [p["title"] for p in hub.projects.get(fields=["title"], project_id=project_id)] == ["Mine"]


def test_a_project_of_the_mock_answers():
    project = Project(api_key=KEY, host=HOST, project_id=os.environ["COCALC_PROJECT_ID"])

    assert project.system.ping()["now"] > 0
