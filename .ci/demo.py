#!/usr/bin/env python3
"""The demo: its stories many times faster than life, live through a real Collector, watched by
Prometheus, and what it says of bad input.

demo.py [stories] [collector] [watched] ["bad input"]
"""
import json
import os
import re
import signal
import socket
import subprocess
import tempfile
import time

from bad_input import last, mount, one_line
from e2e import right_services
from real import FAULTLORE, ROOT, Bench, Failed, Part, check, events, free_ports, get, get_json, main, say, until

SEED = "0"
STORIES = 10
# A person waits a minute; a machine that does other things, too, may take twice as long.
PATIENCE = 120
MINUTE = 60 * 10**9
INJECTED = re.compile(r"injected +\S+ (\S+) at (\S+)")


def stories():
    """In simulated time: the right service and the right step first, and what was false before."""
    lib = ":".join(str(ROOT / "receiver/target" / part) for part in ("classes", "test-classes", "lib/*"))
    java = os.environ["JAVA_HOME"] + "/bin/java"
    words = ["--add-modules", "jdk.incubator.vector", "-cp", lib, "io.faultlore.receiver.demo.Rehearsal"]
    run = subprocess.run([java, *words, "0", str(STORIES - 1)], capture_output=True, text=True)
    for line in run.stdout.splitlines():
        say(line)
    check(run.returncode == 0, f"at least 8 of 10 stories are told right{run.stderr[-300:] if run.returncode else ''}")


def collector():
    """Live, through the gateway with its queue: the first verdicts and how long they took. Which
    batches have arrived when the first verdict falls is chance: a wrong first suspect is asked again."""
    if not told_right(last=False):
        told_right(last=True)


def told_right(last):
    with Bench("demo") as bench:
        _, port, gateway = bench.gateway()
        part = demo(bench, "--seed", SEED, "--to", f"http://127.0.0.1:{port}", "--until-verdict", "--json")
        code = part.wait(240)
        check(code == 0, f"it ends well{part.tail() if code else ''}")
        text = part.log.read_text()
        told = json.loads(text.strip().splitlines()[-1])
        say(json.dumps(told))
        if told["first_suspect"] != told["injected_service"] and not last:
            say(f"the first suspect is {told['first_suspect']}, not {told['injected_service']}: once more")
            return False
        check(told["first_suspect"] == told["injected_service"], f"the suspect is {told['injected_service']}")
        check(told["flagged_step"] == told["injected_step"], f"the step is {told['injected_step']}")
        seconds = told["service_verdict_seconds"], told["agent_verdict_seconds"]
        check(max(seconds) <= PATIENCE, f"verdicts after {seconds[0]} and {seconds[1]} s")
        check(not gateway.ended(), "the Collector is alive")
        check(not left_behind(bench), "nothing is left behind")
    return True


def watched():
    """Without a server of its own: counts, the alert, its delivery, the event, the case, all live."""
    with Bench("watched") as bench:
        sink_port, sink_file = bench.event_sink()
        server = bench.serve({"FAULTLORE_EXPORT_OTLP_LOGS_ENDPOINT": f"http://127.0.0.1:{sink_port}/v1/logs"})
        prometheus, hook = bench.prometheus()
        _, port, gateway = bench.gateway()
        part = demo(bench, "--seed", SEED, "--no-server", "--to", f"http://127.0.0.1:{port}")
        parts = [part, server, gateway]
        fault, culprit = until("the fault is told", lambda: INJECTED.search(part.log.read_text()), 120, 1, parts).groups()
        say(f"injected {fault} at {culprit}")
        # The history tells of failures of its own, which may come to the sink as late as this one.
        began = time.time_ns() - MINUTE

        def named(expr, label):
            return lambda: right_services(prometheus, expr, label, {culprit})

        found = until("its failure", named("faultlore_failures_total > 0", "service"), PATIENCE, 1, parts)
        check(True, f"failures are counted: {found}")
        firing = 'ALERTS{alertname=~"FaultloreRuntimeFailure.*",alertstate="firing"}'
        check(until("an alert", named(firing, "subject"), 60, 1, parts), "the alert fires")
        check(until("its delivery", lambda: list(hook.alerts), 60, 1, parts), "and is delivered")
        opened = until(
            "its event",
            lambda: [e for e in events(sink_file) if e["time"] > began and e.get("faultlore.case.subject") == culprit],
            60,
            1,
            parts,
        )
        case = get_json(f"{server.url}/api/cases/{opened[-1]['faultlore.case.id']}")
        suspect = case["verdict"]["suspects"][0]["service"]
        check(suspect == culprit, f"the case names {suspect}: {case['summary'][0]}")
        text = get(f"{server.url}/metrics")
        told = subprocess.run(["promtool", "check", "metrics"], input=text, capture_output=True, text=True)
        check(told.returncode in (0, 3), f"promtool reads the metrics ({len(text.splitlines())} lines)")
        part.signal(signal.SIGINT)
        part.wait(30)
        sent = int(re.search(r"([\d,]+) records sent$", part.log.read_text().strip())[1].replace(",", ""))
        until("everything is accepted", lambda: sum(server.accepted().values()) >= sent, 60, 0.5, [server, gateway])
        time.sleep(1)
        accepted = sum(server.accepted().values())
        doubled = server.total("faultlore_ingest_items_total", outcome="duplicate")
        check(accepted == sent and doubled == 0, f"accepted = sent: {sent}")


