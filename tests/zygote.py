"""A process that has loaded the large libraries, and forks one for each `build.py` that a test asks for.

Loading pandas takes longer than most of what tests ask: two hundred processes need not each do it. Nothing of this
project is loaded before the fork, and nothing that reads its environment when it is imported.
"""

import atexit
import json
import os
import runpy
import select
import subprocess
import sys
import time
import traceback
from pathlib import Path


class Zygote:
    """Runs `build.py` of a checkout in a forked process, with an environment of its own."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def close(self) -> None:
        """End it: its input ends, and so does its loop."""
        assert self.process.stdin and self.process.stdout
        self.process.stdin.close()
        self.process.wait(60)
        self.process.stdout.close()

    def run(
        self, root: Path, arguments: list[str], env: dict[str, str], folder: Path
    ) -> "subprocess.CompletedProcess[str]":
        """As `subprocess.run` would; `folder` holds what was said meanwhile."""
        out, err = folder / "stdout", folder / "stderr"
        job = {"root": str(root), "arguments": arguments, "env": env, "out": str(out), "err": str(err)}
        assert self.process.stdin and self.process.stdout
        print(json.dumps(job), file=self.process.stdin, flush=True)
        if not select.select([self.process.stdout], [], [], 300)[0]:
            self.process.kill()
            raise subprocess.TimeoutExpired(arguments, 300)
        code = int(self.process.stdout.readline())
        return subprocess.CompletedProcess(arguments, code, out.read_text(), err.read_text())


def _serve() -> None:
    import click, duckdb, numpy, pandas, tomli_w  # noqa: E401, F401, I001  for the children

    for line in sys.stdin:
        job = json.loads(line)
        if child := os.fork():
            print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
        else:
            os._exit(_child(**job))


def _child(root: str, arguments: list[str], env: dict[str, str], out: str, err: str) -> int:
    os.environ.clear()
    os.environ.update(env)
    time.tzset()
    for fd, path, flags in ((0, os.devnull, os.O_RDONLY), (1, out, os.O_WRONLY), (2, err, os.O_WRONLY)):
        os.dup2(os.open(path, flags | os.O_CREAT | (os.O_TRUNC if fd else 0)), fd)
    sys.stdin = open(0, closefd=False)  # noqa: SIM115  what the parent had read ahead is not the child's
    sys.argv = [f"{root}/build.py", *arguments]
    sys.path[0] = root
    code = 0
    try:
        runpy.run_path(sys.argv[0], run_name="__main__")
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
        code = 1
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    return code


if __name__ == "__main__":
    _serve()
