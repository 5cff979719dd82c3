/* Wards and eras, read from data/. */
#include "config.h"

#include "form/reference.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "text/allowed.h"
#include "text/buffer.h"
#include "text/fold.h"
#include "text/i18n.h"

enum { FIELDS = 4 };

struct reference {
    struct era_table *eras;
    struct ward *wards;
    size_t count;
    char *home_city; /* NULL: none is named */
};

bool reference_code_is_valid(const char *code)
{
    int sum = 0;

    if (strlen(code) != 6 || strspn(code, "0123456789") != 6)
        return false;
    for (int i = 0; i < 5; i++)
        sum += (6 - i) * (code[i] - '0');
    return (11 - sum % 11) % 10 == code[5] - '0';
}

/* --- reading -------------------------------------------------------------- */

/* Cuts line at its tabs. False unless there are exactly the fields, all filled. */
static bool split(char *line, char *fields[FIELDS])
{
    for (size_t i = 0; i < FIELDS; i++) {
        size_t size = strcspn(line, "\t");
        bool last = line[size] == '\0';

        if (size == 0 || last != (i == FIELDS - 1))
            return false;
        fields[i] = line;
        line[size] = '\0';
        line += size + 1;
    }
    return true;
}

static bool check_fields(const struct reference *r, char *const fields[FIELDS], struct error *err)
{
    for (size_t i = 0; i < 2; i++) {
        if (!reference_code_is_valid(fields[i]))
            return error_set(err,
                             _("%s is not a local government code of six digits; check it against "
                               "its check digit"),
                             fields[i]);
    }
    for (size_t i = 0; i < r->count; i++) {
        const struct ward *w = &r->wards[i];

        if (strcmp(w->code, fields[0]) == 0)
            return error_set(err, _("the code %s is there twice; take one line out"), w->code);
        if (strcmp(w->city_code, fields[1]) != 0)
            continue;
        if (strcmp(w->name, fields[2]) == 0 || strcasecmp(w->name_en, fields[3]) == 0)
            return error_set(err, _("the city %s has %s (%s) twice; take one line out"), fields[1],
                             fields[2], fields[3]);
    }
    return true;
}

static bool add_ward(struct reference *r, char *const fields[FIELDS], struct error *err)
{
    struct ward *grown = realloc(r->wards, (r->count + 1) * sizeof(*grown));
    struct ward *w;

    if (!grown)
        return error_set_memory(err);
    r->wards = grown;
    w = &grown[r->count++];
    w->code = strdup(fields[0]);
    w->city_code = strdup(fields[1]);
    w->name = strdup(fields[2]);
    w->name_en = strdup(fields[3]);
    return (w->code && w->city_code && w->name && w->name_en) || error_set_memory(err);
}

static bool add_ward_line(struct reference *r, char *line, struct error *err)
{
    char *fields[FIELDS];

    if (!split(line, fields))
        return error_set(err,
                         _("is not a ward; write code, city code, name and romanised name with "
                           "a tab between each"));
    return check_fields(r, fields, err) && add_ward(r, fields, err);
}

static bool set_home_city(struct reference *r, char *line, struct error *err)
{
    bool known = false;

    for (size_t i = 0; i < r->count && !known; i++)
        known = strcmp(r->wards[i].city_code, line) == 0;
    if (!known || r->home_city)
        return error_set(err,
                         _("is not the one city that has wards in wards.tsv; write that city's "
                           "code of six digits, and nothing else"));
    r->home_city = strdup(line);
    return r->home_city || error_set_memory(err);
}

/* What becomes of a line of a table that is neither empty nor a comment. */
typedef bool take_line(struct reference *r, char *line, struct error *err);

static bool read_line(struct reference *r, take_line *take, char *line, size_t size,
                      struct error *err)
{
    char seen[100];
    size_t offset;
    uint32_t cp;

    while (size > 0 && (line[size - 1] == '\n' || line[size - 1] == '\r'))
        line[--size] = '\0';
    if (!allowed_check(line, size, &offset, &cp)) {
        allowed_describe(cp, seen, sizeof(seen));
        return error_set(err, _("holds %s, which may not be stored; take it out"), seen);
    }
    return size == 0 || line[0] == '#' || take(r, line, err);
}

static bool read_lines(struct reference *r, take_line *take, const char *path, FILE *file,
                       struct error *err)
{
    char *line = NULL;
    size_t room = 0;
    ssize_t size;
    int number = 0;
    bool good = true;

    errno = 0;
    while (good && (size = getline(&line, &room, file)) >= 0) {
        number++;
        good = read_line(r, take, line, (size_t)size, err);
        if (!good)
            error_prefix(err, "%s:%d", path, number);
    }
    if (good && !feof(file))
        good = error_set(err, _("%s: cannot be read: %s"), path, strerror(errno));
    free(line);
    return good;
}

static bool read_wards(struct reference *r, const char *path, struct error *err)
{
    FILE *file = fopen(path, "re");
    bool good;

    if (!file)
        return error_set(err, _("%s: cannot be opened: %s"), path, strerror(errno));
    good = read_lines(r, add_ward_line, path, file, err);
    fclose(file);
    if (good && r->count == 0)
        return error_set(err, _("%s: has no ward; install kusei's data again"), path);
    return good;
}

