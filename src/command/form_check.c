/* kusei form check FOLDER */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "authoring/examine.h"
#include "command/form_tools.h"
#include "command/json.h"
#include "text/buffer.h"
#include "text/i18n.h"

/* --- for programs ------------------------------------------------------------------- */

static bool print_object(const struct mistake *m)
{
    struct buffer out = BUFFER_INIT;
    buffer_append_string(&out, "{");
    json_member(&out, "file", m->file, false);
    buffer_append_string(&out, ", \"line\": ");
    if (m->line > 0)
        buffer_append_format(&out, "%ld", m->line);
    else
        buffer_append_string(&out, "null");
    json_member(&out, "severity", m->remark ? "info" : "error", true);
    json_member(&out, "message", m->reason, true);
    json_member(&out, "remedy", m->remedy, true);
    buffer_append_string(&out, "}");
    return json_print(&out);
}

/* --- for people ---------------------------------------------------------------------- */

static bool ends_a_sentence(const char *text)
{
    static const char *const marks[] = {".", "。", "!", "?"};
    size_t size = strlen(text);
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t length = strlen(marks[i]);
        if (size >= length && strcmp(text + size - length, marks[i]) == 0)
            return true;
    }
    return false;
}

/* "form.xml:120: what is wrong. What to do." */
static void print_line(const struct mistake *m)
{
    printf("%s", m->file);
    if (m->line > 0)
        printf(":%ld", m->line);
    /* TRANSLATORS: in front of what need not be mended. */
    printf(": %s%s", m->remark ? _("remark: ") : "", m->reason);
    /* TRANSLATORS: ends a sentence that has no full stop. */
    printf("%s", ends_a_sentence(m->reason) ? "" : _("."));
    printf("%s%s\n", m->remedy == NULL ? "" : " ", m->remedy == NULL ? "" : m->remedy);
}

static void print_sum(const struct mistakes *list)
{
    size_t remarks = list->count - list->wrong;
    if (list->count == 0)
        puts(_("No mistakes."));
    else
        printf(_("Mistakes: %zu, remarks: %zu.\n"), list->wrong, remarks);
}

int form_tool_check(struct context *c, int count, char **arguments)
{
    struct mistakes found = MISTAKES_INIT;
    struct error err;
    bool good, json = context_wants_json(c, &good);
    if (!good)
        return STATUS_FAILED;
    if (count != 1)
        return context_usage(_("\"kusei form check\" takes one folder, that of a policy."));
    if (!context_need_forms(c))
        return STATUS_FAILED;
    good = examine_folder(arguments[0], catalogue_reference(c->catalogue), &found, &err);
    for (size_t i = 0; good && i < found.count; i++) {
        if (!json)
            print_line(&found.items[i]);
        else if (!print_object(&found.items[i]))
            good = error_set_memory(&err);
    }
    if (good && !json)
        print_sum(&found);
    int status = !good ? context_fail(&err) : found.wrong > 0 ? STATUS_NO : STATUS_DONE;
    mistakes_free(&found);
    return status;
}
