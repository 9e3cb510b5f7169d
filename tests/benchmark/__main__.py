"""How much the pages cost beside the least they could: ``python -m tests.benchmark``.

Twenty years of one runner behind the server that ``up`` starts, and beside it a bare Django
application (``floor``). Both are asked in turn, and the median of the ratios is printed; a
ratio holds on any machine, seconds do not.
"""

from __future__ import annotations

import datetime as dt
import http.cookiejar
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from itertools import count
from pathlib import Path
from uuid import uuid4

from gaitlog.lib.readers.detect import read_recording
from tests.lib.readers import fit_file
from tests.machine import PASSWORD, ROOT, Machine, free_port, wait_until

TIMES = int(os.environ.get("TIMES", "60"))
BATCH = 50  # recordings of one upload


class Browser:
    """A browser that stays logged in and does not follow where it is sent."""

    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *args, **kwargs):
            return None

    def __init__(self, url, name_field, name="nora"):
        self.url = url
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()), self.Stay
        )
        self.token = self.token_on("/login/")
        self.post("/login/", {name_field: name, "password": PASSWORD})

    def token_on(self, path):
        with self.opener.open(self.url + path) as answer:
            page = answer.read().decode()
        return re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]

    def get(self, path):
        """Seconds until a page is there, as a browser asks for it."""
        request = urllib.request.Request(self.url + path, headers={"Accept-Encoding": "gzip"})
        started = time.perf_counter()
        with self.opener.open(request) as answer:
            answer.read()
        return time.perf_counter() - started

    def post(self, path, data):
        """Seconds until a form is taken."""
        body = urllib.parse.urlencode({**data, "csrfmiddlewaretoken": self.token}).encode()
        started = time.perf_counter()
        try:
            self.opener.open(self.url + path, body).close()
        except urllib.error.HTTPError as error:
            spent = time.perf_counter() - started
            assert error.code == 302, f"{path}: {error.code}"
            error.close()
            return spent
        raise SystemExit(f"{path} was not accepted")

    def upload(self, files):
        """Seconds until the files are imported."""
        border = uuid4().hex
        head = 'Content-Disposition: form-data; name="files"; filename="{}"'
        parts = [
            f"--{border}\r\n{head.format(name)}\r\n\r\n".encode() + data + b"\r\n"
            for name, data in files
        ]
        body = b"".join(parts) + f"--{border}--\r\n".encode()
        headers = {
            "Content-Type": f"multipart/form-data; boundary={border}",
            "X-CSRFToken": self.token,
        }
        request = urllib.request.Request(self.url + "/import/", body, headers)
        started = time.perf_counter()
        with self.opener.open(request) as answer:
            page = answer.read().decode()
        spent = time.perf_counter() - started
        assert f">{len(files)} imported<" in page, page
        return spent


def recordings(count, first):
    """FIT files of runs of an hour with a point each second, on days one after the other."""
    for number in range(count):
        start = fit_file.START + dt.timedelta(days=first + number)
        points = fit_file.records(start, 3600)
        summary = {"elapsed": 3600.0, "timer": 3600.0, "distance": 10_000.0}
        lap = fit_file.message("lap", start=start, **summary)
        session = fit_file.message("session", start=start, sport=fit_file.RUNNING, **summary)
        yield f"{number}.fit", fit_file.file(points, lap, session)


def importing(ours, count, first):
    """How long an import takes beside the readers alone, in one process and without a server."""
    files = list(recordings(count, first))
    batches = [files[at : at + BATCH] for at in range(0, count, BATCH)]
    spent = sum(ours.upload(batch) for batch in batches)
    started = time.perf_counter()
    for name, data in files:
        read_recording(data, name)
    return spent / (time.perf_counter() - started), 1000 * spent


days_back = count()


def usual_run():
    """A run in a pair on the road, of a day of its own."""
    return {
        "time": "40",
        "on": dt.date(2026, 3, 2) - dt.timedelta(days=next(days_back)),
        "phrase": "every other minute for 20 min",
        "shoe": "1",
        "surface": "road",
        "uid": uuid4(),
    }


