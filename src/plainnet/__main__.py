"""`python -m plainnet`: the same as the command `plainnet`."""

import sys

from plainnet.commands.main import main

if __name__ == "__main__":
    sys.exit(main())
