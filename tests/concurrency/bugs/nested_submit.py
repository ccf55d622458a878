"""Tasks of a pool wait for tasks of the same pool: when all workers do, nobody is left to run those."""

from concurrent.futures import ThreadPoolExecutor

pages = {'index': ['news', 'about'], 'news': [], 'about': []}


def fetch(name):
    return len(name)


def crawl(name):
    return sum(pool.submit(fetch, name).result() for name in (name, *pages[name]))


with ThreadPoolExecutor(max_workers=2) as pool:
    crawls = [pool.submit(crawl, name) for name in ('index', 'news')]
    sizes = [task.result() for task in crawls]
assert sizes == [14, 4]
