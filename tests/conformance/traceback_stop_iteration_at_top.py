raise StopIteration("value")
