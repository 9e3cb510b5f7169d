"""The start command, as whoever runs gaitlog meets it."""

from __future__ import annotations

import hashlib
import os
import re
import signal
import socket
import stat
import subprocess
import sys
from unittest.mock import Mock

import pytest

from gaitlog.core.refused import Refused
from gaitlog.dashboard.management.commands import up
from gaitlog.dashboard.server import network, words
from gaitlog.dashboard.server.network import HomeNetwork, home_network
from gaitlog.dashboard.server.web import Worker
from tests.machine import PASSWORD, ROOT, free_port, is_running, link_in, opened, stop, wait_until


def contents(folder):
    """Each file with a digest of what is in it."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


class TestFirstStart:
    def test_makes_everything_and_can_be_set_up(self, empty_machine):
        with empty_machine.up() as server:
            assert server.said.startswith(f"gaitlog is running at {server.url}\n")
            assert "Nobody has set this log up yet. Open within an hour: " in server.said
            link = link_in(server.said, "setup")
            assert link.startswith(f"{server.url}/setup/glo_")
            status, page = opened(link)
            assert status == 200
            style = re.search(r'href="(/static/css/app\.[0-9a-f]{12}\.css)"', page)[1]
            assert opened(server.url + style)[0] == 200
        modes = {
            path.name: stat.S_IMODE(path.stat().st_mode) for path in empty_machine.data.iterdir()
        }
        assert modes["secret_key"] == 0o600
        assert modes["gaitlog.sqlite3"] == 0o600
        assert "backups" not in modes

    def test_the_data_folder_is_for_its_owner_alone(self, empty_machine):
        folder = empty_machine.data / "a/new/one"
        empty_machine.ok("migrate", "--plan", GAITLOG_DATA=str(folder))
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700

    def test_without_a_folder_given_it_is_the_users_own(self, empty_machine):
        home = empty_machine.data
        del empty_machine.env["GAITLOG_DATA"]
        empty_machine.ok("migrate", "--plan", HOME=str(home), XDG_DATA_HOME=str(home / "data"))
        assert (home / "data/gaitlog/secret_key").exists()


class TestSecondStart:
    def test_changes_nothing(self, machine):
        with machine.up():
            wait_until((machine.data / "nightly.stamp").exists)
        before = contents(machine.data)
        with machine.up() as server:
            assert server.said == f"gaitlog is running at {server.url}\nStop it with Ctrl-C.\n"
            assert opened(f"{server.url}/login/")[0] == 200
        assert contents(machine.data) == before

    def test_collects_what_has_changed_and_drops_what_is_gone(self, machine):
        with machine.up():
            pass
        (machine.data / "static.stamp").write_text("another version")
        (machine.data / "static/css/old.css").write_text("old")
        with machine.up():
            pass
        assert not (machine.data / "static/css/old.css").exists()

    def test_backs_up_before_an_upgrade(self, machine):
        machine.ok("migrate", "sharing", "zero", "--verbosity", "0")
        with machine.up() as server:
            [file] = (machine.data / "backups").iterdir()
            assert server.said.startswith(f"Backed up before the upgrade: {file}\n")
        assert "[X] 0001_initial" in machine.ok("showmigrations", "sharing")


class TestStopping:
    def test_ctrl_c_leaves_no_process(self, machine):
        with machine.up() as server:
            assert is_running(server)
            opened(f"{server.url}/login/")
            stop(server)
            assert server.returncode == 0
            assert not is_running(server)
            assert server.stdout.read() == ""

    def test_the_signal_leaves_the_threads_alone(self):
        worker = Worker.__new__(Worker)
        worker.alive, worker.tpool, worker.method_queue = True, None, Mock()
        worker.handle_quit(signal.SIGINT, None)
        assert not worker.alive

    def test_so_does_a_terminal_that_is_closed(self, machine):
        with machine.up() as server:
            os.killpg(server.pid, signal.SIGHUP)
            assert server.wait(30) == 0
            assert not is_running(server)

    def test_the_folder_and_the_port_are_free_again(self, machine):
        with machine.up() as server:
            pass
        with socket.socket() as again:
            again.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            again.bind(("127.0.0.1", int(server.url.rpartition(":")[2])))
        with machine.up():
            pass


class TestRefusals:
    def test_a_port_that_is_taken(self, machine):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            assert machine.refused("up", "--port", port) == (
                f"Port {port} is taken by another program: stop that one, or choose another port"
                f" with --port {port + 1}."
            )

    def test_a_data_folder_that_is_in_use(self, machine):
        with machine.up():
            assert machine.refused("up", "--port", free_port()) == (
                f"gaitlog is running already with the data folder {machine.data}: stop it first."
            )

    @pytest.mark.parametrize(
        ("key", "mode", "why"),
        [
            ("short", 0o600, "is too short: delete the file, and a new one is made."),
            ("", 0o600, "is too short: delete the file, and a new one is made."),
            ("changeme" * 10, 0o600, "is a sample: delete the file, and a new one is made."),
            ("k" * 60, 0o640, "Others can read the secret key: run “chmod 600 "),
        ],
    )
    def test_a_key_that_will_not_do(self, machine, key, mode, why):
        file = machine.data / "secret_key"
        file.write_text(key)
        file.chmod(mode)
        assert why in machine.refused("up")

    @pytest.mark.parametrize(
        ("env", "why"),
        [
            (
                {"GAITLOG_HOSTS": "*"},
                "GAITLOG_HOSTS may not hold * or begin with a dot: write each name of this"
                " machine.",
            ),
            (
                {"GAITLOG_DEBUG": "yes", "GAITLOG_URL": "https://runs.example.org"},
                "GAITLOG_DEBUG is for this machine only: switch it off, or leave GAITLOG_URL out.",
            ),
            (
                {"GAITLOG_URL": "http://runs.example.org"},
                "http://runs.example.org is not encrypted: use https, or set"
                " GAITLOG_INSECURE_HTTP=yes if that is what you want.",
            ),
            (
                {"GAITLOG_URL": "runs.example.org"},
                "GAITLOG_URL is “runs.example.org”: write the whole address that people type,"
                " without a path, such as https://runs.example.org.",
            ),
            ({"GAITLOG_DEBUG": "maybe"}, "GAITLOG_DEBUG is “maybe”: write yes or no."),
            ({"GAITLOG_PORT": "many"}, "GAITLOG_PORT is “many”: write a whole number."),
            (
                {"GAITLOG_DATA": "/dev/null"},
                "The data folder /dev/null cannot be made: File exists.",
            ),
        ],
    )
    def test_surroundings_that_will_not_do(self, machine, env, why):
        assert machine.refused("up", **env) == why

    def test_other_addresses_without_encryption(self, machine):
        assert machine.refused("up", "--host", "192.0.2.7") == (
            "Listening on 192.0.2.7 is not encrypted: use --lan at home, or set GAITLOG_URL to an"
            " https address."
        )

    def test_an_address_that_is_not_of_this_machine(self, machine):
        https = {"GAITLOG_URL": "https://runs.example.org"}
        assert machine.refused("up", "--host", "203.0.113.1", **https) == (
            "203.0.113.1 is no address of this machine: leave --host out, or write one that is."
        )

    def test_home_network_and_https_at_once(self, machine):
        https = {"GAITLOG_URL": "https://runs.example.org"}
        assert machine.refused("up", "--lan", **https) == (
            "--lan serves http, and GAITLOG_URL is an https address: leave one of the two out."
        )

    def test_a_server_of_ones_own_on_old_tables(self, empty_machine):
        started = subprocess.run(
            [sys.executable, "-c", "import gaitlog.wsgi"],
            cwd=ROOT,
            env=empty_machine.env,
            capture_output=True,
            text=True,
            check=False,
        )
        assert started.returncode == 1
        assert "run “manage.py up”" in started.stderr.splitlines()[-1]


class TestAddress:
    def test_other_names_are_not_served(self, machine):
        with machine.up() as server:
            assert opened(f"{server.url}/login/", Host="evil.example")[0] == 400

    def test_the_address_that_people_type_is_said_and_served(self, machine):
        with machine.up(GAITLOG_URL="https://runs.example.org") as server:
            assert server.said.startswith("gaitlog is running at https://runs.example.org\n")
            assert opened(f"{server.url}/login/", Host="runs.example.org")[0] == 200

    def test_the_port_may_come_from_the_surroundings(self, machine):
        port = free_port()
        said = machine.ok("reset_password", "nora", GAITLOG_PORT=str(port))
        assert f"http://localhost:{port}/password/" in said

    def test_a_link_leads_to_the_server_that_runs(self, machine):
        with machine.up() as server:  # on another port than the settings have
            said = machine.ok("reset_password", "nora")
            link = link_in(said, "password")
            assert link.startswith(f"{server.url}/password/")
            assert opened(link)[0] == 200
            assert "is not running" not in said
            os.killpg(server.pid, signal.SIGKILL)
            wait_until(lambda: not is_running(server))
        said = machine.ok("reset_password", "nora")
        assert link_in(said, "password").startswith("http://localhost:8000/")
        assert said.splitlines()[-1].startswith("gaitlog is not running")

    @pytest.mark.parametrize("port", ["0", "65536", "http"])
    def test_what_is_no_port(self, machine, port):
        answer = machine.run("up", "--port", port)
        assert answer.returncode == 2
        assert "write a number from 1 to 65535" in answer.stderr


class TestHomeNetwork:
    def test_serves_private_addresses_and_the_name_of_this_machine(self):
        home = home_network(
            "Noras-Laptop.fritz.box",
            [
                "192.168.1.20",
                "127.0.0.1",
                "127.0.1.1",
                "192.168.1.20",
                "10.0.0.7",
                "169.254.3.4",
                "fd00::2",
                "fe80::1%eth0",
                "::1",
                "0.0.0.0",
                "8.8.8.8",
                "2600::1",
            ],
        )
        assert home.addresses == ("192.168.1.20", "10.0.0.7", "fd00::2")
        assert home.hosts == ["192.168.1.20", "10.0.0.7", "[fd00::2]", "noras-laptop.local"]

    @pytest.mark.parametrize("name", ["", "localhost", "no_name", "*", "-x"])
    def test_a_machine_without_a_name_of_its_own_has_none(self, name):
        assert home_network(name, ["10.0.0.7"]).hosts == ["10.0.0.7"]

    def test_nothing_is_sent_to_find_out(self, monkeypatch):
        monkeypatch.setattr(socket.socket, "send", None)
        monkeypatch.setattr(socket, "getaddrinfo", lambda *args: [])
        assert isinstance(network.own_addresses(), list)

    def test_it_is_the_consent_to_http(self, settings, monkeypatch):
        home = HomeNetwork(("10.0.0.7",), "pi.local")
        monkeypatch.setattr(up, "find_home_network", lambda: home)
        settings.INSECURE_HTTP = False
        up.open_to_home()
        assert settings.INSECURE_HTTP
        assert settings.ALLOWED_HOSTS[-2:] == ["10.0.0.7", "pi.local"]
        assert "*" not in settings.ALLOWED_HOSTS

    def test_without_one_it_is_refused(self, settings, monkeypatch):
        monkeypatch.setattr(up, "find_home_network", lambda: HomeNetwork((), "pi.local"))
        with pytest.raises(Refused, match="in no home network"):
            up.open_to_home()

    def test_listens_on_each_address(self):
        port = free_port()
        sockets = network.listen(["127.0.0.1", "127.0.0.2"], port)
        assert [opened.getsockname() for opened in sockets] == [
            ("127.0.0.1", port),
            ("127.0.0.2", port),
        ]
        for opened_socket in sockets:
            opened_socket.close()

    def test_says_where_draws_it_and_warns(self, settings):
        settings.INSECURE_HTTP, settings.PORT = True, 8000
        home = HomeNetwork(("10.0.0.7",), "pi.local")
        said = words.greeting("http://localhost:8000", home, {"setup": "glo_x"})
        assert "On your home network: http://10.0.0.7:8000 or http://pi.local:8000" in said
        assert "█" in said
        assert "anybody on the same network could read along" in said
        assert "http://10.0.0.7:8000/setup/glo_x/" in said
        assert "\x1b" not in said
        assert "\x1b[40;97m" in words.greeting("", home, {}, coloured=True)


def test_the_demo_is_behind_a_link(machine):
    with machine.up("--demo") as server:
        link = link_in(server.said, "demo")
        assert link.startswith(f"{server.url}/demo/glo_")
        assert "Open the demo" in opened(link)[1]


@pytest.mark.skipif("DATABASE_URL" not in os.environ, reason="needs a PostgreSQL server")
class TestPostgres:
    @pytest.fixture
    def machine(self, empty_machine):
        empty_machine.env["DATABASE_URL"] = os.environ["DATABASE_URL"]
        return empty_machine

    def test_starts_serves_and_stops(self, machine):
        with machine.up() as server:
            assert opened(f"{server.url}/login/")[0] == 200
            stop(server)
            assert server.returncode == 0
            assert not is_running(server)
        assert not (machine.data / "gaitlog.sqlite3").exists()

    @pytest.mark.parametrize("words", [["backup"], ["restore", "x.zip"]])
    def test_backups_are_left_to_its_own_tools(self, machine, words):
        assert machine.refused(*words) == (
            "Backups of PostgreSQL are made with pg_dump: see docs/backup.md."
        )

    def test_an_export_is_made_all_the_same(self, machine, tmp_path):
        machine.ok("migrate", "--verbosity", "0")
        machine.ok("create_owner", "--username", "nora", typed=f"{PASSWORD}\n{PASSWORD}\n")
        machine.ok("export_log", "--owner", "nora", "--output", tmp_path / "log.zip")
        assert (tmp_path / "log.zip").exists()
