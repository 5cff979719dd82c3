/* kusei form new NAME --city CODE --years FIRST-LAST [--title TEXT] [-o FOLDER] */
#include "config.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "city/folder.h"
#include "command/form_tools.h"
#include "text/allowed.h"
#include "text/buffer.h"
#include "text/i18n.h"
#include "text/markup.h"

/* The files of data/form-template, of which a new folder is made. */
static const char *const templates[] = {"form.xml",  "blank.xml", "prototypes.xml", "layout.xsd",
                                        "rules.sch", "cases.xml", "sheet.xml"};

/* What stands in the place of the names in the templates, ready for XML. */
struct words {
    const char *name, *city;
    char first[12], last[12];
    struct buffer title;
};

/* --- what was asked for -------------------------------------------------------------- */

/* It becomes a folder, an attribute's value and a word on the command line. */
static bool check_name(const char *name, struct error *err)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789-";
    if (*name >= 'a' && *name <= 'z' && name[strspn(name, letters)] == '\0' && strlen(name) <= 64)
        return true;
    return error_set(err,
                     _("\"%s\" cannot be the name of a form: take small letters, digits and "
                       "hyphens, and begin with a letter, as in library-2027."),
                     name);
}

static bool check_city(const struct context *c, const char *city, struct error *err)
{
    const struct reference *r = catalogue_reference(c->catalogue);
    for (size_t i = 0; i < reference_ward_count(r); i++) {
        if (strcmp(reference_ward(r, i)->city_code, city) == 0)
            return true;
    }
    return error_set(err,
                     _("\"%s\" is not the code of a city whose wards are known; data/wards.tsv has "
                       "them."),
                     city);
}

/* "2027-2029", or one year. */
static bool read_years(const char *text, struct words *words, struct error *err)
{
    int first = 0, last = 0, read = 0;
    if (sscanf(text, "%4d-%4d%n", &first, &last, &read) != 2 || text[read] != '\0') {
        read = 0;
        if (sscanf(text, "%4d%n", &first, &read) != 1 || text[read] != '\0')
            first = 0;
        last = first;
    }
    if (first < 1868 || last > 9999 || first > last)
        return error_set(err, _("--years takes the fiscal years, as in 2027-2029, not \"%s\"."),
                         text);
    snprintf(words->first, sizeof words->first, "%d", first);
    snprintf(words->last, sizeof words->last, "%d", last);
    return true;
}

/* It stands in quotes in XML, and within them in quotes in XPath. */
static bool read_title(const char *title, struct words *words, struct error *err)
{
    size_t offset;
    uint32_t cp;
    if (*title == '\0' || !allowed_check(title, strlen(title), &offset, &cp) ||
        strpbrk(title, "'{}\n\t") != NULL)
        return error_set(err, _("--title takes one line without ' { and }."));
    markup_text(&words->title, title);
    return !words->title.failed || error_set_memory(err);
}

/* --- the files -------------------------------------------------------------------------- */

static bool read_template(const char *name, struct buffer *out, struct error *err)
{
    struct buffer path = BUFFER_INIT;
    char chunk[4096];
    size_t size;
    buffer_append_format(&path, "%s/data/form-template/%s", context_share(), name);
    FILE *file = path.failed ? NULL : fopen(path.data, "re");
    if (file == NULL) {
        error_set(err, _("%s cannot be read: %s."), path.data == NULL ? name : path.data,
                  strerror(errno));
        buffer_free(&path);
        return false;
    }
    while ((size = fread(chunk, 1, sizeof chunk, file)) > 0)
        buffer_append(out, chunk, size);
    bool good = !ferror(file) && !out->failed;
    buffer_append(out, "", 1);
    fclose(file);
    if (!good)
        error_set(err, _("%s cannot be read: %s."), path.data, strerror(errno));
    buffer_free(&path);
    return good;
}

/* What the name in braces stands for; NULL: no name. */
static const char *word_of(const struct words *words, const char *name)
{
    const struct {
        const char *name, *word;
    } all[] = {
        {"{{NAME}}", words->name}, {"{{CITY}}", words->city},        {"{{FIRST}}", words->first},
        {"{{LAST}}", words->last}, {"{{TITLE}}", words->title.data},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        if (strncmp(name, all[i].name, strlen(all[i].name)) == 0)
            return all[i].word;
    }
    return NULL;
}

static void fill(const struct words *words, const char *text, struct buffer *out)
{
    const char *next;
    for (; (next = strstr(text, "{{")) != NULL; text = next) {
        const char *word = word_of(words, next);
        buffer_append(out, text, (size_t)(next - text));
        buffer_append_string(out, word == NULL ? "{{" : word);
        next += word == NULL ? 2 : strcspn(next, "}") + 2;
    }
    buffer_append_string(out, text);
}

static bool put(struct folder *folder, const struct words *words, const char *name,
                struct error *err)
{
    struct buffer text = BUFFER_INIT, filled = BUFFER_INIT;
    bool good = read_template(name, &text, err);
    if (good) {
        fill(words, text.data, &filled);
        good = filled.failed ? error_set_memory(err)
                             : folder_put(folder, name, filled.data, filled.size, err);
    }
    buffer_free(&text);
    buffer_free(&filled);
    return good;
}

/* A folder that is there is somebody's work, even an empty one. */
static bool write_all(const char *path, const struct words *words, struct error *err)
{
    struct folder folder = {NULL, NULL};
    struct stat st;
    if (lstat(path, &st) == 0)
        return error_set(err, _("%s is there already; nothing was changed. Take another name."),
                         path);
    bool good = folder_begin(&folder, path, err);
    for (size_t i = 0; good && i < sizeof templates / sizeof *templates; i++)
        good = put(&folder, words, templates[i], err);
    good = good && folder_finish(&folder, err);
    folder_close(&folder);
    return good;
}

static int write_folder(const struct context *c, const struct words *words)
{
    struct buffer path = BUFFER_INIT;
    struct error err;
    const char *around = c->output == NULL ? "." : c->output;
    if (strcmp(around, ".") != 0)
        buffer_append_format(&path, "%s/", around);
    buffer_append_string(&path, words->name);
    bool good = path.failed ? error_set_memory(&err) : write_all(path.data, words, &err);
    if (good)
        printf(_("%s was made. \"kusei form check %s\" examines it.\n"), path.data, path.data);
    buffer_free(&path);
    return good ? STATUS_DONE : context_fail(&err);
}

int form_tool_new(struct context *c, int count, char **arguments)
{
    struct words words = {.city = c->city, .title = BUFFER_INIT};
    struct error err;
    if (count != 1 || c->city == NULL || c->years == NULL)
        return context_usage(
            _("Usage: kusei form new NAME --city CODE --years FIRST-LAST [--title TEXT] "
              "[-o FOLDER]"));
    if (!context_need_forms(c))
        return STATUS_FAILED;
    words.name = arguments[0];
    bool good = check_name(words.name, &err) && check_city(c, words.city, &err) &&
                read_years(c->years, &words, &err) &&
                read_title(c->title == NULL ? words.name : c->title, &words, &err);
    int status = good ? write_folder(c, &words) : context_fail(&err);
    buffer_free(&words.title);
    return status;
}
