#include "config.h"

#include "terminal/sequence.h"

#include <string.h>

enum { DIGITS = 10 };

/* The number's digits to the end of `digits`; returns where they begin. */
static const char *write_number(unsigned number, char digits[DIGITS + 1])
{
    char *at = digits + DIGITS;

    *at = '\0';
    do {
        *--at = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    return at;
}

bool sequence_fill(const char *capability, int first, int second, char *out, size_t size)
{
    unsigned numbers[] = {(unsigned)first, (unsigned)second};
    char digits[DIGITS + 1];
    size_t used = 0;

    while (*capability && used + 1 < size) {
        if (*capability != '%') {
            out[used++] = *capability++;
        } else if (capability[1] == 'i') {
            numbers[0]++;
            numbers[1]++;
            capability += strlen("%i");
        } else if (strncmp(capability, "%p1%d", 5) == 0 || strncmp(capability, "%p2%d", 5) == 0) {
            const char *number = write_number(numbers[capability[2] - '1'], digits);
            while (*number && used + 1 < size) {
                out[used++] = *number++;
            }
            if (*number) {
                return false;
            }
            capability += strlen("%p1%d");
        } else {
            return false;
        }
    }
    out[used] = '\0';
    return *capability == '\0';
}
