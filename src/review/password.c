#include "config.h"

#include "review/password.h"

#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/allowed.h"
#include "text/fold.h"
#include "text/grapheme.h"
#include "text/i18n.h"

/* Three passes over 64 MiB: about a fifth of a second. */
static const unsigned long long passes = 3;
static const size_t memory = (size_t)64 << 20;

/* Of a password that nobody has, made with the same settings. */
static const char of_nobody[] = "$argon2id$v=19$m=65536,t=3,p=1$cSktLsFJU0WKMzVLNmDwJg$1zChHB2+"
                                "5ydBunbyEjaZJRJYh/kDO8zCtASPygffs6s";

/* --- which may be taken ---------------------------------------------------------- */

/* Whether the folded line stands in the list. */
static bool find_line(FILE *list, const char *folded, bool *found)
{
    char *line = NULL;
    size_t room = 0;
    bool good = true;
    *found = false;
    while (good && !*found && getline(&line, &room, list) >= 0) {
        line[strcspn(line, "\r\n")] = '\0';
        char *key = *line == '#' ? strdup("") : fold_search_key(line);
        good = key != NULL;
        *found = good && *key != '\0' && strcmp(key, folded) == 0;
        free(key);
    }
    good = good && !ferror(list);
    free(line);
    return good;
}

static bool is_blocked(const char *folded, const char *block_list, bool *blocked, struct error *err)
{
    FILE *list = fopen(block_list, "re");
    if (list == NULL)
        return error_set(err,
                         _("The list of common passwords, %s, cannot be read (%s). Nothing was "
                           "changed; install the program anew."),
                         block_list, strerror(errno));
    bool good = find_line(list, folded, blocked);
    fclose(list);
    return good || error_set_memory(err);
}

static bool check_length(const char *password, bool shorter, struct error *err)
{
    size_t size = strlen(password), offset;
    uint32_t cp;
    if (size > PASSWORD_MOST)
        return error_set(err, _("The password is longer than %d bytes. Choose a shorter one."),
                         PASSWORD_MOST);
    if (!allowed_check(password, size, &offset, &cp) || strpbrk(password, "\n\t") != NULL)
        return error_set(err, _("The password has a character that cannot be typed everywhere. "
                                "Choose another one."));
    int least = shorter ? PASSWORD_SHORT : PASSWORD_LONG;
    return grapheme_count(password, size) >= (size_t)least ||
           error_set(err,
                     _("The password has to be at least %d characters long. A sentence is easy to "
                       "remember."),
                     least);
}

static bool check_folded(const char *password, const char *folded, const char *name,
                         const char *block_list, struct error *err)
{
    bool blocked = false;
    char *key = fold_search_key(name);
    if (key == NULL)
        return error_set_memory(err);
    bool is_long = grapheme_count(password, strlen(password)) >= PASSWORD_LONG;
    bool has_name = !is_long && *key != '\0' && strstr(folded, key) != NULL;
    free(key);
    if (has_name)
        return error_set(err, _("The password has the account's name in it. Choose another one."));
    if (!is_blocked(folded, block_list, &blocked, err))
        return false;
    return !blocked ||
           error_set(err, _("The password is one that many people use, and that is tried first. "
                            "Choose another one."));
}

bool password_check(const char *password, const char *name, bool shorter, const char *block_list,
                    struct error *err)
{
    if (!check_length(password, shorter, err))
        return false;
    char *folded = fold_search_key(password);
    if (folded == NULL)
        return error_set_memory(err);
    bool good = check_folded(password, folded, name, block_list, err);
    sodium_memzero(folded, strlen(folded));
    free(folded);
    return good;
}

/* --- how they are kept --------------------------------------------------------------- */

static bool start(struct error *err)
{
    return sodium_init() >= 0 ||
           error_set(err, _("This machine gives no random numbers. Nothing was changed; have the "
                            "system looked at."));
}

bool password_keep(const char *password, char out[PASSWORD_STRING], struct error *err)
{
    _Static_assert(PASSWORD_STRING == crypto_pwhash_STRBYTES, "the string of libsodium");
    return start(err) && (crypto_pwhash_str_alg(out, password, strlen(password), passes, memory,
                                                crypto_pwhash_ALG_ARGON2ID13) == 0 ||
                          error_set_memory(err));
}

bool password_compare(const char *password, const char *kept, bool *right, struct error *err)
{
    if (!start(err))
        return false;
    errno = 0;
    bool same =
        crypto_pwhash_str_verify(kept == NULL ? of_nobody : kept, password, strlen(password)) == 0;
    *right = same && kept != NULL;
    /* libsodium says EINVAL for a wrong password; else it got no memory. */
    return same || errno != ENOMEM || error_set_memory(err);
}

bool password_is_old(const char *kept)
{
    return crypto_pwhash_str_needs_rehash(kept, passes, memory) != 0;
}

void password_wipe(void *bytes, size_t size)
{
    sodium_memzero(bytes, size);
}
