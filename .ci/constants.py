#!/usr/bin/env python3
"""What moves when each constant of a judging room is halved or doubled.

constants.py [--rooms read,slice,task.runtime] [--set DIR] [--protocol P] [--again]

One constant at a time is changed, what holds it is compiled beside the program, and a data set is
evaluated and scored. Writes constants.tsv of the engine's tests: the constant, what moved when it
was halved, what when it was doubled, and on which set; ConstantsTest adds that to
engine/CONSTANTS.md. What is in the file already is left out without --again, so that a run can be
stopped and go on. Takes about ten seconds a change on bazaar-a. JAVA_HOME is the JDK.
"""
import argparse
import os
import pathlib
import re
import tempfile

from scored import CI, FAULTLORE, SHARED, Evaluated, run

ROOT = CI.parent
JAVA = pathlib.Path(os.environ["JAVA_HOME"]) / "bin"
BUILT = ROOT / "receiver/target"
CLASSPATH = ":".join(map(str, [BUILT / "classes", ROOT / "engine/target/classes", *sorted((BUILT / "lib").glob("*.jar"))]))
SOURCES = ROOT / "engine/src/main/java"
MAIN = SOURCES / "io/faultlore/engine"
TABLE = ROOT / "engine/src/test/resources/constants.tsv"
CONSTANT = re.compile(r"static final (int|long|float|double) (\w+) =\s([^;]*\d[^;]*);")
# What is looked at, and what is less than one case of a set.
SCORES = {"event F1": "F1", "minute AP": "AP", "end-to-end AVG@5": "AVG@5", "false alarms per hour": "alarms/h",
          "step AUROC": "AUROC", "false alarms per 100 normal steps": "alarms/100", "step type accuracy": "type"}
LEAST = .005


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rooms", default="read,slice,task.runtime")
    parser.add_argument("--set", type=pathlib.Path, default=SHARED / "data/bazaar-a")
    parser.add_argument("--protocol", default="prequential")
    parser.add_argument("--again", action="store_true")
    return parser.parse_args()


def constants(rooms):
    for file in sorted(MAIN.rglob("*.java")):
        room = ".".join(file.relative_to(MAIN).parts[:-1])
        if any(room == one or room.startswith(one + ".") for one in rooms):
            for found in CONSTANT.finditer(file.read_text(encoding="utf-8")):
                yield f"{room}.{file.stem}.{found[2]}", file, found


def users(file, name):
    """Values of constants are copied into whoever names them."""
    named = re.compile(rf"\b{file.stem}\.{name}\b")
    return [other for other in MAIN.rglob("*.java") if other != file and named.search(other.read_text(encoding="utf-8"))]


def changed(file, found, factor, out):
    """A program like ours, but for one constant."""
    kind, name, value = found.groups()
    number = f"({kind}) (({value}) * {factor})"
    text = file.read_text(encoding="utf-8")
    source = out / "source" / file.relative_to(SOURCES)
    source.parent.mkdir(parents=True)
    source.write_text(text[:found.start(3)] + number + text[found.end(3):], encoding="utf-8")
    run(JAVA / "javac", "-nowarn", "-proc:none", "-d", out / "classes", "-cp", CLASSPATH, source, *users(file, name))
    program = out / "faultlore"
    program.write_text(f'#!/bin/sh\nexec "{JAVA}/java" --enable-native-access=ALL-UNNAMED -Xmx3g '
                       f'-cp "{out / "classes"}:{CLASSPATH}" io.faultlore.receiver.Main "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return program


def scores(o, program, out):
    """None when the program ends with an error."""
    try:
        evaluated = Evaluated(o.set, out / "findings.jsonl", program, o.protocol)
    except SystemExit:
        return None
    values = {name: evaluated.value(score) for score, name in SCORES.items()}
    return {name: value for name, value in values.items() if value is not None}


def moved(usual, now):
    if now is None:
        return "does not run"
    moves = [f"{name} {now[name] - value:+.2f}" for name, value in usual.items() if name in now and abs(now[name] - value) > LEAST]
    return ", ".join(moves) or "nothing"


def main():
    o = options()
    rows = {}
    if TABLE.exists():
        rows = {line.split("\t")[0]: line for line in TABLE.read_text(encoding="utf-8").splitlines()}
    with tempfile.TemporaryDirectory() as folder:
        usual = scores(o, FAULTLORE, pathlib.Path(folder))
    print(f"{o.set.name}: {usual}", flush=True)
    for place, file, found in constants(o.rooms.split(",")):
        if place in rows and not o.again:
            continue
        moves = []
        for factor in (.5, 2):
            with tempfile.TemporaryDirectory() as folder:
                out = pathlib.Path(folder)
                moves.append(moved(usual, scores(o, changed(file, found, factor, out), out)))
        rows[place] = "\t".join([place, *moves, o.set.name])
        print(rows[place], flush=True)
        TABLE.write_text("\n".join(rows[key] for key in sorted(rows)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