def bad_input():
    with Bench("demo-bad") as bench:
        code, text = ended(bench, 30, "--fault", "gremlins")
        check(code == 2 and one_line(text) and "dns_failure" in text, f"unknown fault: {code} {last(text)[:80]}")
        code, text = ended(bench, 30, "--mode", "gremlins")
        check(code == 2 and one_line(text) and "wrong_tool" in text, f"unknown mistake: {code} {last(text)[:80]}")
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", bench.http))
            taken.listen()
            code, text = ended(bench, 60)
            check(code == 2 and one_line(text) and str(bench.http) in text, f"port in use: {code} {last(text)}")
        code, text = ended(bench, 90, "--no-server", "--to", f"http://127.0.0.1:{free_ports(1)[0]}")
        check(code == 2 and one_line(text), f"nobody listens: {code} {last(text)}")
        interrupted(bench)
        no_space(bench)


def interrupted(bench):
    part = demo(bench)
    until("history is filled in", lambda: "filling in" in part.log.read_text() and left_behind(bench), 60, 0.2, [part])
    time.sleep(2)
    began = time.monotonic()
    part.signal(signal.SIGINT)
    part.wait(30)
    check("\tat " not in part.log.read_text(), f"Ctrl-C while history is filled in: {time.monotonic() - began:.1f} s")
    check(not left_behind(bench), "nothing is left behind")


def no_space(bench):
    if os.geteuid() != 0:
        say("LEFT OUT: a small file system can only be mounted by root")
        return
    with tempfile.TemporaryDirectory() as small:
        mount("-t", "tmpfs", "-o", "size=64m", "tmpfs", small)
        try:
            code, text = ended(bench, 60, temporary=small)
            check(code == 2 and one_line(text) and "MiB" in text, f"no space: {code} {last(text)}")
            check(not os.listdir(small), "nothing is left behind")
        finally:
            subprocess.run(["umount", small], check=True)


def demo(bench, *options, temporary=None):
    log = bench.folder / "demo.log"
    log.unlink(missing_ok=True)
    temporary = temporary or own_temporary(bench)
    env = {**bench.ports, "FAULTLORE_JAVA_OPTS": f"-Djava.io.tmpdir={temporary}"}
    return bench.add(Part("demo", [FAULTLORE, "demo", *options], log, env, bench.folder))


def ended(bench, seconds, *options, temporary=None):
    part = demo(bench, *options, temporary=temporary)
    return part.wait(seconds), part.log.read_text()


def own_temporary(bench):
    """A place for what the demo makes, and for nothing else, so that it is seen what it leaves."""
    folder = bench.folder / "tmp"
    folder.mkdir(exist_ok=True)
    return folder


def left_behind(bench):
    return os.listdir(own_temporary(bench))


if __name__ == "__main__":
    main({"stories": stories, "collector": collector, "watched": watched, "bad input": bad_input})
