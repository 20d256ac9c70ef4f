/*
 * Preloaded into nagios4 so that it runs in virtual time: its clock stands still while anything is under way, and jumps to the next
 * whole second when there is nothing left to do. A day of monitoring takes seconds, and no jitter of the machine can change a run.
 *
 * VIRTUAL_CLOCK names a file of 32 bytes that every process of the run maps: the time in microseconds, and counters.
 * VIRTUAL_SCRIPT names what is to happen, a line each: MICROSECONDS command TEXT | MICROSECONDS status FROM TO |
 * MICROSECONDS period NAME FIRST LAST STEP FILE | MICROSECONDS end. The third asks nagios4 about each moment of a span: a letter each, 1 inside the
 * time period and 0 outside.
 * Only symbols that nagios4 exports to its modules are used.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define SECOND 1000000LL
#define LONGEST_LINE 16384

struct shared_clock {
    _Atomic int64_t now;       /* microseconds since 1970 */
    _Atomic int64_t scheduler; /* process id of the one that plans and judges; the others are its workers */
    _Atomic uint64_t jobs;     /* handed to workers */
    _Atomic uint64_t results;  /* written back by workers */
};

static struct shared_clock *shared;
static FILE *script;
static int64_t step_time = INT64_MAX;
static char step[LONGEST_LINE];

static int (*real_epoll_wait)(int, struct epoll_event *, int, int);
static ssize_t (*real_write)(int, const void *, size_t);
static void (*run_command)(char *);
static void (*write_status)(void);
static void *(*find_period)(const char *);
static int (*is_outside)(time_t, const void *);
static time_t *loop_began;

static void stop(const char *why)
{
    fprintf(stderr, "virtual clock: %s\n", why);
    fflush(NULL);
    _exit(70);
}

static void read_step(void)
{
    char line[LONGEST_LINE];
    step_time = INT64_MAX;
    if (fgets(line, sizeof line, script) != NULL) {
        char *rest;
        step_time = strtoll(line, &rest, 10);
        snprintf(step, sizeof step, "%s", rest + strspn(rest, " "));
        step[strcspn(step, "\n")] = '\0';
    }
}

