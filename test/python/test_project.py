"""Every method of the client's `Project`."""

import time

from cocalc_api import Project

from conftest import error_of, key_of, project_id_of

COURSE = project_id_of("course")
PRIVATE = project_id_of("private")


def test_a_project_is_for_its_members(host):
    def ping(key, project_id):
        return error_of(Project(api_key=key, host=host, project_id=project_id).system.ping)

    assert ping("sk-wrong", COURSE) == "must sign in as project or account"
    assert ping(key_of("stranger"), COURSE) == "user must be a collaborator on the project"
    assert ping(key_of("teacher"), None) == "must specify project_id or use project-specific api key"
    assert ping(key_of("teacher"), "here") == "invalid account_id or project_id -- all must be valid uuid's"


def test_a_key_of_the_project_needs_no_project_id(host, project_key):
    tested = Project(api_key=project_key, host=host).system.test()

    assert tested == {"project_id": COURSE, "server_time": tested["server_time"]}
    assert error_of(Project(api_key=project_key, host=host, project_id=PRIVATE).system.ping) == (
        "project specific api key must match requested project"
    )


def test_ping_tells_the_time_in_milliseconds(project):
    answer = project.system.ping()

    assert list(answer) == ["now"]
    assert abs(answer["now"] - 1000 * time.time()) < 60_000


def test_test_tells_which_project_it_is(project):
    answer = project.system.test()

    assert answer == {"project_id": COURSE, "server_time": answer["server_time"]}


def test_a_call_starts_the_project(hub, project):
    hub.projects.stop(COURSE)

    project.system.ping()

    assert hub.projects.state(COURSE)["state"] == "running"


def test_exec_gives_output_and_exit_code(project):
    assert project.system.exec(command="echo 'hello from cocalc'") == {
        "type": "blocking",
        "stdout": "hello from cocalc\n",
        "stderr": "",
        "exit_code": 0,
    }
    assert project.system.exec("cat", args=["README.md"])["stdout"].startswith("# Introduction")


def test_exec_takes_path_environment_and_bash(project):
    assert project.system.exec("cat lecture-1.md", path="handouts")["stdout"].startswith("# Lecture 1")
    assert project.system.exec("echo $GREETING", env={"GREETING": "hello"})["stdout"] == "hello\n"
    assert project.system.exec("for n in 1 2; do echo $n; done", bash=True)["stdout"] == "1\n2\n"
    assert project.system.exec("echo hello", timeout=10)["stdout"] == "hello\n"


def test_exec_cuts_output_at_its_bound(project):
    assert project.system.exec("echo 0123456789", max_output=5)["stdout"] == "01234 (truncated at 5 characters)"


def test_exec_that_fails_raises(project):
    assert error_of(lambda: project.system.exec("echo 'oops' >&2; exit 42")) == (
        "command 'echo 'oops' >&2; exit 42' exited with nonzero code 42 -- stderr='oops\n'"
    )


def test_what_a_command_writes_is_read_by_the_next(project):
    project.system.exec("mkdir -p made && echo hello > made/a.txt")

    assert project.system.exec("cat made/a.txt")["stdout"] == "hello\n"


def test_exec_in_the_background_tells_its_job(project):
    started = project.system.exec("echo hello", async_call=True)

    assert (started["type"], started["status"], started["exit_code"]) == ("async", "running", 0)
    assert isinstance(started["job_id"], str)
    assert isinstance(started["start"], int)


def test_jupyter_execute_gives_the_output_of_a_cell(project):
    def run(code, history=None):
        return project.system.jupyter_execute(input=code, kernel="python3", history=history)

    assert run("sum(range(100))") == [{"data": {"text/plain": "4950"}}]
    assert run("sum(range(a + 1))", history=["a = 100"]) == [{"data": {"text/plain": "5050"}}]
    assert run('print("Hello")') == [{"name": "stdout", "text": "Hello\n"}]
    assert run("a = 1") == []
    [exception] = run("1/0")
    assert (exception["ename"], exception["evalue"]) == ("ZeroDivisionError", "division by zero")
    assert isinstance(exception["traceback"], list)


def test_jupyter_execute_with_a_kernel_that_there_is_not_raises(project):
    words = error_of(lambda: project.system.jupyter_execute(input="1", kernel="nosuch"))

    assert 'No spec available for kernel "nosuch"' in words


def test_kernels_are_listed_and_stopped(project):
    project.system.jupyter_execute(input="1", kernel="python3")

    kernels = project.system.list_jupyter_kernels()
    assert all(set(kernel) >= {"pid", "connectionFile"} for kernel in kernels)
    [first, *_] = kernels
    assert project.system.stop_jupyter_kernel(first["pid"]) == {"success": True}
    assert project.system.stop_jupyter_kernel(first["pid"]) == {"success": False}
    assert first["pid"] not in [kernel["pid"] for kernel in project.system.list_jupyter_kernels()]
