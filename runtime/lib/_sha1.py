"""SHA-1 under the name of CPython's module."""
from _hashlib import openssl_sha1 as sha1
