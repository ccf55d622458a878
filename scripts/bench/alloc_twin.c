/*
 * What fresh memory costs in C: N threads that each touch as much of it as a thread of alloc_keep.py
 * does. Prints what that prints: seconds and the last value.
 *
 *     alloc_twin N KILOBYTES        for each thread
 */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>

enum { N_THREADS_MAX = 256 };

static size_t size; /* of each thread's memory, in bytes; set before any thread runs */

/* Writes each word once, in order, as a bump allocator that fills in its objects does. */
static void *run(void *result)
{
    volatile uint64_t *memory = mmap(NULL, size, PROT_READ | PROT_WRITE,
                                     MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED) {
        perror("mmap");
        exit(1);
    }
    for (size_t i = 0; i < size / sizeof *memory; i++) {
        memory[i] = i;
    }
    *(uint64_t *)result = memory[size / sizeof *memory - 1];
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
    size = argc == 3 ? strtoul(argv[2], NULL, 10) * 1024 : 0;
    if (n < 1 || n > N_THREADS_MAX || size == 0) {
        fprintf(stderr, "usage: alloc_twin N KILOBYTES\n");
        return 2;
    }
    pthread_t threads[N_THREADS_MAX];
    uint64_t results[N_THREADS_MAX];
    double begin = now();
    for (int i = 0; i < n; i++) {
        if (pthread_create(&threads[i], NULL, run, &results[i]) != 0) {
            perror("pthread_create");
            return 1;
        }
    }
    for (int i = 0; i < n; i++) {
        pthread_join(threads[i], NULL);
    }
    printf("%.6f %llu\n", now() - begin, (unsigned long long)results[0]);
    return 0;
}
