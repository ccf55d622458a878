class Odd(Exception):
    def __str__(self):
        return ""


raise Odd(1, 2)
