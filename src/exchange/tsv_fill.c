/* A line of the table into the fields of its row. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "exchange/tsv_private.h"
#include "text/fold.h"
#include "text/i18n.h"

static const xmlNode *row_node(const struct tsv *t)
{
    return t->spread->rows.items[t->row];
}

/* Of a column that is the form's. */
static const struct sheet_column *layout_of(const struct tsv *t, size_t column)
{
    return t->spread->places[t->columns[column].place];
}

/* Whether it is the form's, something to be filled in, and of the block that begins at that
 * place, or of the row's own places from there on. */
static bool is_of(const struct tsv *t, size_t column, size_t block)
{
    size_t place = t->columns[column].place;

    return place != TSV_NONE && !t->spread->identifies[place] &&
           tsv_block(t->spread, place) == block;
}

/* The node of that index, added where there are not as many yet; NULL where the form lets
 * none be added. */
static bool node_at(struct tsv *t, struct expression *nodes, const xmlNode *context, size_t index,
                    xmlNode **node)
{
    struct assessment_nodes found = {NULL, 0};
    bool added = true;

    *node = NULL;
    while (added) {
        if (!assessment_select(t->a, nodes, context, &found, t->err))
            return false;
        if (found.count > index)
            *node = found.items[index];
        assessment_nodes_free(&found);
        if (*node != NULL)
            return true;
        if (!tsv_add_node(t, nodes, context, &added))
            return false;
    }
    return true;
}

/* --- the row's own cells ------------------------------------------------------------------- */

static bool set_bands(struct tsv *t)
{
    for (size_t place = 0; place < t->spread->place_count; place++) {
        const struct tsv_band *at = &t->band[place];
        const struct sheet_column *band = t->spread->places[place]->band;
        if (at->line == 0 || band == NULL || band->path == NULL)
            continue;
        char *text = tsv_take_text(t, at->line - 1, at->column);
        bool good =
            text != NULL && tsv_set_own(t, band, row_node(t), text, at->line - 1, at->column);
        free(text);
        if (!good)
            return false;
    }
    return true;
}

/* Which of the texts that stack there the cell is: the one it says, else the next. */
static size_t stack_index(const struct tsv *t, size_t place, const char *text, bool begins)
{
    const struct tsv_own *own = &t->spread->own[t->row * t->spread->place_count + place];
    char *key = fold_key(text);
    size_t found = TSV_NONE;

    for (size_t i = begins ? 0 : t->depth[place] + 1; key != NULL && i < own->count; i++) {
        if (found == TSV_NONE && strcmp(own->keys[i], key) == 0)
            found = i;
    }
    free(key);
    if (found != TSV_NONE)
        return found;
    return begins ? 0 : t->depth[place] + 1;
}

/* Whether the cell has all texts that the form has there, one below the other. */
static bool is_whole_stack(const struct tsv *t, size_t place, const char *text)
{
    const struct tsv_own *own = &t->spread->own[t->row * t->spread->place_count + place];
    char *key = own->count < 2 ? NULL : fold_key(text);
    bool same = key != NULL && strcmp(key, own->joined) == 0;

    free(key);
    return same;
}

/* Whether the cell says again what was read there last: some fill every line of a row. */
static bool says_again(struct tsv *t, size_t column, const char *text, bool *again)
{
    const struct sheet_column *layout = layout_of(t, column);
    xmlNode *node;

    *again = false;
    if (!node_at(t, layout->each, row_node(t), t->depth[t->columns[column].place], &node))
        return false;
    char *there = node == NULL ? NULL : assessment_print(t->a, layout->value, node, t->err);
    *again = there != NULL && fold_equal(there, text);
    free(there);
    return node == NULL || there != NULL;
}

static bool set_own_stack(struct tsv *t, size_t line, size_t column, const char *text, bool begins)
{
    const struct sheet_column *layout = layout_of(t, column);
    size_t place = t->columns[column].place, index = stack_index(t, place, text, begins);
    xmlNode *node;
    bool again = false;

    if (is_whole_stack(t, place, text))
        return true;
    if (!begins && !says_again(t, column, text, &again))
        return false;
    if (again)
        return true;
    if (!node_at(t, layout->each, row_node(t), index, &node))
        return false;
    if (node == NULL) {
        tsv_doubt(t, TSV_SEVERAL, line, column,
                  _("The form has no place for a further text here; it was not taken."));
        return true;
    }
    t->depth[place] = index;
    return tsv_set_own(t, layout, node, text, line, column);
}

/* What is reckoned is held against what stands there. */
static void look_at_mark(struct tsv *t, size_t line, size_t column)
{
    size_t place = t->columns[column].place;
    const struct tsv_own *own = &t->spread->own[t->row * t->spread->place_count + place];
    char *key = fold_key(tsv_cell(t, line, column));

    if (key != NULL && *key != '\0' && *own->joined != '\0' && strcmp(key, own->joined) != 0)
        tsv_doubt(t, TSV_WORDS, line, column,
                  _("The form has something else here, which no one fills in; it was not taken."));
    free(key);
}

