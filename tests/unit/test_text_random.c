/* Thousands of random keys on an editor, beside a model that is a plain string.
 * The seeds are fixed, so that a failure can be seen again. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/editor.h"
#include "text/grapheme.h"
#include "text/utf8.h"
#include "text/width.h"
#include "unit.h"

enum { MODEL_ROOM = 1 << 16, ROUNDS = 40, KEYS = 400, STATES = 4 * KEYS + 2 };

struct model {
    char text[MODEL_ROOM];
    size_t size;
    uint64_t seen[STATES]; /* hashes of every text there has been */
    size_t seen_count;
    char breaks[MODEL_ROOM];
};

static uint32_t next_random(uint32_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed;
}

static uint64_t hash(const char *text, size_t size)
{
    uint64_t value = 14695981039346656037U;
    for (size_t i = 0; i < size; i++)
        value = (value ^ (unsigned char)text[i]) * 1099511628211U;
    return value;
}

static void remember(struct model *m)
{
    assert_true(m->seen_count < STATES);
    m->seen[m->seen_count++] = hash(m->text, m->size);
}

static bool has_been_seen(const struct model *m)
{
    for (size_t i = 0; i < m->seen_count; i++)
        if (m->seen[i] == hash(m->text, m->size))
            return true;
    return false;
}

static void replace(struct model *m, size_t offset, size_t removed, const char *bytes, size_t size)
{
    assert_true(m->size + size < MODEL_ROOM);
    memmove(m->text + offset + size, m->text + offset + removed, m->size - offset - removed);
    memcpy(m->text + offset, bytes, size);
    m->size += size - removed;
}

static bool is_boundary(struct model *m, size_t offset)
{
    return offset == m->size || m->breaks[offset];
}

/* What a line takes, and what it takes without the blanks at its end. */
static void measure(const char *text, const struct layout_line *line, int *all, int *inked)
{
    *all = *inked = 0;
    for (size_t at = line->start; at < line->end;) {
        size_t next = grapheme_next(text, line->end, at);
        *all += width_of_cluster(text + at, next - at);
        if (strchr(" \t", text[at]) == NULL &&
            (next - at != 3 || memcmp(text + at, "\u3000", 3) != 0))
            *inked = *all;
        at = next;
    }
}

static void check_layout(struct model *m, const struct editor *e, int columns)
{
    const struct layout *l = editor_layout(e);
    size_t at = 0;
    assert_true(l->count >= 1);
    for (size_t i = 0; i < l->count; i++) {
        const struct layout_line *line = &l->lines[i];
        int all, inked;
        assert_int_equal(line->start, at);
        assert_true(line->start <= line->end && line->end <= m->size);
        assert_true(is_boundary(m, line->start) && is_boundary(m, line->end));
        assert_null(memchr(m->text + line->start, '\n', line->end - line->start));
        measure(m->text, line, &all, &inked);
        assert_true(inked <= columns);
        assert_int_equal(line->columns, all < columns ? all : columns);
        bool last = i + 1 == l->count;
        assert_int_equal(line->hard, last || m->text[line->end] == '\n');
        assert_true(line->hard || line->end > line->start);
        at = line->end + (line->hard && !last ? 1 : 0);
    }
    assert_int_equal(at, m->size);
}

static void check(struct model *m, const struct editor *e, int columns)
{
    size_t line;
    int column;
    assert_int_equal(editor_size(e), m->size);
    assert_memory_equal(editor_text(e), m->text, m->size);
    assert_int_equal(editor_text(e)[m->size], '\0');
    assert_true(utf8_is_valid(m->text, m->size, NULL));
    grapheme_breaks(m->text, m->size, m->breaks);
    assert_true(editor_cursor(e) <= m->size);
    assert_true(is_boundary(m, editor_cursor(e)));
    check_layout(m, e, columns);
    editor_position(e, &line, &column);
    assert_true(line < editor_layout(e)->count);
    assert_in_range(column, 0, columns);
    assert_int_equal(line, layout_line_of(editor_layout(e), editor_cursor(e)));
}

static const char *const words[] = {
    "あ",       "漢字",     "か",       "\u3099",
    "\u309A",   "ﾞ",        "ﾊﾟ",       "葛\U000E0100",
    "👨\u200D👩", "👨",        "\u200D",   "🇯",
    "🇵",        "👍🏽", "a",        " ",
    "　",       "\n",       "１２３４", "，",
    "．５",     "、",       "。",       "「",
    "」",       "（",       "）",       "①",
    "―",        "ー",       "ょ",       "word ",
    "1,800",    "\t",       "e\u0301",  "\u200B",
    "\u2028",   "\uFEFF",   "☀\uFE0F",  "地域活動協議会の活動を周知し、",
    "\u0600",   "각"};

