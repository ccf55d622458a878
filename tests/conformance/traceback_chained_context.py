def cleanup():
    raise TypeError("in cleanup")


try:
    try:
        1 / 0
    finally:
        cleanup()
except TypeError:
    {}["missing"]
