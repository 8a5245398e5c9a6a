"""Data sets of the simulated world, evaluated and scored: what kinds.py, large.py and metamorph.py share.

Standard library only. Paths follow from this file; FAULTLORE_SHARED overrides ../shared.
"""
import concurrent.futures
import importlib.util
import json
import os
import pathlib
import shutil
import subprocess
import sys
import time

CI = pathlib.Path(__file__).resolve().parent
ROOT = CI.parent
SHARED = pathlib.Path(os.environ.get("FAULTLORE_SHARED", ROOT.parent / "shared"))
FAULTLORE = ROOT / "faultlore"
NANO = 10**9
SIGNALS = ("traces", "metrics", "logs")


def module(path):
    """A script as a module, without leaving anything beside it."""
    sys.dont_write_bytecode = True
    spec = importlib.util.spec_from_file_location(path.stem, path)
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


SCORE = module(SHARED / "bench/score.py")


def run(*command):
    """Its standard output and standard error; ends the script with both when it fails."""
    ended = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    if ended.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{ended.stdout[-2000:]}{ended.stderr[-2000:]}")
    return ended.stdout, ended.stderr


def parallel(jobs, work, items):
    """The results in the order of the items."""
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        return list(pool.map(work, items))


def simulate(folder, reuse, *options):
    """One simulated system, seed and length in the options; whole or not there. With reuse an
    earlier one of the same options is as good: same options, same bytes. Several may call at once."""
    said = folder / "options.txt"
    words = " ".join(map(str, options))
    if reuse and said.exists() and said.read_text() == words:
        return folder
    making = folder.with_name(f"{folder.name}.{os.getpid()}")
    for old in (making, folder):
        shutil.rmtree(old, ignore_errors=True)
    run(FAULTLORE, "world", "--out", making, *options)
    (only,) = making.iterdir()
    (only / said.name).write_text(words)
    if not folder.exists():
        only.rename(folder)
    shutil.rmtree(making)
    return folder


def rows(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


class Evaluated:
    """A data set with what a program found in it, matched as score.py matches.

    faults, changes: labels in order of start; failures: as reported, in order of detection;
    matched: {place of the fault: failure}; scores: {name: row of score.py} of the live line;
    seconds: that the evaluation took; said: its standard error.
    """

    def __init__(self, folder, findings, faultlore, protocol="prequential"):
        findings.parent.mkdir(parents=True, exist_ok=True)
        began = time.monotonic()
        _, self.said = run(faultlore, "evaluate", folder, "--out", findings, "--protocol", protocol, "--seed", 0)
        self.seconds = time.monotonic() - began
        out = findings.with_suffix(".json")
        run(sys.executable, SHARED / "bench/score.py", folder, findings, "--json", out)
        self.scored = json.loads(out.read_text())
        self.scores = {row["score"]: row for row in self.scored["scores"]}
        self.folder = folder
        labels = [dict(label, start=int(label["start_unix_nano"]), end=int(label["end_unix_nano"]))
                  for label in rows(folder / "labels.jsonl") if label["kind"] in ("fault", "change")]
        self.faults, self.changes = (sorted((label for label in labels if label["kind"] == kind), key=lambda l: (l["start"], l["case"]))
                                     for kind in ("fault", "change"))
        self.failures = [dict(row, start=int(row["start_unix_nano"]), end=int(row["end_unix_nano"]),
                              detected=int(row["detected_unix_nano"]))
                         for row in rows(findings) if row["kind"] == "failure"]
        self.failures.sort(key=lambda failure: failure["detected"])
        found = SCORE.match_failures(self.faults, [failure["detected"] for failure in self.failures])
        self.matched = {j: self.failures[i] for j, i in found.items()}

    def value(self, name):
        row = self.scores.get(name)
        return None if row is None else row["value"]


def felt(fault):
    """Whether requests of other services suffered. Labels without victims: all faults."""
    return bool(fault.get("victims", True))


def first(failure):
    """The first suspect: {} when there is none."""
    return (failure["suspects"] or [{}])[0]


class Events:
    """Sums over data sets of what score.py counts: precision, recall and F1 of events."""

    def __init__(self):
        self.faults = self.failures = self.hits = 0

    def add(self, faults, failures, hits):
        self.faults, self.failures, self.hits = self.faults + faults, self.failures + failures, self.hits + hits
        return self

    def text(self):
        p, r = (share(self.hits, n) for n in (self.failures, self.faults))
        return f"P {p}  R {r}  F1 {share(2 * self.hits, self.failures + self.faults)}"


class Alarms:
    """Sums of false alarms over data sets, in clear hours and at labelled changes."""

    def __init__(self):
        self.alarms = self.at = self.changes = 0
        self.hours = 0.0

    def add(self, evaluated):
        hour, at = (evaluated.scores.get(name) for name in ("false alarms per hour", "false alarms at labelled changes"))
        self.alarms += hour["n"]
        self.hours += float(hour["note"].split()[0])
        if at and at["n"]:
            self.changes += at["n"]
            self.at += round(at["value"] * at["n"])
        return self

    def text(self):
        per_hour = f"{self.alarms / self.hours:.2f}" if self.hours else "-"
        return f"{self.alarms} false alarms in {self.hours:.2f} clear h = {per_hour}/h, at {self.at} of {self.changes} changes"


def share(part, whole):
    return f"{part / whole:.3f}" if whole else "-"
