/* The version of Hasp, and the one of CPython whose language and library this is. */
#ifndef HASP_BASE_VERSION_H
#define HASP_BASE_VERSION_H

#define HASP_VERSION "0.1.0"
#define HASP_COPYRIGHT "Copyright (c) 2026 The Hasp authors."
#define HASP_LANGUAGE_VERSION "3.11.2"

/* The rest of sys.version, in the form that platform.py takes apart. The date is the release's: builds are reproducible. */
#define HASP_BUILD "v" HASP_VERSION ", Nov 26 2026, 00:00:00"
#ifdef __clang__
#define HASP_COMPILER "Hasp " HASP_VERSION ", Clang " __clang_version__
#else
#define HASP_COMPILER "Hasp " HASP_VERSION ", GCC " __VERSION__
#endif

#endif
