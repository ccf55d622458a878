"""Which functions of os take descriptors."""
import os
print(os.stat in os.supports_dir_fd, os.unlink in os.supports_dir_fd, os.listdir in os.supports_fd, os.stat in os.supports_follow_symlinks,
      os.access in os.supports_effective_ids, os.getpid in os.supports_fd)
fd = os.open('.', os.O_RDONLY)
print(os.stat(fd).st_ino == os.stat('.').st_ino, sorted(os.listdir(fd)) == sorted(os.listdir('.')),
      sorted(e.name for e in os.scandir(fd)) == sorted(os.listdir('.')), os.stat('README.md', dir_fd=fd).st_size > 0)
