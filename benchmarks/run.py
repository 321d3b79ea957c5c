"""Run every benchmark, one after the other; each prints ratios against what a user would pick instead."""

import runpy
from pathlib import Path

HERE = Path(__file__).parent
# What the benchmarks share, and this file.
SHARED = {"acts", "disk", "doors", "grown", "growth", "timing", "years", Path(__file__).stem}

if __name__ == "__main__":
    for script in sorted(HERE.glob("*.py")):
        if script.stem not in SHARED:
            print(f"\n== {script.stem}", flush=True)
            runpy.run_path(str(script), run_name="__main__")
