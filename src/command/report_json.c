/* The object that scripts rely on. Its members are a contract: what is added
 * comes behind what was there. */
#include "config.h"

#include <stdlib.h>

#include "command/json.h"
#include "command/report_private.h"
#include "text/buffer.h"

static const char *severity_name(enum rules_severity severity)
{
    static const char *const names[] = {"error", "warning", "info"};
    return names[severity];
}

static void json_boolean(struct buffer *out, const char *name, bool value)
{
    buffer_append_format(out, ", \"%s\": %s", name, value ? "true" : "false");
}

/* The assessment that a node is in: this year's, last year's, or NULL (the
 * policy's own text). */
static const struct assessment *assessment_of(const struct report *r, const xmlNode *node)
{
    if (node->doc == assessment_document(r->a))
        return r->a;
    bool last = r->last_year != NULL && node->doc == assessment_document(r->last_year);
    return last ? r->last_year : NULL;
}

/* A text that could not be made for want of memory must not read as null. */
static void member_owned(struct buffer *out, const char *name, char *text)
{
    if (text == NULL)
        out->failed = true;
    json_member(out, name, text, true);
    free(text);
}

static void operand_json(const struct report *r, const xmlNode *node, struct buffer *out)
{
    char page[256] = "";
    const struct assessment *of = assessment_of(r, node);
    size_t index = of == NULL ? (size_t)-1 : assessment_page_of(of, node);
    if (index != (size_t)-1)
        assessment_page_name(of, index, page, sizeof page);
    buffer_append_string(out, "{");
    json_member(out, "page", index == (size_t)-1 ? NULL : page, false);
    member_owned(out, "field",
                 of == NULL ? assessment_node_path(node) : assessment_field_path(of, node));
    member_owned(out, "value", assessment_get(r->a, node));
    if (of == NULL)
        buffer_append_string(out, ", \"year\": null}");
    else
        buffer_append_format(out, ", \"year\": %d}", assessment_year(of));
}

static void operands_json(const struct report *r, const struct finding *f, struct buffer *out)
{
    buffer_append_string(out, ", \"operands\": [");
    for (size_t i = 0; i < f->operand_count; i++) {
        buffer_append_string(out, i == 0 ? "" : ", ");
        operand_json(r, f->operands[i], out);
    }
    buffer_append_string(out, "]");
}

static void finding_json(const struct report *r, const struct judged_finding *item,
                         struct buffer *out)
{
    char page[256] = "";
    const struct finding *f = item->finding;
    const struct judged_finding *items = r->judgement->items;
    bool reason = item->kept != JUDGED_NO_REASON;
    assessment_page_name(r->a, item->page, page, sizeof page);
    buffer_append_string(out, "{");
    json_member(out, "id", f->id, false);
    json_member(out, "severity", severity_name(f->severity), true);
    json_member(out, "page", page, true);
    member_owned(out, "field", assessment_field_path(r->a, f->node));
    member_owned(out, "path", assessment_node_path(f->node));
    json_member(out, "message", report_words(f->message, r->lang), true);
    json_member(out, "remedy", report_words(f->remedy, r->lang), true);
    json_member(out, "source", f->source, true);
    json_member(out, "reason", item->kept == JUDGED_KEPT ? item->reason.text : NULL, true);
    json_member(out, "version", judge_version(r->judge), true);
    operands_json(r, f, out);
    json_member(out, "cause", item->cause == (size_t)-1 ? NULL : items[item->cause].finding->id,
                true);
    json_boolean(out, "lapsed", item->kept == JUDGED_LAPSED);
    json_member(out, "by", reason ? item->reason.by : NULL, true);
    json_member(out, "at", reason ? item->reason.at : NULL, true);
    json_member(out, "reason_version", reason ? item->reason.version : NULL, true);
    buffer_append_string(out, "}");
}

static void differences_json(const struct report *r, struct buffer *out)
{
    const struct rejudged *d = r->differences;
    json_member(out, "before", d == NULL ? NULL : d->before, true);
    buffer_append_string(out, ", \"changes\": [");
    for (size_t i = 0; d != NULL && i < d->count; i++) {
        const struct rejudged_change *change = &d->changes[i];
        buffer_append_string(out, i == 0 ? "{" : ", {");
        json_member(out, "change", change->gone ? "gone" : "new", false);
        json_member(out, "id", change->rule, true);
        json_member(out, "severity", change->severity, true);
        json_member(out, "page", change->page, true);
        json_member(out, "field", change->field, true);
        json_member(out, "message", report_change_message(r, change), true);
        buffer_append_string(out, "}");
    }
    buffer_append_string(out, "]");
}

static void header_json(const struct report *r, size_t errors, size_t warnings, struct buffer *out)
{
    buffer_append_string(out, "{");
    json_member(out, "input", r->input, false);
    json_member(out, "policy", r->a == NULL ? NULL : form_name(assessment_form(r->a)), true);
    json_member(out, "ward", r->a == NULL ? NULL : assessment_ward_code(r->a), true);
    if (r->a == NULL)
        buffer_append_string(out, ", \"year\": null");
    else
        buffer_append_format(out, ", \"year\": %d", assessment_year(r->a));
    buffer_append_format(out, ", \"errors\": %zu, \"warnings\": %zu, \"findings\": [", errors,
                         warnings);
}

static void footer_json(const struct report *r, struct buffer *out)
{
    const struct judgement *judged = r->judgement;
    buffer_append_string(out, "]");
    json_member(out, "rules", r->judge == NULL ? NULL : judge_version(r->judge), true);
    buffer_append_format(out, ", \"kept\": %zu, \"open\": %zu", judged == NULL ? 0 : judged->kept,
                         judged == NULL ? 0 : judged->open);
    differences_json(r, out);
    buffer_append_string(out, "}");
}

bool report_print_json(const struct report *r)
{
    const struct judgement *judged = r->judgement;
    struct buffer out = BUFFER_INIT;
    header_json(r, judged->list.errors, judged->list.warnings, &out);
    for (size_t i = 0; i < judged->count; i++) {
        buffer_append_string(&out, i == 0 ? "" : ", ");
        finding_json(r, &judged->items[i], &out);
    }
    footer_json(r, &out);
    return json_print(&out);
}

/* --- a file that is not in the layout ----------------------------------------------- */

static void fault_json(const struct reader_fault *fault, struct buffer *out)
{
    buffer_append_string(out, "{");
    json_member(out, "id", "layout", false);
    json_member(out, "severity", "error", true);
    json_member(out, "page", fault->page, true);
    json_member(out, "field", NULL, true);
    json_member(out, "path", NULL, true);
    buffer_append_format(out, ", \"line\": %d", fault->line);
    json_member(out, "message", fault->message, true);
    json_member(out, "remedy", NULL, true);
    json_member(out, "source", "layout.xsd", true);
    json_member(out, "reason", NULL, true);
    json_member(out, "version", NULL, true);
    buffer_append_string(out, ", \"operands\": []");
    json_member(out, "cause", NULL, true);
    json_boolean(out, "lapsed", false);
    json_member(out, "by", NULL, true);
    json_member(out, "at", NULL, true);
    json_member(out, "reason_version", NULL, true);
    buffer_append_string(out, "}");
}

bool report_print_faults_json(const struct report *r, const struct reader_result *read)
{
    struct buffer out = BUFFER_INIT;
    header_json(r, read->count, 0, &out);
    for (size_t i = 0; i < read->count; i++) {
        buffer_append_string(&out, i == 0 ? "" : ", ");
        fault_json(&read->faults[i], &out);
    }
    footer_json(r, &out);
    return json_print(&out);
}
