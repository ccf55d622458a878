/* The version of Hasp, and the one of CPython whose language and library this is. */
#ifndef HASP_BASE_VERSION_H
#define HASP_BASE_VERSION_H

#define HASP_VERSION "0.1.0"
#define HASP_LANGUAGE_VERSION "3.11.2"

#endif
