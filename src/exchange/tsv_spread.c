/* The sheet as a reader of tables wants it: places side by side, the headings, and what
 * the rows print in the places that are their own. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "exchange/tsv_private.h"
#include "text/buffer.h"
#include "text/fold.h"

bool tsv_is_own(const struct tsv_spread *s, size_t place)
{
    return s->places[place]->block == NULL;
}

size_t tsv_block(const struct tsv_spread *s, size_t place)
{
    while (place > 0 && s->places[place - 1]->block == s->places[place]->block)
        place--;
    return place;
}

/* --- what the rows print ----------------------------------------------------------------- */

static bool add_key(struct tsv_own *own, char *text)
{
    char *key = text == NULL ? NULL : fold_key(text);

    free(text);
    if (key != NULL)
        own->keys[own->count++] = key;
    return key != NULL;
}

static bool join(struct tsv_own *own)
{
    struct buffer all = BUFFER_INIT;

    for (size_t i = 0; i < own->count; i++)
        buffer_append_string(&all, own->keys[i]);
    own->joined = buffer_take(&all);
    return own->joined != NULL;
}

static bool print_own(struct tsv *t, const struct sheet_column *column, const xmlNode *row,
                      struct tsv_own *own)
{
    struct assessment_nodes nodes = {NULL, 0};

    if (column->each != NULL && !assessment_select(t->a, column->each, row, &nodes, t->err))
        return false;
    size_t count = column->each != NULL ? nodes.count : 1;
    own->keys = calloc(count + 1, sizeof *own->keys);
    bool good = own->keys != NULL;
    for (size_t i = 0; good && i < count; i++) {
        const xmlNode *from = column->each != NULL ? nodes.items[i] : row;
        good = add_key(own, assessment_print(t->a, column->value, from, t->err));
    }
    assessment_nodes_free(&nodes);
    return (good && join(own)) || error_set_memory(t->err);
}

static bool print_row(struct tsv *t, struct tsv_spread *s, size_t row)
{
    const xmlNode *node = s->rows.items[row];

    for (size_t place = 0; place < s->place_count; place++) {
        const struct sheet_column *column = s->places[place];
        size_t at = row * s->place_count + place;
        if (!tsv_is_own(s, place))
            continue;
        if (!print_own(t, column, node, &s->own[at]))
            return false;
        if (column->band != NULL && !print_own(t, column->band, node, &s->bands[at]))
            return false;
        s->identifies[place] = s->identifies[place] || *s->own[at].joined != '\0';
    }
    return true;
}

static bool list_places(struct tsv_spread *s)
{
    for (size_t i = 0; i < s->layout->page_count; i++)
        s->place_count += s->layout->pages[i]->column_count;
    s->places = calloc(s->place_count + 1, sizeof *s->places);
    if (s->places == NULL)
        return false;
    for (size_t i = 0, place = 0; i < s->layout->page_count; i++) {
        for (size_t k = 0; k < s->layout->pages[i]->column_count; k++)
            s->places[place++] = s->layout->pages[i]->columns[k];
    }
    return true;
}

static bool prepare_spread(struct tsv *t, struct tsv_spread *s)
{
    if (!list_places(s))
        return error_set_memory(t->err);
    if (!assessment_select(t->a, s->layout->nodeset,
                           xmlDocGetRootElement(assessment_document(t->a)), &s->rows, t->err))
        return false;
    size_t cells = s->rows.count * s->place_count + 1;
    s->own = calloc(cells, sizeof *s->own);
    s->bands = calloc(cells, sizeof *s->bands);
    s->begun = calloc(cells, sizeof *s->begun);
    s->met = calloc(s->rows.count + 1, sizeof *s->met);
    s->seen = calloc(s->place_count + 1, sizeof *s->seen);
    s->identifies = calloc(s->place_count + 1, sizeof *s->identifies);
    if (s->seen == NULL || s->identifies == NULL || s->own == NULL || s->bands == NULL ||
        s->begun == NULL || s->met == NULL)
        return error_set_memory(t->err);
    for (size_t row = 0; row < s->rows.count; row++) {
        if (!print_row(t, s, row))
            return false;
    }
    for (size_t place = 0; place < s->place_count; place++) {
        s->known = s->known || s->identifies[place];
        s->tells = s->tells || (s->identifies[place] && s->places[place]->path != NULL);
    }
    return true;
}