/* An installation need not be for one city. */
static bool read_home_city(struct reference *r, const char *path, struct error *err)
{
    FILE *file = fopen(path, "re");
    bool good;

    if (!file)
        return errno == ENOENT ||
               error_set(err, _("%s: cannot be opened: %s"), path, strerror(errno));
    good = read_lines(r, set_home_city, path, file, err);
    fclose(file);
    return good;
}

static char *join(const char *dir, const char *name)
{
    struct buffer path = BUFFER_INIT;

    buffer_append_format(&path, "%s/%s", dir, name);
    return buffer_take(&path);
}

struct reference *reference_read(const char *data_dir, struct error *err)
{
    struct reference *r = calloc(1, sizeof(*r));
    char *wards = join(data_dir, "wards.tsv");
    char *home = join(data_dir, "home-city");
    char *eras = join(data_dir, "eras.tsv");
    bool good = false;

    if (!r || !wards || !home || !eras) {
        error_set_memory(err);
    } else if (read_wards(r, wards, err) && read_home_city(r, home, err)) {
        r->eras = era_table_read(eras, err);
        good = r->eras != NULL;
    }
    free(wards);
    free(home);
    free(eras);
    if (!good) {
        reference_free(r);
        r = NULL;
    }
    return r;
}

void reference_free(struct reference *r)
{
    if (!r)
        return;
    for (size_t i = 0; i < r->count; i++) {
        free(r->wards[i].code);
        free(r->wards[i].city_code);
        free(r->wards[i].name);
        free(r->wards[i].name_en);
    }
    free(r->wards);
    free(r->home_city);
    if (r->eras)
        era_table_free(r->eras);
    free(r);
}

/* --- asking --------------------------------------------------------------- */

const struct era_table *reference_eras(const struct reference *r)
{
    return r->eras;
}

const char *reference_home_city(const struct reference *r)
{
    return r->home_city;
}

size_t reference_ward_count(const struct reference *r)
{
    return r->count;
}

const struct ward *reference_ward(const struct reference *r, size_t index)
{
    return &r->wards[index];
}

static bool is_in_city(const struct ward *w, const char *city_code)
{
    return !city_code || strcmp(w->city_code, city_code) == 0;
}

/* Whether a ward is meant by a folded key; -1 when memory is short. */
static int is_meant(const struct ward *w, const char *key)
{
    char *name = fold_key(w->name);
    char *name_en = fold_key(w->name_en);
    int meant = -1;

    if (name && name_en)
        meant =
            strcmp(w->code, key) == 0 || strcmp(name, key) == 0 || strcasecmp(name_en, key) == 0;
    free(name);
    free(name_en);
    return meant;
}

/* How many wards are meant; codes, where given, gets each of them. */
static int count_wards(const struct reference *r, const char *city_code, const char *text,
                       const struct ward **first, struct buffer *codes)
{
    char *key = fold_key(text);
    int count = key ? 0 : -1;

    for (size_t i = 0; i < r->count && count >= 0; i++) {
        const struct ward *w = &r->wards[i];
        int meant = is_in_city(w, city_code) ? is_meant(w, key) : 0;

        if (meant > 0 && codes)
            buffer_append_format(codes, _("%s%s (city %s)"), count > 0 ? ", " : "", w->code,
                                 w->city_code);
        if (meant > 0 && count++ == 0)
            *first = w;
        if (meant < 0)
            count = -1;
    }
    free(key);
    return count;
}

int reference_count_wards(const struct reference *r, const char *city_code,
                          const char *code_or_name, const struct ward **first)
{
    return count_wards(r, city_code, code_or_name, first, NULL);
}

/* Names the wards there are, as many as a sentence can hold. */
static void say_unknown(const struct reference *r, const char *city_code, const char *text,
                        struct error *err)
{
    const size_t longest = 700;
    struct buffer names = BUFFER_INIT;

    for (size_t i = 0; i < r->count && names.size <= longest; i++) {
        if (is_in_city(&r->wards[i], city_code))
            buffer_append_format(&names, "%s%s", names.size > 0 ? ", " : "", r->wards[i].name);
    }
    if (names.failed)
        error_set_memory(err);
    else if (names.size == 0)
        error_set(err, _("no ward of the city %s is known; add its wards to data/wards.tsv"),
                  city_code);
    else if (names.size > longest)
        error_set(err, _("\"%s\" is not a ward; give its name or its six-digit code"), text);
    else
        error_set(err, _("\"%s\" is not a ward here; give one of these, or its six-digit code: %s"),
                  text, names.data);
    buffer_free(&names);
}

const struct ward *reference_find_ward(const struct reference *r, const char *city_code,
                                       const char *code_or_name, struct error *err)
{
    struct buffer codes = BUFFER_INIT;
    const struct ward *ward = NULL;
    int count = count_wards(r, city_code, code_or_name, &ward, &codes);

    if (count < 0 || codes.failed)
        error_set_memory(err);
    else if (count == 0)
        say_unknown(r, city_code, code_or_name, err);
    else if (count > 1)
        error_set(err, _("%s is a ward of more than one city; give its code: %s"), code_or_name,
                  codes.data);
    buffer_free(&codes);
    return count == 1 && !codes.failed ? ward : NULL;
}
