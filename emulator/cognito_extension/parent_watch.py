"""Ends the emulator and its Lambda workers when the process that started it is gone, however that ended.

The parent holds the write end of this process's stdin; the kernel closes it even when the parent is killed. A parent
that lets the emulator go on without it writes a line first.
"""

import os
import signal
import sys
import threading


def start():
    threading.Thread(target=_watch, daemon=True).start()


def _watch():
    if not sys.stdin.buffer.readline():
        os.killpg(os.getpgrp(), signal.SIGKILL)  # the emulator leads a group of its own; its workers are in it
