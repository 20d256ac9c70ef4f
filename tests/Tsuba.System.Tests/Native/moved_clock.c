/*
 * Preloaded into a daemon so that its wall clock is off, by as many milliseconds as the first eight bytes of the file say that
 * MOVED_CLOCK names. The file is mapped: the clock can be set while the daemon runs. Clocks that only grow are left alone.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define MILLISECONDS 1000LL
#define NANOSECONDS 1000000000LL

static _Atomic int64_t *offset_ms;
static int (*real_clock_gettime)(clockid_t, struct timespec *);

__attribute__((constructor)) static void begin(void)
{
    const char *path = getenv("MOVED_CLOCK");
    int file = path == NULL ? -1 : open(path, O_RDONLY | O_CLOEXEC);
    real_clock_gettime = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
    if (file >= 0) {
        void *map = mmap(NULL, sizeof *offset_ms, PROT_READ, MAP_SHARED, file, 0);
        offset_ms = map == MAP_FAILED ? NULL : map;
        close(file);
    }
}

int clock_gettime(clockid_t clock, struct timespec *now)
{
    if (real_clock_gettime == NULL) {
        real_clock_gettime = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
    }

    int result = real_clock_gettime(clock, now);
    if (result == 0 && offset_ms != NULL && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
        int64_t total = now->tv_nsec + (atomic_load(offset_ms) % MILLISECONDS) * (NANOSECONDS / MILLISECONDS);
        now->tv_sec += atomic_load(offset_ms) / MILLISECONDS;
        while (total < 0) {
            total += NANOSECONDS;
            now->tv_sec--;
        }

        now->tv_sec += total / NANOSECONDS;
        now->tv_nsec = total % NANOSECONDS;
    }

    return result;
}

int gettimeofday(struct timeval *now, void *zone)
{
    struct timespec precise;
    (void)zone;
    if (clock_gettime(CLOCK_REALTIME, &precise) != 0) {
        return -1;
    }

    now->tv_sec = precise.tv_sec;
    now->tv_usec = precise.tv_nsec / MILLISECONDS;
    return 0;
}

time_t time(time_t *now)
{
    struct timespec precise;
    clock_gettime(CLOCK_REALTIME, &precise);
    if (now != NULL) {
        *now = precise.tv_sec;
    }

    return precise.tv_sec;
}
