"""SHA-256 and SHA-224 under the names of CPython's modules."""
from _hashlib import openssl_sha224 as sha224, openssl_sha256 as sha256
