/* data/states.tsv, read and checked. */
#include "config.h"

#include "review/states.h"

#include <stdlib.h>
#include <string.h>

#include "text/buffer.h"
#include "text/i18n.h"
#include "text/table.h"

static const char *const condition_words[STATES_CONDITIONS] = {
    [STATES_COMPLETE] = "complete",
    [STATES_REASONED] = "reasoned",
    [STATES_ANSWERED] = "answered",
    [STATES_REMARK] = "remark",
    [STATES_OTHER_THAN_EDITOR] = "other-than-editor",
    [STATES_OTHER_THAN_APPROVER] = "other-than-approver",
    [STATES_SUBMITTER] = "submitter",
    [STATES_PASSWORD] = "password",
    [STATES_SAME_DOCUMENT] = "same-document",
    [STATES_HOLDS] = "holds",
    [STATES_CHANGED] = "changed",
    [STATES_REASON] = "reason",
    [STATES_TEXT] = "text",
    [STATES_PERSON] = "person",
};

static const char *const effect_words[STATES_EFFECTS] = {
    [STATES_RECORD_SUBMITTER] = "submitter", [STATES_RECORD_APPROVER] = "approver",
    [STATES_NO_APPROVER] = "no-approver",    [STATES_RECORD_SIGNATURE] = "signature",
    [STATES_NO_SIGNATURE] = "no-signature",  [STATES_RECORD_STAND_IN] = "stand-in",
    [STATES_ADD_REMARK] = "remark",          [STATES_ADD_ANSWER] = "answer",
};

enum { MOST_WORDS = 8 * sizeof(unsigned) };

/* --- words ---------------------------------------------------------------------------- */

static bool make_word(struct states_word *out, char *const *fields, struct error *err)
{
    *out = (struct states_word){.word = strdup(fields[1])};
    out->name[FORM_JA] = strdup(fields[2]);
    out->name[FORM_EN] = strdup(fields[3]);
    return (out->word != NULL && out->name[FORM_JA] != NULL && out->name[FORM_EN] != NULL) ||
           error_set_memory(err);
}

static void free_word(struct states_word *w)
{
    free(w->word);
    for (int lang = 0; lang < FORM_LANGS; lang++)
        free(w->name[lang]);
}

static int find_word(const char *const *words, int count, const char *word, size_t size)
{
    for (int i = 0; i < count; i++) {
        if (strlen(words[i]) == size && memcmp(words[i], word, size) == 0)
            return i;
    }
    return -1;
}

static bool refuse_word(const char *word, size_t size, struct error *err)
{
    return error_set(err, _("has \"%.*s\", which is not a word of the table here"), (int)size,
                     word);
}

/* A list of words ("a,b" or "-") as bits, by whatever finds one. */
static bool read_list(const char *list, int (*find)(const void *in, const char *word, size_t size),
                      const void *in, unsigned *bits, struct error *err)
{
    *bits = 0;
    if (strcmp(list, "-") == 0)
        return true;
    for (;;) {
        size_t size = strcspn(list, ",");
        int found = find(in, list, size);
        if (found < 0)
            return refuse_word(list, size, err);
        *bits |= 1u << found;
        if (list[size] == '\0')
            return true;
        list += size + 1;
    }
}

static int find_condition(const void *in, const char *word, size_t size)
{
    (void)in;
    return find_word(condition_words, STATES_CONDITIONS, word, size);
}

static int find_effect(const void *in, const char *word, size_t size)
{
    (void)in;
    return find_word(effect_words, STATES_EFFECTS, word, size);
}

static bool is_word(const struct states_word *w, const char *word, size_t size)
{
    return strlen(w->word) == size && memcmp(w->word, word, size) == 0;
}

static int find_role(const void *in, const char *word, size_t size)
{
    const struct states *s = in;
    for (size_t i = 0; i < s->role_count; i++) {
        if (is_word(&s->roles[i], word, size))
            return (int)i;
    }
    return -1;
}

static int find_state(const struct states *s, enum states_about about, const char *word,
                      size_t size)
{
    for (size_t i = 0; i < s->state_count; i++) {
        if (s->states[i].about == about && is_word(&s->states[i].is, word, size))
            return (int)i;
    }
    return -1;
}

static int find_page_state(const void *in, const char *word, size_t size)
{
    return find_state(in, STATES_PAGE, word, size);
}

