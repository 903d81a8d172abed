"""The benchmarks run: a change of a view must not leave behind what measures it."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_the_statistics_of_a_small_board_are_measured() -> None:
    command = [
        sys.executable,
        ROOT / "benchmarks" / "ranks.py",
        "--models",
        "60",
        "--benchmarks",
        "4",
        "--repeats",
        "1",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert re.search(r"^mart_ranks +\d", done.stdout, re.M) and re.search(r"^all +\d.*budget 1 s", done.stdout, re.M)
