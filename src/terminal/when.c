/* Local time. */
#include "config.h"

#include "terminal/when.h"

#include <stdio.h>
#include <time.h>

void when_local(const char *utc, char out[WHEN_SIZE])
{
    struct tm parts = {0};
    struct tm local;
    int read = 0;

    *out = '\0';
    if (!utc) {
        return;
    }
    if (sscanf(utc, "%4d-%2d-%2dT%2d:%2d:%2dZ%n", &parts.tm_year, &parts.tm_mon, &parts.tm_mday,
               &parts.tm_hour, &parts.tm_min, &parts.tm_sec, &read) < 6 ||
        read == 0) {
        snprintf(out, WHEN_SIZE, "%s", utc);
        return;
    }
    parts.tm_year -= 1900;
    parts.tm_mon -= 1;
    time_t moment = timegm(&parts);
    if (!localtime_r(&moment, &local) || strftime(out, WHEN_SIZE, "%Y-%m-%d %H:%M", &local) == 0) {
        snprintf(out, WHEN_SIZE, "%s", utc);
    }
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
