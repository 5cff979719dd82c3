#include "text/scan.h"

#include <string.h>

#include "text/utf8.h"

size_t scan_char(const char *s, uint32_t *cp)
{
    return *s == '\0' ? 0 : utf8_decode(s, strnlen(s, 4), cp);
}

size_t scan_word(const char *s, const char *word)
{
    size_t size = strlen(word);
    return strncmp(s, word, size) == 0 ? size : 0;
}

size_t scan_words(const char *s, const char *const *words, size_t *which)
{
    size_t longest = 0;
    for (size_t i = 0; words[i] != NULL; i++) {
        size_t size = scan_word(s, words[i]);
        if (size > longest) {
            longest = size;
            if (which != NULL)
                *which = i;
        }
    }
    return longest;
}

bool scan_only_words(const char *text, size_t from, size_t to, const char *const *words)
{
    while (from < to) {
        size_t size = scan_words(text + from, words, NULL);
        if (size == 0)
            return false;
        from += size;
    }
    return true;
}

size_t scan_digit(const char *s, int *digit)
{
    uint32_t cp;
    size_t size = scan_char(s, &cp);
    if (size > 0 && cp >= '0' && cp <= '9')
        *digit = (int)(cp - '0');
    else if (size > 0 && cp >= 0xFF10 && cp <= 0xFF19)
        *digit = (int)(cp - 0xFF10);
    else
        return 0;
    return size;
}

size_t scan_blanks(const char *s)
{
    size_t offset = 0;
    for (;;) {
        uint32_t cp;
        size_t size = scan_char(s + offset, &cp);
        if (size == 0 || (cp != ' ' && cp != '\t' && cp != 0xA0 && cp != 0x3000))
            return offset;
        offset += size;
    }
}

static bool is_among(uint32_t cp, const uint32_t *list)
{
    for (; *list != 0; list++)
        if (*list == cp)
            return true;
    return false;
}

bool scan_is_dash(uint32_t cp)
{
    static const uint32_t dashes[] = {'-',    0x2043, 0x207B, 0x208B, 0x2212, 0x2500,
                                      0x2501, 0x2796, 0x2E3A, 0x2E3B, 0x30FC, 0xFE58,
                                      0xFE63, 0xFF0D, 0xFF70, 0};
    return (cp >= 0x2010 && cp <= 0x2015) || is_among(cp, dashes);
}

bool scan_is_opening(uint32_t cp)
{
    static const uint32_t list[] = {'(',    '[',    '{',    0x3008, 0x300A, 0x300C,
                                    0x300E, 0x3010, 0x3014, 0x3016, 0x3018, 0x301A,
                                    0xFF08, 0xFF3B, 0xFF5B, 0xFF5F, 0xFF62, 0};
    return is_among(cp, list);
}

bool scan_is_closing(uint32_t cp)
{
    static const uint32_t list[] = {')',    ']',    '}',    0x3009, 0x300B, 0x300D,
                                    0x300F, 0x3011, 0x3015, 0x3017, 0x3019, 0x301B,
                                    0xFF09, 0xFF3D, 0xFF5D, 0xFF60, 0xFF63, 0};
    return is_among(cp, list);
}
