"""SHA-512 and SHA-384 under the names of CPython's modules."""
from _hashlib import openssl_sha384 as sha384, openssl_sha512 as sha512
