/* Remarks and answers that are half typed. */
#include "config.h"

#include "session/said.h"

#include <stdlib.h>
#include <string.h>

#include "session/private.h"

char *session_said_before(struct session *s, const struct store_remark_place *place)
{
    char *before = NULL;

    store_read_remark_draft(s->owner.store, s->owner.author, place, &before, NULL);
    return before;
}

void session_say(struct session *s, const struct store_remark_place *place, const char *text,
                 int64_t now)
{
    free(s->said.text);
    s->said.text = strdup(text); /* NULL: kept with the next key */
    s->said.place = *place;
    snprintf(s->said.field, sizeof(s->said.field), "%s", place->field);
    s->said.place.field = s->said.field;
    session_moved(s, now);
}

bool session_keep_said(struct session *s, struct error *err)
{
    bool good = !s->said.text || store_put_remark_draft(s->owner.store, s->owner.author,
                                                        &s->said.place, s->said.text, err);

    if (good) {
        free(s->said.text);
        s->said.text = NULL;
    }
    return good;
}

void session_end_saying(struct session *s, const struct store_remark_place *place)
{
    free(s->said.text);
    s->said.text = NULL;
    store_put_remark_draft(s->owner.store, s->owner.author, place, "", NULL);
}