/* Makes room for one more of `size` bytes at that index. */
static bool insert(void *list, size_t count, size_t at, size_t size)
{
    char *grown = realloc(*(char **)list, (count + 2) * size);

    if (grown == NULL)
        return false;
    *(char **)list = grown;
    memmove(grown + (at + 1) * size, grown + at * size, (count - at) * size);
    memset(grown + at * size, 0, size);
    return true;
}

bool tsv_add_row(struct tsv *t, struct tsv_spread *s, size_t behind, size_t *row)
{
    size_t at = behind + 1, count = s->rows.count, width = s->place_count;
    struct assessment_nodes rows = {NULL, 0};
    bool added;

    *row = TSV_NONE;
    if (!tsv_add_behind(t, s->rows.items[behind], &added))
        return false;
    if (!added)
        return true;
    if (!assessment_select(t->a, s->layout->nodeset,
                           xmlDocGetRootElement(assessment_document(t->a)), &rows, t->err))
        return false;
    while (at < rows.count && at < count && rows.items[at] == s->rows.items[at])
        at++;
    assessment_nodes_free(&s->rows);
    s->rows = rows;
    if (!insert(&s->own, count, at, width * sizeof *s->own) ||
        !insert(&s->bands, count, at, width * sizeof *s->bands) ||
        !insert(&s->begun, count, at, width * sizeof *s->begun) ||
        !insert(&s->met, count, at, sizeof *s->met))
        return error_set_memory(t->err);
    *row = at;
    return print_row(t, s, at);
}

/* --- headings ------------------------------------------------------------------------------ */

static size_t first_place(const struct tsv_spread *s, const struct sheet_head *head)
{
    while (head->first_child != NULL)
        head = head->first_child;
    for (size_t place = 0; place < s->place_count; place++) {
        if (s->places[place] == head->column)
            return place;
    }
    return TSV_NONE;
}

static const struct form_text *label_of(const struct sheet_head *head)
{
    return head->column != NULL ? &head->column->label : &head->label;
}

/* The key of a label, and with `legends` of what stands below it. */
static char *make_key(struct tsv *t, const struct sheet_head *head, enum form_lang lang,
                      bool legends)
{
    const xmlNode *root = xmlDocGetRootElement(assessment_document(t->a));
    struct buffer all = BUFFER_INIT;

    for (size_t i = 0; i <= (legends ? head->legend_count : 0); i++) {
        const struct form_text *text = i == 0 ? label_of(head) : &head->legends[i - 1];
        char *label =
            text->count[FORM_JA] == 0 ? strdup("") : assessment_text(t->a, text, lang, root);
        buffer_append_string(&all, label == NULL ? "" : label);
        all.failed = all.failed || label == NULL;
        free(label);
    }
    char *whole = buffer_take(&all);
    char *key = whole == NULL ? NULL : fold_key(whole);
    free(whole);
    return key;
}

static bool grow_heads(struct tsv *t)
{
    if (t->head_count < t->head_room)
        return true;
    size_t room = t->head_room == 0 ? 64 : t->head_room * 2;
    struct tsv_head *heads = realloc(t->heads, room * sizeof *heads);
    if (heads == NULL)
        return false;
    t->heads = heads;
    t->head_room = room;
    return true;
}

static bool add_head(struct tsv *t, size_t spread, const struct sheet_head *head)
{
    if (!grow_heads(t))
        return error_set_memory(t->err);
    struct tsv_head *h = &t->heads[t->head_count++];
    *h = (struct tsv_head){head, spread, first_place(&t->spreads[spread], head), {NULL}, {NULL}};
    for (int lang = 0; lang < FORM_LANGS; lang++) {
        h->keys[lang] = make_key(t, head, (enum form_lang)lang, false);
        h->whole[lang] = make_key(t, head, (enum form_lang)lang, true);
        if (h->keys[lang] == NULL || h->whole[lang] == NULL)
            return error_set_memory(t->err);
    }
    return true;
}

