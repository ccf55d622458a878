import traceback

class Point:
    def __init__(self):
        self.height = 1


def attempt(f):
    try:
        f()
    except Exception as error:
        print(traceback.format_exception_only(error)[-1], end="")


value = 5
attempt(lambda: valeu)
attempt(lambda: Point().heigth)
attempt(lambda: pritn)
attempt(lambda: completely_unknown_thing)
attempt(lambda: [].apend(1))
valuee
