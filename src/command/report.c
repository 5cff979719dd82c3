#include "config.h"

#include "command/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/report_private.h"
#include "store/names.h"
#include "text/buffer.h"
#include "text/i18n.h"

const char *report_words(char *const texts[FORM_LANGS], enum form_lang lang)
{
    return texts[lang] != NULL ? texts[lang] : texts[FORM_JA];
}

const char *report_change_message(const struct report *r, const struct rejudged_change *change)
{
    return change->judged == NULL ? change->message
                                  : report_words(change->judged->finding->message, r->lang);
}

/* The page as people call it and the field's label. */
static bool append_place(const struct report *r, size_t page, const char *field, struct buffer *out)
{
    char *title = assessment_page_title(r->a, page, r->lang);
    char *label = assessment_field_label(r->a, page, field, r->lang);
    bool good = title != NULL && label != NULL;
    if (good)
        buffer_append_format(out, *label == '\0' ? "%s%s" : "%s %s", title, label);
    free(title);
    free(label);
    return good;
}

static const char *sign_of(const struct judged_finding *item)
{
    static const char *const signs[] = {"!", "?", "-"};
    return item->kept == JUDGED_KEPT ? "=" : signs[item->finding->severity];
}

/* A text of several lines, each as far in as the others below a finding. */
static void append_lines(struct buffer *out, const char *text)
{
    for (; *text != '\0'; text++) {
        buffer_append(out, text, 1);
        if (*text == '\n')
            buffer_append_string(out, "      ");
    }
}

static void append_reason(const struct report *r, const struct judged_finding *item,
                          struct buffer *out)
{
    const struct assessment_reason *reason = &item->reason;
    buffer_append_string(out, "    ");
    buffer_append_string(out, item->kept == JUDGED_KEPT
                                  ? _("Kept, with the reason:")
                                  : _("A value has changed since this reason was given:"));
    buffer_append_string(out, " ");
    append_lines(out, reason->text);
    /* TRANSLATORS: stands behind a reason: who gave it, when, under which rules. */
    buffer_append_format(out, _(" (%s, %s, rules %s)"), store_person(r->store, reason->by),
                         reason->at, reason->version);
    buffer_append_string(out, "\n");
}

static bool append_finding(const struct report *r, const struct judged_finding *item,
                           struct buffer *out)
{
    const struct finding *f = item->finding;
    const char *remedy = report_words(f->remedy, r->lang);
    char *field = assessment_field_path(r->a, f->node);
    buffer_append_format(out, "%s: %s ", r->input, sign_of(item));
    bool good = field != NULL && append_place(r, item->page, field, out);
    free(field);
    buffer_append_format(out, ": %s [%s]", report_words(f->message, r->lang), f->id);
    if (item->cause != (size_t)-1)
        buffer_append_format(out, _(" (comes from %s)"),
                             r->judgement->items[item->cause].finding->id);
    buffer_append_string(out, "\n");
    if (remedy != NULL && item->kept != JUDGED_KEPT && f->severity != RULES_INFO)
        buffer_append_format(out, "    %s\n", remedy);
    if (item->kept != JUDGED_NO_REASON)
        append_reason(r, item, out);
    return good;
}

static bool append_change(const struct report *r, const struct rejudged_change *change,
                          struct buffer *out)
{
    size_t page =
        change->judged != NULL ? change->judged->page : assessment_find_page(r->a, change->page);
    bool good = true;
    buffer_append_format(out, "    %s ", change->gone ? "-" : "+");
    if (page != (size_t)-1)
        good = append_place(r, page, change->field, out);
    else
        buffer_append_format(out, "%s %s", change->page, change->field);
    buffer_append_format(out, ": %s [%s]\n", report_change_message(r, change), change->rule);
    return good;
}

/* Rules need not say which version they are. */
static const char *version(const char *given)
{
    return *given == '\0' ? "-" : given;
}

static bool append_differences(const struct report *r, struct buffer *out)
{
    const struct rejudged *d = r->differences;
    bool good = true;
    size_t gone = 0;
    for (size_t i = 0; i < d->count; i++)
        gone += d->changes[i].gone;
    buffer_append_format(out, "%s: ", r->input);
    buffer_append_format(out,
                         _("The rules have changed since it was last judged (version %s, now %s). "
                           "New findings: %zu, gone: %zu."),
                         version(d->before), version(d->now), d->count - gone, gone);
    buffer_append_string(out, "\n");
    for (size_t i = 0; good && i < d->count; i++)
        good = append_change(r, &d->changes[i], out);
    return good;
}

static bool print_lines(const struct report *r)
{
    struct buffer out = BUFFER_INIT;
    char *verdict = judge_verdict(r->judgement);
    bool good = verdict != NULL;
    for (size_t i = 0; good && !r->brief && i < r->judgement->count; i++)
        good = append_finding(r, &r->judgement->items[i], &out);
    if (good && r->differences != NULL)
        good = append_differences(r, &out);
    if (good)
        buffer_append_format(&out, "%s: %s\n", r->input, verdict);
    good = good && !out.failed && fputs(out.data, stdout) >= 0;
    free(verdict);
    buffer_free(&out);
    return good;
}

bool report_print(const struct report *r)
{
    return r->json ? report_print_json(r) : print_lines(r);
}

bool report_print_faults(const struct report *r, const struct reader_result *read)
{
    if (r->json)
        return report_print_faults_json(r, read);
    for (size_t i = 0; i < read->count; i++)
        printf("%s:%d: ! %s [layout]\n", r->input, read->faults[i].line, read->faults[i].message);
    printf(_("%s: errors: %zu, warnings: %zu"), r->input, read->count, (size_t)0);
    return putchar('\n') != EOF;
}
