/* Local time. */
#include "config.h"

#include "text/when.h"

#include <stdbool.h>
#include <stdio.h>
#include <time.h>

/* Reads what the store keeps. False: it is no such time. */
static bool read_utc(const char *utc, time_t *out)
{
    struct tm parts = {0};
    int read = 0;

    if (sscanf(utc, "%4d-%2d-%2dT%2d:%2d:%2dZ%n", &parts.tm_year, &parts.tm_mon, &parts.tm_mday,
               &parts.tm_hour, &parts.tm_min, &parts.tm_sec, &read) < 6 ||
        read == 0) {
        return false;
    }
    parts.tm_year -= 1900;
    parts.tm_mon -= 1;
    *out = timegm(&parts);
    return true;
}

void when_local(const char *utc, char out[WHEN_SIZE])
{
    struct tm local;
    time_t moment;

    *out = '\0';
    if (!utc) {
        return;
    }
    if (!read_utc(utc, &moment) || !localtime_r(&moment, &local) ||
        strftime(out, WHEN_SIZE, "%Y-%m-%d %H:%M", &local) == 0) {
        snprintf(out, WHEN_SIZE, "%s", utc);
    }
}

/* The number of the local day in which it is. */
static int64_t day_of(time_t moment)
{
    enum { DAY = 24 * 60 * 60 };
    struct tm local;
    struct tm day = {0};

    if (!localtime_r(&moment, &local)) {
        return 0;
    }
    day.tm_year = local.tm_year;
    day.tm_mon = local.tm_mon;
    day.tm_mday = local.tm_mday;
    return (int64_t)timegm(&day) / DAY;
}

int when_days_ago(const char *utc, int64_t now)
{
    time_t moment;
    int64_t days = read_utc(utc, &moment) ? day_of((time_t)now) - day_of(moment) : 0;

    return days > 0 ? (int)days : 0;
}

void when_now(char out[WHEN_SIZE])
{
    time_t now = time(NULL);
    struct tm local;

    *out = '\0';
    if (!localtime_r(&now, &local) || strftime(out, WHEN_SIZE, "%H:%M", &local) == 0) {
        *out = '\0';
    }
}
