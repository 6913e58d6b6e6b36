"""Ends the emulator and its Lambda workers when the process that started it is gone, however that ended.

The parent holds the write end of this process's stdin; the kernel closes it even when the parent is killed.
"""

import os
import signal
import sys
import threading


def start():
    if os.environ.get("EMULATOR_WATCH_PARENT") == "1":
        threading.Thread(target=_watch, daemon=True).start()


def _watch():
    while sys.stdin.buffer.read(4096):
        pass
    os.killpg(os.getpgrp(), signal.SIGKILL)  # the emulator leads a group of its own; its workers are in it
