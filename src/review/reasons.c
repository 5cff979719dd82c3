/* Reasons for keeping what a rule warns of. */
#include "config.h"

#include "review/judge.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "text/buffer.h"
#include "text/grapheme.h"
#include "text/i18n.h"

enum {
    SHOWN_WHOLE = 120, /* bytes of a value that are recorded as they are */
    SHOWN_START = 60,  /* and of a longer one */
};

/* FNV-1a, 64 bits (Fowler, Noll, Vo; http://www.isthe.com/chongo/tech/comp/fnv/). */
static uint64_t hash(const char *bytes, size_t size)
{
    uint64_t sum = 14695981039346656037u;
    for (size_t i = 0; i < size; i++)
        sum = (sum ^ (unsigned char)bytes[i]) * 1099511628211u;
    return sum;
}

/* Every run of white space is one blank, as an XML attribute would have it. */
static void append_on_one_line(struct buffer *out, const char *text)
{
    static const char blanks[] = " \t\r\n";
    bool first = true;
    for (text += strspn(text, blanks); *text; text += strspn(text, blanks)) {
        size_t size = strcspn(text, blanks);
        buffer_append_string(out, first ? "" : " ");
        buffer_append(out, text, size);
        text += size;
        first = false;
    }
}

/* A long text by its beginning and a number that changes with any of it. */
static void append_value(struct buffer *out, const xmlNode *node)
{
    struct buffer line = BUFFER_INIT;
    xmlChar *content = xmlNodeGetContent(node);
    if (content == NULL)
        out->failed = true;
    append_on_one_line(&line, content == NULL ? "" : (const char *)content);
    xmlFree(content);
    const char *text = line.data == NULL ? "" : line.data;
    if (line.size <= SHOWN_WHOLE) {
        buffer_append(out, text, line.size);
    } else {
        size_t start = grapheme_previous(text, line.size, SHOWN_START);
        buffer_append(out, text, start);
        buffer_append_format(out, "... (%016llx)", (unsigned long long)hash(text, line.size));
    }
    out->failed = out->failed || line.failed;
    buffer_free(&line);
}

char *judge_operands(const struct finding *finding)
{
    struct buffer out = BUFFER_INIT;
    for (size_t i = 0; i < finding->operand_count; i++) {
        buffer_append_string(&out, i == 0 ? "" : " | ");
        append_value(&out, finding->operands[i]);
    }
    /* A rule that names no operands turns on what its sentence says. */
    if (finding->operand_count == 0)
        append_on_one_line(&out, finding->message[FORM_JA]);
    return buffer_take(&out);
}

static void write_now(char out[32])
{
    time_t now = time(NULL);
    struct tm parts;
    gmtime_r(&now, &parts);
    strftime(out, 32, "%Y-%m-%dT%H:%M:%SZ", &parts);
}

static bool put(const struct judge *j, struct assessment *a, const struct judged_finding *finding,
                const char *text, const char *by, struct error *err)
{
    char now[32];
    char *field = assessment_field_path(a, finding->finding->node);
    char *operands = judge_operands(finding->finding);
    write_now(now);
    struct assessment_reason reason = {.rule = finding->finding->id,
                                       .version = judge_version(j),
                                       .field = field,
                                       .operands = operands,
                                       .by = by,
                                       .at = now,
                                       .text = text};
    bool good = field != NULL && operands != NULL
                    ? assessment_put_reason(a, finding->page, &reason, err)
                    : error_set_memory(err);
    free(field);
    free(operands);
    return good;
}

static bool take_away(struct assessment *a, const struct judged_finding *finding, struct error *err)
{
    struct assessment_reason reason;
    char *field = assessment_field_path(a, finding->finding->node);
    if (field == NULL)
        return error_set_memory(err);
    if (assessment_find_reason(a, finding->page, finding->finding->id, field, &reason))
        assessment_drop_reason(a, finding->page, &reason);
    free(field);
    return true;
}

bool judge_keep(const struct judge *j, struct assessment *a, const struct judged_finding *finding,
                const char *text, const char *by, struct error *err)
{
    if (finding->finding->severity != RULES_WARNING)
        return error_set(err,
                         _("%s takes no reason: an error has to be put right, and a "
                           "suggestion asks for nothing."),
                         finding->finding->id);
    return text[strspn(text, " \t\n")] == '\0' ? take_away(a, finding, err)
                                               : put(j, a, finding, text, by, err);
}

static const struct judged_finding *find_judged(const struct judgement *judgement, size_t page,
                                                const struct assessment_reason *reason)
{
    for (size_t i = 0; i < judgement->count; i++) {
        const struct judged_finding *item = &judgement->items[i];
        if (item->page == page && item->reason.node == reason->node &&
            item->kept != JUDGED_NO_REASON)
            return item;
    }
    return NULL;
}

static bool settle_page(struct assessment *a, const struct judgement *judgement, size_t page,
                        struct error *err)
{
    struct assessment_reason reason;
    for (size_t i = 0; assessment_reason_at(a, page, i, &reason);) {
        const struct judged_finding *item = find_judged(judgement, page, &reason);
        if (item == NULL) {
            assessment_drop_reason(a, page, &reason);
            continue;
        }
        if (!assessment_lapse_reason(a, page, &reason, item->kept == JUDGED_LAPSED, err))
            return false;
        i++;
    }
    return true;
}

bool judge_settle(struct assessment *a, const struct judgement *judgement, struct error *err)
{
    size_t count;
    assessment_pages(a, &count);
    for (size_t page = 0; page < count; page++)
        if (!settle_page(a, judgement, page, err))
            return false;
    return true;
}
