#include "vm/run_server.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lock/policy_options.h"
#include "lock/schedule.h"
#include "runtime/fork_hooks.h"
#include "vm/trace.h"

/* A schedule may name thousands of switches. The messages' kind is SOCK_SEQPACKET: each arrives whole. */
enum { REQUEST_BYTES = 128 * 1024, EXIT_USAGE = 2 };

static int server_socket = -1;

void run_server_init(void)
{
    const char *text = getenv("HASP_RUN_SERVER");
    if (text != NULL) {
        server_socket = atoi(text);
        unsetenv("HASP_RUN_SERVER");
    }
}

static NORETURN void refuse(const char *what, const char *why)
{
    fprintf(stderr, "hasp: %s: %s\n", what, why);
    fflush(stderr);
    _exit(EXIT_USAGE);
}

/* Makes a file one of the standard streams. */
static void open_stream(int number, const char *path, int flags)
{
    if (*path == '\0') {
        return;
    }
    int fd = open(path, flags | O_CLOEXEC, 0600);
    if (fd < 0 || dup2(fd, number) < 0) {
        refuse(path, strerror(errno));
    }
    close(fd);
}

/* Cuts the line's end off; the rest of the text, "" if that was all. */
static char *next_line(char *line)
{
    char *end = strchr(line, '\n');
    if (end == NULL) {
        return line + strlen(line);
    }
    *end = '\0';
    return end + 1;
}

static void become_a_run(struct thread *t, char *request, pid_t server)
{
    close(server_socket);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != server) {
        _exit(EXIT_USAGE);
    }
    char *input = next_line(request), *output = next_line(input), *errors = next_line(output);
    next_line(errors);
    if (*errors != '\0') {
        setpgid(0, 0);
    }
    open_stream(STDERR_FILENO, errors, O_WRONLY | O_CREAT | O_TRUNC);
    open_stream(STDIN_FILENO, input, O_RDONLY);
    open_stream(STDOUT_FILENO, output, O_WRONLY | O_CREAT | O_TRUNC);
    char error[POLICY_ERROR_BYTES];
    if (!schedule_restart(&t->lock, request, error)) {
        refuse("the schedule", error);
    }
    t->ident = schedule_new_ident();
    dispatch_fill(t, t->is_traced); /* whether a step is an opcode is of the schedule, too */
}

static void answer(int number)
{
    char text[16];
    int n = snprintf(text, sizeof text, "%d", number);
    if (send(server_socket, text, (size_t)n, MSG_NOSIGNAL) != n) {
        _exit(0); /* nobody listens any more */
    }
}

static int wait_for(pid_t pid)
{
    int status;
    while (waitpid(pid, &status, 0) < 0) {
        if (errno != EINTR) {
            _exit(1);
        }
    }
    return status;
}

/* The next request, with a null behind it. The buffer is malloc'ed once: the heap is to be as without a server. */
static char *receive(void)
{
    static char *buffer;
    if (buffer == NULL && (buffer = malloc(REQUEST_BYTES)) == NULL) {
        _exit(1);
    }
    ssize_t n;
    do {
        n = recv(server_socket, buffer, REQUEST_BYTES - 1, MSG_TRUNC); /* its whole length */
    } while (n < 0 && errno == EINTR);
    if (n <= 0) {
        _exit(0);
    }
    if (n >= REQUEST_BYTES) {
        refuse("the schedule", "is too long");
    }
    buffer[n] = '\0';
    return buffer;
}

void run_server_serve(struct thread *t)
{
    if (server_socket < 0) {
        return;
    }
    if (!schedule_is_active()) {
        refuse("HASP_RUN_SERVER", "is for --gil=seeded");
    }
    pid_t server = getpid();
    for (;;) {
        char *request = receive();
        pid_t pid = fork_process(t);
        if (pid == 0) {
            become_a_run(t, request, server);
            return;
        }
        if (pid < 0) {
            refuse("fork", strerror(errno));
        }
        answer(pid);
        answer(wait_for(pid));
    }
}
