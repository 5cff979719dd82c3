#include "rules/message.h"

#include <stdlib.h>
#include <string.h>

#include "text/buffer.h"

/* Adds text with every run of white space as one blank, none at the start.
 * *gap: white space has been seen that something must follow to count. */
static void append_normalised(struct buffer *out, const char *text, bool *gap)
{
    static const char blanks[] = " \t\r\n";
    for (;;) {
        size_t space = strspn(text, blanks);
        text += space;
        *gap = *gap || space > 0;
        size_t size = strcspn(text, blanks);
        if (size == 0)
            return;
        if (*gap && out->size > 0)
            buffer_append(out, " ", 1);
        *gap = false;
        buffer_append(out, text, size);
        text += size;
    }
}

static char *make(struct rules_evaluator *e, const struct rules_text *text, xmlNode *context)
{
    struct buffer out = BUFFER_INIT;
    bool gap = false;
    for (size_t i = 0; i < text->count; i++) {
        const struct rules_part *part = &text->parts[i];
        if (part->literal) {
            append_normalised(&out, part->literal, &gap);
            continue;
        }
        xmlChar *value = rules_evaluate_string(e, part->value, context);
        if (!value) {
            buffer_free(&out);
            return NULL;
        }
        append_normalised(&out, (const char *)value, &gap);
        xmlFree(value);
    }
    char *made = buffer_take(&out);
    e->memory = e->memory || !made;
    return made;
}

static bool fill(struct rules_evaluator *e, const struct rules_text texts[FORM_LANGS],
                 xmlNode *context, char *out[FORM_LANGS])
{
    for (int lang = 0; lang < FORM_LANGS; lang++) {
        const struct rules_text *text = texts[lang].count ? &texts[lang] : &texts[FORM_JA];
        out[lang] = text->count ? make(e, text, context) : NULL;
        if (text->count && !out[lang])
            return false;
    }
    return true;
}

bool rules_message_fill(struct rules_evaluator *e, const struct rules_test *test, xmlNode *context,
                        struct finding *finding)
{
    return fill(e, test->message, context, finding->message) &&
           fill(e, test->remedy, context, finding->remedy);
}
