#!/usr/bin/env python3
"""Cuts a captured data set: lines of a time window, or the first runs of agents.

cut.py DATASET OUT --from UNIX_SECONDS --to UNIX_SECONDS
cut.py DATASET OUT --runs N
"""
import argparse
import gzip
import json
import pathlib
import re
import shutil

SIGNALS = ("traces", "metrics", "logs")
ARRIVAL = {
    "traces": re.compile(r'"endTimeUnixNano": ?"(\d+)"'),
    "metrics": re.compile(r'"timeUnixNano": ?"(\d+)"'),
    "logs": re.compile(r'"timeUnixNano": ?"(\d+)"'),
}
TRACE = re.compile(r'"traceId": ?"([0-9a-f]{32})"')


def records(signal, request):
    """Number of items as Faultlore counts them: spans, log records, metric points."""
    if signal == "traces":
        return sum(len(s["spans"]) for r in request["resourceSpans"] for s in r["scopeSpans"])
    if signal == "logs":
        return sum(len(s["logRecords"]) for r in request["resourceLogs"] for s in r["scopeLogs"])
    return sum(
        len(kind["dataPoints"])
        for r in request["resourceMetrics"]
        for s in r["scopeMetrics"]
        for m in s["metrics"]
        for kind in m.values()
        if isinstance(kind, dict) and "dataPoints" in kind
    )


def lines(folder, signal):
    path = pathlib.Path(folder) / f"{signal}.jsonl.gz"
    if path.exists():
        with gzip.open(path, "rt") as file:
            yield from file


def write(folder, signal, kept):
    """Writes the lines and returns the number of their items."""
    if not kept:
        return 0
    folder.mkdir(parents=True, exist_ok=True)
    with gzip.open(folder / f"{signal}.jsonl.gz", "wt", compresslevel=1) as file:
        file.writelines(kept)
    return sum(records(signal, json.loads(line)) for line in kept)


def window(source, out, start, end):
    """Lines that arrived in [start, end), with the labels of faults that began in it."""
    counts = {}
    for signal in SIGNALS:
        kept = []
        for line in lines(source, signal):
            arrived = max(map(int, ARRIVAL[signal].findall(line)), default=0)
            if start * 10**9 <= arrived < end * 10**9:
                kept.append(line)
        counts[signal] = write(out, signal, kept)
    labels(source, out, lambda l: start * 10**9 <= int(l.get("start_unix_nano", 0)) < end * 10**9)
    return counts


def runs(source, out, wanted):
    """Lines of these traces."""
    counts = {}
    for signal in SIGNALS:
        kept = [line for line in lines(source, signal) if wanted & set(TRACE.findall(line))]
        counts[signal] = write(out, signal, kept)
    labels(source, out, lambda l: l.get("trace_id") in wanted)
    return counts


def labels(source, out, wanted):
    source, out = pathlib.Path(source), pathlib.Path(out)
    rows = [json.loads(line) for line in (source / "labels.jsonl").read_text().splitlines() if line]
    kept = [row for row in rows if wanted(row)]
    (out / "labels.jsonl").write_text("".join(json.dumps(row) + "\n" for row in kept))
    for notice in ("LICENSE", "README.md"):
        if (source / notice).exists():
            shutil.copyfile(source / notice, out / notice)
    return kept


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--from", dest="start", type=float)
    parser.add_argument("--to", dest="end", type=float)
    parser.add_argument("--runs", type=int)
    chosen = parser.parse_args()
    if chosen.runs:
        known = [json.loads(l) for l in (chosen.source / "labels.jsonl").read_text().splitlines()]
        first = [l["trace_id"] for l in known if l["kind"] == "run"][: chosen.runs]
        print(json.dumps(runs(chosen.source, chosen.out, set(first))))
    else:
        print(json.dumps(window(chosen.source, chosen.out, chosen.start, chosen.end)))
