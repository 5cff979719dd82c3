/* The years that a new assessment can be begun from. */
#include "config.h"

#include "terminal/new_from.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/buffer.h"
#include "text/era.h"
#include "text/grapheme.h"
#include "text/i18n.h"

void new_from_free(struct new_from *from)
{
    free(from->years);
    *from = (struct new_from){.count = 0};
}

/* The store's list is by year, the newest first. */
static void take_years(struct new_from *from, const struct store_assessment_list *list,
                       const char *ward_code, int year)
{
    for (size_t i = 0; i < list->count; i++) {
        if (strcmp(list->items[i].ward_code, ward_code) == 0 && list->items[i].year < year) {
            from->years[from->count++] = list->items[i].year;
        }
    }
    pick_resize(&from->pick, from->count > 0 ? from->count + 1 : 0);
}

bool new_from_find(struct new_from *from, struct store *store, const char *ward_code, int year,
                   struct error *err)
{
    struct store_assessment_list list = {0};

    new_from_free(from);
    if (!store_list(store, &list, err)) {
        return false;
    }
    from->years = calloc(list.count + 1, sizeof(*from->years));
    if (from->years) {
        take_years(from, &list, ward_code, year);
    }
    store_list_free(&list);
    return from->years || error_set_memory(err);
}

int new_from_year(const struct new_from *from)
{
    return from->pick.current < from->count ? from->years[from->pick.current] : 0;
}

void new_from_line(const struct new_from *from, const struct reference *reference, size_t line,
                   char *out, size_t size)
{
    char label[64];

    if (line >= from->count) {
        snprintf(out, size, "%s", _("Begin with a blank one"));
        return;
    }
    era_fiscal_year_label(reference_eras(reference), from->years[line], label, sizeof(label));
    snprintf(out, size, _("Carry the plan of %s over"), label);
}

static void append_left(const struct rollover_report *report, size_t most, struct buffer *out)
{
    for (size_t i = 0; i < report->count && out->size < most; i++) {
        const struct rollover_left *left = &report->left[i];
        buffer_append_format(out, i == 0 ? " %s %s: %s" : "; %s %s: %s", left->page, left->field,
                             left->text);
    }
}

void new_from_tell(const struct rollover_report *report, const struct reference *reference,
                   int year, int open_pages, char *out, size_t size)
{
    struct buffer text = BUFFER_INIT;
    char label[64];

    era_fiscal_year_label(reference_eras(reference), year, label, sizeof(label));
    buffer_append_format(&text, _("%zu fields carried over from %s. Pages to fill in: %d."),
                         report->fields, label, open_pages);
    if (report->count > 0) {
        buffer_append_string(&text, " ");
        buffer_append_format(&text,
                             ngettext("%zu text has no place in this form and stays in %s:",
                                      "%zu texts have no place in this form and stay in %s:",
                                      (unsigned long)report->count),
                             report->count, label);
        append_left(report, size, &text);
    }
    char *sentence = buffer_take(&text);
    size_t length = sentence ? strlen(sentence) : 0;
    while (length >= size) {
        length = grapheme_previous(sentence, strlen(sentence), length);
    }
    for (char *c = sentence; c && *c; c++) {
        *c = *c == '\n' ? ' ' : *c; /* it is one line of a message */
    }
    snprintf(out, size, "%.*s", (int)length, sentence ? sentence : "");
    free(sentence);
}