static bool add_heads(struct tsv *t, size_t spread, const struct sheet_head *parent)
{
    for (const struct sheet_head *head = parent->first_child; head != NULL; head = head->next) {
        bool named =
            head->kind == SHEET_COLUMN || head->label.count[FORM_JA] > 0 || head->legend_count > 0;
        if (head->kind != SHEET_BLOCK && named && !add_head(t, spread, head))
            return false;
        if (!add_heads(t, spread, head))
            return false;
    }
    return true;
}

/* --- above the table ----------------------------------------------------------------------- */

bool tsv_is_above(const struct tsv *t, const char *key)
{
    for (size_t i = 0; i < t->aside_count; i++) {
        if (strcmp(t->asides[i], key) == 0)
            return true;
    }
    return false;
}

static bool add_aside(struct tsv *t, char *text)
{
    char *key = text == NULL ? NULL : fold_key(text);
    char **asides = realloc(t->asides, (t->aside_count + 1) * sizeof *asides);

    free(text);
    if (asides != NULL)
        t->asides = asides;
    if (key == NULL || asides == NULL) {
        free(key);
        return error_set_memory(t->err);
    }
    t->asides[t->aside_count++] = key;
    return true;
}

/* The lines, and the boxes to sign in. */
static bool add_asides(struct tsv *t, const struct sheet_page *page)
{
    const xmlNode *root = xmlDocGetRootElement(assessment_document(t->a));

    for (size_t i = 0; i < page->line_count; i++) {
        if (!add_aside(t, assessment_print(t->a, page->lines[i]->value, root, t->err)))
            return false;
    }
    for (size_t i = 0; i < page->approval.count; i++) {
        if (!add_aside(t, assessment_text(t->a, &page->approval.labels[i], FORM_JA, root)))
            return false;
    }
    return true;
}

/* --- all of it --------------------------------------------------------------------------- */

bool tsv_prepare(struct tsv *t)
{
    t->spread_count = sheet_spread_count(t->sheet);
    t->spreads = calloc(t->spread_count + 1, sizeof *t->spreads);
    if (t->spreads == NULL)
        return error_set_memory(t->err);
    for (size_t i = 0; i < t->spread_count; i++) {
        t->spreads[i].layout = sheet_spread(t->sheet, i);
        if (!prepare_spread(t, &t->spreads[i]))
            return false;
        for (size_t k = 0; k < t->spreads[i].layout->page_count; k++) {
            const struct sheet_page *page = t->spreads[i].layout->pages[k];
            if (!add_heads(t, i, &page->top) || !add_asides(t, page))
                return false;
        }
    }
    return true;
}

static void free_own(struct tsv_own *own)
{
    for (size_t i = 0; i < own->count; i++)
        free(own->keys[i]);
    free(own->keys);
    free(own->joined);
}

static void free_spread(struct tsv_spread *s)
{
    size_t cells = s->own == NULL || s->bands == NULL ? 0 : s->rows.count * s->place_count;

    for (size_t i = 0; i < cells; i++) {
        free_own(&s->own[i]);
        free_own(&s->bands[i]);
    }
    free(s->own);
    free(s->bands);
    free(s->begun);
    free(s->met);
    free(s->seen);
    free(s->identifies);
    free(s->places);
    assessment_nodes_free(&s->rows);
}

void tsv_prepare_free(struct tsv *t)
{
    for (size_t i = 0; t->spreads != NULL && i < t->spread_count; i++)
        free_spread(&t->spreads[i]);
    free(t->spreads);
    for (size_t i = 0; i < t->head_count; i++) {
        for (int lang = 0; lang < FORM_LANGS; lang++) {
            free(t->heads[i].keys[lang]);
            free(t->heads[i].whole[lang]);
        }
    }
    free(t->heads);
    for (size_t i = 0; i < t->aside_count; i++)
        free(t->asides[i]);
    free(t->asides);
}
