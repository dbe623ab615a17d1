"""Every method of the client's `Hub`."""

import time

import pytest
from cocalc_api import Hub

from conftest import UNKNOWN, address_of, error_of, id_of, is_uuid, project_id_of

COURSE = project_id_of("course")
PRIVATE = project_id_of("private")
NOT_SIGNED_IN = "must be signed in and MUST provide an api key (cookies are not allowed)"


def test_a_key_that_nobody_has_is_refused(host):
    assert error_of(Hub(api_key="sk-wrong", host=host).system.ping) == NOT_SIGNED_IN
    assert error_of(Hub(api_key="", host=host).system.ping) == NOT_SIGNED_IN


def test_a_key_of_a_project_is_none_for_the_hub(host, project_key):
    assert error_of(Hub(api_key=project_key, host=host).system.test) == NOT_SIGNED_IN


def test_a_function_that_there_is_not_is_named(hub):
    assert error_of(lambda: hub.call("system.nosuch", [])) == "Error: unknown function 'system.nosuch'"


def test_a_timeout_is_positive(hub):
    assert error_of(lambda: hub.call("system.ping", [], timeout=0)) == (
        f"timeout must be positive - callHub: subject='hub.account.{id_of('teacher')}.api', "
        "name='system.ping', code='undefined' "
    )


# system


def test_ping_tells_the_time_in_milliseconds(hub):
    answer = hub.system.ping()

    assert list(answer) == ["now"]
    assert abs(answer["now"] - 1000 * time.time()) < 60_000


def test_test_tells_whose_key_it_is(hub):
    answer = hub.system.test()

    assert answer == {"account_id": id_of("teacher"), "server_time": answer["server_time"]}
    assert isinstance(answer["server_time"], int)


def test_get_names_maps_ids_to_names(hub):
    names = hub.system.get_names([id_of("student1"), UNKNOWN])

    assert set(names) == {id_of("student1"), UNKNOWN}
    assert names[id_of("student1")] == {"first_name": "Sam", "last_name": "Student", "profile": None}
    assert names[UNKNOWN] == {"first_name": "Deleted", "last_name": "User"}
    assert hub.system.get_names([]) == {}
    assert error_of(lambda: hub.system.get_names(["me"])) == 'error: invalid input syntax for type uuid: "me"'


def test_user_search_finds_by_name_without_addresses(hub):
    found = hub.system.user_search("student")

    assert {user["account_id"] for user in found} == {id_of("student1"), id_of("student2"), id_of("student3")}
    assert set(found[0]) == {
        "account_id",
        "first_name",
        "last_name",
        "name",
        "last_active",
        "created",
        "email_address_verified",
    }
    assert isinstance(found[0]["created"], int)
    assert hub.system.user_search("nobody-is-called-this") == []


def test_user_search_by_address_finds_that_one_account(hub):
    [found] = hub.system.user_search(address_of("student1").upper())

    assert found["account_id"] == id_of("student1")
    assert found["email_address"] == address_of("student1")


# projects


def test_get_lists_the_projects_of_the_caller(hub, hub_as):
    [course] = hub.projects.get(all=True)

    assert course["project_id"] == COURSE
    assert course["title"] == "Introduction to Computing"
    assert course["users"][id_of("teacher")] == {"group": "owner"}
    assert course["state"]["state"] == "running"
    assert course["created"] == "2020-01-15T10:00:00.000Z"
    assert hub_as("stranger").projects.get(all=True) == []


def test_get_gives_the_fields_that_are_asked_for_of_one_project(hub):
    assert hub.projects.get(fields=["title"], all=True, project_id=COURSE) == [
        {"title": "Introduction to Computing", "project_id": COURSE}
    ]


