#include "exchange/receipt.h"

#include <stdlib.h>
#include <string.h>

#include "exchange/intake.h"
#include "exchange/wording.h"
#include "text/allowed.h"
#include "text/buffer.h"
#include "text/i18n.h"

/* --- reading ------------------------------------------------------------------------ */

static bool copy(char *out, size_t size, const char *value)
{
    size_t length = strlen(value);

    if (length == 0 || length >= size)
        return false;
    memcpy(out, value, length + 1);
    return true;
}

static bool copy_digest(char *out, const char *value)
{
    return strlen(value) == SUBMISSION_DIGEST - 1 &&
           strspn(value, "0123456789abcdef") == SUBMISSION_DIGEST - 1 &&
           copy(out, SUBMISSION_DIGEST, value);
}

static bool read_number(const char *value, long long most, long long *out)
{
    char *end;

    if (*value == '\0' || strspn(value, "0123456789") != strlen(value) || strlen(value) > 18)
        return false;
    *out = strtoll(value, &end, 10);
    return *out <= most;
}

/* As a file has them, and as they are counted in `seen`. */
static const char *const names[] = {"number",  "ward",    "year", "trail-seq", "trail-hash",
                                    "content", "outcome", "code", "message"};
enum { NUMBER, WARD, YEAR, SEQ, HASH, CONTENT, OUTCOME, CODE, MESSAGE, NAMES };
enum { ALL = 63 }; /* the six that every one has */

static const char *const outcomes[] = {
    [RECEIPT_ACCEPTED] = "accepted",
    [RECEIPT_WITHDRAWN] = "withdrawn",
    [RECEIPT_REFUSED] = "refused",
};

static bool read_outcome(struct receipt *r, const char *value)
{
    for (int i = RECEIPT_ACCEPTED; i <= RECEIPT_REFUSED; i++) {
        if (strcmp(outcomes[i], value) == 0) {
            r->outcome = (enum receipt_outcome)i;
            return true;
        }
    }
    return false;
}

/* It goes on as a person's reason: made harmless, and cut at a character. */
static bool copy_message(struct receipt *r, const char *value)
{
    char *clean = allowed_filter(value, strlen(value), NULL, NULL);
    size_t length = clean == NULL ? 0 : strlen(clean);

    if (clean == NULL)
        return false;
    if (length >= sizeof(r->message)) {
        length = sizeof(r->message) - 1;
        while (length > 0 && ((unsigned char)clean[length] & 0xC0) == 0x80)
            length--;
    }
    memcpy(r->message, clean, length);
    r->message[length] = '\0';
    free(clean);
    return true;
}

static bool copy_number(int *out, const char *value)
{
    long long number;

    if (!read_number(value, 9999, &number))
        return false;
    *out = (int)number;
    return true;
}

static bool take_value(struct receipt *r, int name, const char *value)
{
    switch (name) {
    case NUMBER:
        return copy(r->number, sizeof(r->number), value);
    case WARD:
        return copy(r->ward, sizeof(r->ward), value);
    case YEAR:
        return copy_number(&r->year, value);
    case SEQ:
        return read_number(value, 999999999999999999, &r->trail_seq);
    case HASH:
        return copy_digest(r->trail_hash, value);
    case CONTENT:
        return copy_digest(r->content, value);
    case OUTCOME:
        return read_outcome(r, value);
    case CODE:
        return copy(r->code, sizeof(r->code), value);
    default:
        return copy_message(r, value);
    }
}

static bool read_value(struct receipt *r, const char *name, const char *value, unsigned *seen)
{
    int i = 0;
    bool ok;

    while (i < NAMES && strcmp(names[i], name) != 0)
        i++;
    if (i == NAMES)
        return true;
    /* What is there twice says nothing for certain. */
    ok = (*seen & 1U << i) == 0 && take_value(r, i, value);
    *seen |= 1U << i;
    return ok;
}

