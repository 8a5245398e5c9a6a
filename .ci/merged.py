"""Several data sets as one: names kept apart, time moved, lines merged by arrival."""
import gzip
import heapq
import json
import re

from scored import SIGNALS

# Values that name a thing; names of one system say nothing of another's.
NAMED = ("service.name", "service.namespace", "service.instance.id", "host.name", "k8s.pod.name", "k8s.node.name", "k8s.namespace.name",
         "k8s.deployment.name", "k8s.statefulset.name", "server.address", "net.peer.name", "messaging.destination.name",
         "messaging.consumer.group.name")
NAME = re.compile(r'"key":"(?:' + "|".join(map(re.escape, NAMED)) + r')","value":\{"stringValue":"((?:[^"\\]|\\.)*)"')
STRING = re.compile(r'(?<="stringValue":")(?:[^"\\]|\\.)+')
WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
TIME = re.compile(r'(?<=UnixNano":")[1-9]\d*')
ARRIVAL = re.compile(r'"(?:endT|t)imeUnixNano":"(\d+)"')
# As many different strings are kept in mind; ids in log texts would be without end.
STRINGS_MAX = 200_000


def lines(folder, signal):
    path = folder / f"{signal}.jsonl.gz"
    if path.exists():
        with gzip.open(path, "rt", encoding="utf-8") as file:
            yield from file


class Part:
    """A data set on its way into another: every name gets the prefix, every time is moved; `change`
    makes one or more requests of (signal, arrival, request), by the names and times they then have."""

    def __init__(self, folder, prefix, nanos=0, change=None):
        self.folder, self.prefix, self.nanos, self.change = folder, prefix, nanos, change
        self.names = {name for signal in SIGNALS for line in lines(folder, signal) for name in NAME.findall(line)}
        self.strings = {}

    def named(self, text):
        known = self.strings.get(text)
        if known is None:
            if text in self.names:
                known = self.prefix + text
            else:
                known = WORD.sub(lambda word: self.prefix + word[0] if word[0] in self.names else word[0], text)
            if len(self.strings) < STRINGS_MAX:
                self.strings[text] = known
        return known

    def lines(self, signal):
        """(arrival, line), in order of arrival."""
        latest = 0
        for line in lines(self.folder, signal):
            line = STRING.sub(lambda text: self.named(text[0]), line)
            if self.nanos:
                line = TIME.sub(lambda time: str(int(time[0]) + self.nanos), line)
            latest = max(latest, *map(int, ARRIVAL.findall(line)), 0)
            if self.change:
                for request in self.change(signal, latest, json.loads(line)):
                    yield latest, json.dumps(request, ensure_ascii=False, separators=(",", ":")) + "\n"
            else:
                yield latest, line

    def labels(self):
        for line in (self.folder / "labels.jsonl").read_text("utf-8").splitlines():
            label = json.loads(line)
            label["case"] = self.prefix + label["case"]
            for key in ("service", "instance"):
                if label.get(key):
                    label[key] = self.named(label[key])
            for key in ("start_unix_nano", "end_unix_nano"):
                label[key] = str(int(label[key]) + self.nanos)
            label["victims"] = [self.named(victim) for victim in label.get("victims", [])]
            yield label


def merge(parts, folder, end=None):
    """Writes the data set; what arrives or ends after `end`, unix nanoseconds, is left out."""
    folder.mkdir(parents=True, exist_ok=True)
    for signal in SIGNALS:
        with gzip.open(folder / f"{signal}.jsonl.gz", "wt", compresslevel=1, encoding="utf-8") as file:
            for arrival, line in heapq.merge(*(part.lines(signal) for part in parts), key=lambda at: at[0]):
                if end is None or arrival <= end:
                    file.write(line)
    labels = [label for part in parts for label in part.labels() if end is None or int(label["end_unix_nano"]) <= end]
    labels.sort(key=lambda label: int(label["start_unix_nano"]))
    (folder / "labels.jsonl").write_text("".join(json.dumps(label, ensure_ascii=False) + "\n" for label in labels), "utf-8")
