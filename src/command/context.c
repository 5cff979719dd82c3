#include "config.h"

#include "command/context.h"

#include <locale.h>
#include <pwd.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "text/buffer.h"
#include "text/era.h"
#include "text/i18n.h"

static const char *environment(const char *name)
{
    const char *value = getenv(name);
    return value == NULL || *value == '\0' ? NULL : value;
}

/* Japanese unless the person's locale asks for English: most of those who use
 * the program never set one. */
static enum form_lang choose_language(void)
{
    static const char *const names[] = {"KUSEI_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *value = environment(names[i]);
        if (value != NULL && strncmp(value, "en", 2) == 0)
            return FORM_EN;
        if (value != NULL && strncmp(value, "ja", 2) == 0)
            return FORM_JA;
    }
    return FORM_JA;
}

static void start_locale(enum form_lang lang)
{
    /* Only these two: numbers and order in data never follow a locale, and one that is
     * missing for something else does not take the characters with it. */
    setlocale(LC_CTYPE, "");
    /* gettext looks at LANGUAGE only where LC_MESSAGES is not "C". */
    const char *messages = setlocale(LC_MESSAGES, "");
    if (messages == NULL || strcmp(messages, "C") == 0 || strcmp(messages, "POSIX") == 0)
        setlocale(LC_MESSAGES, "C.UTF-8");
    setenv("LANGUAGE", lang == FORM_JA ? "ja" : "en", 1);
    const char *directory = environment("TEXTDOMAINDIR");
    bindtextdomain(PACKAGE, directory == NULL ? LOCALEDIR : directory);
    bind_textdomain_codeset(PACKAGE, "UTF-8");
    textdomain(PACKAGE);
}

static void find_author(char *out, size_t size)
{
    const struct passwd *user = getpwuid(geteuid());
    if (user != NULL && user->pw_name != NULL)
        snprintf(out, size, "%s", user->pw_name);
    else
        snprintf(out, size, "uid-%u", (unsigned)geteuid());
}

void context_start(struct context *c)
{
    c->lang = choose_language();
    start_locale(c->lang);
    find_author(c->person.name, sizeof c->person.name);
    snprintf(c->person.role, sizeof c->person.role, "%s", ACCOUNTS_STAFF);
}

void context_finish(struct context *c)
{
    store_close(c->store);
    catalogue_free(c->catalogue);
    free(c->own_forms);
}

int context_fail(const struct error *err)
{
    fprintf(stderr, "kusei: %s\n", err->text);
    return STATUS_FAILED;
}

int context_usage(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fputs("kusei: ", stderr);
    vfprintf(stderr, format, arguments);
    /* TRANSLATORS: stands behind a sentence; the blank in front belongs to it. */
    fprintf(stderr, "%s\n", _(" See \"kusei --help\"."));
    va_end(arguments);
    return STATUS_FAILED;
}

const char *context_share(void)
{
    const char *share = environment("KUSEI_SHARE");
    return share == NULL ? SHAREDIR : share;
}

const char *context_helper(struct context *c, const char *name)
{
    const char *folder = environment("KUSEI_HELPERS");
    snprintf(c->helper, sizeof c->helper, "%s/%s", folder == NULL ? HELPERDIR : folder, name);
    return c->helper;
}

/* $XDG_DATA_HOME/kusei/NAME, as the XDG base directories have it. */
static char *in_data_home(const char *name)
{
    struct buffer path = BUFFER_INIT;
    const char *data = environment("XDG_DATA_HOME");
    const char *home = environment("HOME");
    if (data != NULL && *data == '/')
        buffer_append_format(&path, "%s/kusei/%s", data, name);
    else if (home != NULL)
        buffer_append_format(&path, "%s/.local/share/kusei/%s", home, name);
    else
        return NULL;
    return buffer_take(&path);
}

const char *context_own_forms(struct context *c)
{
    if (c->own_forms == NULL && !c->captive)
        c->own_forms = in_data_home("forms");
    return c->own_forms;
}

bool context_need_forms(struct context *c)
{
    if (c->catalogue != NULL)
        return true;
    struct error err;
    c->catalogue = catalogue_open_with(context_share(), context_own_forms(c), &err);
    if (c->catalogue == NULL)
        context_fail(&err);
    return c->catalogue != NULL;
}

