/* kusei city import | due | status | list | compare | publish: the city's side. */
#include "config.h"

#include "command/subcommands.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "city/answer.h"
#include "city/receive.h"
#include "command/ask.h"
#include "command/city_status.h"
#include "command/json.h"
#include "command/verifying.h"
#include "review/collection.h"
#include "text/i18n.h"

static int usage(void)
{
    return context_usage(_("\"kusei city\" is followed by import FILE...; due YEAR [DAY]; status "
                           "YEAR; list YEAR; compare YEAR [INDICATOR]; or publish YEAR."));
}

/* --- who ---------------------------------------------------------------------------------- */

/* Signs in, and looks whether the person may. NULL after saying why not. */
static struct review *open_for(struct context *c, const char *right, struct review_actor *actor)
{
    struct error err;
    if (!ask_who(c))
        return NULL;
    struct review *review = review_open(c->store, c->catalogue, c->lang, &err);
    *actor = (struct review_actor){.name = c->person.name, .role = c->person.role};
    if (review != NULL && review_has_right(review, actor, right, &err))
        return review;
    review_free(review);
    context_fail(&err);
    return NULL;
}

/* --- import ------------------------------------------------------------------------------- */

struct importing {
    struct context *c;
    struct city city;
    const char *folder;
    bool json;
};

/* Before anything is received: what is taken has to be answered. */
static bool check_folder(const char *folder)
{
    struct stat info;
    if (stat(folder, &info) == 0 && S_ISDIR(info.st_mode) && access(folder, W_OK | X_OK) == 0)
        return true;
    struct error err;
    error_set(&err, _("%s is no folder that can be written to. Name another with -o."), folder);
    context_fail(&err);
    return false;
}

static bool print_json(const char *file, const struct city_received *received, const char *path,
                       const char *message)
{
    const struct store_city_submission *is = &received->is;
    struct buffer out = BUFFER_INIT;
    buffer_append_string(&out, "{");
    json_member(&out, "input", file, false);
    buffer_append_format(&out, ", \"accepted\": %s, \"again\": %s",
                         *is->refusal == '\0' ? "true" : "false",
                         received->again ? "true" : "false");
    json_member(&out, "number", is->number, true);
    city_status_json_submission(&out, is);
    json_member(&out, "message", message, true);
    json_member(&out, "answer", path, true);
    buffer_append_string(&out, "}");
    return json_print(&out);
}

static void print_text(const struct importing *im, const char *file,
                       const struct city_received *received, const char *path, const char *message)
{
    const struct store_city_submission *is = &received->is;
    const struct reference *r = catalogue_reference(im->c->catalogue);
    const struct ward *ward =
        *is->ward == '\0' ? NULL : reference_find_ward(r, NULL, is->ward, NULL);
    printf("%s: ", file);
    if (*is->ward != '\0')
        printf("%s %s %d, ", is->ward, ward == NULL ? "" : ward->name, is->year);
    if (*is->refusal != '\0')
        printf(_("refused [%s] %s"), is->refusal, message);
    else
        printf("%s",
               strcmp(is->kind, STORE_CITY_WITHDRAWAL) == 0 ? _("taken back.") : _("accepted."));
    printf("\n  %s: %s", is->number, path);
    if (received->again)
        printf("  %s", _("(the same file was received before)"));
    putchar('\n');
}

static bool report(const struct importing *im, const char *file,
                   const struct city_received *received, const char *path)
{
    char *message = *received->is.refusal == '\0' ? NULL : city_explain(&received->is);
    bool good = message != NULL || *received->is.refusal == '\0';
    if (good && im->json)
        good = print_json(file, received, path, message);
    else if (good)
        print_text(im, file, received, path, message);
    free(message);
    return good;
}

static int import_file(struct importing *im, const char *file)
{
    struct error err;
    struct city_received received;
    char *path = NULL;
    if (!city_receive(&im->city, file, &received, &err))
        return context_fail(&err);
    int status = received.refusal == NULL ? STATUS_DONE : STATUS_NO;
    if (!city_answer(&im->city, &received, im->folder, &path, &err)) {
        context_fail(&err);
        error_set(&err, _("%s was received as %s. Import it again for the answer to it."), file,
                  received.is.number);
        status = context_fail(&err);
    } else if (!report(im, file, &received, path)) {
        error_set_memory(&err);
        status = context_fail(&err);
    }
    free(path);
    city_received_free(&received);
    return status;
}

