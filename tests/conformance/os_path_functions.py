import os


def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


p = os.path
print(p.join("a", "b"), p.join("a/", "b"), p.join("a", "/b"), p.join("a", ""), p.join("", "b"), p.join("a", "b", "c"), p.split("/a/b"), p.split("a"), p.split("/"), p.basename("/x/y.txt"), p.dirname("/x/y.txt"), p.splitext("a/b.tar.gz"), p.splitext(".bashrc"), p.splitext("a.b/c"))
print(p.normpath("a/../b//c/."), p.normpath(""), p.normpath("/../a"), p.isabs("/a"), p.isabs("a"), p.exists("/tmp"), p.isdir("/tmp"), p.isfile("/tmp"), p.exists("/nope"), p.abspath("/a/../b"), p.relpath("/a/b", "/a/c"), p.commonprefix(["abc", "abd"]), p.sep)
print(os.sep, os.linesep == "\n", os.name, os.curdir, os.pardir, os.getpid() > 0, isinstance(os.cpu_count(), int), os.getcwd() == os.path.abspath("."))
os.environ["HASP_CORPUS"] = "value"
print(os.environ["HASP_CORPUS"], os.environ.get("HASP_NONE"), os.getenv("HASP_CORPUS"), "HASP_CORPUS" in os.environ)
del os.environ["HASP_CORPUS"]
show(lambda: os.environ["HASP_CORPUS"])
show(lambda: os.environ.__setitem__("a", 5))
base = f"/tmp/hasp_{os.getpid()}_dir"
os.mkdir(base)
os.makedirs(base + "/a/b")
open(base + "/f.txt", "w").close()
open(base + "/g.txt", "w").close()
print(sorted(os.listdir(base)), os.path.isdir(base + "/a"))
import glob

print([p.basename(x) for x in sorted(glob.glob(base + "/*.txt"))], [p.basename(x) for x in glob.glob(base + "/[f]*")], glob.glob(base + "/zzz*"))
os.rename(base + "/f.txt", base + "/h.txt")
print(sorted(os.listdir(base)))
os.remove(base + "/h.txt")
os.unlink(base + "/g.txt")
os.rmdir(base + "/a/b")
os.rmdir(base + "/a")
os.rmdir(base)
print(p.exists(base))
show(lambda: p.join("a", 5))
show(lambda: p.exists(None))
