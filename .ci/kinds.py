#!/usr/bin/env python3
"""Every kind of fault in the simulated world: which are noticed, how soon, and who is named.

kinds.py [--systems N] [--seed S] [--hours H] [--faults KIND,...]   faults among changes
kinds.py --soak [--systems N] [--seed S] [--hours H]                changes only
kinds.py --two N [--seed S]                                         two systems as one, a fault in each

Systems of the seeds S, S + 1, ... are written by this tree's program and evaluated by --faultlore;
--reuse takes what an earlier call with the same options wrote, so that only the evaluation runs
again. The kinds of a round come equally often; those that have a place in few of the systems come
again, alone, in further systems until each came --least times. Prints only: the exit status says
whether it ran.

Noticed: a failure was detected in [start, start + 240 s] of the fault, one for each, as score.py
matches them. Felt: requests of some service fared clearly worse (the label's victims). Instance: of
the faults that hit one instance, the share whose first suspect's key `instance` is that one's
service.instance.id; - while no finding has that key.
"""
import argparse
import collections
import json
import pathlib
import shutil
import statistics
import subprocess
import time
import zlib

from merged import Part, merge
from scored import CI, FAULTLORE, NANO, Alarms, Evaluated, Events, felt, first, parallel, rows, share, simulate

# Rounds in which rare kinds are tried in further systems.
ROUNDS_MAX = 4
# Between two faults of a schedule: half a fault, and what is drawn on top of the pause.
FAULT_SECONDS, PAUSE_SHARE = 195, 1.3
# --two: a fault each, the second this long after the first; lasting ones, so that they overlap.
APART_SECONDS = (-60, -30, 0, 30, 60)
TWO_HOURS, TWO_PAUSE = 0.45, 600
TWO_AFTER = 420
MATCH = 240 * NANO
# Kinds that show soon and alone, so that what is measured is keeping two apart. None hits an edge,
# an instance or a host: each names its service.
TWO_FAULTS = "bad_deployment_exceptions,bad_deployment_slow,dns_failure,pool_exhaustion,rate_limiting,dependency_outage"


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--soak", action="store_true")
    parser.add_argument("--two", type=int, metavar="N")
    parser.add_argument("--systems", type=int, help="default 6, with --soak 5")
    parser.add_argument("--seed", type=int, default=1000, help="of the first system; default 1000")
    parser.add_argument("--hours", type=float, help="of each system; default 4, with --soak 4.8: 24 h of five systems")
    parser.add_argument("--rate", type=float, default=2, help="requests a second of each system; default 2")
    parser.add_argument("--pause", type=int, default=600, help="seconds of normal life between faults; default 600")
    parser.add_argument("--faults", help="kinds, separated by commas; default all, with --two some that show soon")
    parser.add_argument("--least", type=int, default=3, help="faults of each kind, as far as there are places; default 3, 0 for one round")
    parser.add_argument("--cases", nargs="?", const="missed", choices=["missed", "wrong", "all"],
                        help="a line for each fault that was missed (and each false alarm), or also for those told wrong, or for all")
    parser.add_argument("--faultlore", type=pathlib.Path, default=FAULTLORE, help="the program that evaluates; default this tree's")
    parser.add_argument("--reuse", action="store_true")
    parser.add_argument("--data", type=pathlib.Path, default=CI / "cache/kinds/data")
    parser.add_argument("--out", type=pathlib.Path, default=CI / "cache/kinds/findings")
    parser.add_argument("--jobs", type=int, default=2, help="systems at a time; default 2")
    return parser.parse_args()


def evaluated(o, folder):
    return Evaluated(folder, o.out / f"{folder.name}.jsonl", o.faultlore)


def system(o, seed, faults, hours, pause):
    """A data set whose name tells what is in it, so that calls with other options keep theirs."""
    what = "" if faults == "all" else "-" + (faults if len(faults) < 20 else f"{zlib.crc32(faults.encode()):08x}")
    name = f"{seed}-{hours:g}h-{o.rate:g}rps-{pause}s{what}"
    words = ("--seed", seed, "--hours", f"{hours:g}", "--rate", f"{o.rate:g}", "--pause", pause, "--faults", faults)
    return simulate(o.data / name, o.reuse, *words)


def systems(o, seeds, faults, hours, pause):
    """Data sets of these seeds, evaluated; a line is printed for each."""
    def one(seed):
        ready = evaluated(o, system(o, seed, faults, hours, pause))
        print(summary(ready), flush=True)
        return ready
    return parallel(o.jobs, one, seeds)