static int find_assessment_state(const void *in, const char *word, size_t size)
{
    return find_state(in, STATES_ASSESSMENT, word, size);
}

/* --- rows ------------------------------------------------------------------------------- */

/* Room for one more in a list of the table; NULL with a sentence. */
static void *add_item(void *items, size_t count, size_t size, void **grown, struct error *err)
{
    *grown = count >= MOST_WORDS ? NULL : reallocarray(items, count + 1, size);
    if (*grown == NULL)
        error_set_memory(err);
    return *grown;
}

static bool add_word(struct states_word **items, size_t *count, char *const *fields,
                     struct error *err)
{
    void *grown;
    if (add_item(*items, *count, sizeof **items, &grown, err) == NULL)
        return false;
    *items = grown;
    return make_word(&(*items)[(*count)++], fields, err);
}

static bool read_about(const char *word, enum states_about *about, struct error *err)
{
    *about = strcmp(word, "page") == 0 ? STATES_PAGE : STATES_ASSESSMENT;
    return *about == STATES_PAGE || strcmp(word, "assessment") == 0 ||
           refuse_word(word, strlen(word), err);
}

static bool take_role(struct states *s, char *const *fields, struct error *err)
{
    return add_word(&s->roles, &s->role_count, fields, err);
}

static bool take_statement(struct states *s, char *const *fields, struct error *err)
{
    return add_word(&s->statements, &s->statement_count, fields, err);
}

static bool take_state(struct states *s, char *const *fields, struct error *err)
{
    void *grown;
    struct states_state state = {.edit = strcmp(fields[5], "edit") == 0};
    if (!read_about(fields[4], &state.about, err) ||
        add_item(s->states, s->state_count, sizeof *s->states, &grown, err) == NULL)
        return false;
    s->states = grown;
    s->states[s->state_count++] = state;
    return make_word(&s->states[s->state_count - 1].is, fields, err);
}

/* What C knows the meaning of gets its words here. */
static bool take_known(struct states_word *words, int found, char *const *fields, struct error *err)
{
    if (found < 0)
        return refuse_word(fields[1], strlen(fields[1]), err);
    free_word(&words[found]);
    return make_word(&words[found], fields, err);
}

static bool take_condition(struct states *s, char *const *fields, struct error *err)
{
    return take_known(s->conditions, find_condition(NULL, fields[1], strlen(fields[1])), fields,
                      err);
}

static bool take_effect(struct states *s, char *const *fields, struct error *err)
{
    return take_known(s->effects, find_effect(NULL, fields[1], strlen(fields[1])), fields, err);
}

static bool read_action(const struct states *s, struct states_action *a, char *const *fields,
                        struct error *err)
{
    if (!read_about(fields[4], &a->about, err))
        return false;
    const char *to = fields[6];
    a->to = strcmp(to, "=") == 0 ? STATES_STAY : find_state(s, a->about, to, strlen(to));
    if (a->to < 0 && strcmp(to, "=") != 0)
        return refuse_word(to, strlen(to), err);
    return read_list(fields[5], a->about == STATES_PAGE ? find_page_state : find_assessment_state,
                     s, &a->from, err) &&
           read_list(fields[7], find_role, s, &a->roles, err) &&
           read_list(fields[8], find_condition, NULL, &a->conditions, err) &&
           read_list(fields[9], find_effect, NULL, &a->effects, err);
}

static bool take_action(struct states *s, char *const *fields, struct error *err)
{
    void *grown;
    struct states_action action = {.about = STATES_PAGE};
    if (!read_action(s, &action, fields, err) ||
        add_item(s->actions, s->action_count, sizeof *s->actions, &grown, err) == NULL)
        return false;
    s->actions = grown;
    s->actions[s->action_count++] = action;
    return make_word(&s->actions[s->action_count - 1].is, fields, err);
}

static bool take_right(struct states *s, char *const *fields, struct error *err)
{
    void *grown;
    struct states_right right = {.roles = 0};
    if (!read_list(fields[4], find_role, s, &right.roles, err) ||
        add_item(s->rights, s->right_count, sizeof *s->rights, &grown, err) == NULL)
        return false;
    s->rights = grown;
    s->rights[s->right_count++] = right;
    return make_word(&s->rights[s->right_count - 1].is, fields, err);
}

