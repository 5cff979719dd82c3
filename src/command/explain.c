/* kusei check --explain [ID...] */
#include "config.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command/explain_rule.h"
#include "command/subcommands.h"
#include "text/i18n.h"

/* How many ids are offered for one that is unknown, and how long an id may be
 * that is held against them. */
enum { NEAR_IDS = 5, MAX_ID = 32 };

static char *path_in(const struct form *form, const char *name, struct error *err)
{
    struct buffer path = BUFFER_INIT;
    buffer_append_format(&path, "%s/%s", form_dir(form), name);
    char *file = buffer_take(&path);
    if (file == NULL)
        error_set_memory(err);
    return file;
}

static struct rules *read_rules(const struct form *form, struct error *err)
{
    char *file = path_in(form, "rules.sch", err);
    struct rules *rules = file == NULL ? NULL : rules_read(file, err);
    free(file);
    return rules;
}

static bool find_rule(const struct rules *rules, const char *id, struct rules_entry *out)
{
    for (size_t i = 0; rules_entry(rules, i, out); i++) {
        if (strcmp(out->id, id) == 0)
            return true;
    }
    return false;
}

/* --- which policy ------------------------------------------------------------------- */

/* The only policy that has the rule, or NULL: then it has to be said. */
static const struct form *form_with_rule(struct context *c, const char *id)
{
    const struct form *found = NULL;
    for (size_t i = 0; i < catalogue_count(c->catalogue); i++) {
        struct error unsaid;
        struct rules_entry entry;
        const struct form *form =
            catalogue_form(c->catalogue, catalogue_name(c->catalogue, i), &unsaid);
        struct rules *rules = form == NULL ? NULL : read_rules(form, &unsaid);
        bool has = rules != NULL && find_rule(rules, id, &entry);
        rules_free(rules);
        if (has && found != NULL)
            return NULL;
        found = has ? form : found;
    }
    return found;
}

/* The only policy of the home city, or NULL. */
static const struct form *home_form(struct context *c)
{
    const struct form *found = NULL;
    for (size_t i = 0; i < catalogue_count(c->catalogue); i++) {
        struct error unsaid;
        const struct form *form =
            catalogue_form(c->catalogue, catalogue_name(c->catalogue, i), &unsaid);
        if (form == NULL || !catalogue_is_home(c->catalogue, form))
            continue;
        if (found != NULL)
            return NULL;
        found = form;
    }
    return found;
}

static const struct form *choose_form(struct context *c, const char *policy, const char *id,
                                      struct error *err)
{
    size_t count = catalogue_count(c->catalogue);
    if (policy != NULL || count == 1)
        return catalogue_form(c->catalogue,
                              policy != NULL ? policy : catalogue_name(c->catalogue, 0), err);
    const struct form *form = id == NULL ? home_form(c) : form_with_rule(c, id);
    if (form != NULL)
        return form;
    struct buffer names = BUFFER_INIT;
    for (size_t i = 0; i < count; i++)
        buffer_append_format(&names, "%s%s", i == 0 ? "" : ", ", catalogue_name(c->catalogue, i));
    if (names.failed)
        error_set_memory(err);
    else
        error_set(err, _("Several policies are installed: %s. Name one with --policy."),
                  names.data == NULL ? "" : names.data);
    buffer_free(&names);
    return NULL;
}

/* --- which rules -------------------------------------------------------------------- */

static size_t least(size_t a, size_t b, size_t c)
{
    size_t ab = a < b ? a : b;
    return ab < c ? ab : c;
}

/* How many letters have to be typed, left out or replaced to come from one to
 * the other (Levenshtein), upper and lower case being the same. */
static size_t distance(const char *a, const char *b)
{
    size_t row[MAX_ID + 1];
    size_t length = strlen(b) < MAX_ID ? strlen(b) : MAX_ID;
    for (size_t j = 0; j <= length; j++)
        row[j] = j;
    for (size_t i = 0; a[i] != '\0'; i++) {
        size_t diagonal = row[0];
        row[0] = i + 1;
        for (size_t j = 0; j < length; j++) {
            size_t differs = tolower((unsigned char)a[i]) != tolower((unsigned char)b[j]);
            size_t best = least(row[j] + 1, row[j + 1] + 1, diagonal + differs);
            diagonal = row[j + 1];
            row[j + 1] = best;
        }
    }
    return row[length];
}

