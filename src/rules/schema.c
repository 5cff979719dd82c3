#include "rules/schema.h"

#include <stdlib.h>
#include <string.h>

void *rules_grow(void *items, size_t count, size_t *room, size_t item_size)
{
    if (count == *room) {
        size_t wanted = *room + *room / 2 + 1; /* most of a schema's lists stay short */
        void *grown = realloc(items, wanted * item_size);
        if (!grown)
            return NULL;
        items = grown;
        *room = wanted;
    }
    memset((char *)items + count * item_size, 0, item_size);
    return items;
}

uint32_t rules_hash(const char *name)
{
    uint32_t hash = 2166136261U;
    for (; *name; name++)
        hash = (hash ^ (unsigned char)*name) * 16777619U;
    return hash;
}

static void text_free(struct rules_text *text)
{
    for (size_t i = 0; i < text->count; i++)
        free(text->parts[i].literal);
    free(text->parts);
}

static void lets_free(struct rules_lets *lets)
{
    for (size_t i = 0; i < lets->count; i++)
        free(lets->items[i].name);
    free(lets->items);
}

static void test_free(struct rules_test *test)
{
    free(test->id);
    free(test->source);
    for (int lang = 0; lang < FORM_LANGS; lang++) {
        text_free(&test->message[lang]);
        text_free(&test->remedy[lang]);
        free(test->message_form[lang]);
        free(test->remedy_form[lang]);
    }
    text_free(&test->operands);
    free(test->written);
}

static void rule_free(struct rules_rule *rule)
{
    free(rule->contexts);
    free(rule->written);
    lets_free(&rule->lets);
    for (size_t i = 0; i < rule->test_count; i++)
        test_free(&rule->tests[i]);
    free(rule->tests);
}

static void pattern_free(struct rules_pattern *pattern)
{
    for (int lang = 0; lang < FORM_LANGS; lang++)
        free(pattern->title[lang]);
    lets_free(&pattern->lets);
    for (size_t i = 0; i < pattern->count; i++)
        rule_free(&pattern->rules[i]);
    free(pattern->rules);
}

void rules_free(struct rules *r)
{
    if (!r)
        return;
    for (size_t i = 0; i < r->namespace_count; i++) {
        free(r->namespaces[i].prefix);
        free(r->namespaces[i].uri);
    }
    free(r->namespaces);
    lets_free(&r->lets);
    for (size_t i = 0; i < r->count; i++)
        pattern_free(&r->patterns[i]);
    free(r->patterns);
    for (size_t i = 0; i < r->file_count; i++) {
        free(r->files[i].name);
        if (!r->files[i].lent)
            xmlFreeDoc(r->files[i].doc);
    }
    free(r->files);
    expressions_free(r->expressions);
    free(r->version);
    free(r->file);
    free(r);
}

struct rules_test *rules_next_test(const struct rules *r, struct rules_walk *walk)
{
    while (walk->pattern < r->count) {
        struct rules_pattern *pattern = &r->patterns[walk->pattern];
        if (walk->rule == pattern->count) {
            *walk = (struct rules_walk){.pattern = walk->pattern + 1};
        } else if (walk->test == pattern->rules[walk->rule].test_count) {
            walk->rule++;
            walk->test = 0;
        } else {
            return &pattern->rules[walk->rule].tests[walk->test++];
        }
    }
    return NULL;
}

size_t rules_count(const struct rules *r)
{
    size_t count = 0;
    for (size_t p = 0; p < r->count; p++)
        for (size_t i = 0; i < r->patterns[p].count; i++)
            count += r->patterns[p].rules[i].test_count;
    return count;
}
