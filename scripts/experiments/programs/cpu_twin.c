/*
 * The limit line of the thread-versus-process experiment: the loop of cpu_func in C, one POSIX
 * thread for each worker. Prints what thread_vs_process.py prints: seconds and the result.
 *
 *     cpu_twin N NITERS
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

struct worker {
    pthread_t thread;
    long n_iters;
    long result;
};

/* The intermediate values need up to 85 bits. */
static long cpu_func(long result, long n_iters)
{
    for (long i = 0; i < n_iters; i++) {
        unsigned __int128 r = (unsigned __int128)result;
        result = (long)((r * r * i + 2 * r * i * i + 3) % 10000000);
    }
    return result;
}

static void *run(void *argument)
{
    struct worker *worker = argument;
    worker->result = cpu_func(worker->result, worker->n_iters);
    return NULL;
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

int main(int argc, char **argv)
{
    int n = argc == 3 ? atoi(argv[1]) : 0;
    struct worker *workers = calloc(n > 0 ? (size_t)n : 1, sizeof *workers);
    if (n < 1 || !workers) {
        fprintf(stderr, "usage: cpu_twin N NITERS\n");
        return 2;
    }
    double begin = now();
    for (int i = 0; i < n; i++) {
        workers[i].n_iters = atol(argv[2]);
        workers[i].result = 1;
        if (pthread_create(&workers[i].thread, NULL, run, &workers[i]) != 0) {
            perror("pthread_create");
            return 1;
        }
    }
    for (int i = 0; i < n; i++) {
        pthread_join(workers[i].thread, NULL);
    }
    printf("%.6f %ld\n", now() - begin, workers[0].result);
    return 0;
}
