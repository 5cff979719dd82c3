/* What a rule's entry says of itself. */
#include <stdlib.h>
#include <string.h>

#include "rules/read.h"
#include "rules/schema.h"
#include "text/buffer.h"

/* One that was refused is among the mistakes. */
static const char *text_of(const struct expression *expression)
{
    return expression ? expression_text(expression) : "";
}

/* The sentence with every value as 〔its expression〕, on one line. */
static char *make_form(const struct rules_text *text)
{
    static const char blanks[] = " \t\r\n";
    struct buffer out = BUFFER_INIT;
    for (size_t i = 0; i < text->count; i++) {
        const struct rules_part *part = &text->parts[i];
        if (!part->literal) {
            buffer_append_format(&out, "〔%s〕", text_of(part->value));
            continue;
        }
        for (const char *at = part->literal; *at;) {
            size_t space = strspn(at, blanks), size = strcspn(at + space, blanks);
            buffer_append_string(&out, space > 0 && out.size > 0 && (size > 0) ? " " : "");
            buffer_append(&out, at + space, size);
            at += space + size;
        }
    }
    return buffer_take(&out);
}

static bool prepare(const struct rules_text texts[FORM_LANGS], char *forms[FORM_LANGS])
{
    for (int lang = 0; lang < FORM_LANGS; lang++) {
        const struct rules_text *text = texts[lang].count > 0 ? &texts[lang] : &texts[FORM_JA];
        if (forms[lang])
            continue;
        forms[lang] = text->count > 0 ? make_form(text) : NULL;
        if (text->count > 0 && !forms[lang])
            return false;
    }
    return true;
}

static bool write_test(struct rules_test *test)
{
    if (!test->written)
        test->written = rules_written(text_of(test->test));
    return test->written != NULL;
}

bool rules_describe(const struct rules *r, struct error *err)
{
    struct rules_walk walk = {0};
    struct rules_test *test;
    while ((test = rules_next_test(r, &walk)))
        if (!prepare(test->message, test->message_form) ||
            !prepare(test->remedy, test->remedy_form) || !write_test(test))
            return error_set_memory(err);
    return true;
}

static void fill(const struct rules_pattern *pattern, const struct rules_rule *rule,
                 const struct rules_test *test, struct rules_entry *out)
{
    *out = (struct rules_entry){
        .id = test->id,
        .severity = test->severity,
        .context = rule->written,
        .test = test->written,
        .fires_on = test->fires_on,
        .source = test->source,
        .english = test->message[FORM_EN].count > 0 &&
                   (test->remedy[FORM_JA].count == 0 || test->remedy[FORM_EN].count > 0),
        .operands = test->operands.count > 0,
        .line = test->line};
    for (int lang = 0; lang < FORM_LANGS; lang++) {
        out->title[lang] = pattern->title[lang] ? pattern->title[lang] : "";
        out->message[lang] = test->message_form[lang];
        out->remedy[lang] = test->remedy_form[lang];
    }
}

bool rules_entry(const struct rules *r, size_t index, struct rules_entry *out)
{
    for (size_t p = 0; p < r->count; p++) {
        for (size_t i = 0; i < r->patterns[p].count; i++) {
            const struct rules_rule *rule = &r->patterns[p].rules[i];
            if (index < rule->test_count) {
                fill(&r->patterns[p], rule, &rule->tests[index], out);
                return true;
            }
            index -= rule->test_count;
        }
    }
    return false;
}

const char *rules_version(const struct rules *r)
{
    return r->version;
}
