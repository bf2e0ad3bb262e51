"""What the benchmarks ask of the machine: cores, descriptors, CPU time and memory."""

import os
import platform
import resource
import subprocess
import sys
import time
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[2]
CORES = sorted(os.sched_getaffinity(0))
# Who is measured has a core of its own; clients and references' readers share the others.
SERVER_CORES = CORES[:1]
CLIENT_CORES = CORES[1:] or CORES


def cpu_seconds(pid: int) -> float:
    """CPU time of all threads of a process so far, in seconds, exact to the nanosecond."""
    # The kernel's name for another process's CPU clock: ~pid, then CPUCLOCK_SCHED.
    return time.clock_gettime((~pid << 3) | 2)


def memory_kb(pid: int) -> float:
    """Resident memory of a process, in units of 1024 bytes."""
    return float(psutil.Process(pid).memory_info().rss) / 1024


def allow_descriptors() -> int:
    """As many open files as this process may have; how many that is."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return hard


def python(*arguments: str, cores: list[int], **how: object) -> subprocess.Popen[str]:
    """A Python program of this checkout on the given cores, with text pipes."""
    environ = {k: v for k, v in os.environ.items() if not k.startswith("KIOSK_")}
    environ["PYTHONPATH"] = str(ROOT)
    process: subprocess.Popen[str] = subprocess.Popen(  # type: ignore[call-overload]
        [sys.executable, *arguments], cwd=ROOT, text=True,
        **({"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "env": environ} | how),
    )  # fmt: skip
    os.sched_setaffinity(process.pid, cores)
    return process


def end(process: subprocess.Popen[str], patience: float = 10) -> None:
    """Stop a process that was started here, and wait for it."""
    process.terminate()
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def described() -> dict[str, object]:
    """The machine, for whoever compares figures."""
    return {
        "cores": len(CORES),
        "machine": platform.machine(),
        "kernel": platform.release().split("-")[0],
        "python": platform.python_version(),
        "load": round(os.getloadavg()[0], 2),
    }
