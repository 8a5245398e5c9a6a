#!/usr/bin/env python3
"""Metamorphic checks: changed copies of a data set whose right answers are the same must score the same.

metamorph.py DATASET [CHANGE...]     default: all changes for what the set's labels are about

Copies come from metamorph.py of the shared bench. `rename`, `pause`, `names`, `year` and `shuffle` may
change no figure of score.py at all; what loses or restates telemetry may move event F1 and AVG@5 a little.
So may `moment`, our own: everything happens some seconds later, and panes begin elsewhere in it.
`agents`, other names, may move what a run's agents and steps are judged by a little.
Exits 1 when a copy is beyond its allowance. --faultlore names the program that evaluates.
"""
import argparse
import gzip
import pathlib
import re
import shutil
import sys

from scored import CI, FAULTLORE, SHARED, Evaluated, parallel, rows, run

# How far the bounded figures may move; 0: no figure may.
SERVICES = {"rename": 0, "year": 0, "shuffle": 0, "half-points": .03, "prometheus": .03, "delta": .03, "half-traces": .05, "moment": .05}
AGENTS = {"pause": 0, "year": 0, "shuffle": 0, "names": 0, "agents": .01}
ALLOWED = SERVICES | AGENTS
ALARMS = "false alarms per 100 normal steps"
SHOWN = {"services": ("event F1", "AVG@5", "top-1", "end-to-end top-1", "median detection delay, s", "false alarms per hour"),
         "agents": ("step AUROC", "step AUROC within agent", ALARMS, "run AUROC (failed against ok)", "attribution step exact",
                    "attribution agent", "step Hit@1")}
# Alarms are few: what one more makes of 100 steps is no matter of hundredths.
BOUNDED = {"event F1", "AVG@5", *SHOWN["agents"]} - {ALARMS}
# Neither a whole pane nor a whole minute.
MOMENT_SECONDS = 37.3
TIMES = re.compile(r'("(?:timeUnixNano|startTimeUnixNano|endTimeUnixNano|observedTimeUnixNano|start_unix_nano|end_unix_nano)"\s*:\s*"?)(\d+)')
# Figures are ratios of small counts: what differs by less was only added up in another order.
ROUNDING = 1e-9


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dataset", type=pathlib.Path)
    parser.add_argument("changes", nargs="*", choices=[*ALLOWED, []], metavar="CHANGE")
    parser.add_argument("--seed", type=int, default=0, help="of the change")
    parser.add_argument("--protocol", default="loo")
    parser.add_argument("--faultlore", type=pathlib.Path, default=FAULTLORE)
    parser.add_argument("--jobs", type=int, default=2, help="evaluations at a time; default 2")
    return parser.parse_args()


def moment(dataset, folder):
    """A copy in which everything happens MOMENT_SECONDS later."""
    folder.mkdir()
    later = round(MOMENT_SECONDS * 1e9)
    for file in dataset.glob("*.jsonl*"):
        opened = gzip.open if file.suffix == ".gz" else open
        with opened(file, "rt") as source, opened(folder / file.name, "wt") as copy:
            for line in source:
                copy.write(TIMES.sub(lambda found: found[1] + str(int(found[2]) + later), line))


def moved(before, after):
    """Figures that differ: {name: difference}; infinite where only one has a value."""
    found = {}
    for name in before.keys() | after.keys():
        a, b = before.get(name), after.get(name)
        if a != b and (a is None or b is None or not abs(a - b) <= ROUNDING):
            found[name] = float("inf") if a is None or b is None else b - a
    return found


def main():
    o = options()
    # Labels of faults are about services, labels of runs and steps about agents.
    about = "services" if any(label["kind"] == "fault" for label in rows(o.dataset / "labels.jsonl")) else "agents"
    shown = SHOWN[about]
    changes = o.changes or list(SERVICES if about == "services" else AGENTS)
    out = CI / "cache/metamorph" / o.dataset.name
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)

    def figures(change):
        """The values by name and protocol: a name occurs once for each protocol."""
        folder = o.dataset
        if change:
            folder = out / change
            if change == "moment":
                moment(o.dataset, folder)
            else:
                run(sys.executable, SHARED / "bench/metamorph.py", o.dataset, folder, change, "--seed", o.seed)
        one = Evaluated(folder, out / f"{change or 'original'}.jsonl", o.faultlore, o.protocol)
        if change:
            shutil.rmtree(folder)
        return {name: row["value"] for name, row in one.scores.items()}

    original, *copies = parallel(o.jobs, figures, [None, *changes])
    print(f"{'':<14}" + "".join(f"{name:>34}" for name in shown))
    print(f"{'original':<14}" + "".join(f"{text(original.get(name)):>34}" for name in shown))
    beyond = []
    for change, values in zip(changes, copies):
        differ = moved(original, values)
        cells = (text(values.get(name)) + (f" ({differ[name]:+.3f})" if name in differ else "") for name in shown)
        print(f"{change:<14}" + "".join(f"{cell:>34}" for cell in cells))
        allowed = ALLOWED[change]
        wrong = {name: by for name, by in differ.items() if not allowed or (name in BOUNDED and abs(by) > allowed + ROUNDING)}
        if wrong:
            named = ", ".join(f"{name} {by:+.3f}" for name, by in sorted(wrong.items()))
            beyond.append(f"{change} moves {len(wrong)} figures by more than {allowed}: {named}")
    for line in beyond:
        print(line)
    sys.exit(1 if beyond else 0)


def text(value):
    return "-" if value is None else f"{value:.3f}"


if __name__ == "__main__":
    main()
