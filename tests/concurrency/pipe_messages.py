import multiprocessing


def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


def echo(conn, other):
    other.close()
    while True:
        try:
            x = conn.recv()
        except EOFError:
            break
        conn.send(("echo", x))
    conn.close()


if __name__ == "__main__":
    a, b = multiprocessing.Pipe()
    p = multiprocessing.Process(target=echo, args=(b, a))
    p.start()
    b.close()
    print(a.poll(0))
    for x in (1, "text", [1, {"k": (None, True)}], b"bytes" * 3, 2**100, -1.5, {1, 2}, 1j):
        a.send(x)
        print(a.recv() == ("echo", x), end=" ")
    a.send("x" * 300000)
    print(len(a.recv()[1]), a.poll(0.01), a.closed)
    a.close()
    show(a.send, 1)
    p.join()
    print(p.exitcode)
    r, w = multiprocessing.Pipe(duplex=False)
    w.send_bytes(b"raw")
    print(r.recv_bytes(), r.readable, r.writable, w.writable)
    show(r.send, 1)
    show(w.recv)
    w.close()
    show(r.recv)
