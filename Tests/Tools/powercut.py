"""Makes power cuts of a trace that faults.c wrote: what a disk may hold when the power goes at one moment.

The model: bytes of a file are safe up to its last fsync or fdatasync; later writes and cuts may or may not have reached the disk, each by
itself, the last one in part. Names (made, renamed, removed) are safe up to the last fsync of their folder; of the later ones a part is there,
in order. Only what the program asked to be safe is safe: no luck of a file system is counted on.
"""

import os
import random


class Inode:
    def __init__(self):
        self.safe, self.pending = bytearray(), []


def parse(path):
    """The operations of a trace, in order: (operation, path, second, bytes)."""
    with open(path, "rb") as file:
        data = file.read()
    place, operations = 0, []
    while place < len(data):
        end = data.index(b"\n", place)
        operation, name, second, length = data[place:end].decode("utf-8").split("\t")
        place = end + 1
        operations.append((operation, name, second, data[place:place + int(length)]))
        place += int(length)
    return operations


def apply(content, change):
    """Does one write or cut to a bytearray."""
    kind, offset, payload = change
    if offset > len(content):
        content.extend(bytes(offset - len(content)))
    if kind == "T":
        del content[offset:]
    else:
        content[offset:offset + len(payload)] = payload


class Disk:
    """A file system that forgets what it was not asked to keep."""

    def __init__(self, root):
        self.root = root
        # As processes see it now, and as the disk has it for certain: path -> Inode, or None for a folder.
        self.now, self.safe = {root: None}, {root: None}
        # Changes of names since their folder's last sync, in order.
        self.names = []

    def rename(self, table, old, new):
        for path in [path for path in table if path == old or path.startswith(old + "/")]:
            table[new + path[len(old):]] = table.pop(path)

    def change_names(self, table, change):
        kind, path, other, inode = change
        if kind == "R":
            for gone in [name for name in table if name == other]:
                del table[gone]
            self.rename(table, path, other)
        elif kind == "U":
            table.pop(path, None)
        else:
            table[other or path] = inode

    def name(self, kind, path, other=None, inode=None):
        change = (kind, path, other, inode)
        self.change_names(self.now, change)
        self.names.append(change)

    def step(self, operation, path, second, payload):
        if path.endswith("-shm") or operation == "A":
            return
        inode = self.now.get(path)
        if operation == "C":
            self.name("C", path, inode=Inode())
        elif operation == "M":
            self.name("M", path)
        elif operation == "R":
            self.name("R", path, second)
        elif operation == "L":
            self.name("L", path, second, inode)
        elif operation == "U":
            self.name("U", path)
        elif operation in "WT" and inode is not None:
            inode.pending.append((operation, int(second), payload))
        elif operation == "S" and inode is not None:
            for change in inode.pending:
                apply(inode.safe, change)
            inode.pending = []
        elif operation == "S" and path in self.now:
            self.sync_folder(path)

    def sync_folder(self, folder):
        def concerns(change):
            return folder in (os.path.dirname(change[1]), os.path.dirname(change[2] or change[1]))
        # What happened before the last change of this folder is safe with it: file systems keep the order of names.
        last = max((index for index, change in enumerate(self.names) if concerns(change)), default=-1)
        for change in self.names[:last + 1]:
            self.change_names(self.safe, change)
        self.names = self.names[last + 1:]

    def cut(self, generator, target):
        """Writes what may be left into the folder `target`."""
        table = dict(self.safe)
        for change in self.names[:generator.randint(0, len(self.names))]:
            self.change_names(table, change)
        luck = generator.choice([0, 0, 0.5, 1])
        for path in sorted(table):
            own = target + path[len(self.root):]
            inode = table[path]
            if inode is None:
                os.makedirs(own, exist_ok=True)
                continue
            content = bytearray(inode.safe)
            for change in inode.pending:
                if generator.random() < luck:
                    if change[0] == "W" and generator.random() < 0.1:
                        change = (change[0], change[1], change[2][:generator.randint(0, len(change[2]))])
                    apply(content, change)
            # A name whose folder is not on the disk is not there either.
            if os.path.isdir(os.path.dirname(own)):
                with open(own, "wb") as file:
                    file.write(content)


def cuts(trace, root, moments, seed, make):
    """Calls `make(number, folder writer, what was said before)` for so many moments of a trace."""
    operations = parse(trace)
    generator = random.Random(seed)
    chosen = set(generator.sample(range(1, len(operations)), min(moments, len(operations) - 1)))
    disk, said, number = Disk(root), b"", 0
    for index, (operation, path, second, payload) in enumerate(operations):
        disk.step(operation, path, second, payload)
        if operation == "A":
            said += payload
        if index in chosen:
            make(number, lambda target: disk.cut(generator, target), said.decode("utf-8", "replace"))
            number += 1