def summary(one):
    found = f"{len(one.faults):3} faults  {Events().add(len(one.faults), len(one.failures), len(one.matched)).text()}  " if one.faults else ""
    return f"{one.folder.name:<30}{found}{Alarms().add(one).text()}  ({one.seconds:.0f} s)"


class Kind:
    """Sums over the faults of a kind."""

    def __init__(self):
        self.faults = self.felt = self.noticed = self.service = self.one = self.named = 0
        self.delays = []

    def add(self, fault, failure):
        self.faults += 1
        self.felt += felt(fault)
        self.one += "instance" in fault
        if failure:
            self.noticed += 1
            self.delays.append((failure["detected"] - fault["start"]) / NANO)
            self.service += first(failure).get("service") == fault["service"]
            self.named += "instance" in fault and first(failure).get("instance") == fault["instance"]

    def text(self, named):
        delay = f"{statistics.median(self.delays):.0f}" if self.delays else "-"
        return (f"{self.faults:4}{self.felt:6}{share(self.noticed, self.faults):>9}{share(self.service, self.noticed):>9}"
                f"{share(self.named, self.one) if named else '-':>10} of {self.one:<3}{delay:>7}")


def kinds(o):
    o.systems, o.hours = o.systems or 6, o.hours or 4
    wanted, seed = o.faults or "all", o.seed
    ones = systems(o, range(seed, seed + o.systems), wanted, o.hours, o.pause)
    for _ in range(ROUNDS_MAX):
        came = collections.Counter(fault["type"] for one in ones for fault in one.faults)
        rare = sorted(kind for kind in (known(o) if wanted == "all" else wanted.split(",")) if came[kind] < o.least)
        if not rare:
            break
        seed += max(o.systems, o.jobs)
        hours = min(o.hours, (len(rare) * o.least + 1) * (FAULT_SECONDS + PAUSE_SHARE * o.pause) / 3600)
        print(f"again, in other systems: {', '.join(rare)}")
        ones += systems(o, range(seed, seed + o.jobs), ",".join(rare), round(hours, 2), o.pause)
    table(ones)
    if o.cases:
        cases(ones, o.cases)


def known(o):
    """All kinds there are, as the refusal of an unknown one lists them."""
    said = subprocess.run([str(o.faultlore), "world", "--out", str(o.data), "--faults", "?"], capture_output=True, text=True).stderr
    return said.split("known are ")[1].split(";")[0].strip().split(", ")


def table(ones):
    every, all_kinds = collections.defaultdict(Kind), Kind()
    events, felt_events, alarms = Events(), Events(), Alarms()
    for one in ones:
        alarms.add(one)
        events.add(len(one.faults), len(one.failures), len(one.matched))
        unfelt = [j for j, fault in enumerate(one.faults) if not felt(fault)]
        seen_unfelt = sum(j in one.matched for j in unfelt)
        felt_events.add(len(one.faults) - len(unfelt), len(one.failures) - seen_unfelt, len(one.matched) - seen_unfelt)
        for j, fault in enumerate(one.faults):
            for row in (every[fault["type"]], all_kinds):
                row.add(fault, one.matched.get(j))
    named = any("instance" in suspect for one in ones for failure in one.failures for suspect in failure["suspects"])
    print(f"\n{'':26}{'n':>4}{'felt':>6}{'noticed':>9}{'service':>9}{'instance':>10}{'delay s':>14}")
    for kind, row in sorted(every.items(), key=lambda item: (share(item[1].noticed, item[1].faults), item[0])):
        print(f"{kind:<26}{row.text(named)}")
    print(f"{'all':<26}{all_kinds.text(named)}")
    enough = sum(row.noticed >= .7 * row.faults for row in every.values())
    print(f"\nall faults      {events.text()}\nfelt faults     {felt_events.text()}")
    print(f"kinds           {enough} of {len(every)} noticed in .7 of their faults or more")
    print(f"alarms          {alarms.text()}")


