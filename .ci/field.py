#!/usr/bin/env python3
"""The cases after public bug reports in ../shared/field: right or wrong, one line each.

field.py [NUMBER...]; FIELD_SEEDS="1 2 3" draws the generated systems with each seed, by default 1.
Fails when a case is wrong that is not on the list of those that wait; none is left out.
"""
import contextlib
import http.client
import io
import json
import os
import re
import runpy
import sys

from real import FAULTLORE, SHARED, Bench, check, main, say

FIELD = SHARED / "field"
SEEDS = os.environ.get("FIELD_SEEDS", "1").split()
# What is known to be wrong, until its own change makes it right: browsers, for which there is no
# setting yet.
WAITING = {8}
# The ports that the cases name.
HTTP, ADMIN = 4318, 9464
ASKED = {int(number) for number in sys.argv[1:]}
LINE = re.compile(r"^((\d+)-\S+) +(right$|WRONG|skipped)")


def cases(wanted):
    found = {}
    for folder in sorted(FIELD.glob("[0-9][0-9]-*")):
        number, case = int(folder.name[:2]), json.loads((folder / "check.json").read_text())
        if wanted(case) and (not ASKED or number in ASKED):
            found[number] = folder.name
    return found


def run(numbers, seed="1"):
    """The lines that run.py prints of these cases, in order."""
    os.environ["SEED"] = seed
    sys.argv = ["run.py", str(FAULTLORE), *map(str, numbers)]
    printed = Tee(sys.stdout)
    with contextlib.redirect_stdout(printed), contextlib.suppress(SystemExit):
        runpy.run_path(str(FIELD / "run.py"))
    return printed.text.getvalue().splitlines()


class Tee:
    """Shows what is printed, since a case may take half a minute, and keeps it."""

    def __init__(self, shown):
        self.shown, self.text = shown, io.StringIO()

    def write(self, text):
        self.shown.write(text)
        self.text.write(text)

    def flush(self):
        self.shown.flush()


def judge(wanted, lines):
    told = {int(m[2]): m for m in map(LINE.match, lines) if m}
    right = {number for number in wanted if number in told and told[number][3] == "right"}
    wrong = wanted.keys() - right - WAITING
    waiting = wanted.keys() & WAITING
    if waiting:
        say(f"waiting: {len(waiting)}, of which right already: {sorted(waiting & right) or 'none'}")
    check(not wrong, f"{len(right)} of {len(wanted)} are right; wrong and not waiting: {sorted(wrong) or 'none'}")


def protocol():
    wanted = cases(lambda case: case["tool"] == "http")
    with Bench("field") as bench:
        server = bench.serve()
        ports = {HTTP: server.http, ADMIN: server.admin}
        connection = http.client.HTTPConnection

        class ToOurs(connection):
            """run.py knows the default ports only; this server has ports of its own."""

            def __init__(self, host, port, **options):
                super().__init__(host, ports[port], **options)

        http.client.HTTPConnection = ToOurs
        try:
            lines = run(wanted)
        finally:
            http.client.HTTPConnection = connection
    judge(wanted, lines)


def agents():
    wanted = cases(lambda case: case["tool"] == "inspect" or (case["tool"] == "analyze" and "scenario" not in case))
    judge(wanted, run(wanted))


def services():
    wanted = cases(lambda case: "scenario" in case)
    lines = []
    for seed in SEEDS:
        say(f"seed {seed}")
        lines.append(run(wanted, seed))
    for seed_lines in lines:
        judge(wanted, seed_lines)


if __name__ == "__main__":
    sys.argv = sys.argv[:1]
    main({"protocol": protocol, "agents": agents, "services": services})
