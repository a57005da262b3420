"""python -m policykb is the command policykb."""

from policykb.cli import main

if __name__ == "__main__":
    main()
