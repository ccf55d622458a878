try:
    exit(2)
except SystemExit as e:
    print(e.code)
print("exit" in dir(__builtins__))
quit(8)
