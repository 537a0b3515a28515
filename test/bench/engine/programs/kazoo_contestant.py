"""kazoo in the measurements: the commands and answers are those of test/bench/java/Contestant.java."""

import collections
import logging
import sys
import threading
import time

from kazoo.client import KazooClient

WINDOW = 256

logging.basicConfig(stream=sys.stderr, level=logging.ERROR)


class Walk:
    """Reads a whole tree, a request for each node; all callbacks come from one thread."""

    def __init__(self, zk, with_data):
        self.zk = zk
        self.with_data = with_data
        self.waiting = collections.deque()
        self.in_flight = self.nodes = self.bytes = 0
        self.failure = None
        self.done = threading.Event()

    def count(self, root):
        self.visit(root)
        self.in_flight = 1
        self.send(*self.waiting.popleft())
        self.done.wait()
        if self.failure is not None:
            raise self.failure
        return self.nodes

    def visit(self, path):
        self.nodes += 1
        self.waiting.append((path, self.with_data))

    def send(self, path, is_read):
        if is_read:
            self.zk.get_async(path).rawlink(lambda result: self.answered(path, result, self.read))
        else:
            self.zk.get_children_async(path).rawlink(lambda result: self.answered(path, result, self.listed))

    def read(self, path, value):
        data, stat = value
        self.bytes += len(data or b"")
        if stat.numChildren > 0:
            self.waiting.append((path, False))

    def listed(self, path, children):
        for child in children:
            self.visit(path + "/" + child)

    def answered(self, path, result, take):
        if result.exception is not None:
            self.failure = result.exception
            self.done.set()
            return
        take(path, result.value)
        self.in_flight -= 1
        while self.in_flight < WINDOW and self.waiting:
            self.in_flight += 1
            self.send(*self.waiting.popleft())
        if self.in_flight == 0:
            self.done.set()


class Events:
    """Notes when events arrive, by one-shot watches: this version of kazoo has no persistent ones."""

    def __init__(self, zk):
        self.zk = zk
        self.unarmed = None
        self.seen = []

    def expect(self, path, nodes, events):
        self.total = events
        self.seen = []
        self.complete = threading.Event()
        # A watch that is not needed any more is not set again.
        self.is_set_again = events > nodes
        names = [f"{path}/node-{number:08d}" for number in range(nodes)]
        if self.unarmed is None:
            self.unarmed = set(names)
        armed = list(self.unarmed)
        self.unarmed.clear()
        for start in range(0, len(armed), WINDOW):
            waiting = [self.zk.get_async(name, watch=self.process) for name in armed[start : start + WINDOW]]
            for result in waiting:
                result.get()
        self.cpu = time.process_time_ns()
        return [0]

    def process(self, event):
        now = time.monotonic_ns()
        if event.type != "CHANGED":
            return
        if self.is_set_again:
            self.zk.get_async(event.path, watch=self.process)
        else:
            self.unarmed.add(event.path)
        self.seen.append((int(event.path[event.path.rindex("-") + 1 :]), now))
        if len(self.seen) == self.total:
            self.cpu = time.process_time_ns() - self.cpu
            self.complete.set()

    def received(self):
        self.complete.wait()
        return [self.cpu // 1000] + [number for event in self.seen for number in event]


def timed(work):
    start = time.monotonic_ns()
    count = work()
    return [(time.monotonic_ns() - start) / 1e6, count]


def list_level(zk, path):
    children = zk.get_children(path)
    children[:100]
    return len(children)


def set_many(zk, path, times, size):
    data = bytes(size)
    for _ in range(times):
        zk.set(path, data)
    return times * size


def main():
    zk = KazooClient(hosts=sys.argv[1], timeout=60)
    zk.start(timeout=20)
    events = Events(zk)
    commands = {
        "walk-children": lambda path: timed(lambda: Walk(zk, False).count(path)),
        "walk-data": lambda path: timed(lambda: Walk(zk, True).count(path)),
        "level": lambda path: timed(lambda: list_level(zk, path)),
        "get": lambda path, times: timed(lambda: sum(len(zk.get(path)[0]) for _ in range(int(times)))),
        "set": lambda path, times, size: timed(lambda: set_many(zk, path, int(times), int(size))),
        "expect": lambda path, nodes, count: events.expect(path, int(nodes), int(count)),
        "received": events.received,
    }
    for line in sys.stdin:
        name, *arguments = line.split()
        print("=", *commands[name](*arguments), flush=True)
    zk.stop()
    zk.close()


main()