__attribute__((constructor)) static void begin(void)
{
    real_epoll_wait = (int (*)(int, struct epoll_event *, int, int))dlsym(RTLD_NEXT, "epoll_wait");
    real_write = (ssize_t (*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write");
    const char *path = getenv("VIRTUAL_CLOCK");
    int file = path != NULL ? open(path, O_RDWR | O_CLOEXEC) : -1;
    if (file < 0) {
        return;
    }
    void *memory = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    close(file);
    if (memory == MAP_FAILED) {
        stop("the clock cannot be mapped");
    }
    shared = memory;
    int64_t nobody = 0;
    if (!atomic_compare_exchange_strong(&shared->scheduler, &nobody, (int64_t)getpid())) {
        return;
    }
    run_command = (void (*)(char *))dlsym(RTLD_DEFAULT, "process_external_command1");
    write_status = (void (*)(void))dlsym(RTLD_DEFAULT, "update_all_status_data");
    find_period = (void *(*)(const char *))dlsym(RTLD_DEFAULT, "find_timeperiod");
    is_outside = (int (*)(time_t, const void *))dlsym(RTLD_DEFAULT, "check_time_against_period");
    loop_began = dlsym(RTLD_DEFAULT, "event_start");
    const char *steps = getenv("VIRTUAL_SCRIPT");
    script = steps != NULL ? fopen(steps, "re") : NULL;
    if (run_command == NULL || write_status == NULL || find_period == NULL || is_outside == NULL || loop_began == NULL || script == NULL) {
        stop("this is not the nagios4 that it knows, or there is no script");
    }
    read_step();
}

static int is_scheduler(void)
{
    return shared != NULL && atomic_load(&shared->scheduler) == (int64_t)getpid();
}

static int64_t now(void)
{
    if (shared != NULL) {
        return atomic_load(&shared->now);
    }
    struct timespec real;
    clock_gettime(CLOCK_REALTIME, &real);
    return (int64_t)real.tv_sec * SECOND + real.tv_nsec / 1000;
}

time_t time(time_t *result)
{
    time_t seconds = (time_t)(now() / SECOND);
    if (result != NULL) {
        *result = seconds;
    }
    return seconds;
}

int gettimeofday(struct timeval *restrict result, void *restrict zone)
{
    (void)zone;
    int64_t moment = now();
    result->tv_sec = (time_t)(moment / SECOND);
    result->tv_usec = (suseconds_t)(moment % SECOND);
    return 0;
}

unsigned int sleep(unsigned int seconds)
{
    if (!is_scheduler()) {
        struct timespec real = {.tv_sec = seconds};
        nanosleep(&real, NULL);
    }
    return 0;
}

/* Jobs and their results are messages that begin with their number. */
ssize_t write(int file, const void *bytes, size_t count)
{
    int is_job = shared != NULL && count > 7 && memcmp(bytes, "job_id=", 7) == 0;
    if (is_job && is_scheduler()) {
        atomic_fetch_add(&shared->jobs, 1);
        return real_write(file, bytes, count);
    }
    ssize_t written = real_write(file, bytes, count);
    if (is_job) {
        atomic_fetch_add(&shared->results, 1);
    }
    return written;
}

static void ask_period(const char *name, int64_t first, int64_t last, int64_t by, const char *path)
{
    void *period = find_period(name);
    FILE *answers = period != NULL && by > 0 ? fopen(path, "we") : NULL;
    if (answers == NULL) {
        stop("there is no such time period, or no file for it");
    }
    for (int64_t moment = first; moment <= last; moment += by) {
        fputc(is_outside((time_t)moment, period) == 0 ? '1' : '0', answers);
    }
    if (fclose(answers) != 0) {
        stop("the answers cannot be written");
    }
}

static void take_step(void)
{
    char from[LONGEST_LINE], to[LONGEST_LINE];
    long long first, last, by;
    if (strncmp(step, "command ", 8) == 0) {
        char line[LONGEST_LINE + 32];
        snprintf(line, sizeof line, "[%lld] %s", (long long)time(NULL), step + 8);
        run_command(line);
    } else if (sscanf(step, "status %16383s %16383s", from, to) == 2) {
        write_status();
        if (rename(from, to) != 0) {
            stop("no status file was written");
        }
    } else if (sscanf(step, "period %16383s %lld %lld %lld %16383s", from, &first, &last, &by, to) == 5) {
        ask_period(from, first, last, by, to);
    } else if (strcmp(step, "end") == 0) {
        fflush(NULL);
        _exit(0);
    } else {
        stop("unknown step");
    }
    read_step();
}

int epoll_wait(int epoll, struct epoll_event *events, int most, int timeout)
{
    if (shared == NULL || (is_scheduler() && *loop_began == 0)) {
        return real_epoll_wait(epoll, events, most, timeout);
    }
    if (!is_scheduler()) {
        /* A worker that is told of a child's end just before it waits would look at it when a check may be late: on a clock that stands still, never. */
        return real_epoll_wait(epoll, events, most, timeout < 0 || timeout > 20 ? 20 : timeout);
    }
    for (;;) {
        /* Counted before looking: what was written back by then is seen by the look. */
        int is_idle = atomic_load(&shared->results) == atomic_load(&shared->jobs);
        int ready = real_epoll_wait(epoll, events, most, is_idle ? 0 : 20);
        if (ready != 0) {
            return ready;
        }
        if (is_idle) {
            break;
        }
    }
    /* No further than the next second, since nagios4 plans in whole seconds. */
    int64_t moment = atomic_load(&shared->now);
    int64_t second = (moment / SECOND + 1) * SECOND;
    int64_t until = timeout <= 0 ? moment + 1 : moment + (int64_t)timeout * 1000;
    until = until > second ? second : until;
    if (step_time <= until) {
        atomic_store(&shared->now, step_time > moment ? step_time : moment);
        take_step();
    } else {
        atomic_store(&shared->now, until);
    }
    return 0;
}
