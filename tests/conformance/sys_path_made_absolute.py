# Scripts that make all of sys.path absolute can still import everything.
import os
import sys

sys.path[:] = [os.path.abspath(p) for p in sys.path]
import concurrent.futures
import glob
import queue
print(queue.Queue.__name__, glob.escape('*'), concurrent.futures.Future.__name__)

import importlib.util
print(importlib.util.find_spec('fnmatch').name, importlib.util.find_spec('multiprocessing.pool').name)
import multiprocessing.pool
print(multiprocessing.pool.ThreadPool.__name__)
