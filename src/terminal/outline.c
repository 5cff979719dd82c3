/* The outline, as lines. */
#include "config.h"

#include "terminal/outline.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "session/beside.h"
#include "session/news.h"
#include "session/standing.h"
#include "text/buffer.h"
#include "text/fold.h"
#include "text/i18n.h"
#include "text/width.h"

enum { NAME_SIZE = 128, INDENT = 2, SIGNS = 6 };

struct line {
    char *label;
    char *key; /* folded, for finding; made when first looked for */
    char *name;
    char *source; /* of a copy: the page it follows; NULL: it is none */
    size_t page;
    int depth;
    int done, total; /* total 0: the page does not count */
    size_t errors, warnings;
    size_t stayed;     /* fields that say what they said last year */
    char *saved;       /* somebody else did: who, and when; NULL: nothing is new */
    const char *state; /* where it stands in the review; "": nobody has handed it on */
    bool handed_on;    /* and it is not to be written to */
    size_t remarks;    /* open ones about it */
};

struct outline {
    struct line *lines;
    size_t count;
};

void outline_free(struct outline *o)
{
    if (o) {
        for (size_t i = 0; i < o->count; i++) {
            free(o->lines[i].label);
            free(o->lines[i].key);
            free(o->lines[i].name);
            free(o->lines[i].source);
            free(o->lines[i].saved);
        }
        free(o->lines);
        free(o);
    }
}

static bool fill_names(struct line *line, const struct session *session)
{
    char name[NAME_SIZE];
    const struct assessment *a = session_assessment(session);
    size_t source = assessment_follows(a, line->page);

    assessment_page_name(a, line->page, name, sizeof(name));
    line->name = strdup(name);
    if (source != (size_t)-1) {
        session_title_page(session, source, name, sizeof(name));
        line->source = *name ? strdup(name) : NULL;
    }
    return line->name && (source == (size_t)-1 || !*name || line->source);
}

static bool fill_news(struct line *line, const struct session *session)
{
    const struct session_news_page *n = session_news_of(session, line->page);
    struct buffer out = BUFFER_INIT;

    if (n) {
        buffer_append_format(&out, "%s %s  ", n->who, n->when);
        line->saved = buffer_take(&out);
    }
    return !n || line->saved;
}

static bool fill_page(struct line *line, struct session *session)
{
    const struct review_standing *standing = session_standing(session);

    assessment_page_progress(session_assessment(session), line->page, &line->done, &line->total);
    session_count_page_findings(session, line->page, &line->errors, &line->warnings);
    line->stayed = beside_count_stayed(session, line->page);
    line->state = session_page_state(session, line->page);
    line->handed_on = session_is_handed_on(session, line->page);
    line->remarks =
        standing && line->page < standing->page_count ? standing->pages[line->page].open : 0;
    return fill_names(line, session) && fill_news(line, session);
}

static bool fill_line(struct line *line, struct session *session,
                      const struct assessment_entry *entry)
{
    line->label = assessment_text(session_assessment(session), &entry->item->label,
                                  session_lang(session), entry->node);
    line->depth = entry->depth;
    line->page = entry->kind == ASSESSMENT_PAGE ? entry->page : (size_t)-1;
    return line->label && (line->page == (size_t)-1 || fill_page(line, session));
}

static bool fill(struct outline *o, struct session *session, struct error *err)
{
    struct assessment_entries entries = {0};
    bool good = assessment_outline(session_assessment(session), &entries, err);

    o->lines = good ? calloc(entries.count + 1, sizeof(*o->lines)) : NULL;
    for (size_t i = 0; o->lines && i < entries.count; i++) {
        o->count++;
        if (!fill_line(&o->lines[i], session, &entries.items[i])) {
            good = false;
            break;
        }
    }
    assessment_entries_free(&entries);
    if (o->lines == NULL || !good) {
        return err->text[0] ? false : error_set_memory(err);
    }
    return true;
}

struct outline *outline_new(struct session *session, struct error *err)
{
    struct outline *o = calloc(1, sizeof(*o));

    err->text[0] = '\0';
    if (!o || !fill(o, session, err)) {
        outline_free(o);
        if (!err->text[0]) {
            error_set_memory(err);
        }
        return NULL;
    }
    return o;
}

size_t outline_count(const struct outline *o)
{
    return o ? o->count : 0;
}

bool outline_has_news(const struct outline *o)
{
    for (size_t i = 0; i < outline_count(o); i++) {
        if (o->lines[i].saved) {
            return true;
        }
    }
    return false;
}

bool outline_is_in_review(const struct outline *o)
{
    for (size_t i = 0; i < outline_count(o); i++) {
        if (o->lines[i].handed_on || o->lines[i].remarks > 0) {
            return true;
        }
    }
    return false;
}

size_t outline_page(const struct outline *o, size_t line)
{
    return line < outline_count(o) ? o->lines[line].page : (size_t)-1;
}

