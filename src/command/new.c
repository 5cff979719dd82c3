/* kusei new WARD YEAR */
#include "config.h"

#include "command/subcommands.h"

#include <stdio.h>

#include "assessment/rollover.h"
#include "command/ask.h"
#include "command/json.h"
#include "text/buffer.h"
#include "text/era.h"
#include "text/i18n.h"

/* What is begun: the form for ward and year, and the year it is begun from, 0 for none. */
struct beginning {
    const struct form *form;
    const struct ward *ward;
    int year, from;
    bool json;
};

static bool read_year(const struct context *c, const char *text, int *year, struct error *err)
{
    const struct era_table *eras = reference_eras(catalogue_reference(c->catalogue));
    return era_parse_year(eras, text, year) ||
           error_set(err, _("\"%s\" is no fiscal year. Write it like 2015, 平成27 or H27."), text);
}

static bool read_beginning(struct context *c, char **arguments, struct beginning *b,
                           struct error *err)
{
    *b = (struct beginning){.from = 0};
    if (!read_year(c, arguments[1], &b->year, err) ||
        (c->from != NULL && !read_year(c, c->from, &b->from, err)))
        return false;
    if (b->from >= b->year)
        return error_set(err,
                         _("--from %d is no year before %d. Name the year that is to be carried "
                           "over."),
                         b->from, b->year);
    b->form = catalogue_choose(c->catalogue, c->policy, context_known_ward(c, arguments[0]),
                               b->year, &b->ward, err);
    return b->form != NULL;
}

/* --- what was carried over ------------------------------------------------------------- */

static int count_open_pages(const struct assessment *a)
{
    int done, total;
    assessment_progress(a, &done, &total);
    return total - done;
}

/* Further lines of a text stand under its first. */
static void print_text(const char *text)
{
    for (; *text != '\0'; text++) {
        if (*text == '\n')
            printf("\n     ");
        else
            putchar(*text);
    }
    putchar('\n');
}

static void print_left(const struct rollover_report *report)
{
    if (report->count > 0)
        printf("%s\n", _("These texts have no place in the new form:"));
    for (size_t i = 0; i < report->count; i++) {
        printf("  %s  %s: ", report->left[i].page, report->left[i].field);
        print_text(report->left[i].text);
    }
}

static bool print_json(const struct assessment *a, const struct beginning *b,
                       const struct rollover_report *report)
{
    struct buffer out = BUFFER_INIT;
    buffer_append_string(&out, "{");
    json_member(&out, "ward", assessment_ward_code(a), false);
    buffer_append_format(&out, ", \"year\": %d, \"from\": %d, \"fields\": %zu, \"open_pages\": %d",
                         b->year, b->from, report->fields, count_open_pages(a));
    buffer_append_string(&out, ", \"left\": [");
    for (size_t i = 0; i < report->count; i++) {
        buffer_append_string(&out, i == 0 ? "{" : ", {");
        json_member(&out, "page", report->left[i].page, false);
        json_member(&out, "field", report->left[i].field, true);
        json_member(&out, "text", report->left[i].text, true);
        buffer_append_string(&out, "}");
    }
    buffer_append_string(&out, "]}");
    return json_print(&out);
}

static bool tell(const struct assessment *a, const struct beginning *b,
                 const struct rollover_report *report, struct error *err)
{
    int open = count_open_pages(a);
    if (b->json)
        return print_json(a, b, report) || error_set_memory(err);
    printf(_("%s %d: %zu fields carried over from %d. Pages to fill in: %d."),
           assessment_ward_name(a), b->year, report->fields, b->from, open);
    printf("\n");
    print_left(report);
    return true;
}

/* --- making it -------------------------------------------------------------------------- */

static bool store_it(struct context *c, struct assessment *a, const char *from, struct error *err)
{
    const struct store_author author = {
        .name = c->person.name, .action = "new", .role = c->person.role, .why = from};
    return a != NULL && assessment_create(a, c->store, &author, err);
}

static bool make_blank(struct context *c, const struct beginning *b, struct error *err)
{
    struct assessment *a =
        assessment_new(b->form, catalogue_reference(c->catalogue), b->ward, b->year, err);
    bool good = store_it(c, a, NULL, err);
    assessment_free(a);
    return good;
}

static bool make_from(struct context *c, const struct beginning *b, struct error *err)
{
    char from[16];
    struct rollover_report report = {0};
    struct assessment *last = assessment_open(c->store, c->catalogue, b->ward->code, b->from, err);
    struct assessment *a =
        last == NULL ? NULL : rollover_make(last, b->form, b->year, c->lang, &report, err);
    snprintf(from, sizeof from, "%d", b->from);
    bool good = store_it(c, a, from, err) && tell(a, b, &report, err);
    rollover_report_free(&report);
    assessment_free(a);
    assessment_free(last);
    return good;
}

int command_new(struct context *c, int count, char **arguments)
{
    struct beginning b;
    struct error err;
    bool good;
    if (count != 2)
        return context_usage(_("\"kusei new\" needs a ward and a year."));
    bool json = context_wants_json(c, &good);
    if (!good || !context_need_forms(c))
        return STATUS_FAILED;
    /* An unknown ward or year must not leave an empty database behind. */
    if (!read_beginning(c, arguments, &b, &err))
        return context_fail(&err);
    b.json = json;
    if (!context_need_store(c, b.from == 0) || !ask_who(c))
        return STATUS_FAILED;
    good = b.from == 0 ? make_blank(c, &b, &err) : make_from(c, &b, &err);
    return good ? STATUS_DONE : context_fail(&err);
}
