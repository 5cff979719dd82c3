/* The forms that are installed, and which of them a ward and a year have. */
#include "config.h"

#include "form/catalogue.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "text/buffer.h"
#include "text/i18n.h"

struct entry {
    char *name;
    const char *around; /* the folder that its folder is in; owned by the catalogue */
    bool twice;         /* both folders have one of that name */
    struct form *form;  /* NULL until it is first asked for */
};

struct catalogue {
    char *forms_dir;
    char *own_dir; /* NULL: there is none */
    char *data_dir;
    struct reference *reference;
    struct entry *entries;
    size_t count;
};

static char *join(const char *dir, const char *name)
{
    struct buffer path = BUFFER_INIT;

    buffer_append_format(&path, "%s/%s", dir, name);
    return buffer_take(&path);
}

/* --- opening -------------------------------------------------------------- */

static bool add_entry(struct catalogue *c, const char *around, const char *name, struct error *err)
{
    for (size_t i = 0; i < c->count; i++) {
        if (strcmp(c->entries[i].name, name) == 0) {
            c->entries[i].twice = true;
            return true;
        }
    }
    struct entry *grown = realloc(c->entries, (c->count + 1) * sizeof(*grown));

    if (!grown)
        return error_set_memory(err);
    c->entries = grown;
    grown[c->count] = (struct entry){.name = strdup(name), .around = around};
    if (!grown[c->count].name)
        return error_set_memory(err);
    c->count++;
    return true;
}

/* Takes a folder that has a form.xml; anything else in forms/ is passed over. */
static bool look_at(struct catalogue *c, const char *around, const char *name, struct error *err)
{
    struct buffer path = BUFFER_INIT;
    bool good = true;

    if (name[0] == '.')
        return true;
    buffer_append_format(&path, "%s/%s/form.xml", around, name);
    if (path.failed)
        good = error_set_memory(err);
    else if (access(path.data, F_OK) == 0)
        good = add_entry(c, around, name, err);
    buffer_free(&path);
    return good;
}

static int compare_entries(const void *a, const void *b)
{
    return strcmp(((const struct entry *)a)->name, ((const struct entry *)b)->name);
}

static bool list_folder(struct catalogue *c, const char *around, struct error *err)
{
    DIR *dir = opendir(around);
    struct dirent *found;
    bool good = true;

    /* A home may be missing, or be that of somebody else (runuser, sudo). */
    if (!dir && around == c->own_dir && (errno == ENOENT || errno == ENOTDIR || errno == EACCES))
        return true;
    if (!dir)
        return error_set(err,
                         _("%s: cannot be opened: %s; install kusei's forms, or name their "
                           "folder in KUSEI_SHARE"),
                         around, strerror(errno));
    while (good && (found = readdir(dir)))
        good = look_at(c, around, found->d_name, err);
    closedir(dir);
    return good;
}

static bool list_forms(struct catalogue *c, struct error *err)
{
    bool good =
        list_folder(c, c->forms_dir, err) && (!c->own_dir || list_folder(c, c->own_dir, err));

    if (good && c->count == 0)
        return error_set(err, _("%s: has no form; put a policy's folder with its form.xml there"),
                         c->forms_dir);
    if (good)
        qsort(c->entries, c->count, sizeof(*c->entries), compare_entries);
    return good;
}

static bool fill(struct catalogue *c, const char *share_dir, const char *own, struct error *err)
{
    c->own_dir = own ? strdup(own) : NULL;
    c->data_dir = join(share_dir, "data");
    c->forms_dir = join(share_dir, "forms");
    if (!c->data_dir || !c->forms_dir || (own && !c->own_dir))
        error_set_memory(err);
    else
        c->reference = reference_read(c->data_dir, err);
    return c->reference && list_forms(c, err);
}

struct catalogue *catalogue_open(const char *share_dir, struct error *err)
{
    return catalogue_open_with(share_dir, NULL, err);
}

struct catalogue *catalogue_open_with(const char *share_dir, const char *own, struct error *err)
{
    struct catalogue *c = calloc(1, sizeof(*c));