def test_get_filters_by_what_is_deleted_running_and_hidden(hub):
    made = hub.projects.create_project(title="Short")
    hub.projects.delete(made)

    assert [row["project_id"] for row in hub.projects.get(all=True, deleted=True)] == [made]
    assert [row["project_id"] for row in hub.projects.get(all=True, deleted=False)] == [COURSE]
    assert [row["project_id"] for row in hub.projects.get(all=True, state="running")] == [COURSE]
    assert len(hub.projects.get(all=True, limit=1)) == 1
    assert hub.projects.get(all=True, hidden=True, account_id_for_hidden=id_of("teacher")) == []


def test_get_of_a_project_of_others_is_refused(hub):
    assert error_of(lambda: hub.projects.get(project_id=PRIVATE)) == (
        "FATAL: you do not have read access to this project -- "
        f"account_id={id_of('teacher')}, project_id_=undefined"
    )


def test_create_project_answers_the_id_of_a_project_of_the_caller(hub):
    made = hub.projects.create_project(title="Made", description="By a test")
    plain = hub.projects.create_project()

    fields = ["title", "description", "users"]
    assert is_uuid(made)
    assert hub.projects.get(fields=fields, project_id=made) == [
        {
            "project_id": made,
            "title": "Made",
            "description": "By a test",
            "users": {id_of("teacher"): {"group": "owner"}},
        }
    ]
    assert hub.projects.get(fields=["title"], project_id=plain)[0]["title"] == "No Title"


def test_copy_path_between_projects_copies_and_says_nothing(hub, project):
    made = hub.projects.create_project(title="Copy")

    assert hub.projects.copy_path_between_projects(COURSE, "handouts", made, "copied") is None
    assert hub.projects.copy_path_between_projects(made, "copied", COURSE, "back") is None
    assert project.system.exec("cat back/lecture-1.md")["stdout"] == "# Lecture 1\n\nWhat a program is.\n"


def test_copy_path_between_projects_needs_both_projects_and_a_source(hub, hub_as):
    def copy(caller, *args):
        return error_of(lambda: caller.projects.copy_path_between_projects(*args))

    assert copy(hub_as("stranger"), COURSE, "README.md") == "Error: user must be collaborator on source project"
    assert copy(hub, COURSE, "README.md", PRIVATE) == "Error: user must be collaborator on target project"
    assert copy(hub, "here", "README.md") == (
        "Error: invalid account_id or project_id -- all must be valid uuid's"
    )
    made = hub.projects.create_project()
    assert copy(hub, COURSE, "nothing", made) == (
        f"Error: ENOENT: no such file or directory, stat '/projects/{COURSE}/nothing'"
    )


def test_add_collaborator_and_remove_collaborator_change_who_may(hub, hub_as):
    stranger = hub_as("stranger")

    assert hub.projects.add_collaborator(COURSE, id_of("stranger")) == {"project_id": [COURSE]}
    assert [row["project_id"] for row in stranger.projects.get(all=True)] == [COURSE]
    assert hub.projects.remove_collaborator(COURSE, id_of("stranger")) is None
    assert stranger.projects.get(all=True) == []


def test_add_collaborator_takes_lists(hub):
    made = [hub.projects.create_project(), hub.projects.create_project()]

    assert hub.projects.add_collaborator(made, [id_of("student1"), id_of("student2")]) == {"project_id": made}


def test_add_collaborator_is_for_members(hub, hub_as):
    assert error_of(lambda: hub_as("stranger").projects.add_collaborator(COURSE, id_of("admin"))) == (
        f"Error: user {id_of('stranger')} does not have write access to project {COURSE}"
    )
    assert error_of(lambda: hub.projects.add_collaborator(UNKNOWN, id_of("admin"))) == (
        "OwnershipError: Project not found"
    )
    assert error_of(lambda: hub.projects.add_collaborator(COURSE, "me")) == (
        'Error: all account id\'s must be valid uuid\'s, but "me" is not'
    )


def test_remove_collaborator_is_for_members_and_spares_owners(hub, hub_as):
    assert error_of(lambda: hub_as("stranger").projects.remove_collaborator(COURSE, id_of("student1"))) == (
        "Error: user must be a collaborator"
    )
    assert error_of(lambda: hub.projects.remove_collaborator(COURSE, id_of("teacher"))) == (
        "OwnershipError: Cannot remove an owner. Demote to collaborator first."
    )