/* An id that is offered; the nearer, the sooner, and of two as near the one that
 * begins like what was typed. */
struct near {
    const char *id;
    size_t distance, common;
};

static bool is_nearer(const struct near *a, const struct near *b)
{
    return a->distance < b->distance || (a->distance == b->distance && a->common > b->common);
}

static void offer(struct near list[NEAR_IDS], const char *id, const char *typed)
{
    struct near candidate = {.id = id, .distance = distance(typed, id)};
    while (typed[candidate.common] != '\0' && typed[candidate.common] == id[candidate.common])
        candidate.common++;
    for (size_t i = 0; i < NEAR_IDS; i++) {
        if (list[i].id == NULL || is_nearer(&candidate, &list[i])) {
            struct near moved = list[i];
            list[i] = candidate;
            if (moved.id == NULL)
                return;
            candidate = moved;
        }
    }
}

static bool refuse_id(const struct explainer *x, const char *id, struct error *err)
{
    struct near list[NEAR_IDS] = {{0}};
    struct rules_entry entry;
    for (size_t i = 0; rules_entry(x->rules, i, &entry); i++)
        offer(list, entry.id, id);
    char names[NEAR_IDS * (MAX_ID + 2)] = "";
    size_t used = 0;
    for (size_t i = 0; i < NEAR_IDS && list[i].id != NULL; i++)
        used += (size_t)snprintf(names + used, sizeof names - used, "%s%.*s", i == 0 ? "" : ", ",
                                 MAX_ID, list[i].id);
    size_t shown = strlen(id) < MAX_ID ? strlen(id) : MAX_ID;
    while ((id[shown] & 0xc0) == 0x80)
        shown--;
    return error_set(err,
                     _("%s has no rule \"%.*s\". Near to it are %s. Without an id all rules "
                       "are shown."),
                     form_name(x->form), (int)shown, id, names);
}

/* All of them, before anything is printed. */
static bool check_ids(const struct explainer *x, int count, char **ids, struct error *err)
{
    struct rules_entry entry;
    for (int i = 0; i < count; i++) {
        if (!find_rule(x->rules, ids[i], &entry))
            return refuse_id(x, ids[i], err);
    }
    return true;
}

static bool explain_some(const struct explainer *x, int count, char **ids, struct buffer *out,
                         struct error *err)
{
    struct rules_entry entry;
    for (int i = 0; i < count; i++) {
        if (find_rule(x->rules, ids[i], &entry) && !explain_rule(x, &entry, out, err))
            return false;
    }
    return true;
}

/* --- all of them: the chapter of the manual ----------------------------------------- */

static void append_title(const struct explainer *x, struct buffer *out)
{
    const struct form_text *title = form_title(x->form);
    enum form_lang lang = title->count[x->lang] > 0 ? x->lang : FORM_JA;
    buffer_append_string(out, "# ");
    for (size_t i = 0; i < title->count[lang]; i++) {
        if (title->parts[lang][i].literal != NULL)
            explain_markdown(out, title->parts[lang][i].literal);
    }
    buffer_append_string(out, "\n\n");
}

static void append_preface(const struct explainer *x, struct buffer *out)
{
    size_t counts[3] = {0};
    const char *version = rules_version(x->rules);
    struct rules_entry entry;
    for (size_t i = 0; rules_entry(x->rules, i, &entry); i++)
        counts[entry.severity]++;
    buffer_append_format(out,
                         _("The rules of %s, version %s: %zu (errors %zu, warnings %zu, "
                           "remarks %zu)."),
                         form_name(x->form), *version == '\0' ? "-" : version,
                         rules_count(x->rules), counts[RULES_ERROR], counts[RULES_WARNING],
                         counts[RULES_INFO]);
    buffer_append_format(
        out, "\n\n%s\n\n",
        _("An error has to be put right before the sheet can be handed in. A warning asks to look "
          "again: it may stay with a reason, which the reviewer sees. A remark is a word of help. "
          "Everything below comes from the policy's own files, and `kusei check --explain` prints "
          "it; with the id of a rule, that rule alone."));
}

