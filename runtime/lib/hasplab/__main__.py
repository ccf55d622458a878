import sys

if not sys.flags.safe_path:
    del sys.path[0]     # the current folder: its queue.py and random.py are the script's, not ours

from hasplab.command import main

sys.exit(main())