def test_start_and_stop_lead_from_state_to_state(hub):
    def state():
        return hub.projects.state(COURSE)

    running = state()
    assert (running["state"], running["ip"]) == ("running", "127.0.0.1")
    assert hub.projects.stop(COURSE) is None
    assert state()["state"] == "opened"
    assert hub.projects.status(COURSE) == {}
    assert hub.projects.start(COURSE) is None
    assert state()["state"] == "running"
    assert hub.projects.stop(COURSE) is None
    assert hub.projects.touch(COURSE) is None
    assert state()["state"] == "running"


def test_status_of_a_running_project_tells_of_its_process(hub):
    status = hub.projects.status(COURSE)

    assert isinstance(status["project.pid"], int)
    assert isinstance(status["start_ts"], int)
    assert is_uuid(status["session_id"])


@pytest.mark.parametrize(
    ("method", "words"),
    [
        ("start", "Error: must be collaborator on project to start it"),
        ("stop", "Error: must be collaborator on project to stop it"),
        ("touch", "Error: must be collaborator on project to touch it"),
        ("state", "Error: must be collaborator on project to get state"),
        ("status", "Error: must be collaborator on project to get status"),
        ("delete", "Error: must be an owner to delete a project"),
    ],
)
def test_projects_are_run_by_their_members(hub_as, method, words):
    assert error_of(lambda: getattr(hub_as("stranger").projects, method)(COURSE)) == words


def test_delete_sets_a_flag(hub):
    assert hub.projects.delete(COURSE) is None

    assert [row["deleted"] for row in hub.projects.get(all=True)] == [True]
    assert error_of(lambda: hub.projects.delete("here")) == "Error: project_id must be a valid UUID"


# db


def test_query_gets_and_sets_as_its_documentation_shows(hub):
    assert hub.db.query({"accounts": {"first_name": None}}) == {"accounts": {"first_name": "Theodora"}}
    assert hub.db.query({"accounts": {"first_name": "T"}}) == {}
    assert hub.db.query({"accounts": {"first_name": None}}) == {"accounts": {"first_name": "T"}}


def test_query_gets_lists(hub):
    assert hub.db.query({"projects_all": [{"project_id": None, "title": None}]}) == {
        "projects_all": [{"project_id": COURSE, "title": "Introduction to Computing"}]
    }


def test_query_is_refused_in_the_words_of_the_hub(hub):
    assert error_of(lambda: hub.db.query({"nothing": {"a": None}})) == (
        "FATAL: get queries not allowed for table 'nothing'"
    )
    assert error_of(lambda: hub.db.query({"a": {}, "b": {}})) == (
        "FATAL: must specify exactly one key in the query"
    )
    assert error_of(lambda: hub.db.query({"projects": {"project_id": PRIVATE, "title": "Mine"}})) == (
        "FATAL: user must be an admin"
    )


# messages


def test_send_reaches_who_it_is_for(hub, hub_as):
    number = hub.messages.send("Hello", "How are *you*?", [id_of("student1"), address_of("student2")])

    [message] = hub_as("student1").messages.get()
    assert isinstance(number, int)
    assert {name: message[name] for name in ("id", "subject", "body", "from_id")} == {
        "id": number,
        "subject": "Hello",
        "body": "How are *you*?",
        "from_id": id_of("teacher"),
    }
    assert set(message["to_ids"]) == {id_of("student1"), id_of("student2")}
    assert (message["thread_id"], message["read"], message["saved"], message["deleted"]) == (None, False, False, False)
    assert [sent["id"] for sent in hub.messages.get(type="sent")] == [number]
    assert hub.messages.get() == []


