"""The command line: ``jianbao``."""

from __future__ import annotations

import os
import sys

__all__ = ["main"]


def main() -> None:
    """Run the command that the arguments name.

    ``--version`` is answered before anything else is imported: scripts ask for it often. Whatever a command cannot deal
    with itself ends in one line on standard error, never in a traceback.
    """
    if sys.argv[1:] == ["--version"]:
        from .. import __version__

        print(f"jianbao {__version__}")
        return
    from ..errors import JianbaoError
    from .app import app
    from .complaint import complain

    _keep_output_clean()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nobody reads on: nothing is left to say
        sys.exit(1)
    except JianbaoError as error:
        complain(error)
        sys.exit(1)
    except OSError as error:
        complain(f"{error.filename}: {error.strerror}" if error.filename else error.strerror or error)
        sys.exit(1)
    except Exception as error:
        if sys.flags.dev_mode:
            raise
        cause = str(error).partition("\n")[0]
        complain(f"{type(error).__name__}: {cause} (python -X dev -m jianbao shows where)")
        sys.exit(1)


def _keep_output_clean() -> None:
    """Leave standard output to what the commands print: what native libraries write to it by themselves (HiGHS has such
    a line) would spoil records and reports.
    """
    try:
        own = os.dup(sys.stdout.fileno())
    except (AttributeError, OSError, ValueError):
        return  # there is none, or a caller reads what is printed
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.stdout = open(own, "w", encoding="utf-8", errors="replace", buffering=1 if os.isatty(own) else -1)  # noqa: SIM115
