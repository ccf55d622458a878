/* What --help and its like print. */
#include "lock/policy_options.h"
#include "vm/options.h"

void options_print_usage_line(FILE *to)
{
    fputs("usage: hasp [option] ... [-c code | -m module | file | -] [arg] ...\n", to);
}

/* At most 49 lines together with the line above: it is to fit a screen. */
static void print_options(FILE *to)
{
    options_print_usage_line(to);
    fputs("Options, with the variables that do the same:\n"
          "--gil=POLICY : the global lock (HASP_GIL; --gil=help tells more), one of:\n",
          to);
    for (size_t i = 0; policy_at(i) != NULL; i++) {
        fprintf(to, "               %-10s %s\n", policy_at(i)->name, policy_at(i)->description);
    }
    fputs(
        "--switch-interval=SECONDS : how long a thread waits before it asks for the lock\n"
        "--gil-stats[=FILE] : say at the end who held the lock and who waited for it; FILE: JSON\n"
        "--gil-trace=FILE : record each such event: Chrome's trace format, .svg, .txt or .csv\n"
        "--dis FILE   : print the bytecode of FILE and exit\n"
        "-b           : warn of str(bytes) and of bytes compared with str or int; -bb: raise\n"
        "-B           : write no .pyc files (PYTHONDONTWRITEBYTECODE)\n"
        "-c code      : run this text (ends the options)\n"
        "-d           : debug the parser (PYTHONDEBUG); accepted, without effect\n"
        "-E           : ignore the variables PYTHON* and HASP*\n"
        "-h, -?, --help : print this and exit\n"
        "-i           : a prompt after the program, also without a terminal (PYTHONINSPECT)\n"
        "-I           : isolated: -E, -P and -s together\n"
        "-m module    : run a module of the library as a script (ends the options)\n"
        "-O           : drop assert statements, __debug__ is False (PYTHONOPTIMIZE)\n"
        "-OO          : docstrings, too\n"
        "-P           : keep the script's or the current folder off sys.path (PYTHONSAFEPATH)\n"
        "-q           : an interactive start says neither version nor copyright\n"
        "-R           : hash at random, whatever PYTHONHASHSEED says\n"
        "-s           : keep the user's folder off sys.path (PYTHONNOUSERSITE)\n"
        "-S           : start without what the module site does\n"
        "-u           : stdout and stderr are not buffered (PYTHONUNBUFFERED)\n"
        "-v           : say on stderr what is imported (PYTHONVERBOSE)\n"
        "-V, --version : print the version and exit; twice: more of it\n"
        "-W action:message:category:module:line : what becomes of warnings (PYTHONWARNINGS)\n"
        "-x           : skip the first line of the file\n"
        "-X option    : see --help-xoptions\n"
        "--check-hash-based-pycs always|default|never : accepted, without effect\n"
        "--help-env, --help-xoptions, --help-all : print more help and exit\n"
        "file         : the program\n"
        "-            : the program is read from stdin; a prompt if that is a terminal\n"
        "arg ...      : sys.argv[1:]\n",
        to);
}

static void print_environment(FILE *to)
{
    fputs("Environment variables (an empty one counts as not set):\n"
          "HASP_GIL            : the policy of the global lock, as --gil\n"
          "HASP_STDLIB         : the folder of Python's standard library\n"
          "PYTHON_GIL          : 0 or 1: the lock off or on\n"
          "PYTHONBREAKPOINT    : what breakpoint() calls; 0: nothing\n"
          "PYTHONDEVMODE       : development mode, as -X dev\n"
          "PYTHONFAULTHANDLER  : print tracebacks when the process crashes, as -X faulthandler\n"
          "PYTHONHASHSEED      : 'random' or a number below 4294967296: the same hashes every run\n"
          "PYTHONHOME          : CPython's prefix; without effect here, see HASP_STDLIB\n"
          "PYTHONINTMAXSTRDIGITS : how many decimal digits int() and str() convert; 0: any number\n"
          "PYTHONIOENCODING    : encoding:errors of stdin, stdout and stderr\n"
          "PYTHONNODEBUGRANGES : tracebacks show lines alone, as -X no_debug_ranges\n"
          "PYTHONPATH          : folders, with ':' between them, that come first in sys.path\n"
          "PYTHONPROFILEIMPORTTIME : as -X importtime\n"
          "PYTHONPYCACHEPREFIX : as -X pycache_prefix\n"
          "PYTHONSTARTUP       : a file that is run before an interactive prompt\n"
          "PYTHONUTF8          : 1 or 0, as -X utf8\n"
          "PYTHONWARNDEFAULTENCODING : as -X warn_default_encoding\n"
          "As options: PYTHONDEBUG (-d), PYTHONDONTWRITEBYTECODE (-B), PYTHONINSPECT (-i),\n"
          "PYTHONNOUSERSITE (-s), PYTHONOPTIMIZE (-O), PYTHONSAFEPATH (-P),\n"
          "PYTHONUNBUFFERED (-u), PYTHONVERBOSE (-v), PYTHONWARNINGS (-W, with ',' between them)\n",
          to);
}

static void print_x_options(FILE *to)
{
    fputs("Options of the implementation; any other is kept in sys._xoptions:\n"
          "-X gil=0|1    : the same as --gil=off, --gil=on\n"
          "-X gil-dump[=SIGNAL] : that signal, USR1 if none is named, prints who holds the lock, "
          "who\n"
          "                waits for it, and all stacks\n"
          "-X dev        : development mode: all warnings are shown, faulthandler is enabled,\n"
          "                asyncio debugs itself\n"
          "-X faulthandler : print tracebacks when the process crashes\n"
          "-X importtime : how long each import takes, on stderr\n"
          "-X int_max_str_digits=N : how many decimal digits int() and str() convert; 0: any\n"
          "-X no_debug_ranges : tracebacks show lines alone\n"
          "-X pycache_prefix=PATH : sys.pycache_prefix\n"
          "-X utf8[=0|1] : UTF-8 mode: stdin and stdout escape what is no UTF-8\n"
          "-X warn_default_encoding : warn of open() without an encoding\n",
          to);
}

void options_print_help(FILE *to, unsigned parts)
{
    if (parts & HELP_USAGE) {
        print_options(to);
    }
    if (parts & HELP_ENVIRONMENT) {
        print_environment(to);
    }
    if (parts & HELP_X_OPTIONS) {
        print_x_options(to);
    }
    if (parts & HELP_POLICIES) {
        policy_print_help(to);
    }
}