static void write_moment(time_t at, char *out, size_t size)
{
    struct tm t;
    *out = '\0';
    if (gmtime_r(&at, &t) != NULL)
        strftime(out, size, "%Y-%m-%dT%H:%M:%SZ", &t);
}

/* Each file by itself: a bad one does not stop the others. */
static int import_files(struct context *c, const struct verifying *v, int count, char **files)
{
    struct importing im = {.c = c, .folder = c->output == NULL ? "." : c->output};
    bool good;
    im.json = context_wants_json(c, &good);
    if (!good || !check_folder(im.folder) || !context_need_store(c, true))
        return STATUS_FAILED;
    im.city = (struct city){.store = c->store, .catalogue = c->catalogue, .asked = v->asked};
    write_moment(v->asked.trust.at, im.city.received, sizeof im.city.received);
    im.city.review = open_for(c, REVIEW_COLLECT, &im.city.actor);
    if (im.city.review == NULL)
        return STATUS_FAILED;
    int status = STATUS_DONE;
    for (int i = 0; i < count; i++) {
        int one = import_file(&im, files[i]);
        status = one > status ? one : status;
    }
    city_end(&im.city);
    review_free(im.city.review);
    return status;
}

static int import(struct context *c, int count, char **files)
{
    struct verifying v;
    if (count == 0)
        return usage();
    int status = verifying_prepare(c, "kusei city import", &v);
    if (status == STATUS_DONE)
        status = import_files(c, &v, count, files);
    verifying_free(&v);
    return status;
}

/* --- the day -------------------------------------------------------------------------------- */

static bool is_day(const char *text)
{
    struct tm t = {0}, back;
    char again[16];
    const char *end = strptime(text, "%Y-%m-%d", &t);
    time_t at = timegm(&t);
    return end != NULL && *end == '\0' && gmtime_r(&at, &back) != NULL &&
           strftime(again, sizeof again, "%Y-%m-%d", &back) > 0 && strcmp(again, text) == 0;
}

static int show_day(struct context *c, int year)
{
    struct error err;
    struct store_city_due due;
    if (!store_city_read_due(c->store, year, &due, &err))
        return context_fail(&err);
    if (*due.day == '\0')
        printf(_("No day is set by which the submissions of %d are due. \"kusei city due %d DAY\" "
                 "sets it."),
               year, year);
    else
        printf(_("The submissions of %d are due by %s (set by %s)."), year, due.day, due.who);
    putchar('\n');
    store_city_due_free(&due);
    return STATUS_DONE;
}

static int set_day(struct context *c, int year, const char *day)
{
    struct error err;
    struct review_actor actor;
    struct review *review = open_for(c, REVIEW_DUE, &actor);
    if (review == NULL)
        return STATUS_FAILED;
    const struct store_actor who = {actor.name, actor.role};
    bool good = store_city_put_due(c->store, year, day, &who, &err);
    review_free(review);
    return good ? show_day(c, year) : context_fail(&err);
}

static int due(struct context *c, int count, char **words)
{
    int year;
    if (count < 1 || count > 2)
        return usage();
    if (!city_status_year(c, words[0], &year))
        return STATUS_FAILED;
    if (count == 2 && !is_day(words[1]))
        return context_usage(_("\"%s\" is no day. Write it like 2016-05-31."), words[1]);
    if (!context_need_store(c, count == 2))
        return STATUS_FAILED;
    return count == 1 ? show_day(c, year) : set_day(c, year, words[1]);
}

/* --- which ------------------------------------------------------------------------------------ */

int command_city(struct context *c, int count, char **arguments)
{
    static const struct {
        const char *name;
        int (*run)(struct context *c, int count, char **words);
    } parts[] = {{"import", import},           {"due", due},
                 {"status", city_status},      {"list", city_list},
                 {"compare", command_compare}, {"publish", command_publish}};
    if (count == 0)
        return usage();
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (strcmp(parts[i].name, arguments[0]) != 0)
            continue;
        return context_need_forms(c) ? parts[i].run(c, count - 1, arguments + 1) : STATUS_FAILED;
    }
    return usage();
}
