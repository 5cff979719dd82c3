/* Words as a Japanese reader sees them: the runs that texts are compared by, and
 * the phrases that keys move by. */
#include <stdio.h>
#include <string.h>

#include "text/words.h"
#include "unit.h"

/* The text without the "|", which say where the parts begin. */
static void strip(const char *parts, char *text)
{
    for (; *parts != '\0'; parts++)
        if (*parts != '|')
            *text++ = *parts;
    *text = '\0';
}

static void append(char *seen, const char *text, size_t start, size_t end)
{
    if (seen[0] != '\0')
        strcat(seen, "|");
    strncat(seen, text + start, end - start);
}

static void assert_runs(const char *parts)
{
    char text[512], seen[1024] = "";
    strip(parts, text);
    size_t size = strlen(text);
    for (size_t at = 0, next; at < size; at = next) {
        next = words_run_end(text, size, at, NULL);
        assert_true(next > at && next <= size);
        append(seen, text, at, next);
    }
    assert_string_equal(seen, parts);
}

/* Both ways. */
static void assert_phrases(const char *parts)
{
    char text[512], seen[1024] = "";
    size_t starts[128], count = 0;
    strip(parts, text);
    size_t size = strlen(text);
    for (size_t at = 0, next; at < size; at = next) {
        next = words_next(text, size, at);
        assert_true(next > at && next <= size);
        append(seen, text, at, next);
        starts[count++] = at;
    }
    assert_string_equal(seen, parts);
    for (size_t at = size; at > 0;) {
        at = words_previous(text, size, at);
        assert_true(count > 0);
        assert_int_equal(at, starts[--count]);
    }
    assert_int_equal(count, 0);
}

static void a_run_is_of_one_script(void **state)
{
    (void)state;
    assert_runs("地域|の|ホームページ|、|Web２.0|　|版|\n|次");
    assert_runs("取|り|組|みを|行|う");
    assert_runs("佐々木|・|〇〇区");
    assert_runs("（|１，８００|人|）|→|1,800|人|、|8.0|％");
    assert_runs("葛\U000E0100飾|か\u3099|ｶﾞｰﾄﾞ|，|ㇷ\u309A");
}

static void marks_stand_alone(void **state)
{
    (void)state;
    assert_runs("「|『|※|』|」|。|。|\n|\n|…");
    assert_runs("①|②|a|①|👨\u200D👩|😀");
}

static void numbers_and_letters_follow_the_standard(void **state)
{
    (void)state;
    assert_runs("it's| |can’t| |e.g|.| |１．５|．");
    assert_runs("1,2,3|,|a|,|b|.| |.|5| |5|.");
    assert_runs("H29|年|A4|判|snake_case| |Ωé");
    assert_runs("a·b| |1|·|2");
}

static void a_prolonged_sound_goes_with_its_kana(void **state)
{
    (void)state;
    assert_runs("データー|らーめんー");
    assert_runs("1|ー|1|ー|ー|あーー|漢|ー");
    assert_runs("ー");
}

static void what_is_counted_is_one(void **state)
{
    (void)state;
    assert_runs("3|か所|、|３|ヶ月|、|１|カ国|か");
    assert_runs("何|か|所|カケ");
}

static void a_phrase_is_kanji_with_its_hiragana(void **state)
{
    (void)state;
    assert_phrases("地域の|ホームページ|、|Web２.0　|版|\n|次");
    assert_phrases("地域活動協議会が|形成されており|、|地域住民はこれまで|培われてきた");
    assert_phrases("取り|組みを|行う|。」（|3|か所  |で|）");
    assert_phrases("  |あ|\n  |い|\n|\n");
    assert_phrases("か\u3099|葛\U000E0100飾は|😀😀|a");
}

static void assert_phrase(const char *text, size_t offset, const char *expected)
{
    char seen[256] = "";
    size_t start, end;
    words_phrase_at(text, strlen(text), offset, &start, &end);
    strncat(seen, text + start, end - start);
    assert_string_equal(seen, expected);
}

static void the_phrase_under_the_cursor(void **state)
{
    const char *text = "地域の  声かけ\n\n次";
    (void)state;
    assert_phrase(text, 0, "地域の");
    assert_phrase(text, 3, "地域の");
    assert_phrase(text, 6, "地域の");
    assert_phrase(text, 9, "  ");
    assert_phrase(text, 10, "  ");
    assert_phrase(text, 11, "声かけ");
    assert_phrase(text, 20, "声かけ"); /* at the end of the line */
    assert_phrase(text, 21, "");       /* on the empty line */
    assert_phrase(text, 22, "次");
    assert_phrase(text, 25, "次");
    assert_phrase(text, 99, "次");
    assert_phrase("", 0, "");
    assert_phrase("\n", 0, "");
    assert_phrase("\n", 1, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_run_is_of_one_script),
        cmocka_unit_test(marks_stand_alone),
        cmocka_unit_test(numbers_and_letters_follow_the_standard),
        cmocka_unit_test(a_prolonged_sound_goes_with_its_kana),
        cmocka_unit_test(what_is_counted_is_one),
        cmocka_unit_test(a_phrase_is_kanji_with_its_hiragana),
        cmocka_unit_test(the_phrase_under_the_cursor),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
