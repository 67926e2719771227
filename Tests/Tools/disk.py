"""A disk that can run full: a tmpfs made smaller where one may be mounted, else writes refused by the fault library."""

import os
import subprocess

import faults


class Disk:
    ROOM = "4g"

    def __init__(self, path, room=ROOM):
        os.makedirs(path, exist_ok=True)
        self.path, self.room, self.environment = path, room, None
        mounted = os.geteuid() == 0 and subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={room}", "tmpfs", path], stderr=subprocess.DEVNULL).returncode == 0
        self.kind = "tmpfs" if mounted else "fault library"
        if not mounted:
            self.switch = path + ".full"
            self.environment = faults.environment(f"fail ENOSPC write {path}/* while {self.switch}")

    def fill(self):
        if self.kind != "tmpfs":
            open(self.switch, "w").close()
            return
        # Somebody writes meanwhile: made as small as what is used lets it be.
        for _ in range(20):
            status = os.statvfs(self.path)
            used = (status.f_blocks - status.f_bfree) * status.f_frsize
            if self._remount(used + (16 << 10)):
                return
        raise OSError(f"{self.path} cannot be made smaller")

    def free(self):
        if self.kind == "tmpfs":
            self._remount(self.room)
        else:
            os.unlink(self.switch)

    def _remount(self, size):
        return subprocess.run(["mount", "-o", f"remount,size={size}", self.path], stderr=subprocess.DEVNULL).returncode == 0

    def close(self):
        if self.kind == "tmpfs":
            subprocess.run(["umount", "-l", self.path], check=False)
