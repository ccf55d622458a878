"""Two threads count page views under a lock."""

import threading


class Page:
    def __init__(self):
        self.lock = threading.Lock()
        self.views = 0

    def view(self):
        with self.lock:
            self.views += 1


def visit(page, times):
    for _ in range(times):
        page.view()


page = Page()
visitors = [threading.Thread(target=visit, args=(page, 3)) for _ in range(2)]
for visitor in visitors:
    visitor.start()
for visitor in visitors:
    visitor.join()
assert page.views == 6, f'{page.views} of 6 views were counted'
