#include "text_growth.h"

#include <time.h>

#include "unit.h"

static double milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static double best_of_three(void (*work)(size_t size, const void *context), const void *context,
                            size_t size)
{
    double best = 1e9;
    for (int i = 0; i < 3; i++) {
        double start = milliseconds();
        work(size, context);
        double took = milliseconds() - start;
        best = took < best ? took : best;
    }
    return best;
}

void text_growth_assert(void (*work)(size_t size, const void *context), const void *context,
                        size_t size)
{
    double small = best_of_three(work, context, size / 8);
    double large = best_of_three(work, context, size);
    if (large > 32 * (small > 1 ? small : 1))
        fail_msg("%zu bytes take %.1f ms, an eighth of them %.1f ms", size, large, small);
}