static bool read_line(struct receipt *r, char *line, unsigned *seen)
{
    size_t name = strcspn(line, " \t"), length;
    char *value = line + name + strspn(line + name, " \t");

    if (*line == '\0' || *line == '#')
        return true;
    line[name] = '\0';
    length = strlen(value);
    while (length > 0 && strchr(" \t\r", value[length - 1]) != NULL)
        value[--length] = '\0';
    return read_value(r, line, value, seen);
}

static bool read_text(char *text, struct receipt *out, struct error *err)
{
    unsigned seen = 0;
    int number = 0;

    for (char *line = text, *next; line != NULL; line = next) {
        next = strchr(line, '\n');
        if (next != NULL)
            *next++ = '\0';
        number++;
        if (!read_line(out, line, &seen))
            return error_set(err,
                             _("Line %d: this is not as a receipt has it. Give the receipt as the "
                               "city wrote it."),
                             number);
    }
    return (seen & ALL) == ALL ||
           error_set(err, _("This is no whole receipt. Give the receipt as the city "
                            "wrote it."));
}

bool receipt_read(const char *path, struct receipt *out, struct error *err)
{
    struct intake in = {NULL, 0};
    bool ok;

    memset(out, 0, sizeof(*out));
    ok = intake_read(path, &in, err) && read_text(in.bytes, out, err);
    intake_free(&in);
    return ok || wording_prefix(err, path);
}

/* --- writing ------------------------------------------------------------------------ */

/* One line, whatever the value has in it. */
static void put(struct buffer *out, const char *name, const char *value)
{
    char *clean;

    if (value == NULL || *value == '\0')
        return;
    clean = allowed_filter(value, strlen(value), NULL, NULL);
    out->failed = out->failed || clean == NULL;
    for (char *c = clean; c != NULL && *c != '\0'; c++) {
        if (*c == '\n' || *c == '\t')
            *c = ' ';
    }
    if (clean != NULL)
        buffer_append_format(out, "%s %s\n", name, clean);
    free(clean);
}

static void put_number(struct buffer *out, const char *name, long long value)
{
    buffer_append_format(out, "%s %lld\n", name, value);
}

static void put_heading(struct buffer *out, const char *text)
{
    while (text != NULL && *text != '\0') {
        size_t length = strcspn(text, "\n");

        buffer_append_format(out, "# %.*s\n", (int)length, text);
        text += length + (text[length] == '\n');
    }
}

char *receipt_to_string(const struct receipt_paper *paper)
{
    struct buffer out = BUFFER_INIT;

    put_heading(&out, paper->heading);
    put(&out, "number", paper->number);
    if (*paper->ward != '\0') {
        put(&out, "ward", paper->ward);
        put_number(&out, "year", paper->year);
        put_number(&out, "trail-seq", paper->trail_seq);
        put(&out, "trail-hash", paper->trail_hash);
        put(&out, "content", paper->content);
    }
    put(&out, "outcome", outcomes[paper->outcome]);
    put(&out, "code", paper->code);
    put(&out, "message", paper->message);
    put(&out, "received", paper->received);
    put(&out, "file", paper->file);
    put_number(&out, "city-trail-seq", paper->city_seq);
    put(&out, "city-trail-hash", paper->city_hash);
    return buffer_take(&out);
}

/* --- holding against it ------------------------------------------------------------- */

const char *receipt_check(const struct receipt *r, const char *ward, int year, const char *content,
                          const struct submission *s)
{
    if (strcmp(r->ward, ward) != 0 || r->year != year)
        return "receipt-other";
    if (s->receipt != NULL && strcmp(s->receipt, r->number) != 0)
        return "receipt-number";
    if (s->trail_seq < r->trail_seq)
        return "trail-behind";
    if (s->trail_seq == r->trail_seq && strcmp(s->trail_hash, r->trail_hash) != 0)
        return "trail-differs";
    if (!submission_is_withdrawal(s) && strcmp(content, r->content) == 0)
        return "identical";
    return NULL;
}
