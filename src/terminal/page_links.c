/* Where else a page stands. */
#include "config.h"

#include "terminal/page_links.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "assessment/matching.h"
#include "terminal/keymap.h"
#include "text/buffer.h"
#include "text/grapheme.h"
#include "text/i18n.h"

bool page_links_take(struct page_model *m, struct error *err)
{
    return matching_find_twins(session_assessment(m->session), m->page, &m->twins, &m->twin_count,
                               err);
}

static void append_title(const struct page_model *m, size_t page, struct buffer *out)
{
    char name[128];

    session_title_page(m->session, page, name, sizeof(name));
    buffer_append_format(out, " %s", name);
}

/* The pages that follow `source`, but for this one. */
static void append_followers(const struct page_model *m, size_t source, const char *before,
                             struct buffer *out)
{
    const struct assessment *a = session_assessment(m->session);
    size_t count;
    bool any = false;

    assessment_pages(a, &count);
    for (size_t i = 0; i < count; i++) {
        if (i == m->page || assessment_follows(a, i) != source) {
            continue;
        }
        if (!any) {
            buffer_append_string(out, before);
        }
        any = true;
        append_title(m, i, out);
    }
}

static void describe_copy(const struct page_model *m, struct buffer *out)
{
    char name[128];
    char key[32];

    session_title_page(m->session, m->source, name, sizeof(name));
    keymap_action_key(PLACE_PAGE, ACTION_COPY, key, sizeof(key));
    buffer_append_format(out, _("= A copy of %s, which it follows. %s lets it stand by itself."),
                         name, key);
    append_followers(m, m->source, _("  Also:"), out);
}

static void describe_source(const struct page_model *m, struct buffer *out)
{
    buffer_append_format(
        out,
        ngettext("= %zu copy follows this page:", "= %zu copies follow this page:", m->followers),
        m->followers);
    append_followers(m, m->page, "", out);
}

/* Shorter where something stands before it: it has to fit on the line. */
static void describe_twins(const struct page_model *m, struct buffer *out)
{
    bool differs = m->twins[0].differing > 0;
    bool alone = out->size == 0;
    char key[32];

    keymap_action_key(PLACE_PAGE, ACTION_COPY, key, sizeof(key));
    buffer_append_string(out, alone ? "~" : "  ~");
    for (size_t i = 0; i < m->twin_count; i++) {
        append_title(m, m->twins[i].page, out);
    }
    if (alone) {
        buffer_append_format(out,
                             differs ? _(": the same number, another text. %s compares or follows.")
                                     : _(": the same number and text. %s follows."),
                             key);
    } else {
        buffer_append_format(out, differs ? _(": another text (%s)") : _(": the same text (%s)"),
                             key);
    }
}

void page_links_describe(const struct page_model *m, char *out, size_t size)
{
    struct buffer text = BUFFER_INIT;

    if (m->source != (size_t)-1) { /* it has no twin that its source has not */
        describe_copy(m, &text);
    } else if (m->followers > 0) {
        describe_source(m, &text);
    }
    if (m->twin_count > 0 && m->source == (size_t)-1) {
        describe_twins(m, &text);
    }
    char *whole = buffer_take(&text);
    size_t length = whole ? strlen(whole) : 0;
    while (length >= size) {
        length = grapheme_previous(whole, strlen(whole), length);
    }
    snprintf(out, size, "%.*s", (int)length, whole ? whole : "");
    free(whole);
}
