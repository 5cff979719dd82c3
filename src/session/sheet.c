/* The printed sheet of the assessment's form, read when somebody first asks. */
#include "config.h"

#include "session/private.h"
#include "text/memory.h"

const struct sheet *session_sheet(struct session *s)
{
    const struct form *form = assessment_form(s->assessment);
    struct error err;

    if (!s->sheet_sought) {
        s->sheet_sought = true;
        s->sheet = sheet_exists(form) ? sheet_read(form, &err) : NULL;
        memory_give_back(); /* what its file took while it was read */
    }
    return s->sheet;
}
