"""`python -m stproof` is the command `stproof`."""

from stproof.cli import main

if __name__ == "__main__":
    main()
