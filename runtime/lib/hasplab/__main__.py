import sys

from hasplab.command import main

sys.exit(main())
