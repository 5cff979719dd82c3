/* kusei trail verify | export */
#include "config.h"

#include "command/subcommands.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/json.h"
#include "exchange/writer.h"
#include "store/trail.h"
#include "store/trail_verify.h"
#include "text/i18n.h"

/* --- verify ------------------------------------------------------------------------ */

/* SEQ:HEX, as a submission and a receipt have it. */
static bool read_head(const char *text, struct store_trail_head *head)
{
    char *end;
    if (*text < '0' || *text > '9')
        return false;
    errno = 0;
    long long seq = strtoll(text, &end, 10);
    head->seq = seq;
    return errno == 0 && *end == ':' && store_hash_read(end + 1, head->hash);
}

static void verdict_text(const struct store_trail_verdict *v, const char *hex)
{
    if (v->fault == STORE_TRAIL_WHOLE) {
        printf(_("The trail is whole: %lld rows. Its head is %lld:%s\n"), (long long)v->head.seq,
               (long long)v->head.seq, hex);
        return;
    }
    printf(_("The trail is not whole. First bad row: %lld: %s.\n"), (long long)v->seq,
           v->sentence.text);
    if (v->at != NULL)
        printf("  %s  %s  %s\n", v->at, v->who, v->action);
    printf(_("Keep the file as it is, and compare it with the last backup and receipt.\n"));
}

static bool verdict_json(const struct store_trail_verdict *v, const char *hex)
{
    struct buffer out = BUFFER_INIT;
    bool whole = v->fault == STORE_TRAIL_WHOLE;
    buffer_append_format(&out, "{\"whole\": %s, \"rows\": %lld", whole ? "true" : "false",
                         (long long)v->head.seq);
    if (whole) {
        buffer_append_format(&out, ", \"bytes\": %lld, \"head\": \"%lld:%s\"}",
                             (long long)v->hashed, (long long)v->head.seq, hex);
        return json_print(&out);
    }
    buffer_append_format(&out, ", \"bad\": {\"seq\": %lld", (long long)v->seq);
    json_member(&out, "fault", store_trail_fault_word(v->fault), true);
    json_member(&out, "message", v->sentence.text, true);
    json_member(&out, "at", v->at, true);
    json_member(&out, "who", v->who, true);
    json_member(&out, "action", v->action, true);
    buffer_append_string(&out, "}}");
    return json_print(&out);
}

static int verify(struct context *c)
{
    struct store_trail_head head;
    bool good;
    bool json = context_wants_json(c, &good);
    if (!good)
        return STATUS_FAILED;
    if (c->head != NULL && !read_head(c->head, &head))
        return context_usage(_("--head takes SEQ:HASH as a receipt has it, not \"%s\"."), c->head);
    struct error err;
    struct store_trail_verdict verdict;
    char hex[STORE_HASH_HEX];
    if (!context_need_store(c, false))
        return STATUS_FAILED;
    if (!store_trail_verify(c->store, c->head == NULL ? NULL : &head, &verdict, &err))
        return context_fail(&err);
    store_hash_hex(verdict.head.hash, hex);
    if (json)
        good = verdict_json(&verdict, hex);
    else
        verdict_text(&verdict, hex);
    bool whole = verdict.fault == STORE_TRAIL_WHOLE;
    store_trail_verdict_free(&verdict);
    return !good ? STATUS_FAILED : whole ? STATUS_DONE : STATUS_NO;
}

/* --- export ------------------------------------------------------------------------ */

/* RFC 4180. What is NULL is nothing, what is an empty text is "": whoever reads the
 * file can hash the rows again. */
static void csv_text(struct buffer *out, const char *text)
{
    buffer_append_string(out, ",");
    if (text == NULL)
        return;
    buffer_append_string(out, "\"");
    for (const char *p = text; *p != '\0';) {
        size_t run = strcspn(p, "\"");
        buffer_append(out, p, run);
        p += run;
        if (*p == '"') {
            buffer_append_string(out, "\"\"");
            p++;
        }
    }
    buffer_append_string(out, "\"");
}

static void csv_number(struct buffer *out, int64_t number)
{
    if (number == 0)
        buffer_append_string(out, ",");
    else
        buffer_append_format(out, ",%lld", (long long)number);
}

static bool csv_row(void *to, const struct store_trail_row *row, struct error *err)
{
    struct buffer *out = to;
    const struct store_trail_entry *e = &row->entry;
    buffer_append_format(out, "%lld", (long long)row->seq);
    csv_text(out, row->at);
    csv_text(out, e->who);
    csv_text(out, e->role);
    csv_text(out, e->action);
    csv_number(out, e->assessment);
    csv_number(out, e->page);
    csv_number(out, e->revision);
    csv_text(out, e->subject);
    csv_text(out, e->old);
    csv_text(out, e->new);
    csv_text(out, e->why);
    csv_text(out, row->hash);
    buffer_append_string(out, "\r\n");
    return !out->failed || error_set_memory(err);
}

static int export(struct context *c)
{
    if (c->format != NULL && strcmp(c->format, "csv") != 0)
        return context_usage(_("\"%s\" is not a format of this command."), c->format);
    if (!context_need_store(c, false))
        return STATUS_FAILED;
    struct error err;
    struct buffer out = BUFFER_INIT;
    if (c->bom)
        buffer_append_string(&out, "\xEF\xBB\xBF");
    buffer_append_string(&out, "seq,at,who,role,action,assessment,page,revision,subject,old,new,"
                               "why,hash\r\n");
    bool good = store_trail_read(c->store, csv_row, &out, &err) &&
                writer_write_file(c->output, out.data, out.size, &err);
    buffer_free(&out);
    return good ? STATUS_DONE : context_fail(&err);
}

int command_trail(struct context *c, int count, char **arguments)
{
    if (count == 1 && strcmp(arguments[0], "verify") == 0)
        return verify(c);
    if (count == 1 && strcmp(arguments[0], "export") == 0)
        return export(c);
    return context_usage(_("\"kusei trail\" is followed by verify or export."));
}