def test_a_reply_stands_in_the_thread_of_what_it_answers(hub, hub_as):
    student = hub_as("student1")
    first = hub.messages.send("Hello", "One", [id_of("student1")])
    student.messages.send("Re: Hello", "Two", [id_of("teacher")], reply_id=first)

    [reply] = hub.messages.get(type="new")
    assert reply["thread_id"] == first


def test_get_gives_the_newest_first_in_pages(hub, hub_as):
    student = hub_as("student1")
    numbers = [hub.messages.send(f"Number {n}", "", [id_of("student1")]) for n in range(3)]

    assert [message["id"] for message in student.messages.get(limit=2)] == [numbers[2], numbers[1]]
    assert [message["id"] for message in student.messages.get(limit=2, offset=2)] == [numbers[0]]
    assert student.messages.get(type="starred") == []
    assert error_of(lambda: student.messages.get(limit=501)) == "Error: limit must be at most 500"
    assert error_of(lambda: student.messages.get(type="liked")) == 'error: syntax error at or near "undefined"'


def test_send_to_nobody_known_is_refused_or_drops_them(hub):
    assert error_of(lambda: hub.messages.send("a", "b", [UNKNOWN])) == f"Error: invalid account_id -- {UNKNOWN}"
    assert error_of(lambda: hub.messages.send("a", "b", ["me"])) == (
        'error: invalid input syntax for type uuid: "me"'
    )
    assert hub.messages.send("a", "b", ["nobody@example.com"]) is None


# org


@pytest.fixture
def admin(hub_as):
    """The site admin, who has made the organization `school`, of which the teacher is an admin."""
    admin = hub_as("admin")
    assert is_uuid(admin.org.create("school"))
    assert admin.org.add_admin("school", id_of("teacher")) is None
    return admin


def test_organizations_are_made_by_site_admins(admin, hub):
    assert admin.org.get_all() == [{"name": "school", "title": None, "admin_account_ids": [id_of("teacher")]}]
    assert error_of(lambda: admin.org.create("school")) == (
        "Error: name school is already used by some account or organization"
    )
    assert error_of(lambda: admin.org.create("x" * 40)) == "error: value too long for type character varying(39)"
    assert error_of(lambda: hub.org.create("mine")) == "Error: only admins may create organizations"
    assert error_of(hub.org.get_all) == "Error: must be a site admin"


def test_get_and_set_of_an_organization(admin, hub, hub_as):
    values = {"title": "School", "description": "A school", "link": "https://example.edu", "email_address": "s@example.edu"}

    assert hub.org.set("school", **values) is None
    assert hub.org.get("school") == {"name": "school", **values, "admin_account_ids": [id_of("teacher")]}
    assert error_of(lambda: hub.org.set("school")) == 'error: syntax error at or near "WHERE"'
    assert error_of(lambda: hub_as("stranger").org.get("school")) == (
        "Error: user must be an admin of the organization or site-admin"
    )
    assert error_of(lambda: admin.org.get("nothing")) == "Error: no org named 'nothing'"


def test_members_of_an_organization(admin, hub):
    assert admin.org.add_user("school", address_of("student1")) is None
    members = {member["account_id"]: member for member in hub.org.get_users("school")}
    assert set(members) == {id_of("teacher"), id_of("student1")}
    assert set(members[id_of("student1")]) == {"first_name", "last_name", "account_id", "email_address", "last_active"}
    assert members[id_of("student1")]["email_address"] == address_of("student1")

    assert hub.org.remove_user("school", id_of("student1")) is None
    assert [member["account_id"] for member in hub.org.get_users("school")] == [id_of("teacher")]
    assert error_of(lambda: hub.org.add_user("school", id_of("student1"))) == (
        "Error: only site admins can add/move a user to an org right now"
    )
    assert error_of(lambda: admin.org.add_user("school", "nobody@example.com")) == (
        "Error: cannot find user 'nobody@example.com'"
    )
    assert error_of(lambda: hub.org.remove_user("school", id_of("teacher"))) == (
        "Error: admin cannot be removed from org; first remove them from being an admin"
    )


