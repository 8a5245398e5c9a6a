#!/usr/bin/env python3
"""A large installation that is never quite well: what is found in it, and how full the bounds get.

large.py [--services N] [--hours H] [--seed S]

Simulated systems, as many as hold --services that send telemetry, are merged with names kept apart;
each has faults of its own, so that several overlap. In the first one service is odd all day (in some
minutes its requests fail or are slow) and another has its clock ten minutes ahead; pods are replaced
every hour, each at a minute of its own. Prints precision, recall and F1 of the faults of all other
services (failures whose first suspect is the odd one are counted apart), false alarms, the fill of
every bound and what was dropped. Data is large: about 100 MB a system.
"""
import argparse
import collections
import hashlib
import json
import pathlib
import re
import shutil

from merged import TIME, Part, merge
from scored import CI, FAULTLORE, NANO, SCORE, SIGNALS, Evaluated, Events, first, parallel, share, simulate

HOUR = 3600 * NANO
AHEAD = 600 * NANO
# Few minutes of a system tell who is in it; small systems would be too many.
PROBE_HOURS, SERVICES_LEAST = .02, 30
# Share of failing requests of the odd service; another each minute. Slow ones take up to so many times longer.
ODD = (0, 0, .1, .3, .6)
SLOWER = 5
# Names of pods that a deployment makes; a store keeps its own.
POD = re.compile(r"-[0-9a-f]{5}$")


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--services", type=int, default=200)
    parser.add_argument("--hours", type=float, default=6)
    parser.add_argument("--seed", type=int, default=2000)
    parser.add_argument("--rate", type=float, default=1.5, help="requests a second of each system; default 1.5")
    parser.add_argument("--pause", type=int, default=1500, help="seconds of normal life between faults of a system; default 1500")
    parser.add_argument("--faultlore", type=pathlib.Path, default=FAULTLORE, help="the program that evaluates")
    parser.add_argument("--reuse", action="store_true")
    parser.add_argument("--data", type=pathlib.Path, default=CI / "cache/large/data")
    parser.add_argument("--out", type=pathlib.Path, default=CI / "cache/large/findings")
    parser.add_argument("--jobs", type=int, default=2, help="systems written at a time; default 2")
    return parser.parse_args()


def drawn(*parts):
    """0 to 1, the same for the same parts."""
    return int(hashlib.sha256("/".join(map(str, parts)).encode()).hexdigest()[:12], 16) / 16**12


