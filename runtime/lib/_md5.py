"""MD5 under the name of CPython's module."""
from _hashlib import openssl_md5 as md5