static bool set_own_cell(struct tsv *t, size_t line, size_t column, bool begins)
{
    const struct sheet_column *layout = layout_of(t, column);
    const char *cell = tsv_cell(t, line, column);
    bool carried = begins && layout->merge && tsv_is_blank(cell) &&
                   t->carried[t->columns[column].place] != NULL;

    if (layout->path == NULL)
        look_at_mark(t, line, column);
    if (layout->path == NULL || (tsv_is_blank(cell) && !carried))
        return true;
    char *text =
        carried ? strdup(t->carried[t->columns[column].place]) : tsv_take_text(t, line, column);
    if (text == NULL)
        return error_set_memory(t->err);
    bool good = layout->each != NULL ? set_own_stack(t, line, column, text, begins)
                                     : tsv_set_own(t, layout, row_node(t), text, line, column);
    free(text);
    return good;
}

/* --- a cell of a block -------------------------------------------------------------------------
 */

/* Whether it is numbers joined by hyphens: what a page's code is. */
static bool looks_like_code(const char *text)
{
    char *code = fold_code(text);
    bool found =
        code != NULL && strchr(code, '-') != NULL && code[strspn(code, "0123456789-")] == 0;

    free(code);
    return found;
}

/* What stands above the text in one cell: where it begins and ends, and where the rest
 * begins. False where there is nothing. */
static bool find_above(const struct sheet_column *above, const char *text, size_t *start,
                       size_t *end, size_t *rest)
{
    size_t line = strcspn(text, "\n"), open = strlen(above->open);
    bool opens = open > 0 && strncmp(text, above->open, open) == 0;
    const char *close = opens && *above->close != '\0' ? strstr(text + open, above->close) : NULL;

    if (close != NULL && (size_t)(close - text) < line) {
        *start = open;
        *end = (size_t)(close - text);
        *rest = *end + strlen(above->close);
    } else {
        char *first = strndup(text, line);
        bool code = first != NULL && looks_like_code(first);
        free(first);
        if (!code)
            return false;
        *start = 0;
        *end = *rest = line;
    }
    *rest += text[*rest] == '\n' ? 1 : 0;
    return true;
}

/* Takes the line above the text. *rest: where the text begins. */
static bool set_above(struct tsv *t, const struct sheet_column *layout, const xmlNode *node,
                      const char *text, size_t line, size_t column, size_t *rest)
{
    size_t start, end, behind;

    *rest = 0;
    if (layout->above == NULL || !find_above(layout->above, text, &start, &end, &behind))
        return true;
    char *above = strndup(text + start, end - start);
    if (above == NULL)
        return error_set_memory(t->err);
    t->above = true;
    bool good = tsv_set(t, layout->above, node, above, line, column);
    t->above = false;
    free(above);
    /* What is no code stays in the text, so that it is not lost. */
    if (t->taken)
        *rest = behind;
    return good;
}

static bool set_single(struct tsv *t, const xmlNode *node, size_t line, size_t column)
{
    const struct sheet_column *layout = layout_of(t, column);
    char *text = tsv_take_text(t, line, column);
    size_t rest = 0;
    bool good = text != NULL && set_above(t, layout, node, text, line, column, &rest);

    if (good && text[rest] != '\0')
        good = tsv_set(t, layout, node, text + rest, line, column);
    free(text);
    return good;
}

/* --- cells that stack ----------------------------------------------------------------------------
 */

/* The first node that the column stacks; NULL: there is none. */
static bool first_node(struct tsv *t, size_t column, const xmlNode *node, xmlNode **first)
{
    struct assessment_nodes found = {NULL, 0};

    *first = NULL;
    if (!assessment_select(t->a, layout_of(t, column)->each, node, &found, t->err))
        return false;
    if (found.count > 0)
        *first = found.items[0];
    assessment_nodes_free(&found);
    return true;
}

static size_t count_lines(const char *text)
{
    size_t count = 1;

    for (; *text != '\0'; text++)
        count += *text == '\n' && text[1] != '\0' && text[1] != '\n' ? 1 : 0;
    return count;
}

/* What the line has of a stack: how many columns of the same nodes are filled, and into
 * how many texts each of them can be cut; 1: it cannot. */
struct level {
    size_t filled, texts;
};

static bool look_at_level(struct tsv *t, size_t line, size_t column, const xmlNode *node,
                          struct level *out)
{
    size_t block = tsv_block(t->spread, t->columns[column].place);
    xmlNode *mine, *theirs;

