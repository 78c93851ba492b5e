"""Set up .venv beside the checkout once, then run the program or its tests.

    python3 -m loti_tui.bootstrap [arguments of loti]
    python3 -m loti_tui.bootstrap test [arguments of pytest]

Standard library only, since it runs before anything is installed; and an older Python must still be able to
read it, if only to say that it is too old.
"""

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCKS = {"run": ROOT / "requirements.lock", "test": ROOT / "requirements-dev.lock"}
STAMP = VENV / "loti-tui.stamp"  # "PURPOSE HASH" of what is installed; UNFINISHED while the folder is made
UNFINISHED = "unfinished"
LOG = VENV / "loti-tui-setup.log"
OFFLINE = re.compile(rb"connection broken|Max retries|timed out|name resolution|ProxyError|SSLError", re.I)


def main() -> None:
    """Install what is missing, then become the program (or pytest)."""
    purpose, arguments = ("test", sys.argv[2:]) if sys.argv[1:2] == ["test"] else ("run", sys.argv[1:])
    if sys.hexversion < 0x030B0000:
        sys.exit("loti needs Python 3.11 or newer; this is {}.{}.".format(*sys.version_info[:2]))
    try:
        set_up(purpose)
    except KeyboardInterrupt:
        sys.exit("\nSet-up was interrupted; the next start takes it up again.")
    except (OSError, subprocess.CalledProcessError) as fault:
        sys.exit(f"Set-up of {VENV} failed: {fault}.")
    # -P: a file called db.py in the person's folder is not ours
    command = [str(PYTHON), "-P", "-m", "pytest" if purpose == "test" else "loti_tui", *arguments]
    os.chdir(ROOT if purpose == "test" else os.curdir)
    if os.name == "nt":  # where exec gives the prompt back while the program is still running
        sys.exit(subprocess.run(command).returncode)
    os.execv(command[0], command)  # in our place, so that signals and the terminal are its own


def set_up(purpose: str) -> None:
    """Make .venv hold what the lock for `purpose` names, unless its stamp says that it does already."""
    parts = [*LOCKS.values(), ROOT / "pyproject.toml"]
    wanted = hashlib.sha256(b"".join(part.read_bytes() for part in parts) + sys.version.encode()).hexdigest()
    stamp = STAMP.read_text() if STAMP.is_file() else ""
    if stamp in (f"{purpose} {wanted}", f"test {wanted}"):
        return
    extent = "40 seconds, 80 MB" if purpose == "test" else "20 seconds, 50 MB"
    print(f"Setting up {VENV} (once; about {extent} of downloads) ...", file=sys.stderr, flush=True)
    if stamp == UNFINISHED or not VENV.exists():
        make_venv()
    else:  # perhaps made by hand, so it is not ours to wipe
        probe = [str(PYTHON), "-c", "import sys, pip; sys.exit(sys.version_info < (3, 11))"]
        if not PYTHON.is_file() or subprocess.run(probe, stderr=subprocess.DEVNULL).returncode:
            sys.exit(f"{VENV} has no working Python 3.11 (or newer) with pip: remove it and start again.")
        STAMP.unlink(missing_ok=True)
    pip("--require-hashes", "-r", str(LOCKS[purpose]))
    pip("--no-deps", "--no-build-isolation", "-e", str(ROOT))
    compileall = [str(PYTHON), "-m", "compileall", "-q", "loti_tui", "screens", "db", "fixtures"]
    subprocess.run(compileall, cwd=ROOT)  # for a quick first start
    STAMP.write_text(f"{purpose} {wanted}")


def make_venv() -> None:
    """Make the folder anew; till the end of the set-up its stamp says that it may be made anew again."""
    if importlib.util.find_spec("ensurepip") is None:
        sys.exit("This Python has no venv: on Debian or Ubuntu, 'sudo apt install python3-venv' adds it.")
    VENV.mkdir(exist_ok=True)
    STAMP.write_text(UNFINISHED)
    for child in set(VENV.iterdir()) - {STAMP}:
        child.unlink() if child.is_symlink() or child.is_file() else shutil.rmtree(child)
    venv.create(VENV, with_pip=True, symlinks=os.name != "nt")


def pip(*arguments: str) -> None:
    """Install; what pip says goes to a log, and one sentence of it to the person."""
    command = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", *arguments]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=ROOT)
    if done.returncode:
        LOG.write_bytes(done.stdout)
        reason = "pip gave up"
        if b"DO NOT MATCH" in done.stdout:
            reason = "a download is not the one that the lock file names, so it was not installed"
        elif OFFLINE.search(done.stdout):
            reason = "the packages could not be downloaded; is this computer online?"
        sys.exit(f"Set-up failed: {reason} (what pip said: {LOG})")


if __name__ == "__main__":
    main()
