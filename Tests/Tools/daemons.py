"""Runs the built program's daemons as a supervisor would, and does to them what machines do to processes."""

import json
import os
import random
import resource
import signal
import subprocess
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
# Another build, or an installed one, can be tested: its folder holds claimstream and, for some tools, LogMember and MockKafka.
BUILD = os.environ.get("CLAIMSTREAM_TEST_BUILD") or os.path.join(ROOT, ".build", "release")
PROGRAM = os.path.join(BUILD, "claimstream")


class Failed(Exception):
    """Something that must not happen, with what was seen."""


class ClusterAborted(Failed):
    """librdkafka's mock cluster met an assertion of its own and took its records along: nothing can be said of the program."""


def environment(extra=None):
    own = {name: value for name, value in os.environ.items() if not name.startswith("CLAIMSTREAM_")}
    own.update(extra or {})
    return own


def run(*arguments, expect=(0,), extra=None, folder=None, limit=120):
    """Runs a command to its end; fails on an exit code that is not expected."""
    done = subprocess.run(
        [PROGRAM, *arguments], capture_output=True, text=True, env=environment(extra), cwd=folder, timeout=limit)
    if expect is not None and done.returncode not in expect:
        raise Failed(f"{' '.join(arguments)} ended with {done.returncode}: {done.stderr.strip()[-600:]}")
    return done


def wait_for(what, condition, limit=60):
    end = time.monotonic() + limit
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise Failed(f"{what}: not within {limit} s")
        time.sleep(0.03)


class Daemon:
    """One daemon through its lives. Each life's output goes to files of its own."""

    def __init__(self, folder, name, arguments, extra=None):
        self.folder, self.name, self.arguments, self.extra = folder, name, arguments, extra
        self.lives, self.process, self.stopped, self.outputs = 0, None, False, []
        self.deaths = []

    def start(self):
        self.lives += 1
        base = os.path.join(self.folder, f"{self.name}-{self.lives}")
        self.outputs.append(base + ".out")
        with open(base + ".out", "wb") as out, open(base + ".err", "wb") as errors:
            self.process = subprocess.Popen(
                [PROGRAM, *self.arguments], stdin=subprocess.DEVNULL, stdout=out, stderr=errors, env=environment(self.extra))
        self.errors_path, self.stopped, self.began = base + ".err", False, time.monotonic()
        return self

    def errors(self):
        with open(self.errors_path, encoding="utf-8", errors="replace") as file:
            return file.read()

    @property
    def runs(self):
        return self.process is not None and self.process.poll() is None

    def check(self):
        """Fails when it ended although nobody asked it to."""
        if self.process is not None and self.process.poll() is not None:
            raise Failed(f"{self.name} ended by itself with {self.process.returncode}: {self.errors().strip()[-800:]}")

    def signal(self, number):
        self.process.send_signal(number)

    def kill(self):
        self.signal(signal.SIGKILL)
        self.process.wait()
        self.process = None

    def pause(self):
        self.signal(signal.SIGSTOP)
        self.stopped = True

    def resume(self):
        self.signal(signal.SIGCONT)
        self.stopped = False

    def stop(self, expect=(0,), limit=60):
        """SIGTERM, and the exit code that belongs to it."""
        self.check()
        self.signal(signal.SIGTERM)
        try:
            code = self.process.wait(limit)
        except subprocess.TimeoutExpired:
            self.kill()
            raise Failed(f"{self.name} did not stop within {limit} s of SIGTERM: {self.errors().strip()[-400:]}")
        errors = self.errors()
        self.process = None
        if code not in expect:
            raise Failed(f"{self.name} stopped with {code}: {errors.strip()[-800:]}")

    def numbers(self):
        """Resident bytes and open descriptors."""
        identity = self.process.pid
        with open(f"/proc/{identity}/statm") as file:
            resident = int(file.read().split()[1]) * resource.getpagesize()
        return resident, len(os.listdir(f"/proc/{identity}/fd"))


class MockKafka:
    """librdkafka's mock cluster in a process of its own, taking orders on standard input."""

    TOPICS = ["articles", "enriched", "dead-letters"]
    options = []

    def __init__(self, brokers=1, partitions=4):
        self.brokers = brokers
        self.words = tempfile.TemporaryFile(mode="w+")
        self.process = subprocess.Popen(
            [os.path.join(BUILD, "MockKafka"), str(brokers)]
            + [f"{topic}:{1 if topic == 'dead-letters' else partitions}" for topic in self.TOPICS],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.words, text=True)
        # The mock may print warnings before its line.
        for line in self.process.stdout:
            if line.startswith("bootstrap "):
                self.log = "kafka://" + line.split()[1]
                return
        raise Failed("the mock cluster did not start")

    def command(self, line):
        try:
            self.process.stdin.write(line + "\n")
            self.process.stdin.flush()
            answer = self.process.stdout.readline().strip()
        except BrokenPipeError:
            answer = ""
        if not answer:
            self.process.wait(60)
            self.check()
        if answer != f"done {line}":
            raise Failed(f"the mock cluster answered {answer!r} to {line!r}")

    def check(self):
        """Fails when it ended by itself."""
        if self.process.poll() is None:
            return
        self.words.seek(0)
        words = self.words.read().strip()
        assertion = next((line for line in words.splitlines() if "rdkafka_mock" in line and "Assertion" in line), None)
        if assertion and self.process.returncode == -signal.SIGABRT:
            raise ClusterAborted(f"the mock cluster aborted: {assertion}")
        raise Failed(f"the mock cluster ended by itself with {self.process.returncode}: {words[:1500]}")

    def close(self):
        try:
            self.process.stdin.close()
        except BrokenPipeError:
            pass
        self.process.wait(10)