    if (!c) {
        error_set_memory(err);
        return NULL;
    }
    if (!fill(c, share_dir, own, err)) {
        catalogue_free(c);
        return NULL;
    }
    return c;
}

void catalogue_free(struct catalogue *c)
{
    if (!c)
        return;
    for (size_t i = 0; i < c->count; i++) {
        free(c->entries[i].name);
        form_free(c->entries[i].form);
    }
    free(c->entries);
    reference_free(c->reference);
    free(c->forms_dir);
    free(c->own_dir);
    free(c->data_dir);
    free(c);
}

/* --- asking --------------------------------------------------------------- */

const char *catalogue_data(const struct catalogue *c)
{
    return c->data_dir;
}

const struct reference *catalogue_reference(const struct catalogue *c)
{
    return c->reference;
}

size_t catalogue_count(const struct catalogue *c)
{
    return c->count;
}

const char *catalogue_name(const struct catalogue *c, size_t index)
{
    return c->entries[index].name;
}

static const struct form *read_entry(struct catalogue *c, struct entry *entry, struct error *err)
{
    char *dir;

    if (entry->form)
        return entry->form;
    if (entry->twice) {
        error_set(err,
                  _("the policy \"%s\" is both in %s and in %s; give one of the folders another "
                    "name, or take it away"),
                  entry->name, c->forms_dir, c->own_dir);
        return NULL;
    }
    dir = join(entry->around, entry->name);
    if (dir)
        entry->form = form_read(dir, err);
    else
        error_set_memory(err);
    free(dir);
    return entry->form;
}

static void say_no_such_form(const struct catalogue *c, const char *name, struct error *err)
{
    struct buffer names = BUFFER_INIT;

    for (size_t i = 0; i < c->count; i++)
        buffer_append_format(&names, "%s%s", i > 0 ? ", " : "", c->entries[i].name);
    if (names.failed)
        error_set_memory(err);
    else
        error_set(err, _("there is no policy \"%s\"; those installed are: %s"), name,
                  names.data ? names.data : "");
    buffer_free(&names);
}

const struct form *catalogue_form(struct catalogue *c, const char *name, struct error *err)
{
    for (size_t i = 0; i < c->count; i++) {
        if (strcmp(c->entries[i].name, name) == 0)
            return read_entry(c, &c->entries[i], err);
    }
    say_no_such_form(c, name, err);
    return NULL;
}

/* --- choosing ------------------------------------------------------------- */

bool catalogue_is_home(const struct catalogue *c, const struct form *form)
{
    const char *home = reference_home_city(c->reference);

    return home && strcmp(form_city_code(form), home) == 0;
}

static bool has_year(const struct form *form, int year)
{
    return form_first_year(form) <= year && year <= form_last_year(form);
}

/* The forms of one question: those of the ward's city, and of these the ones
 * that have the year. */
struct choice {
    const struct form *form; /* the first that fits */
    const struct ward *ward; /* its ward */
    int fitting;
    const struct form *home; /* the first that fits and is for the home city */
    const struct ward *home_ward;
    int home_fitting;
    bool several_wards;  /* the fitting forms differ in what ward is meant */
    struct buffer names; /* of the fitting forms */
    struct buffer years; /* of the forms of the city, where the year does not fit */
    const char *city;    /* of the last form */
    bool several_cities; /* not all forms have it */
};

static void weigh(const struct catalogue *c, struct choice *choice, const struct form *form,
                  const struct ward *ward, int year)
{
    if (!has_year(form, year)) {
        buffer_append_format(&choice->years, _("%s%s has %d to %d"),
                             choice->years.size > 0 ? ", " : "", form_name(form),
                             form_first_year(form), form_last_year(form));
        return;
    }
    buffer_append_format(&choice->names, "%s%s", choice->names.size > 0 ? ", " : "",
                         form_name(form));
    if (choice->fitting++ == 0) {
        choice->form = form;
        choice->ward = ward;
    }
    if (catalogue_is_home(c, form) && choice->home_fitting++ == 0) {
        choice->home = form;
        choice->home_ward = ward;
    }
    choice->several_wards = choice->several_wards || ward != choice->ward;
}

