#include "runtime/settings.h"

struct settings settings;
