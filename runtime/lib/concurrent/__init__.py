"""Namespace of concurrent.futures.

Thread-safety with the global lock off: nothing here.  Native: nothing.
"""
