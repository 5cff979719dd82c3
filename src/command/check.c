/* kusei check FILE... | WARD YEAR | --all | --explain */
#include "config.h"

#include "command/subcommands.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/judging.h"
#include "command/report.h"
#include "exchange/reader.h"
#include "text/buffer.h"
#include "text/era.h"
#include "text/i18n.h"

struct check {
    struct context *c;
    bool json;
    struct judges judges;
};

static int worse_of(int a, int b)
{
    return a > b ? a : b;
}

/* Prints a judgement; the exit status for it. */
static int print_judging(const struct check *k, const struct judging *judging, const char *input,
                         const struct rejudged *differences)
{
    const struct report r = {.store = k->c->store,
                             .input = input,
                             .lang = k->c->lang,
                             .json = k->json,
                             .brief = k->c->all,
                             .judge = judging->judge,
                             .a = judging->a,
                             .last_year = judging->last_year,
                             .judgement = &judging->judgement,
                             .differences = differences};
    if (!report_print(&r)) {
        struct error err;
        error_set_memory(&err);
        return ferror(stdout) ? STATUS_FAILED : context_fail(&err);
    }
    return judging->judgement.list.errors > 0 ? STATUS_NO : STATUS_DONE;
}

/* --- files ------------------------------------------------------------------------- */

/* A file of the command: an assessment, or how it departs from the layout. */
struct input {
    const char *file;
    struct reader_result read;
    struct assessment *a; /* NULL: the faults say why, or it could not be read */
    int status;
};

static int read_input(struct check *k, struct input *in)
{
    struct error err;
    if (!reader_read(k->c->catalogue, in->file, &in->read, &err))
        return context_fail(&err);
    if (in->read.doc == NULL)
        return STATUS_NO;
    xmlDoc *doc = in->read.doc;
    in->read.doc = NULL;
    in->a =
        assessment_from_document(in->read.form, catalogue_reference(k->c->catalogue), doc, &err);
    return in->a == NULL ? context_fail(&err) : STATUS_DONE;
}

/* Last year's assessment among the files of the command. */
static struct assessment *find_last_year(const struct input *inputs, int count,
                                         const struct assessment *a)
{
    for (int i = 0; i < count; i++) {
        struct assessment *other = inputs[i].a;
        if (other != NULL && assessment_form(other) == assessment_form(a) &&
            assessment_year(other) == assessment_year(a) - 1 &&
            strcmp(assessment_ward_code(other), assessment_ward_code(a)) == 0)
            return other;
    }
    return NULL;
}

static int judge_input(struct check *k, const struct input *in, struct assessment *last_year)
{
    struct error err;
    struct judging judging = {.a = in->a, .last_year = last_year};
    judging.judge = judges_of(&k->judges, assessment_form(in->a), &err);
    int status = STATUS_FAILED;
    if (judging.judge == NULL ||
        !judge_run(judging.judge, in->a, last_year, &judging.judgement, &err)) {
        error_prefix(&err, "%s", in->file);
        context_fail(&err);
    } else {
        status = print_judging(k, &judging, in->file, NULL);
    }
    judgement_free(&judging.judgement);
    return status;
}

static int report_input(struct check *k, const struct input *inputs, int count,
                        const struct input *in)
{
    if (in->a != NULL)
        return judge_input(k, in, find_last_year(inputs, count, in->a));
    const struct report r = {.input = in->file, .json = k->json};
    if (in->status == STATUS_NO && !report_print_faults(&r, &in->read))
        return STATUS_FAILED;
    return in->status;
}

static int check_files(struct check *k, int count, char **files)
{
    struct input *inputs = calloc((size_t)count, sizeof *inputs);
    if (inputs == NULL) {
        struct error err;
        error_set_memory(&err);
        return context_fail(&err);
    }
    /* All are read before the first is judged: each may be another one's last year. */
    int worst = STATUS_DONE;
    for (int i = 0; i < count; i++) {
        inputs[i].file = files[i];
        inputs[i].status = read_input(k, &inputs[i]);
    }
    for (int i = 0; i < count; i++)
        worst = worse_of(worst, report_input(k, inputs, count, &inputs[i]));
    for (int i = 0; i < count; i++) {
        assessment_free(inputs[i].a);
        reader_result_free(&inputs[i].read);
    }
    free(inputs);
    return worst;
}

/* --- the database --------------------------------------------------------------------- */

/* Tells what was found and what differs from the last time. With --all that is
 * recorded, once it has been told. */
