/*
 * Runs a command and writes "wall seconds, peak memory in KB" of it to a file.
 *
 *     measure FILE REPEAT COMMAND [ARGUMENT...]      the wall time is the mean of REPEAT runs
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

/* Returns the exit status, 128 + the number of the signal that ended it, or 127. */
static int run(char **command)
{
    pid_t child = vfork();
    if (child == 0) {
        execvp(command[0], command);
        _exit(127);
    }
    int status;
    if (child < 0 || waitpid(child, &status, 0) < 0) {
        return 127;
    }
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

int main(int argc, char **argv)
{
    if (argc < 4) {
        fprintf(stderr, "usage: measure FILE REPEAT COMMAND [ARGUMENT...]\n");
        return 2;
    }
    int repeat = atoi(argv[2]);
    double begin = now();
    for (int i = 0; i < repeat; i++) {
        int status = run(argv + 3);
        if (status != 0) {
            fprintf(stderr, "measure: %s: status %d\n", argv[3], status);
            return status;
        }
    }
    double seconds = (now() - begin) / repeat;
    struct rusage usage;
    getrusage(RUSAGE_CHILDREN, &usage);
    FILE *file = fopen(argv[1], "w");
    if (!file) {
        perror(argv[1]);
        return 1;
    }
    fprintf(file, "%.6f %ld\n", seconds, usage.ru_maxrss);
    return fclose(file) != 0;
}
