"""`python -m stproof` is the command `stproof`."""

import os
import sys

if sys.path[:1] == [os.getcwd()]:
    del sys.path[0]  # a module of the skill in this folder would be imported in the place of ours

from stproof.cli import main

if __name__ == "__main__":
    main()
