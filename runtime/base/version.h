/* The version of Hasp. */
#ifndef HASP_BASE_VERSION_H
#define HASP_BASE_VERSION_H

#define HASP_VERSION "0.1.0"

#endif
