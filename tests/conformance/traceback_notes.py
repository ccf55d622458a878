error = ValueError("with notes")
error.add_note("note one")
error.add_note("note two\nits second line")
raise error
