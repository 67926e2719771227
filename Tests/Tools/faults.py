"""Builds the fault library and gives processes the environment that loads it."""

import fcntl
import os
import shutil
import subprocess
import tempfile

SOURCE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "faults.c")


def library():
    """Path of the built library: made once beside the build, by whatever C compiler is there (Swift brings clang)."""
    folder = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(SOURCE))), ".build")
    path = os.path.join(folder if os.access(folder, os.W_OK) else tempfile.gettempdir(), "claimstream-faults.so")
    with open(path + ".lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not os.path.exists(path) or os.path.getmtime(path) < os.path.getmtime(SOURCE):
            compiler = shutil.which("clang") or shutil.which("cc")
            if compiler is None:
                raise OSError("no C compiler: the fault library cannot be built")
            subprocess.run(
                [compiler, "-shared", "-fPIC", "-O1", "-Wall", "-Werror", SOURCE, "-o", path + ".new", "-ldl", "-lpthread"], check=True)
            os.rename(path + ".new", path)
    return path


def environment(rules=None, clock=None, reached=None, trace=None, traced=None):
    """What a process needs to fail by these rules (see faults.c)."""
    values = {
        "LD_PRELOAD": library(), "FAULT_RULES": rules, "FAULT_CLOCK": clock, "FAULT_REACHED": reached, "FAULT_TRACE": trace,
        "FAULT_TRACED": traced}
    return {name: value for name, value in values.items() if value}