def side_by_side(ours, floor):
    """The median of the ratios, and ours in milliseconds for orientation."""
    pairs = [(ours(), floor()) for _ in range(TIMES + 5)][5:]
    ratio = statistics.median(mine / theirs for mine, theirs in pairs)
    return ratio, 1000 * statistics.median(mine for mine, _ in pairs)


def memory_mb(pid):
    """PSS of all processes of a group, as the kernel counts it."""
    total = 0
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            if int(status.read_text().rpartition(")")[2].split()[2]) != pid:
                continue
            rollup = (status.parent / "smaps_rollup").read_text()
        except OSError:
            continue
        total += int(re.search(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)[1])
    return total / 1024


def start_floor(folder):
    port = free_port()
    environment = {**os.environ, "FLOOR_DATA": str(folder), "PYTHONPATH": str(ROOT)}
    module = [sys.executable, "-m"]
    subprocess.run(
        [*module, "tests.benchmark.floor", "fill"], env=environment, check=True, cwd=ROOT
    )
    gunicorn = ["gunicorn", "-b", f"127.0.0.1:{port}", "-w", "1", "--threads", "4"]
    process = subprocess.Popen(
        [*module, *gunicorn, "--log-level", "error", "tests.benchmark.floor:application"],
        env=environment,
        cwd=ROOT,
    )
    url = f"http://127.0.0.1:{port}"

    def answers():
        try:
            urllib.request.urlopen(f"{url}/login/").close()
        except OSError:
            return False
        return True

    wait_until(answers)
    return process, url


def main():
    folder = Path(tempfile.mkdtemp(prefix="gaitlog-bench-"))
    machine = Machine(folder / "data")
    (folder / "data").mkdir(mode=0o700)
    machine.ok("migrate", "--verbosity", "0")
    machine.ok("create_owner", "--username", "nora", typed=f"{PASSWORD}\n{PASSWORD}\n")
    machine.ok("shell", "-c", "from tests.benchmark.big_log import fill_both; fill_both()")
    floor_process, floor_url = start_floor(folder)
    try:
        with machine.up() as server:
            ours = Browser(server.url, "login")
            floor = Browser(floor_url, "username")
            ours.token, floor.token = ours.token_on("/runs/new/"), floor.token_on("/page/")
            print("page                          ratio      ms")
            for name, path in {
                "today": "/",
                "trends, 26 weeks": "/trends/",
                "trends, all of twenty years": "/trends/?range=all",
                "list": "/runs/",
                "list, page 100": "/runs/?page=100",
                "log form": "/runs/new/",
            }.items():
                ratio, ms = side_by_side(
                    lambda path=path: ours.get(path), lambda: floor.get("/page/")
                )
                print(f"{name:28s} {ratio:6.2f} {ms:7.1f}")
            otto = Browser(server.url, "login", "otto")
            ratio, ms = side_by_side(
                lambda: otto.get("/trends/?range=all"), lambda: floor.get("/page/")
            )
            print(f"{'trends, all of five years':28s} {ratio:6.2f} {ms:7.1f}")
            ratio, ms = side_by_side(
                lambda: ours.post("/runs/new/", usual_run()),
                lambda: floor.post("/save/", {"on": "2026-03-02"}),
            )
            print(f"{'save a run':28s} {ratio:6.2f} {ms:7.1f}")
            before = memory_mb(server.pid)
            ratio, ms = importing(ours, 100, first=0)
            print(f"{'import 100 recordings':28s} {ratio:6.2f} {ms:7.1f}")
            importing(ours, 100, first=100)
            after = memory_mb(server.pid)
            print(f"memory (PSS, all processes) {before:.0f} MB, after 200 imports {after:.0f} MB")
    finally:
        floor_process.terminate()
        floor_process.wait()


if __name__ == "__main__":
    main()