size_t outline_line(const struct outline *o, size_t page)
{
    for (size_t i = 0; i < outline_count(o); i++) {
        if (o->lines[i].page == page) {
            return i;
        }
    }
    return 0;
}

static bool line_has(struct line *line, const char *key)
{
    if (!line->key) {
        struct buffer out = BUFFER_INIT;
        buffer_append_format(&out, "%s %s", line->name ? line->name : "", line->label);
        char *both = buffer_take(&out);
        if (both) {
            line->key = fold_key(both);
            free(both);
        }
    }
    return line->key && strstr(line->key, key) != NULL;
}

size_t outline_find(const struct outline *o, const char *text, size_t from)
{
    char *key = fold_key(text);
    size_t found = (size_t)-1;

    for (size_t k = 0; key && *key && k < outline_count(o) && found == (size_t)-1; k++) {
        size_t i = (from + k) % o->count;
        if (line_has(&o->lines[i], key)) {
            found = i;
        }
    }
    free(key);
    return found;
}

static const char *progress_sign(const struct line *line)
{
    if (line->handed_on) {
        return "<x>";
    }
    if (line->page == (size_t)-1 || line->total == 0) {
        return "";
    }
    if (line->done >= line->total) {
        return "[x]";
    }
    return line->done > 0 ? "[-]" : "[ ]";
}

/* A page on which nothing has to be filled in has some while it is in review. */
static bool has_signs(const struct line *line)
{
    return line->page != (size_t)-1 && (line->total > 0 || line->handed_on || line->remarks > 0);
}

static void draw_signs(struct pen *pen, unsigned style, const struct line *line)
{
    int end = pen->x + SIGNS;
    unsigned sign_style = line->errors                      ? DRAW_ERROR | DRAW_BOLD
                          : line->warnings || line->remarks ? DRAW_WARNING | DRAW_BOLD
                                                            : DRAW_PLAIN;

    draw_string(pen, style, progress_sign(line));
    draw_string(pen, style | DRAW_BOLD, line->saved ? "*" : "");
    draw_blank(pen, style, end - 2);
    draw_string(pen, style | sign_style,
                line->errors     ? "!"
                : line->warnings ? "?"
                : line->remarks  ? "#"
                                 : " ");
    draw_blank(pen, style, end);
}

/* Behind what stands there already, as far as there is room. */
static void append(char *out, size_t size, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static void append(char *out, size_t size, const char *format, ...)
{
    size_t used = strlen(out);
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(out + used, size - used, format, arguments);
    va_end(arguments);
}

/* "= 4/1-1", or "12/15", with who saved it and where it stands in the review, or else
 * how much says what it said last year; at the right, where there is room. */
static void describe_right(const struct line *line, int columns, char *out, size_t size)
{
    bool counted = line->source || line->total > 0;

    *out = '\0';
    if (columns < 50 || line->page == (size_t)-1) {
        return;
    }
    if (line->saved && counted) {
        append(out, size, "%s", line->saved);
    } else if (line->stayed > 0 && !line->state[0] && !line->source && counted) {
        append(out, size, _("= last year's: %zu  "), line->stayed);
    }
    append(out, size, "%s%s", line->state, line->state[0] && counted ? "  " : "");
    if (line->source) {
        append(out, size, "= %s", line->source);
    } else if (counted) {
        append(out, size, "%d/%d", line->done, line->total);
    }
}

/* Columns of one step. */
static int indent(int columns)
{
    return columns > 40 ? INDENT : columns > 20 ? 1 : 0;
}

static void draw_line(const struct line *line, struct app *app, int y, int x, int x_end,
                      bool in_hand)
{
    struct pen pen = draw_pen(&app->canvas, y, x, x_end);
    unsigned style = in_hand ? DRAW_REVERSE : DRAW_PLAIN;
    unsigned label_style = line->page == (size_t)-1 ? style | DRAW_BOLD : style;
    char right[3 * NAME_SIZE];

    describe_right(line, x_end - x, right, sizeof(right));
    int right_x = pen.end - width_of_text(right, strlen(right)) - 1;
    draw_blank(&pen, style, x + indent(x_end - x) * line->depth);
    if (has_signs(line)) {
        draw_signs(&pen, style, line);
    }
    int end = pen.end;
    pen.end = right_x > pen.x && *right ? right_x - 1 : end;
    draw_clipped(&pen, label_style, line->label);
    draw_finish(&pen, style);
    pen.end = end;
    draw_blank(&pen, style, *right ? right_x : pen.x);
    draw_string(&pen, style | DRAW_DIM, right);
    draw_finish(&pen, style);
}

void outline_draw(const struct outline *o, struct app *app, const struct pick *pick, int y, int end,
                  int x, int x_end)
{
    for (size_t i = pick->first; y < end; y++, i++) {
        if (i < outline_count(o)) {
            draw_line(&o->lines[i], app, y, x, x_end, i == pick->current);
        } else {
            draw_empty_row(&app->canvas, y, x, x_end);
        }
    }
}
