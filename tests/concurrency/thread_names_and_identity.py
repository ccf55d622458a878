import threading

t = threading.Thread(target=print)
print(t.name, t.daemon, t.ident, t.is_alive(), repr(t))
named = threading.Thread(target=lambda: None, name="custom", daemon=True)
print(named.name, repr(named))
main = threading.main_thread()
print(main is threading.current_thread(), main.name, main.is_alive(), main.daemon, threading.active_count(), threading.enumerate() == [main], main.ident == threading.get_ident())


def work():
    me = threading.current_thread()
    seen.append((me.name, me.ident == threading.get_ident(), me in threading.enumerate(), me is not main, threading.active_count()))


seen = []
for _ in range(2):
    w = threading.Thread(target=work)
    w.start()
    w.join()
print(seen, repr(w).startswith("<Thread(Thread-") and repr(w).endswith("(work), stopped %d)>" % w.ident))
w.name = "renamed"
print(w.name, w.is_alive())


class Mine(threading.Thread):
    def run(self):
        self.result = "ran"


m = Mine()
m.start()
m.join()
print(m.result, m.name)