/* A form that cannot be read may be the one that was meant, so a choice beside
 * it would be a guess. Naming the policy leaves it aside. */
static bool weigh_all(struct catalogue *c, const char *ward_text, int year, struct choice *choice,
                      struct error *err)
{
    for (size_t i = 0; i < c->count; i++) {
        struct error fault;
        const struct form *form = read_entry(c, &c->entries[i], &fault);
        const struct ward *ward = NULL;
        const char *city;
        int count;

        if (!form)
            return error_set(
                err,
                _("a policy cannot be read; correct it, or name another with --policy: "
                  "%s"),
                fault.text);
        city = form_city_code(form);
        choice->several_cities =
            choice->several_cities || (choice->city && strcmp(choice->city, city) != 0);
        choice->city = city;
        count = reference_count_wards(c->reference, city, ward_text, &ward);
        if (count < 0)
            return error_set_memory(err);
        if (count > 0)
            weigh(c, choice, form, ward, year);
    }
    return (!choice->names.failed && !choice->years.failed) || error_set_memory(err);
}

/* Nothing fits: the year does not, or no form is for the ward. */
static bool say_none(const struct catalogue *c, const struct choice *choice, const char *ward_text,
                     int year, struct error *err)
{
    const char *city = choice->several_cities ? NULL : choice->city;
    const struct ward *ward = NULL;

    if (choice->years.size > 0)
        return error_set(err, _("no policy covers %s in fiscal year %d: %s"), ward_text, year,
                         choice->years.data);
    if (!city)
        ward = reference_find_ward(c->reference, NULL, ward_text, err);
    else
        reference_find_ward(c->reference, city, ward_text, err);
    return ward && error_set(err, _("no policy is installed for the city of %s (%s)"), ward_text,
                             ward->city_code);
}

/* Of wards of one name the home city's is meant. */
static void prefer_home(struct choice *choice)
{
    if (!choice->several_wards || choice->home_fitting != 1)
        return;
    choice->form = choice->home;
    choice->ward = choice->home_ward;
    choice->fitting = 1;
}

static bool judge(const struct catalogue *c, const struct choice *choice, const char *ward_text,
                  int year, struct error *err)
{
    if (choice->fitting == 1)
        return true;
    if (choice->fitting == 0)
        return say_none(c, choice, ward_text, year, err);
    if (choice->several_wards)
        return error_set(
            err,
            _("%s is a ward of more than one city; give its code, or --policy with one "
              "of these: %s"),
            ward_text, choice->names.data);
    return error_set(err,
                     _("more than one policy covers %s in fiscal year %d; give --policy with "
                       "one of these: %s"),
                     ward_text, year, choice->names.data);
}

static const struct form *choose_any(struct catalogue *c, const char *ward_text, int year,
                                     const struct ward **ward, struct error *err)
{
    struct choice choice = {.names = BUFFER_INIT, .years = BUFFER_INIT};
    const struct form *form = NULL;

    bool good = weigh_all(c, ward_text, year, &choice, err);
    prefer_home(&choice);
    if (good && judge(c, &choice, ward_text, year, err)) {
        form = choice.form;
        *ward = choice.ward;
    }
    buffer_free(&choice.names);
    buffer_free(&choice.years);
    return form;
}

const struct form *catalogue_choose(struct catalogue *c, const char *name, const char *ward_text,
                                    int year, const struct ward **ward, struct error *err)
{
    const struct form *form;

    if (!name)
        return choose_any(c, ward_text, year, ward, err);
    form = catalogue_form(c, name, err);
    if (!form)
        return NULL;
    *ward = reference_find_ward(c->reference, form_city_code(form), ward_text, err);
    if (!*ward)
        return NULL;
    if (!has_year(form, year)) {
        error_set(err, _("%s does not cover fiscal year %d; it covers %d to %d"), name, year,
                  form_first_year(form), form_last_year(form));
        return NULL;
    }
    return form;
}
