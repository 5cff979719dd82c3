/*
 * The clock and the person of the manual's captures. Loaded before the C library
 * (LD_PRELOAD), it makes a program see the moment in $STAGE_TIME (seconds since
 * 1970) and the login name in $STAGE_USER, so that a capture taken tomorrow, by
 * somebody else, differs from today's only where the program does. Timers
 * (CLOCK_MONOTONIC) run on. Without the variables everything is as it is.
 */
#include <dlfcn.h>
#include <pwd.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>

/* POSIX gives the function as a pointer to an object. */
union function {
    void *object;
    struct passwd *(*getpwuid)(uid_t);
    int (*clock_gettime)(clockid_t, struct timespec *);
    int (*gettimeofday)(struct timeval *, void *);
    time_t (*time)(time_t *);
};

static union function real(const char *name)
{
    union function f;
    f.object = dlsym(RTLD_NEXT, name);
    if (!f.object) {
        abort();
    }
    return f;
}

/* The moment of the stage; 0 where there is none. */
static time_t moment(void)
{
    const char *set = getenv("STAGE_TIME");
    return set ? (time_t)strtoll(set, NULL, 10) : 0;
}

time_t time(time_t *out)
{
    time_t now = moment();
    if (now == 0) {
        now = real("time").time(NULL);
    }
    if (out) {
        *out = now;
    }
    return now;
}

int gettimeofday(struct timeval *restrict out, void *restrict zone)
{
    time_t now = moment();
    if (now == 0) {
        return real("gettimeofday").gettimeofday(out, zone);
    }
    *out = (struct timeval){.tv_sec = now};
    return 0;
}

int clock_gettime(clockid_t clock, struct timespec *out)
{
    time_t now = moment();
    if (now == 0 || clock != CLOCK_REALTIME) {
        return real("clock_gettime").clock_gettime(clock, out);
    }
    *out = (struct timespec){.tv_sec = now};
    return 0;
}

struct passwd *getpwuid(uid_t uid)
{
    static struct passwd person;
    char *name = getenv("STAGE_USER");
    struct passwd *found = real("getpwuid").getpwuid(uid);
    if (!name || !found) {
        return found;
    }
    person = *found;
    person.pw_name = name;
    return &person;
}
