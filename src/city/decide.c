#include "config.h"

#include "city/decide.h"

#include <string.h>

static bool is_taken(const struct store_city_submission *c)
{
    return *c->refusal == '\0';
}

static bool is_kind(const struct store_city_submission *c, const char *kind)
{
    return strcmp(c->kind, kind) == 0;
}

/* The last that was taken; NULL: none was. */
static const struct store_city_submission *find_last(const struct store_city_list *before)
{
    for (size_t i = before->count; i-- > 0;) {
        if (is_taken(&before->items[i]))
            return &before->items[i];
    }
    return NULL;
}

/* Whether the number is that of a first receipt. */
static bool is_first(const struct store_city_list *before, const char *number)
{
    for (size_t i = 0; i < before->count; i++) {
        const struct store_city_submission *c = &before->items[i];
        if (is_taken(c) && is_kind(c, STORE_CITY_NEW) && strcmp(c->number, number) == 0)
            return true;
    }
    return false;
}

/* By the ward's trail, which only grows. One that is shorter and was signed off later is no
 * old copy: rows were cut off. */
static const char *check_trail(const struct store_city_submission *last,
                               const struct store_city_submission *is)
{
    if (is->trail_seq < last->trail_seq)
        return strcmp(is->signed_at, last->signed_at) > 0 ? "trail-behind" : "older";
    if (is->trail_seq == last->trail_seq && strcmp(is->trail_hash, last->trail_hash) != 0)
        return "trail-differs";
    return NULL;
}

static const char *check_withdrawal(const struct store_city_list *before,
                                    const struct store_city_submission *last,
                                    const struct store_city_submission *is)
{
    if (last == NULL || is_kind(last, STORE_CITY_WITHDRAWAL))
        return "nothing-to-withdraw";
    return is_first(before, is->first) ? check_trail(last, is) : "receipt-number";
}

static const char *check_again(const struct store_city_list *before,
                               const struct store_city_submission *last,
                               const struct store_city_submission *is)
{
    if (!is_first(before, is->first))
        return last == NULL ? "receipt-unknown" : "receipt-number";
    return check_trail(last, is);
}

static const char *check_new(const struct store_city_submission *last,
                             const struct store_city_submission *is)
{
    const char *code = last == NULL ? NULL : check_trail(last, is);
    bool stands = last != NULL && !is_kind(last, STORE_CITY_WITHDRAWAL);
    if (code != NULL || !stands)
        return code;
    return strcmp(is->content, last->content) == 0 ? "identical" : "received-already";
}

const char *decide(const struct store_city_list *before, const struct store_city_submission *is)
{
    const struct store_city_submission *last = find_last(before);
    const char *code;
    if (is_kind(is, STORE_CITY_WITHDRAWAL))
        return check_withdrawal(before, last, is);
    if (is_kind(is, STORE_CITY_NEW))
        return check_new(last, is);
    code = check_again(before, last, is);
    if (code == NULL && !is_kind(last, STORE_CITY_WITHDRAWAL) &&
        strcmp(is->content, last->content) == 0)
        code = "identical";
    return code;
}