/* Whether a pattern begins with this rule. */
static bool opens_pattern(const struct rules_entry *entry, const struct rules_entry *before)
{
    return before == NULL || strcmp(entry->title[FORM_JA], before->title[FORM_JA]) != 0;
}

static void append_pattern(const struct explainer *x, const struct rules_entry *entry,
                           struct buffer *out)
{
    const char *title = entry->title[x->lang];
    if (*title == '\0')
        buffer_append_string(out, _("Other rules"));
    else
        explain_markdown(out, title);
}

/* A heading has the address of its text in small letters. */
static void append_link(const char *id, struct buffer *out)
{
    buffer_append_format(out, "[%s](#", id);
    for (; *id != '\0'; id++) {
        char small = (char)tolower((unsigned char)*id);
        buffer_append(out, &small, 1);
    }
    buffer_append_string(out, ")");
}

static void append_contents(const struct explainer *x, struct buffer *out)
{
    struct rules_entry entry, before;
    for (size_t i = 0; rules_entry(x->rules, i, &entry); i++) {
        if (opens_pattern(&entry, i == 0 ? NULL : &before)) {
            buffer_append_string(out, i == 0 ? "- " : "\n- ");
            append_pattern(x, &entry, out);
            buffer_append_string(out, ": ");
        } else {
            buffer_append_string(out, ", ");
        }
        append_link(entry.id, out);
        before = entry;
    }
    buffer_append_string(out, "\n\n");
}

static bool explain_all(const struct explainer *x, struct buffer *out, struct error *err)
{
    struct rules_entry entry, before;
    append_title(x, out);
    append_preface(x, out);
    append_contents(x, out);
    for (size_t i = 0; rules_entry(x->rules, i, &entry); i++) {
        if (opens_pattern(&entry, i == 0 ? NULL : &before)) {
            buffer_append_string(out, "## ");
            append_pattern(x, &entry, out);
            buffer_append_string(out, "\n\n");
        }
        if (!explain_rule(x, &entry, out, err))
            return false;
        before = entry;
    }
    return true;
}

/* --- the command --------------------------------------------------------------------- */

/* The output ends with one line feed, not with the empty line between sections.
 * It comes whole or not at all. */
static int print_explained(struct buffer *out)
{
    if (out->failed) {
        struct error err;
        error_set_memory(&err);
        return context_fail(&err);
    }
    if (out->size > 1 && out->data[out->size - 2] == '\n')
        out->size--;
    fwrite(out->data, 1, out->size, stdout);
    return STATUS_DONE;
}

static int explain(struct explainer *x, int count, char **ids)
{
    struct error err;
    struct buffer out = BUFFER_INIT;
    bool good = check_ids(x, count, ids, &err) &&
                (count > 0 ? explain_some(x, count, ids, &out, &err) : explain_all(x, &out, &err));
    int status = good ? print_explained(&out) : context_fail(&err);
    buffer_free(&out);
    return status;
}

/* A policy may come without cases; one whose cases cannot be read is broken. */
static bool read_cases(struct explainer *x, struct cases **cases, char **file, struct error *err)
{
    *cases = NULL;
    *file = path_in(x->form, "cases.xml", err);
    if (*file == NULL)
        return false;
    x->cases_file = *file;
    if (access(*file, F_OK) != 0 && errno == ENOENT)
        return true;
    *cases = cases_read(*file, err);
    x->cases = *cases;
    return *cases != NULL;
}

int command_explain(struct context *c, int count, char **ids, const char *policy)
{
    struct error err;
    if (c->format != NULL && strcmp(c->format, "text") != 0)
        return context_usage(_("\"%s\" is not a format of this command."), c->format);
    if (!context_need_forms(c))
        return STATUS_FAILED;
    struct explainer x = {.form = choose_form(c, policy, count > 0 ? ids[0] : NULL, &err),
                          .reference = catalogue_reference(c->catalogue),
                          .lang = c->lang};
    if (x.form == NULL)
        return context_fail(&err);
    struct rules *rules = read_rules(x.form, &err);
    struct cases *cases = NULL;
    char *file = NULL;
    x.rules = rules;
    int status = rules != NULL && read_cases(&x, &cases, &file, &err) ? explain(&x, count, ids)
                                                                      : context_fail(&err);
    cases_free(cases);
    rules_free(rules);
    free(file);
    return status;
}
