/* The words of a page by which others are found. */
#include "config.h"

#include "assessment/ward_cases_private.h"

#include <stdlib.h>
#include <string.h>

#include "text/buffer.h"
#include "text/fold.h"
#include "text/utf8.h"
#include "text/words.h"

enum { WORD_CHARACTERS = 4 };

void case_words_free(struct case_words *words)
{
    for (size_t i = 0; i < words->count; i++)
        free(words->items[i].key);
    for (size_t i = 0; i < words->run_count; i++)
        free(words->runs[i]);
    *words = (struct case_words){0};
}

/* The offset behind so many characters, or size. */
static size_t step(const char *text, size_t size, size_t at, size_t characters)
{
    uint32_t cp;
    for (; characters > 0 && at < size; characters--)
        at += utf8_decode(text + at, size - at, &cp);
    return at;
}

static bool is_known(const struct case_words *words, const char *key, size_t size)
{
    for (size_t i = 0; i < words->count; i++) {
        if (strlen(words->items[i].key) == size && memcmp(words->items[i].key, key, size) == 0)
            return true;
    }
    return false;
}

static bool add_word(struct case_words *words, const char *key, size_t size, size_t at)
{
    if (words->count == STORE_CASE_WORDS || is_known(words, key, size))
        return true;
    char *copy = strndup(key, size);
    if (copy == NULL)
        return false;
    words->items[words->count++] = (struct case_word){copy, words->run_count, at};
    return true;
}

static bool add_words(struct case_words *words, const char *run, size_t size)
{
    if (step(run, size, 0, WORD_CHARACTERS - 1) >= size) {
        size_t least = step(run, size, 0, STORE_CASE_WORD_LEAST - 1);
        return least >= size || add_word(words, run, size, 0);
    }
    bool good = true;
    for (size_t at = 0; good && step(run, size, at, WORD_CHARACTERS - 1) < size;
         at = step(run, size, at, 1))
        good = add_word(words, run + at, step(run, size, at, WORD_CHARACTERS) - at, at);
    return good;
}

/* A run is kept where a word is of it. */
static bool add_run(struct case_words *words, const char *run, size_t size)
{
    size_t before = words->count;
    bool good = add_words(words, run, size);
    if (words->count == before)
        return good;
    words->runs[words->run_count] = strndup(run, size);
    return words->runs[words->run_count++] != NULL && good;
}

/* What an ending or a mark is not; a number alone says nothing. */
static bool says_something(const char *text, size_t size, enum words_kind kind)
{
    if (kind == WORDS_ALPHANUMERIC)
        return strspn(text, "0123456789.,") < size;
    return kind == WORDS_KANJI || kind == WORDS_KATAKANA;
}

bool case_words_add(struct case_words *words, const char *text)
{
    char *key = fold_search_key(text);
    if (key == NULL)
        return false;
    size_t size = strlen(key);
    size_t start = 0;
    bool good = true;
    enum words_kind before = WORDS_MARK;
    for (size_t at = 0; good && at < size;) {
        enum words_kind kind;
        size_t end = words_run_end(key, size, at, &kind);
        bool prolongs = before == WORDS_KATAKANA && key[at] == '-';
        before = prolongs ? before : kind;
        if (prolongs)
            end = at + 1;
        else if (!says_something(key + at, end - at, kind)) {
            good = add_run(words, key + start, at - start);
            start = end;
        }
        at = end;
    }
    good = good && add_run(words, key + start, size - start);
    free(key);
    return good;
}

/* Whether the word goes on with what the one before it says: it begins inside of that. */
static bool goes_on(const struct case_words *words, const struct store_case *c, size_t i)
{
    const struct case_word *word = &words->items[i];
    return i > 0 && store_case_has_word(c, i - 1) && word[-1].run == word->run &&
           word->at < word[-1].at + strlen(word[-1].key);
}

/* A part of a run as people write it: the key has a dash for the mark that prolongs. */
static void append_part(struct buffer *out, const char *run, size_t start, size_t end)
{
    for (; start < end; start++) {
        if (run[start] == '-')
            buffer_append_string(out, "ー");
        else
            buffer_append(out, run + start, 1);
    }
}

/* Whether this part of a run stands in a field as it is. */
static bool stands_in(const struct store_case *c, const char *run, size_t start, size_t end)
{
    struct buffer part = BUFFER_INIT;
    bool found = false;
    append_part(&part, run, start, end);
    for (size_t i = 0; !part.failed && !found && i < c->page.count; i++)
        found = strstr(c->page.fields[i].value, part.data) != NULL;
    buffer_free(&part);
    return found;
}

static size_t step_back(const char *text, size_t at)
{
    while (at > 0 && ((unsigned char)text[--at] & 0xC0) == 0x80)
        ;
    return at;
}

/* What of the run stands around the part too: words that many pages have were not looked
 * for. It is not told twice, so that it begins at `least` at the earliest. */
static void widen(const struct store_case *c, const char *run, size_t least, size_t *start,
                  size_t *end)
{
    size_t size = strlen(run);
    while (*start > least && stands_in(c, run, step_back(run, *start), *end))
        *start = step_back(run, *start);
    while (*end < size && stands_in(c, run, *start, step(run, size, *end, 1)))
        *end = step(run, size, *end, 1);
}

char *case_words_join(const struct case_words *words, const struct store_case *c)
{
    struct buffer out = BUFFER_INIT;
    size_t told = 0; /* of the run of the word before, up to here */
    for (size_t i = 0; i < words->count; i++) {
        const struct case_word *word = &words->items[i];
        const char *run = words->runs[word->run];
        told = i > 0 && word[-1].run == word->run ? told : 0;
        if (!store_case_has_word(c, i) || word->at + strlen(word->key) <= told)
            continue;
        size_t start = word->at;
        size_t end = start + strlen(word->key);
        while (i + 1 < words->count && store_case_has_word(c, i + 1) && goes_on(words, c, i + 1)) {
            i++;
            end = words->items[i].at + strlen(words->items[i].key);
        }
        widen(c, run, told, &start, &end);
        buffer_append_string(&out, out.size > 0 ? " " : "");
        append_part(&out, run, start, end);
        told = end;
    }
    return buffer_take(&out);
}

size_t case_words_count_apart(const struct case_words *words, const struct store_case *c)
{
    size_t count = 0;
    for (size_t i = 0; i < words->count; i++)
        count += store_case_has_word(c, i) && !goes_on(words, c, i);
    return count;
}