    *out = (struct level){0, 0};
    if (!first_node(t, column, node, &mine))
        return false;
    for (size_t c = 0; c < t->column_count; c++) {
        if (!is_of(t, c, block) || layout_of(t, c)->each == NULL ||
            tsv_is_blank(tsv_cell(t, line, c)))
            continue;
        if (!first_node(t, c, node, &theirs))
            return false;
        if (theirs != mine)
            continue;
        size_t lines = count_lines(tsv_cell(t, line, c));
        out->texts = out->filled == 0 || out->texts == lines ? lines : 1;
        out->filled++;
    }
    /* One column alone, or a text of several lines beside a single mark, is one text. */
    if (out->filled < 2)
        out->texts = 1;
    return true;
}

static bool set_stacked(struct tsv *t, const xmlNode *node, size_t line, size_t column,
                        size_t index, const char *text)
{
    const struct sheet_column *layout = layout_of(t, column);
    xmlNode *target;

    if (!node_at(t, layout->each, node, index, &target))
        return false;
    if (target != NULL)
        return tsv_is_blank(text) || tsv_set(t, layout, target, text, line, column);
    tsv_doubt(t, TSV_SEVERAL, line, column,
              _("The form has no place for a further text here; it was not taken."));
    return true;
}

static bool set_stack(struct tsv *t, const xmlNode *node, size_t line, size_t column, bool begins)
{
    struct level level;
    size_t *depth = &t->depth[t->columns[column].place];

    if (!look_at_level(t, line, column, node, &level))
        return false;
    if (begins)
        *depth = 0;
    else if (level.filled > 0)
        (*depth)++;
    if (tsv_is_blank(tsv_cell(t, line, column)))
        return true;
    char *text = tsv_take_text(t, line, column);
    if (text == NULL)
        return false;
    bool good = true;
    char *at = text;
    for (size_t i = 0; good && level.texts > 1 && i < level.texts; i++) {
        at += strspn(at, "\n");
        size_t size = strcspn(at, "\n");
        bool more = at[size] != '\0';
        at[size] = '\0';
        good = set_stacked(t, node, line, column, (*depth)++, at);
        at += size + (more ? 1 : 0);
    }
    if (level.texts > 1)
        (*depth)--;
    else
        good = set_stacked(t, node, line, column, *depth, text);
    free(text);
    return good;
}

/* --- a block
 * ----------------------------------------------------------------------------------------- */

/* What the line has of the block that begins at a place. */
struct part {
    size_t first;
    bool any, single; /* a cell; one that does not stack */
};

static struct part look_at_part(const struct tsv *t, size_t line, size_t block)
{
    struct part p = {.first = block};

    for (size_t c = 0; c < t->column_count; c++) {
        if (!is_of(t, c, block) || tsv_is_blank(tsv_cell(t, line, c)))
            continue;
        p.any = true;
        p.single = p.single || layout_of(t, c)->each == NULL;
    }
    return p;
}

static void doubt_block(struct tsv *t, size_t line, size_t block)
{
    for (size_t c = 0; c < t->column_count; c++) {
        if (is_of(t, c, block) && !tsv_is_blank(tsv_cell(t, line, c)))
            tsv_doubt(t, TSV_SEVERAL, line, c,
                      _("The form has no place for a further text here; it was not taken."));
    }
}

/* Puts what the line has of a part into a node. */
static bool fill_node(struct tsv *t, const xmlNode *node, size_t line, size_t part, bool begins)
{
    for (size_t c = 0; c < t->column_count; c++) {
        bool good = true;
        if (is_of(t, c, part) && layout_of(t, c)->each != NULL)
            good = set_stack(t, node, line, c, begins);
        else if (is_of(t, c, part) && !tsv_is_blank(tsv_cell(t, line, c)))
            good = set_single(t, node, line, c);
        if (!good)
            return false;
    }
    return true;
}

/* A line that has a cell of its own begins the next page; one that has only cells that
 * stack goes on with the one at hand. */
static bool fill_block(struct tsv *t, size_t line, const struct part *p)
{
    size_t *begun = &t->spread->begun[t->row * t->spread->place_count + p->first];
    bool begins = p->single || *begun == 0;
    xmlNode *node;

    *begun += begins ? 1 : 0;
    if (!node_at(t, t->spread->places[p->first]->block->nodeset, row_node(t), *begun - 1, &node))
        return false;
    if (node == NULL) {
        doubt_block(t, line, p->first);
        return true;
    }
    return fill_node(t, node, line, p->first, begins);
}

bool tsv_fill_line(struct tsv *t, size_t line, bool begins)
{
    if (begins && !set_bands(t))
        return false;
    for (size_t c = 0; c < t->column_count; c++) {
        size_t place = t->columns[c].place;
        if (place != TSV_NONE && t->spread->identifies[place] && !set_own_cell(t, line, c, begins))
            return false;
    }
    for (size_t place = 0; place < t->spread->place_count; place++) {
        if (tsv_block(t->spread, place) != place)
            continue;
        struct part p = look_at_part(t, line, place);
        bool good =
            !p.any || (tsv_is_own(t->spread, place) ? fill_node(t, row_node(t), line, place, begins)
                                                    : fill_block(t, line, &p));
        if (!good)
            return false;
    }
    return true;
}
