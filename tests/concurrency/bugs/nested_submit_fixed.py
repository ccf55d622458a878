"""Tasks of a pool wait for tasks of another pool, whose tasks wait for nothing."""

from concurrent.futures import ThreadPoolExecutor

pages = {'index': ['news', 'about'], 'news': [], 'about': []}


def fetch(name):
    return len(name)


def crawl(name):
    return sum(fetchers.submit(fetch, name).result() for name in (name, *pages[name]))


with ThreadPoolExecutor(max_workers=2) as fetchers, ThreadPoolExecutor(max_workers=2) as crawlers:
    crawls = [crawlers.submit(crawl, name) for name in ('index', 'news')]
    sizes = [task.result() for task in crawls]
assert sizes == [14, 4]
