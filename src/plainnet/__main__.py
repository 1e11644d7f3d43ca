"""`python -m plainnet`: the same as the command `plainnet`."""

import signal
import sys

if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # nothing is begun: Ctrl-C just ends

from plainnet.commands.main import main

if __name__ == "__main__":
    sys.exit(main())
