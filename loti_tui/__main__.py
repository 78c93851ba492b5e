"""The start: nothing but the standard library until it is known what was asked for."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from loti_tui import __version__

DONE, NO, UNUSABLE, CANNOT_OPEN, INTERRUPTED = 0, 1, 2, 3, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the words of the command line ask, and say how it went as an exit status. Never a traceback."""
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        if words[:1] == ["--version"]:
            print(f"loti-tui {__version__}")
            status = DONE
        else:
            if argv is None:  # the process is ours, not a caller's
                from loti_tui.faults import print_nothing

                print_nothing()
            status = answer(words)
        if sys.stdout is not None:
            sys.stdout.flush()  # here, where a reader that has gone away can still be met quietly
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        close_quietly()
        return DONE  # whoever was reading has read enough
    except Exception as fault:
        from loti_tui.cli.unexpected import report

        report(fault)
        close_quietly()
        return CANNOT_OPEN
    return status


def answer(words: list[str]) -> int:
    """Run what was asked; a refusal becomes its sentence and its exit status."""
    from loti_tui.cli.output import say, set_up_streams
    from loti_tui.domain.refused import CannotOpen, Moved, NothingToDo, Refused

    set_up_streams()
    try:
        return run(words)
    except (NothingToDo, Moved) as no:
        say(no.sentence)
        return NO
    except Refused as refused:
        say(refused.sentence)
        return UNUSABLE
    except CannotOpen as fault:
        say(fault.sentence)
        return CANNOT_OPEN


def run(words: list[str]) -> int:
    """The help page, the screens, or a command."""
    from loti_tui.cli.start import check_packages, open_screens
    from loti_tui.options import take

    options, rest = take(words, os.environ)
    if not rest:
        check_packages()
        return open_screens(options)
    from loti_tui.cli import program

    if rest[:1] in (["--help"], ["-h"], ["help"]):
        print(program.help_page(), end="")
        return DONE
    if rest[:1] == ["--version"]:
        print(f"loti-tui {__version__}")
        return DONE
    check_packages()
    return program.run(options, rest)


def close_quietly() -> None:
    """Let what is still unwritten go nowhere, or the interpreter would complain about it at its end."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError, AttributeError):
        pass  # no file behind it: nothing to complain about


if __name__ == "__main__":
    sys.exit(main())