static bool take_row(void *to, char *const *fields, size_t count, struct error *err)
{
    static const struct {
        const char *kind;
        size_t fields;
        bool (*take)(struct states *s, char *const *fields, struct error *err);
    } kinds[] = {
        {"role", 4, take_role},     {"state", 6, take_state},    {"condition", 4, take_condition},
        {"effect", 4, take_effect}, {"action", 10, take_action}, {"statement", 4, take_statement},
        {"right", 5, take_right},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (strcmp(kinds[i].kind, fields[0]) != 0)
            continue;
        return count == kinds[i].fields
                   ? kinds[i].take(to, fields, err)
                   : error_set(err, _("has %zu fields where %zu belong"), count, kinds[i].fields);
    }
    return refuse_word(fields[0], strlen(fields[0]), err);
}

/* --- the whole -------------------------------------------------------------------------- */

static bool check_whole(const struct states *s, const char *path, struct error *err)
{
    bool good = s->role_count > 0 && s->state_count > 0 && s->action_count > 0;
    for (int i = 0; i < STATES_CONDITIONS; i++)
        good = good && s->conditions[i].word != NULL;
    for (int i = 0; i < STATES_EFFECTS; i++)
        good = good && s->effects[i].word != NULL;
    return good || error_set(err,
                             _("%s: lacks roles, states, actions, or a condition or effect "
                               "that the program knows; install kusei's data again"),
                             path);
}

struct states *states_read(const struct catalogue *c, struct error *err)
{
    struct buffer path = BUFFER_INIT;
    struct states *s = calloc(1, sizeof *s);
    buffer_append_format(&path, "%s/states.tsv", catalogue_data(c));
    bool good = s != NULL && !path.failed;
    if (!good)
        error_set_memory(err);
    good = good && table_read(path.data, take_row, s, err) && check_whole(s, path.data, err);
    buffer_free(&path);
    if (!good) {
        states_free(s);
        return NULL;
    }
    return s;
}

void states_free(struct states *s)
{
    if (s == NULL)
        return;
    for (size_t i = 0; i < s->role_count; i++)
        free_word(&s->roles[i]);
    for (size_t i = 0; i < s->state_count; i++)
        free_word(&s->states[i].is);
    for (size_t i = 0; i < s->action_count; i++)
        free_word(&s->actions[i].is);
    for (size_t i = 0; i < s->right_count; i++)
        free_word(&s->rights[i].is);
    for (size_t i = 0; i < s->statement_count; i++)
        free_word(&s->statements[i]);
    for (int i = 0; i < STATES_CONDITIONS; i++)
        free_word(&s->conditions[i]);
    for (int i = 0; i < STATES_EFFECTS; i++)
        free_word(&s->effects[i]);
    free(s->roles);
    free(s->states);
    free(s->actions);
    free(s->rights);
    free(s->statements);
    free(s);
}

int states_find_role(const struct states *s, const char *word)
{
    return find_role(s, word, strlen(word));
}

int states_find_state(const struct states *s, enum states_about about, const char *word)
{
    return find_state(s, about, word, strlen(word));
}

const struct states_action *states_find_action(const struct states *s, const char *word)
{
    for (size_t i = 0; i < s->action_count; i++) {
        if (strcmp(s->actions[i].is.word, word) == 0)
            return &s->actions[i];
    }
    return NULL;
}

const struct states_right *states_find_right(const struct states *s, const char *word)
{
    for (size_t i = 0; i < s->right_count; i++) {
        if (strcmp(s->rights[i].is.word, word) == 0)
            return &s->rights[i];
    }
    return NULL;
}

const struct states_word *states_find_statement(const struct states *s, const char *action)
{
    for (size_t i = 0; i < s->statement_count; i++) {
        if (strcmp(s->statements[i].word, action) == 0)
            return &s->statements[i];
    }
    return NULL;
}

const char *states_role_name(const struct states *s, const char *word, enum form_lang lang)
{
    int found = states_find_role(s, word);
    return found < 0 ? word : s->roles[found].name[lang];
}

const char *states_state_name(const struct states *s, enum states_about about, const char *word,
                              enum form_lang lang)
{
    int found = states_find_state(s, about, word);
    return found < 0 ? word : s->states[found].is.name[lang];
}

const struct states_action *states_next(const struct states *s, int state)
{
    for (size_t i = 0; i < s->action_count; i++) {
        const struct states_action *a = &s->actions[i];
        if ((a->from & 1u << state) != 0 && a->to > state)
            return a;
    }
    return NULL;
}