def test_admins_of_an_organization(admin, hub):
    assert error_of(lambda: hub.org.add_admin("school", id_of("student1"))) == (
        "Error: only site admins can make a user an organization admin right now"
    )
    assert error_of(lambda: admin.org.add_admin("school", UNKNOWN)) == f"Error: no such account '{UNKNOWN}'"
    assert admin.org.remove_admin("school", id_of("teacher")) is None
    assert admin.org.get("school")["admin_account_ids"] == []
    assert [member["account_id"] for member in admin.org.get_users("school")] == [id_of("teacher")]


def test_create_user_makes_an_account_in_the_organization(admin, hub):
    made = hub.org.create_user("school", "new@example.edu", firstName="Nora", lastName="New", password="secret-1")

    assert is_uuid(made)
    assert hub.system.get_names([made]) == {made: {"first_name": "Nora", "last_name": "New", "profile": None}}
    assert made in [member["account_id"] for member in hub.org.get_users("school")]
    assert error_of(lambda: hub.org.create_user("school", "new@example.edu")) == (
        'error: duplicate key value violates unique constraint "accounts_email_address_key"'
    )


def test_create_token_and_expire_token(admin, hub, hub_as):
    admin.org.add_user("school", id_of("student1"))

    created = hub.org.create_token(id_of("student1"))
    assert set(created) == {"token", "url"}
    assert len(created["token"]) == 24
    assert created["url"].endswith(f"/auth/impersonate?auth_token={created['token']}")
    assert hub.org.expire_token(created["token"]) is None
    assert error_of(lambda: hub.org.create_token(id_of("stranger"))) == "Error: user is not in an org"
    assert error_of(lambda: hub_as("stranger").org.create_token(id_of("student1"))) == (
        "Error: user must be an admin of the organization or site-admin"
    )


def test_message_goes_to_all_members(admin, hub, hub_as):
    admin.org.add_user("school", id_of("student1"))

    assert hub.org.message("school", "All", "To *all*") is None
    assert [message["subject"] for message in hub_as("student1").messages.get()] == ["All"]
    assert error_of(lambda: hub_as("stranger").org.message("school", "a", "b")) == (
        "Error: user must be an admin of the organization or site-admin"
    )


# jupyter


def test_kernels_lists_what_the_project_has(hub, hub_as):
    kernels = hub.jupyter.kernels(project_id=COURSE)

    assert "python3" in [kernel["name"] for kernel in kernels]
    assert all({"name", "display_name", "language", "argv"} <= set(kernel) for kernel in kernels)
    assert error_of(lambda: hub_as("stranger").jupyter.kernels(project_id=COURSE)) == (
        "Error: permission denied -- user must be collaborator on project"
    )
    assert error_of(hub.jupyter.kernels) == "Error: Jupyter API is not enabled on this server."


def test_execute_runs_a_cell_after_its_history(hub):
    result = hub.jupyter.execute(history=["a=100;print(a)"], input="sum(range(a+1))", kernel="python3", project_id=COURSE)

    assert result["output"] == [{"data": {"text/plain": "5050"}}]
    assert isinstance(result["created"], str)


def test_execute_without_a_project_is_not_enabled(hub, hub_as):
    assert error_of(lambda: hub.jupyter.execute(input="1", kernel="python3")) == (
        "Error: Jupyter API is not enabled on this server."
    )
    assert error_of(lambda: hub_as("stranger").jupyter.execute(input="1", kernel="python3", project_id=COURSE)) == (
        "Error: permission denied -- user must be collaborator on project"
    )


# sync


def test_history_of_a_file_that_was_never_open(hub, hub_as):
    assert hub.sync.history(COURSE, "README.md") == {"patches": [], "info": {}}
    assert error_of(lambda: hub_as("stranger").sync.history(COURSE, "README.md")) == (
        "Error: user must be collaborator on source project"
    )
    assert error_of(lambda: hub.sync.history(COURSE, "")) == (
        "Error: one of string_id or both project_id and path must be given"
    )