static bool open_store(struct context *c, bool create, struct error *err)
{
    if (c->store != NULL)
        return true;
    const char *given = c->db != NULL ? c->db : environment("KUSEI_DB");
    char *made = given == NULL ? in_data_home("kusei.db") : NULL;
    if (given == NULL && made == NULL)
        error_set(err,
                  _("There is no home folder to keep the database in. Name a file with --db."));
    else
        c->store = store_open(given == NULL ? made : given, create, err);
    free(made);
    return c->store != NULL;
}

bool context_need_store(struct context *c, bool create)
{
    struct error err;
    if (open_store(c, create, &err))
        return true;
    context_fail(&err);
    return false;
}

/* --- WARD YEAR -------------------------------------------------------------------- */

static const struct store_assessment *pick(const struct store_assessment_list *list,
                                           const char *ward, int year, bool *several)
{
    const struct store_assessment *found = NULL;
    *several = false;
    for (size_t i = 0; i < list->count; i++) {
        const struct store_assessment *item = &list->items[i];
        if (item->year != year ||
            (strcmp(item->ward_code, ward) != 0 && strcmp(item->ward_name, ward) != 0))
            continue;
        *several = found != NULL;
        found = item;
    }
    return found;
}

static struct assessment *open_listed(struct context *c, const char *ward, int year,
                                      struct error *err)
{
    struct store_assessment_list list = {0};
    if (!store_list(c->store, &list, err))
        return NULL;
    bool several;
    const struct store_assessment *found = pick(&list, ward, year, &several);
    struct assessment *a = NULL;
    /* One that is there counts even where its ward has left the table since. */
    if (several)
        error_set(err, _("%s is a ward of more than one city. Give its code instead of its name."),
                  ward);
    else if (found != NULL)
        a = assessment_open(c->store, c->catalogue, found->ward_code, year, err);
    else if (reference_find_ward(catalogue_reference(c->catalogue), NULL, ward, err) != NULL)
        error_set(err,
                  _("There is no assessment of %s for %d. \"kusei list\" shows those there are, "
                    "\"kusei new\" makes one."),
                  ward, year);
    store_list_free(&list);
    return a;
}

/* The only ward of that name that an assessment of some year is of; NULL: none, or several. */
static const char *only_ward(const struct store_assessment_list *list, const char *name)
{
    const char *found = NULL;
    for (size_t i = 0; i < list->count; i++) {
        if (strcmp(list->items[i].ward_name, name) != 0)
            continue;
        if (found != NULL && strcmp(found, list->items[i].ward_code) != 0)
            return NULL;
        found = list->items[i].ward_code;
    }
    return found;
}

const char *context_known_ward(struct context *c, const char *ward)
{
    struct error unsaid;
    struct store_assessment_list list = {0};
    if (c->policy != NULL || !open_store(c, false, &unsaid) ||
        !store_list(c->store, &list, &unsaid))
        return ward;
    const char *code = only_ward(&list, ward);
    snprintf(c->known_ward, sizeof c->known_ward, "%s", code == NULL ? "" : code);
    store_list_free(&list);
    return c->known_ward[0] == '\0' ? ward : c->known_ward;
}

struct assessment *context_open(struct context *c, const char *ward, const char *year)
{
    if (!context_need_forms(c) || !context_need_store(c, false))
        return NULL;
    struct error err;
    int number;
    struct assessment *a = NULL;
    const struct era_table *eras = reference_eras(catalogue_reference(c->catalogue));
    if (!era_parse_year(eras, year, &number))
        error_set(&err, _("\"%s\" is no fiscal year. Write it like 2015, 平成27 or H27."), year);
    else
        a = open_listed(c, ward, number, &err);
    if (a == NULL)
        context_fail(&err);
    return a;
}

bool context_wants_json(const struct context *c, bool *good)
{
    *good = true;
    if (c->format == NULL || strcmp(c->format, "text") == 0)
        return false;
    if (strcmp(c->format, "json") == 0)
        return true;
    context_usage(_("\"%s\" is not a format of this command."), c->format);
    *good = false;
    return false;
}
