"""What the programs in this folder call a hub with: everything that is no success is raised, and nothing is tried again."""
import json
import os
import time
import urllib.request

PROJECT_ID = os.environ["COCALC_PROJECT_ID"]


def call(event, timeout=1, **parameters):
    request = urllib.request.Request(
        f"{os.environ['COCALC_HOST']}/api/v1/{event}",
        data=json.dumps(parameters).encode(),
        headers={"Authorization": f"Bearer {os.environ['COCALC_API_KEY']}", "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=timeout) as response:
        answer = json.loads(response.read())
    if answer["event"] == "error":
        raise RuntimeError(answer["error"])
    return answer


def retrying(work, attempts=4):
    for attempt in range(1, attempts + 1):
        try:
            return work()
        except Exception:
            if attempt == attempts:
                raise
            time.sleep(0.2 * attempt)


def titled(title):
    projects = call("query", query={"projects": [{"project_id": None, "title": None}]})["query"]["projects"]
    return [project["project_id"] for project in projects if project["title"] == title]


def create(title):
    return call("create_project", title=title)["project_id"]


def write(project_id, path, content):
    call("write_text_file_to_project", project_id=project_id, path=path, content=content)


def read(project_id, path):
    return call("read_text_file_from_project", project_id=project_id, path=path)["content"]
