"""Every tool and resource of the client's MCP server, which runs as a process of its own."""

import asyncio
import os
import sys
from collections.abc import Callable
from typing import Any

import pytest
from cocalc_api import Hub
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

from conftest import UNKNOWN, address_of, id_of, key_of, project_id_of

COURSE = project_id_of("course")
PRIVATE = project_id_of("private")
NO_PROJECT = "Error: No project set. Use set_current_project(project_id) to select a project first."

PROJECT_TOOLS = {"exec", "jupyter_execute", "project_status"}
ACCOUNT_TOOLS = {"projects_search", "set_current_project", "get_current_project"}


class Server:
    """A session with the server, one call after the other."""

    def __init__(self, session: ClientSession):
        self._session = session

    async def tools(self) -> set[str]:
        return {tool.name for tool in (await self._session.list_tools()).tools}

    async def resources(self) -> set[str]:
        return {str(resource.uri) for resource in (await self._session.list_resources()).resources}

    async def call(self, tool: str, **arguments: Any) -> str:
        [content] = (await self._session.call_tool(tool, arguments)).content
        return content.text

    async def read(self, resource: str) -> str:
        [content] = (await self._session.read_resource(f"cocalc://{resource}")).contents
        return content.text


@pytest.fixture
def with_server(host: str) -> Callable[..., Any]:
    """Starts the server with a key, and perhaps a project, and hands it to what is to be done with it."""

    def run(work: Callable[[Server], Any], *, api_key: str = key_of("teacher"), project_id: str | None = None) -> Any:
        others = {name: value for name, value in os.environ.items() if not name.startswith("COCALC_")}
        chosen = {} if project_id is None else {"COCALC_PROJECT_ID": project_id}
        env = {**others, "COCALC_HOST": host, "COCALC_API_KEY": api_key, **chosen}
        parameters = StdioServerParameters(command=sys.executable, args=["-m", "cocalc_api.mcp"], env=env)

        async def session() -> Any:
            async with stdio_client(parameters) as (read, write), ClientSession(read, write) as opened:
                await opened.initialize()
                return await work(Server(opened))

        return asyncio.run(session())

    return run


def test_a_key_of_an_account_gets_all_tools(with_server):
    async def work(server):
        return await server.tools(), await server.resources()

    tools, resources = with_server(work)

    assert tools == PROJECT_TOOLS | ACCOUNT_TOOLS
    assert resources == {"cocalc://account-profile", "cocalc://project-files"}


def test_a_key_of_a_project_gets_those_of_its_project(with_server, project_key):
    async def work(server):
        return await server.tools(), await server.resources(), await server.call("exec", command="echo hello")

    tools, resources, output = with_server(work, api_key=project_key)

    assert tools == PROJECT_TOOLS
    assert resources == {"cocalc://project-files"}
    assert output == "stdout:\nhello\n\n\nstderr:\n\n\nexit_code: 0"


def test_projects_search_shows_projects_with_the_names_of_members(with_server):
    async def work(server):
        return (
            await server.call("projects_search"),
            await server.call("projects_search", query="COMPUTING", state="running"),
            await server.call("projects_search", query="nothing like it"),
            await server.call("projects_search", deleted=True),
        )

    listed, found, missed, deleted = with_server(work)

    assert "PROJECTS (1 found)" in listed
    assert f"    Project ID:  {COURSE}" in listed
    assert "Theodora Teacher (owner)" in listed
    assert "Sam Student (collaborator)" in listed
    assert found == listed
    assert missed == "No projects found matching query: 'nothing like it'"
    assert deleted == "No projects found"


def test_without_a_current_project_there_is_nowhere_to_run(with_server):
    async def work(server):
        return (
            await server.call("get_current_project"),
            await server.call("exec", command="ls"),
            await server.call("jupyter_execute", input="1"),
            await server.read("project-files"),
        )

    current, *others = with_server(work)

    assert current == "No project currently set. Use set_current_project(project_id) to select one."
    assert others == [NO_PROJECT] * 3


def test_set_current_project_chooses_where_to_run(with_server, hub: Hub):
    hub.projects.touch(COURSE)

    async def work(server):
        return (
            await server.call("set_current_project", project_id=COURSE),
            await server.call("get_current_project"),
            await server.call("exec", command="cat", args=["README.md"]),
        )

    chosen, current, output = with_server(work)

    assert chosen == "✓ Project 'Introduction to Computing' is now active (state: running)"
    assert current.startswith(f"Current project: 'Introduction to Computing' ({COURSE})\nState: running | Last edited: ")
    assert output.startswith("stdout:\n# Introduction to Computing\n")


def test_set_current_project_needs_a_project_of_the_caller(with_server):
    async def work(server):
        return [await server.call("set_current_project", project_id=project_id) for project_id in (PRIVATE, UNKNOWN)]

    assert with_server(work) == [
        f"Error setting project: Cannot access project {project_id}: FATAL: you do not have read access to this project"
        f" -- account_id={id_of('teacher')}, project_id_=undefined"
        for project_id in (PRIVATE, UNKNOWN)
    ]


def test_project_status_tells_state_and_resources(with_server, hub: Hub):
    async def work(server):
        return await server.call("project_status", project_id=COURSE)

    running = with_server(work)
    hub.projects.stop(COURSE)
    stopped = with_server(work)

    assert "  State: running (project is active)\n  IP Address: 127.0.0.1\n" in running
    assert "RESOURCES:" in running
    assert "  Started At: " in running
    assert "  State: opened (project is stopped)" in stopped
    assert "RESOURCES:" not in stopped


def test_project_status_of_a_project_of_others_is_refused(with_server):
    async def work(server):
        return await server.call("project_status", project_id=PRIVATE)

    assert with_server(work) == "Error: Error: must be collaborator on project to get state"


def test_exec_tells_what_went_wrong(with_server):
    async def work(server):
        return await server.call("exec", command="exit 3", bash=True)

    assert with_server(work, project_id=COURSE) == (
        "Error executing command: command 'exit 3' exited with nonzero code 3 -- stderr=''"
    )


def test_jupyter_execute_shows_values_streams_and_exceptions(with_server):
    async def work(server):
        return (
            await server.call("jupyter_execute", input="sum(range(a + 1))", history=["a = 100"]),
            await server.call("jupyter_execute", input='print("Hello")'),
            await server.call("jupyter_execute", input="1/0"),
            await server.call("jupyter_execute", input="a = 1"),
        )

    value, stream, exception, nothing = with_server(work, project_id=COURSE)

    assert value == "5050"
    assert stream == "[stdout] Hello"
    assert exception.startswith("[Error: ZeroDivisionError] division by zero\n")
    assert nothing == "No output from kernel execution"


def test_account_profile_tells_of_the_caller(with_server):
    async def work(server):
        return await server.read("account-profile")

    profile = with_server(work)

    assert f"Account ID:     {id_of('teacher')}" in profile
    assert "First Name:     Theodora" in profile
    assert f"Email Address:  {address_of('teacher')}" in profile
    assert "Created:        2020-01-15T09:00:00.000Z" in profile
    assert "EDITOR SETTINGS" in profile


def test_project_files_lists_the_home_directory(with_server):
    async def work(server):
        return await server.read("project-files")

    files = with_server(work, project_id=COURSE)

    assert files.startswith("Files in project home directory:\n")
    assert f"[FILE] {'README.md':30} " in files
    assert f"[DIR] {'handouts':30} " in files