static void insert(struct model *m, struct editor *e, uint32_t *seed)
{
    size_t count = 1 + next_random(seed) % 3;
    for (size_t i = 0; i < count; i++) {
        const char *word = words[next_random(seed) % (sizeof words / sizeof *words)];
        size_t offset = editor_cursor(e), size = strlen(word);
        assert_true(editor_insert(e, word, size));
        replace(m, offset, 0, word, size);
        assert_true(editor_cursor(e) >= offset + size);
        remember(m);
    }
}

/* m->breaks are those of the text before the key. */
static void erase(struct model *m, struct editor *e, bool forward)
{
    size_t cursor = editor_cursor(e), other = cursor;
    if (forward && cursor < m->size)
        do
            other++;
        while (!is_boundary(m, other));
    if (!forward && cursor > 0)
        do
            other--;
        while (!is_boundary(m, other));
    assert_int_equal(forward ? editor_delete(e) : editor_backspace(e), other != cursor);
    replace(m, forward ? cursor : other, forward ? other - cursor : cursor - other, "", 0);
}

static void erase_line(struct model *m, struct editor *e)
{
    size_t cursor = editor_cursor(e), end = cursor;
    while (end < m->size && m->text[end] != '\n')
        end++;
    if (end == cursor && end < m->size)
        end++;
    assert_int_equal(editor_delete_line(e), end > cursor);
    replace(m, cursor, end - cursor, "", 0);
}

/* What undo gives must have been there before. */
static void go_back_or_forth(struct model *m, struct editor *e, bool back)
{
    if (!(back ? editor_undo(e) : editor_redo(e)))
        return;
    m->size = editor_size(e);
    memcpy(m->text, editor_text(e), m->size);
    assert_true(has_been_seen(m));
}

static void press(struct model *m, struct editor *e, uint32_t *seed, int *columns)
{
    uint32_t key = next_random(seed) % 100;
    if (key < 45)
        insert(m, e, seed);
    else if (key < 60)
        erase(m, e, key < 52);
    else if (key < 62)
        erase_line(m, e);
    else if (key < 84)
        editor_move(e, (enum editor_move)(next_random(seed) % (EDITOR_RUN_RIGHT + 1)),
                    next_random(seed) % 5);
    else if (key < 89)
        editor_set_cursor(e, next_random(seed) % (m->size + 2));
    else if (key < 94)
        go_back_or_forth(m, e, true);
    else if (key < 97)
        go_back_or_forth(m, e, false);
    else if (key < 99)
        editor_set_columns(e, *columns = 2 + (int)(next_random(seed) % 40));
    else if (editor_set_text(e, "地域\n活動"))
        replace(m, 0, m->size, "地域\n活動", strlen("地域\n活動"));
}

static void run(struct model *m, uint32_t seed)
{
    static const char *const starts[] = {"", "北区\n役所", "\u3099\n🇯🇵🇯", "地域活動協議会の活動"};
    const char *start = starts[seed % (sizeof starts / sizeof *starts)];
    int columns = 2 + (int)(seed % 30);
    struct editor *e = editor_new(start, columns, false);
    assert_non_null(e);
    m->size = strlen(start);
    memcpy(m->text, start, m->size);
    m->seen_count = 0;
    remember(m);
    check(m, e, columns);
    for (int i = 0; i < KEYS; i++) {
        press(m, e, &seed, &columns);
        check(m, e, columns);
        remember(m);
    }
    while (editor_redo(e))
        ;
    char *end = strdup(editor_text(e));
    assert_non_null(end);
    while (editor_undo(e))
        ;
    assert_string_equal(editor_text(e), start);
    assert_false(editor_is_changed(e));
    while (editor_redo(e))
        ;
    assert_true(strcmp(editor_text(e), end) == 0);
    free(end);
    editor_free(e);
}

static void random_keys_keep_every_promise(void **state)
{
    struct model *m = malloc(sizeof *m);
    (void)state;
    assert_non_null(m);
    for (uint32_t round = 0; round < ROUNDS; round++) {
        width_set_ambiguous(1 + (int)(round % 2));
        run(m, 271276 + round * 7919);
    }
    free(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_keys_keep_every_promise),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
