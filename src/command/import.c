/* kusei import FILE..., and what every import ends with */
#include "config.h"

#include "command/subcommands.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/ask.h"
#include "command/judging.h"
#include "exchange/reader.h"
#include "review/rejudge.h"
#include "text/i18n.h"

static void print_faults(const char *file, const struct reader_result *read)
{
    for (size_t i = 0; i < read->count; i++)
        fprintf(stderr, "kusei: %s:%d: %s\n", file, read->faults[i].line, read->faults[i].message);
    fprintf(stderr, "kusei: %s: ", file);
    fprintf(stderr,
            _("It is not in the official layout (places above: %zu); nothing was imported."),
            read->count);
    fputc('\n', stderr);
}

/* The assessment of one file, not yet stored; NULL after saying why. */
static struct assessment *read_file(struct context *c, const char *file)
{
    struct error err;
    struct reader_result read = {0};
    if (!reader_read(c->catalogue, file, &read, &err)) {
        context_fail(&err);
        return NULL;
    }
    if (read.doc == NULL) {
        print_faults(file, &read);
        reader_result_free(&read);
        return NULL;
    }
    if (read.is_signed) {
        printf(
            _("%s: It bears a signature, which an import does not verify; \"kusei verify\" does."),
            file);
        putchar('\n');
    }
    xmlDoc *doc = read.doc;
    read.doc = NULL;
    struct assessment *a =
        assessment_from_document(read.form, catalogue_reference(c->catalogue), doc, &err);
    reader_result_free(&read);
    if (a == NULL)
        context_fail(&err);
    return a;
}

static bool is_free(struct context *c, struct assessment *const *all, int count,
                    const struct assessment *a, const char *file)
{
    struct error err;
    bool found;
    struct store_assessment there = {0};
    const char *code = assessment_ward_code(a);
    int year = assessment_year(a);
    if (!store_find(c->store, code, year, &found, &there, &err)) {
        context_fail(&err);
        return false;
    }
    store_assessment_free(&there);
    for (int i = 0; i < count && !found; i++)
        found = strcmp(assessment_ward_code(all[i]), code) == 0 && assessment_year(all[i]) == year;
    if (found) {
        error_set(&err,
                  _("%s: The assessment of %s for %d is there already, and an import replaces "
                    "none. Use another database (--db)."),
                  file, assessment_ward_name(a), year);
        context_fail(&err);
    }
    return !found;
}

/* Whether the rules of every form can be read: found out before anything is stored. */
static bool have_rules(struct judges *judges, struct assessment *const *all, int count)
{
    struct error err;
    for (int i = 0; i < count; i++) {
        if (judges_of(judges, assessment_form(all[i]), &err) == NULL) {
            context_fail(&err);
            return false;
        }
    }
    return true;
}

/* Keeps what the rules say of it, for the day when they change. The assessment
 * is stored by then: what fails here is said and does not undo that. */
static void record(struct context *c, struct judges *judges, const struct assessment *a,
                   const char *file)
{
    struct error err;
    struct judging judging;
    if (!judging_run_stored(c, judges, a, &judging, &err) ||
        !rejudge_record(judging.judge, a, &judging.judgement, c->store, &err)) {
        error_prefix(&err, "%s", file);
        context_fail(&err);
    }
    judging_free(&judging);
}

static void print_proposals(const struct assessment *a, const char *file)
{
    size_t count = assessment_proposals_count(a);
    if (count == 0)
        return;
    printf(_("%s: figures read from the texts that wait to be confirmed on their pages: %zu."),
           file, count);
    putchar('\n');
}

void command_import_tell(const struct assessment *a, const char *file)
{
    int done, total;
    assessment_progress(a, &done, &total);
    printf(_("%s: %s %d imported, %d of %d pages done."), file, assessment_ward_name(a),
           assessment_year(a), done, total);
    putchar('\n');
    print_proposals(a, file);
}

static bool store_file(struct context *c, struct assessment *a, const char *file, bool quiet)
{
    struct error err;
    const struct store_author author = {
        .name = c->person.name, .action = "import", .role = c->person.role};
    if (!assessment_create(a, c->store, &author, &err)) {
        error_prefix(&err, "%s", file);
        context_fail(&err);
        return false;
    }
    if (!quiet)
        command_import_tell(a, file);
    return true;
}

int command_import_files(struct context *c, int count, char **files, bool quiet)
{
    struct assessment **all = calloc((size_t)count, sizeof *all);
    if (all == NULL) {
        struct error err;
        error_set_memory(&err);
        return context_fail(&err);
    }
    /* Every file is read before the first is stored, so that a bad one among
     * many leaves the database as it was. */
    bool good = true;
    int read = 0;
    for (; good && read < count; read += good) {
        all[read] = read_file(c, files[read]);
        good = all[read] != NULL;
    }
    struct judges judges = {0};
    good = good && have_rules(&judges, all, read) && context_need_store(c, true) && ask_who(c);
    for (int i = 0; good && i < count; i++)
        good = is_free(c, all, i, all[i], files[i]);
    int stored = 0;
    for (; good && stored < count; stored += good)
        good = store_file(c, all[stored], files[stored], quiet);
    /* When all are there: one may be the year before of another. */
    for (int i = 0; i < stored; i++)
        record(c, &judges, all[i], files[i]);
    judges_free(&judges);
    for (int i = 0; i < read; i++)
        assessment_free(all[i]);
    free(all);
    return good ? STATUS_DONE : STATUS_FAILED;
}

bool command_import_one(struct context *c, struct assessment *a, const char *file)
{
    struct judges judges = {0};
    bool good = have_rules(&judges, &a, 1) && context_need_store(c, true) && ask_who(c) &&
                is_free(c, NULL, 0, a, file) && store_file(c, a, file, true);
    if (good)
        record(c, &judges, a, file);
    judges_free(&judges);
    return good;
}

int command_import(struct context *c, int count, char **arguments)
{
    if (c->tsv)
        return command_import_tsv(c, count, arguments);
    if (count == 0)
        return context_usage(_("\"kusei import\" needs a file."));
    if (!context_need_forms(c))
        return STATUS_FAILED;
    return command_import_files(c, count, arguments, false);
}