class Trouble:
    """What happens to a part: pods come and go, one service is odd, one has a wrong clock."""

    def __init__(self, odd, ahead):
        self.odd, self.ahead = odd, ahead
        self.bases = {}

    def __call__(self, signal, arrival, request):
        (key, resources), = request.items()
        right, wrong = [], []
        for resource in resources:
            attributes = {a["key"]: a["value"] for a in resource["resource"]["attributes"]}
            service = attributes.get("service.name", {}).get("stringValue")
            if "k8s.deployment.name" in attributes:
                self.replace(signal, arrival, attributes, resource)
            if service == self.odd and signal == "traces":
                self.hurt(resource)
            (wrong if service == self.ahead else right).append(resource)
        if right:
            yield {key: right}
        # Who has a clock of his own sends requests of his own.
        if wrong:
            yield json.loads(TIME.sub(lambda time: str(int(time[0]) + AHEAD), json.dumps({key: wrong}, separators=(",", ":"))))

    def replace(self, signal, arrival, attributes, resource):
        """Each hour another name, and counters that begin anew."""
        old = attributes["k8s.pod.name"]["stringValue"]
        new, since = pod(old, arrival)
        for key in ("k8s.pod.name", "service.instance.id"):
            if key in attributes:
                attributes[key]["stringValue"] = new
        if signal == "metrics":
            for scope in resource["scopeMetrics"]:
                for metric in scope["metrics"]:
                    for data in (metric.get("sum"), metric.get("histogram")):
                        if data and data.get("aggregationTemporality") == 2 and data.get("isMonotonic", True):
                            for point in data["dataPoints"]:
                                self.restart(old, new, since, metric["name"], point)

    def restart(self, old, new, since, name, point):
        """Takes off what the pod's predecessors had counted."""
        series = (old, name, json.dumps(point.get("attributes", [])))
        now = {k: float(point[k]) for k in ("asInt", "asDouble", "count", "sum") if k in point}
        buckets = [int(b) for b in point.get("bucketCounts", [])]
        was, base, last = self.bases.get(series) or (new, ({}, []), ({}, []))
        if was != new:
            base = last
        self.bases[series] = (new, base, (now, buckets))
        if base[0] and len(base[1]) == len(buckets) and all(now[k] >= base[0].get(k, 0) for k in now):
            for k, value in now.items():
                left = value - base[0].get(k, 0)
                point[k] = str(int(left)) if k in ("asInt", "count") else left
            if buckets:
                point["bucketCounts"] = [str(max(0, a - b)) for a, b in zip(buckets, base[1])]
            point["startTimeUnixNano"] = str(since)

    def hurt(self, resource):
        for scope in resource["scopeSpans"]:
            for span in scope["spans"]:
                start, end = int(span["startTimeUnixNano"]), int(span["endTimeUnixNano"])
                level = ODD[int(drawn("odd", end // (60 * NANO)) * len(ODD))]
                if drawn(span["spanId"]) < level:
                    span["status"] = {"code": 2}
                span["endTimeUnixNano"] = str(end + int((end - start) * level * SLOWER * drawn("slow", span["spanId"])))


def pod(old, time):
    """(name, since when) of the pod that stands for the simulated one at a time."""
    offset = int(drawn("replaced", old) * HOUR)
    since = (time - offset) // HOUR * HOUR + offset
    return f"{old.rsplit('-', 1)[0]}-{int(drawn(old, since) * 16**5):05x}", since


def chosen(o):
    """Seeds of systems that hold so many services together."""
    seeds, services, seed = [], 0, o.seed
    while services < o.services:
        probe = simulate(o.data / f"probe-{seed}", o.reuse, "--seed", seed, "--hours", PROBE_HOURS, "--rate", 5, "--faults", "none")
        n = len(SCORE.scan_services(probe)[1])
        if n >= min(SERVICES_LEAST, o.services):
            seeds.append(seed)
            services += n
        seed += 1
    return seeds, services


def busy(part):
    """Services by number of spans, most first, that call or are called and are never a fault's root."""
    roots = {label["service"] for label in part.labels() if label["kind"] == "fault"}
    counts = collections.Counter()
    for _, line in part.lines("traces"):
        for resource in json.loads(line)["resourceSpans"]:
            name = next((a["value"]["stringValue"] for a in resource["resource"]["attributes"] if a["key"] == "service.name"), "")
            counts[name] += sum(len(scope["spans"]) for scope in resource["scopeSpans"])
    return [name for name, _ in counts.most_common() if name and name not in roots]


def build(o, into):
    seeds, services = chosen(o)
    words = ("--hours", o.hours, "--rate", o.rate, "--pause", o.pause)
    folders = parallel(o.jobs, lambda seed: simulate(o.data / f"{seed}", o.reuse, "--seed", seed, *words), seeds)
    parts = [Part(folder, f"{chr(ord('a') + i)}-") for i, folder in enumerate(folders)]
    names = busy(parts[0])
    # Neither the busiest, whose trouble is everybody's, nor one that is hardly asked.
    odd, ahead = names[len(names) // 4], names[len(names) // 2]
    for part in parts:
        part.change = Trouble(odd, ahead)
    shutil.rmtree(into, ignore_errors=True)
    merge(parts, into)
    labels = [json.loads(line) for line in (into / "labels.jsonl").read_text().splitlines()]
    for label in labels:
        if POD.search(label.get("instance", "")):
            label["instance"] = pod(label["instance"], int(label["start_unix_nano"]))[0]
    (into / "labels.jsonl").write_text("".join(json.dumps(label) + "\n" for label in labels))
    (into / "trouble.json").write_text(json.dumps({"odd": odd, "ahead": ahead, "services": services, "systems": len(seeds)}))


def main():
    o = options()
    into = o.data / f"large-{o.services}-{o.hours}h-{o.rate}-{o.pause}-{o.seed}"
    if not (o.reuse and (into / "trouble.json").exists()):
        build(o, into)
    trouble = json.loads((into / "trouble.json").read_text())
    size = sum((into / f"{signal}.jsonl.gz").stat().st_size for signal in SIGNALS) / 1e6
    print(f"{trouble['services']} services of {trouble['systems']} systems, {o.hours} h, {size:.0f} MB;"
          f" odd: {trouble['odd']}; clock ahead: {trouble['ahead']}", flush=True)
    one = Evaluated(into, o.out / f"{into.name}.jsonl", o.faultlore)
    chronic = [failure for failure in one.failures if first(failure).get("service") == trouble["odd"]]
    others = [failure for failure in one.failures if failure not in chronic]
    faults = [fault for fault in one.faults if fault["service"] != trouble["ahead"]]
    matched = SCORE.match_failures(faults, [failure["detected"] for failure in others])
    named = sum(first(others[i]).get("service") == faults[j]["service"] for j, i in matched.items())
    print(f"{len(faults)} faults of others: {Events().add(len(faults), len(others), len(matched)).text()},"
          f" service right in {share(named, len(matched))} of the noticed")
    minutes = sum(failure["end"] - failure["start"] for failure in chronic) / 60 / NANO
    print(f"{len(chronic)} cases name the odd service first, open for {minutes:.0f} of {60 * o.hours:.0f} min;"
          f" {sum(first(f).get('service') == trouble['ahead'] for f in others)} the one with the wrong clock")
    longest = max((failure["end"] - failure["start"] for failure in others), default=0) / 60 / NANO
    print(f"longest other case {longest:.0f} min; evaluated in {one.seconds:.0f} s")
    print(one.said.strip() or "the program does not tell how full its bounds are")


if __name__ == "__main__":
    main()