class Broker:
    """The broker that CLAIMSTREAM_TEST_KAFKA names, with topics of one round's own."""

    def __init__(self, partitions=4):
        self.log = "kafka://" + os.environ["CLAIMSTREAM_TEST_KAFKA"]
        self.options = ["--topic-prefix", f"kill-{os.getpid()}-{time.monotonic_ns()}"]
        run("topics", "create", "--partitions", str(partitions), "--log", self.log, *self.options)

    def close(self):
        """Its topics stay: they are named after the round."""


def kafka():
    """The broker of the environment, else a mock cluster."""
    return Broker() if os.environ.get("CLAIMSTREAM_TEST_KAFKA") else MockKafka()


class Pipeline:
    """Publisher on a watched folder, workers, a sink and a tail, in one folder."""

    def __init__(self, folder, log=None, workers=2, extra=None, sink=(), options=()):
        self.folder = folder
        self.inputs, self.output = os.path.join(folder, "in"), os.path.join(folder, "out")
        logs = os.path.join(folder, "daemons")
        for each in (self.inputs, logs):
            os.makedirs(each, exist_ok=True)
        self.log = log or "embedded:" + os.path.join(folder, "log")
        self.state = os.path.join(folder, "state")
        # On Kafka: gives what is still wrong with the sink's articles.
        self.expects = None
        self.common = ["--log", self.log, "--quiet", *options]
        self.publisher = Daemon(
            logs, "publisher", ["publish", self.inputs, "--watch", "--state", self.state, *self.common], extra)
        self.workers = [
            Daemon(logs, f"worker{number}", ["work", *self.common], extra) for number in range(1, workers + 1)]
        self.sink = Daemon(
            logs, "sink", ["sink", "--output", self.output, "--snapshot-seconds", "1", *sink, *self.common], extra)
        self.tail = Daemon(
            logs, "tail", ["tail", self.output, "--reader", "watcher", "--since", "start", "--format", "jsonl"])

    @property
    def daemons(self):
        return [self.publisher, *self.workers, self.sink, self.tail]

    def start(self):
        for daemon in (self.publisher, *self.workers, self.sink):
            daemon.start()
        wait_for("the sink's first snapshot", lambda: self.has_snapshot() or self.sink.check(), 60)
        self.tail.start()

    def has_snapshot(self):
        return os.path.exists(os.path.join(self.output, "CURRENT.json"))

    def revive(self):
        """Starts what is not running, after a look that nothing ended by itself."""
        for daemon in self.daemons:
            if daemon.process is None:
                daemon.start()
            elif not daemon.stopped:
                daemon.check()

    def lag(self):
        """Records behind, all groups; None while the status cannot be read.

        The mock cluster cannot list groups: there the sink's articles are held against those expected (`expects`).
        """
        if self.expects is not None:
            return 0 if self.has_snapshot() and not self.expects() else 1
        done = run("status", "--json", "--log", self.log, expect=None)
        if done.returncode != 0:
            return None
        lags = json.loads(done.stdout.splitlines()[-1])["lags"]
        return sum(lag["records"] for lag in lags if lag["group"] in ("workers", "sink"))

    def drain(self, limit=120):
        """Lets everything through and stops it in order."""
        for daemon in self.daemons:
            if daemon.process is not None and daemon.stopped:
                daemon.resume()
        self.revive()
        self.publisher.stop(expect=(0, 1, -signal.SIGTERM), limit=limit)
        run("publish", self.inputs, "--state", self.state, *self.common, expect=(0, 1))

        def is_done():
            for daemon in (*self.workers, self.sink, self.tail):
                daemon.check()
            return self.lag() == 0
        wait_for("everything is done", is_done, limit)
        for worker in self.workers:
            worker.stop(expect=(0, -signal.SIGTERM))
        wait_for("the sink has caught up", lambda: self.lag() == 0, limit)
        self.sink.stop(expect=(0, -signal.SIGTERM))
        # What the last batch changed is read, and then nothing is in hand.
        last = change_count(self.output)
        wait_for("tail has read all", lambda: reader_position(self.output, "watcher") == last + 1 or self.tail.check(), 30)
        self.tail.stop()

    def abandon(self):
        """Ends everything that still runs."""
        for daemon in self.daemons:
            if daemon.runs:
                daemon.kill()


def change_count(output):
    with open(os.path.join(output, "CURRENT.json"), encoding="utf-8") as file:
        return json.load(file)["changes"]


def reader_position(output, name):
    try:
        with open(os.path.join(output, "readers", name), encoding="utf-8") as file:
            return int(file.read().split()[0])
    except (OSError, ValueError, IndexError):
        return None


def undisturbed(pipeline, folder):
    """The same inputs through one quiet process: the folder to compare with."""
    run("run", pipeline.inputs, "--output", folder, "--quiet", expect=(0, 1), limit=900)
    return folder


def picker(seed):
    return random.Random(f"faults {seed}")
