# Futures and tasks of asyncio whose __init__ was never called: they die quietly, whatever a script has set in them.
import asyncio
import gc


def leave():
    task = asyncio.Task.__new__(asyncio.Task)
    task._log_destroy_pending = True
    return str(task._log_destroy_pending)


print(leave())
for _ in range(3):
    gc.collect()
print('still here')
