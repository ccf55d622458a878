"""Functions of os that take descriptors, and shutil and tempfile, which stand on them."""
import os
import shutil
import tempfile

top = tempfile.mkdtemp()
file = os.path.join(top, 'file')
with open(file, 'w') as f:
    f.write('some text')
with open(file, 'r+') as f:
    os.truncate(f.fileno(), 4)
    os.chmod(f.fileno(), 0o600)
    os.utime(f.fileno(), (1, 2))
    print(os.stat(f.fileno()).st_size, os.stat(f.fileno()).st_mtime)
fd = os.open(top, os.O_RDONLY)
print(os.listdir(fd), [entry.name for entry in os.scandir(fd)], os.access('file', os.R_OK, dir_fd=fd))
os.mkdir('sub', dir_fd=fd)
os.symlink('file', 'link', dir_fd=fd)
os.link('file', 'other', src_dir_fd=fd, dst_dir_fd=fd)
os.rename('other', 'third', src_dir_fd=fd, dst_dir_fd=fd)
os.mkfifo('pipe', dir_fd=fd)
os.utime('file', (3, 4), dir_fd=fd)
print(sorted(os.listdir(fd)), os.readlink('link', dir_fd=fd), os.stat('link', dir_fd=fd).st_mtime, os.access('sub', os.W_OK, effective_ids=True, dir_fd=fd))
os.close(fd)
print(shutil.rmtree.avoids_symlink_attacks)
shutil.rmtree(top)
print(os.path.exists(top))
with tempfile.TemporaryDirectory() as name:
    shutil.copytree(name, name + '.copy')
    print(os.path.isdir(name + '.copy'))
    shutil.rmtree(name + '.copy')