def cases(ones, which):
    """A line for each fault and each alarm that is to be looked at; times as in labels and findings."""
    print("\nfaults: what happened, data set, start, label; what was reported")
    for one in ones:
        taken = {id(failure) for failure in one.matched.values()}
        for j, fault in enumerate(one.faults):
            failure = one.matched.get(j)
            right = failure and first(failure).get("service") == fault["service"]
            if which == "all" or not failure or (which == "wrong" and not right):
                word = "right" if right else "wrong" if failure else "missed"
                print(f"{word:<7}{one.folder.name:<28}{clock(fault['start'])}+{(fault['end'] - fault['start']) // NANO:<4}"
                      f"{fault['type']} {fault.get('instance') or fault['service']} felt by {len(fault.get('victims', []))} | {reported(one, fault, failure)}")
        for failure in one.failures:
            if id(failure) not in taken and not any(fault["start"] <= failure["detected"] <= fault["end"] + 300 * NANO for fault in one.faults):
                at = [change for change in one.changes if change["start"] <= failure["detected"] <= change["end"] + 120 * NANO]
                during = f"at {at[0]['type']} of {at[0].get('service')}" if at else "for nothing"
                print(f"alarm  {one.folder.name:<28}{clock(failure['detected'])}     {during} | {told(failure)}")


def reported(one, fault, failure):
    if failure:
        return told(failure)
    late = [told(f) for f in one.failures if fault["start"] <= f["detected"] <= fault["end"] + 300 * NANO]
    still = [f"{f['id']} was open since {clock(f['start'])}" for f in one.failures if f["start"] < fault["start"] < f["end"]]
    return "; ".join(still + late) or "nothing"


def told(failure):
    suspects = ", ".join(suspect.get("instance") or suspect["service"] for suspect in failure["suspects"][:3])
    return f"{failure['id']} at {clock(failure['detected'])}: {suspects or 'nobody'}"


def clock(nanos):
    return time.strftime("%dT%H:%M:%S", time.gmtime(nanos // NANO))


def soak(o):
    ones = systems(o, range(o.seed, o.seed + (o.systems or 5)), "none", o.hours or 4.8, o.pause)
    total = Alarms()
    for one in ones:
        total.add(one)
    print(f"all: {total.text()}; {o.rate} requests/s, traces sampled as each system does")
    if o.cases:
        cases(ones, o.cases)


def two(o):
    """Two disjoint systems as one installation, a fault in each, overlapping in time. Right: each
    fault, of a kind that shows and felt by somebody, has a failure of its own that was detected in
    time and whose first suspect is its service.
    Beside it the same for the systems alone, for what is missed alone is missed together, too."""
    o.out.mkdir(parents=True, exist_ok=True)

    def pair(i):
        folders = []
        seed = o.seed + 10_000 + 100 * i
        while len(folders) < 2:
            folder = system(o, seed, o.faults or TWO_FAULTS, TWO_HOURS, TWO_PAUSE)
            seed += 1
            if times(folder):
                folders.append(folder)
        (a, enda), (b, endb) = (times(folder) for folder in folders)
        moved = a + APART_SECONDS[i % len(APART_SECONDS)] * NANO - b
        into = o.data / f"two-{'-'.join(folder.name.split('-')[0] for folder in folders)}"
        shutil.rmtree(into, ignore_errors=True)
        merge([Part(folders[0], "p-"), Part(folders[1], "q-", moved)], into, max(enda, endb + moved) + TWO_AFTER * NANO)
        alone = [evaluated(o, folder) for folder in folders]
        together = evaluated(o, into)
        held = [own(one, one.faults[0]) for one in alone]
        both = [own(together, fault) for fault in together.faults]
        for one, said in ((alone[0], held[:1]), (alone[1], held[1:]), (together, both)):
            what = " and ".join(f"{fault['type']} of {fault['service']}" for fault in one.faults[:2])
            print(f"{one.folder.name:<34}{'right' if all(said) else 'WRONG'}  {what} | {'; '.join(map(told, one.failures)) or 'nothing'}", flush=True)
        return all(held), all(both), len(together.failures)

    found = parallel(o.jobs, pair, range(o.two))
    able = [both for held, both, _ in found if held]
    print(f"two cases, each with the right first suspect: {share(sum(both for _, both, _ in found), len(found))} of {len(found)} pairs;"
          f" {share(sum(able), len(able))} of the {len(able)} whose faults are told right alone;"
          f" cases a pair: {statistics.mean(n for _, _, n in found):.1f}")


def times(folder):
    """(start, end) of the first fault when somebody feels it, else None."""
    faults = [label for label in rows(folder / "labels.jsonl") if label["kind"] == "fault"]
    if not faults or not felt(faults[0]):
        return None
    return int(faults[0]["start_unix_nano"]), int(faults[0]["end_unix_nano"])


def own(one, fault):
    return any(fault["start"] <= failure["detected"] <= fault["start"] + MATCH and first(failure).get("service") == fault["service"]
               for failure in one.failures)


if __name__ == "__main__":
    chosen = options()
    (soak if chosen.soak else two if chosen.two else kinds)(chosen)