static int tell_stored(struct check *k, const struct judging *judging, struct error *err)
{
    bool changed;
    struct rejudged differences;
    struct store *s = k->c->store;
    struct buffer input = BUFFER_INIT;
    buffer_append_format(&input, "%s %d", assessment_ward_name(judging->a),
                         assessment_year(judging->a));
    char *name = buffer_take(&input);
    if (name == NULL) {
        error_set_memory(err);
        return context_fail(err);
    }
    int status = STATUS_FAILED;
    if (!rejudge_compare(judging->judge, judging->a, &judging->judgement, s, &changed, &differences,
                         err)) {
        context_fail(err);
    } else {
        status = print_judging(k, judging, name, changed ? &differences : NULL);
        rejudged_free(&differences);
    }
    free(name);
    bool told = status != STATUS_FAILED && fflush(stdout) == 0;
    if (told && k->c->all &&
        !rejudge_record(judging->judge, judging->a, &judging->judgement, s, err))
        return context_fail(err);
    return status;
}

/* The rules are those of the form as it is now. */
static void tell_version(const struct check *k, const struct assessment *a)
{
    if (k->json || !assessment_is_older(a))
        return;
    printf(_("%s %d: written with version %s of the form, judged by version %s."),
           assessment_ward_name(a), assessment_year(a), assessment_form_version(a),
           form_version(assessment_form(a)));
    printf("\n");
}

static int check_stored(struct check *k, const struct assessment *a)
{
    struct error err;
    tell_version(k, a);
    struct judging judging;
    int status = STATUS_FAILED;
    if (judging_run_stored(k->c, &k->judges, a, &judging, &err)) {
        status = tell_stored(k, &judging, &err);
    } else {
        error_prefix(&err, "%s %d", assessment_ward_name(a), assessment_year(a));
        context_fail(&err);
    }
    judging_free(&judging);
    return status;
}

static int check_named(struct check *k, char **arguments)
{
    struct assessment *a = context_open(k->c, arguments[0], arguments[1]);
    int status = a == NULL ? STATUS_FAILED : check_stored(k, a);
    assessment_free(a);
    return status;
}

static int check_listed(struct check *k, const struct store_assessment *item)
{
    struct error err;
    struct assessment *a =
        assessment_open(k->c->store, k->c->catalogue, item->ward_code, item->year, &err);
    if (a == NULL) {
        error_prefix(&err, "%s %d", item->ward_name, item->year);
        return context_fail(&err);
    }
    int status = check_stored(k, a);
    assessment_free(a);
    return status;
}

static int check_all(struct check *k)
{
    struct error err;
    struct store_assessment_list list = {0};
    if (!context_need_store(k->c, false))
        return STATUS_FAILED;
    if (!store_list(k->c->store, &list, &err))
        return context_fail(&err);
    int worst = STATUS_DONE;
    for (size_t i = 0; i < list.count; i++)
        worst = worse_of(worst, check_listed(k, &list.items[i]));
    if (!k->json && list.count == 0)
        printf("%s\n", _("No assessment yet. \"kusei new WARD YEAR\" makes one."));
    store_list_free(&list);
    return worst;
}

/* --- which of them ---------------------------------------------------------------------- */

/* WARD YEAR or two files? A second word that reads as a year decides. */
static bool names_assessment(const struct context *c, int count, char **arguments)
{
    int year;
    return count == 2 &&
           era_parse_year(reference_eras(catalogue_reference(c->catalogue)), arguments[1], &year);
}

static int check(struct check *k, int count, char **arguments)
{
    struct context *c = k->c;
    if (c->all)
        return check_all(k);
    if (names_assessment(c, count, arguments))
        return check_named(k, arguments);
    if (count == 1 &&
        reference_find_ward(catalogue_reference(c->catalogue), NULL, arguments[0], NULL) != NULL)
        return context_usage(_("\"%s\" is a ward. Give the year too, like 2015 or H27."),
                             arguments[0]);
    return check_files(k, count, arguments);
}

int command_check(struct context *c, int count, char **arguments)
{
    bool good;
    struct check k = {.c = c, .json = context_wants_json(c, &good)};
    if (!good)
        return STATUS_FAILED;
    if (c->all && (c->explain || count > 0))
        return context_usage(_("\"kusei check --all\" takes no file, no ward and no rule."));
    if (c->explain)
        return command_explain(c, count, arguments, c->policy);
    if (count == 0 && !c->all)
        return context_usage(_("\"kusei check\" needs a file, or a ward and a year."));
    if (!context_need_forms(c))
        return STATUS_FAILED;
    int status = check(&k, count, arguments);
    judges_free(&k.judges);
    return status;
}
