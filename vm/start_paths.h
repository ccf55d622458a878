/* sys.argv, sys.executable, sys.prefix and sys.path: what is run, from where, and where modules lie. */
#ifndef HASP_VM_START_PATHS_H
#define HASP_VM_START_PATHS_H

#include "runtime/error.h"
#include "vm/options.h"

/*
 * sys.path: the script's folder, PYTHONPATH, the embedded modules, the installed library, then the folders of installed
 * packages: the virtual environment's, or the user's (not under -s and -I) and the system's; none under -S. Only those
 * that exist. Their .pth files are read when somebody imports the module site: start-up reads no file.
 */
RAISES bool start_set_paths(struct thread *t, const struct options *o);

#endif
