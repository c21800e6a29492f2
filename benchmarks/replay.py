"""Replay real pages as forty sites on loopback, and check what Kliping makes of them.

    python benchmarks/replay.py [--quick] [--runs plain,kills] [--seed N] [--json]

The work is in `benchmarks/lab`; see README beside this file.
"""

import runpy
import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    runpy.run_module("benchmarks.lab.command", run_name="__main__")
