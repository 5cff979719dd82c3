/* A remark or an answer is begun where it was left. */
#include "config.h"

#include "terminal/saying.h"

#include <stdlib.h>

struct prompt *saying_begin(struct session *s, const struct store_remark_place *place,
                            const char *label)
{
    char *before = session_said_before(s, place);
    struct prompt *p = prompt_new(label, before ? before : "");

    if (p) {
        prompt_go_to_end(p);
    }
    free(before);
    return p;
}
